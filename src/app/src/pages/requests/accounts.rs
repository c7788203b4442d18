//! The requests for new accounts that the person has made, newest first; nothing where there are none.

use api::{account_request::AccountRequest, page::Route, path};
use leptos::prelude::*;
use rules::vocabulary::AccountRequestAction;

use super::{
    Lists,
    list_actions::{Ending, Row},
    nothing_fits, row_head,
};
use crate::{
    components::account_request::account_request_status,
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        signal::Memo,
    },
    net::resource::{self, Loadable},
    session::texts,
    ui::{
        page::{link, section},
        table::{body, cell, even_table_of, row},
        time::ago,
    },
};

pub(super) fn account_requests(lists: Lists) -> AnyView {
    let is_shown = Memo::new(move |_| lists.has_accounts() || matches!(lists.accounts.get(), Loadable::Failed(_)));
    dynamic(move || if is_shown.get() { untrack(|| requests_section(lists)) } else { nothing() })
}

fn requests_section(lists: Lists) -> AnyView {
    let shown = Memo::new(move |_| lists.accounts.value().map_or_else(Vec::new, |list| list.requests.clone()));
    let is_empty = Memo::new(move |_| lists.accounts.value().is_some() && shown.with(Vec::is_empty));
    let list =
        move || dynamic(move || if is_empty.get() { nothing_fits().view() } else { untrack(|| table(lists, shown)) });
    section("account-requests", texts().account_requests_title())
        .flag_with(attr::HIDDEN, move || is_empty.get() && lists.goes_on())
        .child(resource::suspense_once(lists.accounts, list))
        .view()
}

fn table(lists: Lists, shown: Memo<Vec<AccountRequest>>) -> AnyView {
    let columns = [
        texts().smart_account(),
        texts().requests_column_created(),
        texts().account_status(),
        texts().access_column_actions(),
    ];
    let body = body().rows(move || shown.get(), move |request| row_of(request, lists).view());
    even_table_of(texts().account_requests_title(), &columns, body).view()
}

fn row_of(request: &AccountRequest, lists: Lists) -> Element {
    let route = Route::AccountRequest { reference: request.reference.clone() };
    let head = row_head(&route, &request.name, &request.domain_identifier, &request.reference);
    let may = |action| request.actions.contains(&action);
    let of = Row { reference: &request.reference, name: &request.name };
    let remind = may(AccountRequestAction::SendReminder)
        .then(|| lists.actions.remind_button(&of, path::account_request_reminders(&request.reference)));
    let withdraw = may(AccountRequestAction::Withdraw).then(|| lists.actions.end_button(&of, Ending::Withdraw));
    let again = may(AccountRequestAction::RequestAgain).then(|| {
        let route = Route::CreateSmartAccount { from: Some(request.reference.clone()) };
        let words = texts().account_request_again();
        link(&route, words, "button button--small").attr(attr::ARIA_LABEL, of.label(words))
    });
    row(head)
        .el(cell(texts().requests_column_created()).el(ago(request.created_at.0)))
        .el(cell(texts().account_status()).el(account_request_status(request.status, request.days_left)))
        .el(Row::actions_cell(remind.into_iter().chain(withdraw).chain(again)))
}
