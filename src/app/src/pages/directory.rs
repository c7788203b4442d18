//! The directory: search, the accounts found, and the ways on.

use std::{collections::HashSet, sync::Arc};

use api::{
    directory::{DirectoryOrder, DirectoryPage, DirectoryQuery},
    page::{IdentifierStep, Route},
    path,
};
use leptos::prelude::*;

use crate::{
    components::request_complete,
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::{Memo, State},
    },
    forms::access_request::blocked::support_case,
    net::resource::{self, Resource},
    routing::navigation,
    session::{App, texts, use_app},
    ui::{
        menu_button::menu_button,
        page::{download, link, page_head_with},
        search::{Search, search},
        table::{body, head, table_with},
    },
};

use super::lazy::{self, Chunk};

mod empty;
mod filters;
mod row;
mod sorting;
pub(super) mod virtual_accounts;

use row::Opened;

/// How many columns the table has; a row's details span them.
const COLUMNS: usize = 4;

pub fn directory_page(route: Memo<Route>) -> AnyView {
    let app = use_app();
    let query = Memo::new(move |before: Option<&DirectoryQuery>| match route.get() {
        Route::Directory(query) => query,
        // The route has left this page.
        _ => before.cloned().unwrap_or_default(),
    });
    let path = move || {
        app.track_changes();
        Some(path::directory(&query.get()))
    };
    let source = resource::use_resource::<DirectoryPage>(path, true);
    let opened = State::new(HashSet::new());
    // Where there is no account at all, there is nothing to filter and to count.
    let is_bare = Memo::new(move |_| {
        let is_narrowed = query.with(|query| !query.q.is_empty() || query.access.is_some() || query.country.is_some());
        !is_narrowed && source.value().is_some_and(|page| page.accounts.is_empty() && page.next.is_none())
    });
    let results = html::div()
        .bool_attr_with(attr::ARIA_BUSY, move || source.is_loading())
        .child(resource::suspense_once(source, move || accounts(source, query, opened, app)));
    fragment(vec![
        page_head_with(texts().product_name(), Some(texts().directory_lead()), head_actions(app)),
        next_steps(app, route),
        request_complete::notice(app),
        if app.may_request() { nothing() } else { support_case(app) },
        search_field(query),
        dynamic(move || if is_bare.get() { nothing() } else { untrack(|| narrowing(query, source)) }),
        results.view(),
    ])
}

/// What the operator still has to do. Nobody else loads what shows it.
fn next_steps(app: App, route: Memo<Route>) -> AnyView {
    let is_unfinished = Memo::new(move |_| app.changes.with(|changes| !changes.next_steps.is_empty()));
    dynamic(move || {
        if is_unfinished.get() {
            lazy::view(Chunk::Requesting, Route::Directory(Default::default()), route)
        } else {
            nothing()
        }
    })
}

fn narrowing(query: Memo<DirectoryQuery>, source: Resource<DirectoryPage>) -> AnyView {
    fragment(vec![filters::filters(query).view(), result_count(source).view()])
}

/// Nothing that a rule refuses: internal people open a support case instead.
fn head_actions(app: App) -> impl Iterator<Item = Element> {
    let route = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
    let request = app.may_request().then(|| link(&route, texts().directory_request_other(), "button"));
    let create = app.may_request_account().then(|| {
        let entries = [(texts().new_account_for_customer(), Route::CreateSmartAccount { from: None })];
        menu_button("create", texts().new_account_create(), &entries)
    });
    request.into_iter().chain(create)
}

/// Typing shows accounts by part of their name; Enter and Search also look for the entire one.
fn search_field(query: Memo<DirectoryQuery>) -> AnyView {
    let find = move |q: String, is_submitted: bool| {
        let entire = is_submitted && !q.is_empty();
        let route = Route::Directory(DirectoryQuery { q, entire, after: None, ..query.get_untracked() });
        if is_submitted { navigation::navigate(&route) } else { navigation::replace(&route) }
    };
    search(Search {
        id: "directory-search",
        label: texts().directory_search_label(),
        hint: Some(texts().directory_search_hint()),
        words: Box::new(move || query.with(|query| query.q.clone())),
        find: Arc::new(find),
    })
}

/// Announced once the accounts are there, and not on each key.
fn result_count(source: Resource<DirectoryPage>) -> Element {
    let words = move || {
        let Some(page) = source.value() else {
            return String::new();
        };
        let count = i64::try_from(page.accounts.len()).unwrap_or(i64::MAX);
        match page.next {
            Some(_) => texts().directory_count_more(count),
            None => texts().directory_count(count),
        }
    };
    html::p().class("count").attr(attr::ROLE, "status").text_with(words)
}

fn accounts(source: Resource<DirectoryPage>, query: Memo<DirectoryQuery>, opened: Opened, app: App) -> AnyView {
    let nothing_for = Memo::new(move |_| {
        // The query changes before its answer is there.
        let (page, query) = (source.value()?, query.get_untracked());
        let is_nothing = page.accounts.is_empty() && query.after.is_none() && page.next.is_none();
        is_nothing.then(|| (query, page.did_you_mean.clone()))
    });
    dynamic(move || match nothing_for.get() {
        Some((query, meant)) => empty::nothing_found(&query, meant, app),
        None => table_of_accounts(source, query, opened),
    })
}

fn table_of_accounts(source: Resource<DirectoryPage>, query: Memo<DirectoryQuery>, opened: Opened) -> AnyView {
    let (name, identifier) = (DirectoryOrder::Name, DirectoryOrder::Identifier);
    let columns: [Element; COLUMNS] = [
        sorting::head(texts().directory_column_name(), query, Some((name, DirectoryOrder::NameDescending))),
        sorting::head(texts().domain_identifier(), query, Some((identifier, DirectoryOrder::IdentifierDescending))),
        // Who may not know them would learn from an order by them.
        head(texts().directory_column_administrators()),
        sorting::head(texts().your_access(), query, None),
    ];
    let accounts = move || {
        let (page, query) = (source.value(), query.get_untracked());
        let accounts = page.iter().flat_map(|page| page.accounts.iter().cloned());
        accounts.map(|account| row::Item::new(account, &query)).collect()
    };
    let body = body().rows(accounts, move |item| row::rows(item, opened));
    let below = dynamic(move || {
        let (next, query) = (source.value().and_then(|page| page.next.clone()), query.get_untracked());
        html::div().class("cluster").els(pager(&query, next)).el(download(&path::directory_export(&query))).view()
    });
    html::div()
        .class("stack")
        .el(table_with(texts().directory_table(), columns, body).class("table table--even"))
        .child(below)
        .view()
}

/// Other filters or another order begin at the first page.
fn update_query(query: Memo<DirectoryQuery>, change: impl FnOnce(&mut DirectoryQuery)) {
    let mut query = DirectoryQuery { after: None, ..query.get_untracked() };
    change(&mut query);
    navigation::replace(&Route::Directory(query));
}

fn pager(query: &DirectoryQuery, next: Option<String>) -> Option<Element> {
    let first = query.after.is_some().then(|| page_link(query, None, texts().directory_first_page()));
    let next = next.map(|next| page_link(query, Some(next), texts().directory_next_page()));
    if first.is_none() && next.is_none() {
        return None;
    }
    let pager = html::nav().class("pager").attr(attr::ARIA_LABEL, texts().directory_pages());
    Some(pager.els(first).els(next))
}

fn page_link(query: &DirectoryQuery, after: Option<String>, words: &str) -> Element {
    let route = Route::Directory(DirectoryQuery { after, ..query.clone() });
    // The link disappears with its table: the focus goes to the page.
    link(&route, words, "button").on(event::CLICK, |_| navigation::focus("main"))
}
