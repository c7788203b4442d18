//! One account in the directory, and its Virtual Accounts once it is opened.

use std::collections::HashSet;

use api::{account::AccountSummary, directory::DirectoryQuery, page::Route};
use leptos::prelude::*;
use rules::vocabulary::Visibility;

use super::COLUMNS;
use crate::{
    components::access::{administrators, your_access},
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::{Memo, State},
    },
    pages::lazy,
    session::texts,
    ui::{
        breakable::breakable,
        icon,
        page::link,
        table::{cell, nameless_cell, row_head, tr},
    },
};

/// The ids of accounts whose row is open: they stay so when the list is loaded again.
pub type Opened = State<HashSet<String>>;

/// What a row shows.
#[derive(PartialEq)]
pub struct Item {
    account: AccountSummary,
    identifier: Option<String>,
}

impl Item {
    pub fn new(account: AccountSummary, query: &DirectoryQuery) -> Item {
        // A restricted account is found only by its entire name or identifier, which its links therefore carry.
        let identifier = (account.visibility == Visibility::Restricted && query.entire).then(|| query.q.clone());
        Item { account, identifier }
    }
}

/// The account's row in a table, and the row below it that opens.
pub fn rows(item: &Item, opened: Opened) -> AnyView {
    let Item { account, identifier } = item;
    let own = account.id.clone();
    let open = Memo::new(move |_| opened.with(|opened| opened.contains(&own)));
    let page = Route::Account { id: account.id.clone(), identifier: identifier.clone() };
    let detail_id = ["row-", &account.id].concat();
    let expand = account.virtual_accounts_shown.then(|| expand_button(account, detail_id.clone(), open, opened));
    let name = row_head().els(expand).el(link(&page, &account.name, "link").untranslated());
    let identifier_cell = breakable(cell(texts().domain_identifier()).class("mono"), &account.domain_identifier);
    let contacts = cell(texts().directory_column_administrators()).el(administrators(account));
    let access = cell(texts().your_access()).el(your_access(account, identifier.as_deref()));
    let row = tr().attr_with(attr::CLASS, move || open.get().then_some("table__row--open".into())).els([
        name,
        identifier_cell,
        contacts,
        access,
    ]);
    let (id, account_name, identifier) = (account.id.clone(), account.name.clone(), identifier.clone());
    let detail = dynamic(move || {
        if !open.get() {
            return nothing();
        }
        let tree = lazy::virtual_accounts(&id, &account_name, identifier.as_deref());
        let cell = nameless_cell().attr(attr::COLSPAN, COLUMNS.to_string()).child(tree);
        tr().class("table__detail").attr(attr::ID, detail_id.clone()).el(cell).view()
    });
    fragment(vec![row.view(), detail])
}

fn expand_button(account: &AccountSummary, detail_id: String, open: Memo<bool>, opened: Opened) -> Element {
    let id = account.id.clone();
    let turn = move |_| {
        opened.update(|opened| {
            if !opened.remove(&id) {
                opened.insert(id.clone());
            }
        });
    };
    html::button()
        .class("table__expand")
        .attr(attr::TYPE, "button")
        // The row below is there only while it is open.
        .attr_with(attr::ARIA_CONTROLS, move || open.get().then(|| detail_id.clone().into()))
        .attr(attr::ARIA_LABEL, texts().directory_open(&account.name))
        .bool_attr_with(attr::ARIA_EXPANDED, move || open.get())
        .on(event::CLICK, turn)
        .el(icon("chevron-right"))
}
