//! The access requests that the person has made, newest first.

use api::{access_request::AccessRequest, page::Route, path};
use leptos::prelude::*;
use rules::vocabulary::{AccessRequestAction, RequestStatus};

use super::{
    Lists,
    list_actions::{Ending, Row},
    nothing_fits, row_head,
};
use crate::{
    components::{
        access_request::{request_status, requested_access},
        messages::information_tag,
    },
    dom::{
        attr,
        element::{Element, dynamic},
        signal::Memo,
    },
    pages::request::request_again,
    session::texts,
    ui::{
        page::section,
        table::{body, cell, even_table_of, row},
        time::ago,
    },
};

pub(super) fn access_requests(lists: Lists) -> AnyView {
    let shown = Memo::new(move |_| lists.access.value().map_or_else(Vec::new, |list| list.requests.clone()));
    let is_empty = Memo::new(move |_| lists.access.value().is_some() && shown.with(Vec::is_empty));
    section("access-requests", texts().requests_title())
        .flag_with(attr::HIDDEN, move || is_empty.get() && lists.goes_on())
        .child(dynamic(move || if is_empty.get() { nothing_fits().view() } else { untrack(|| table(lists, shown)) }))
        .view()
}

fn table(lists: Lists, shown: Memo<Vec<AccessRequest>>) -> AnyView {
    let columns = [
        texts().smart_account(),
        texts().requests_column_asked(),
        texts().requests_column_created(),
        texts().account_status(),
        texts().access_column_actions(),
    ];
    let body = body().rows(move || shown.get(), move |request| row_of(request, lists).view());
    even_table_of(texts().requests_title(), &columns, body).view()
}

/// Where it stands, and while it is open, whether whoever decides waits for the requester.
fn status_of(request: &AccessRequest) -> Element {
    let information = request.information.filter(|_| request.status == RequestStatus::Open);
    request_status(request.status, request.days_left).els(information_tag(information))
}

fn row_of(request: &AccessRequest, lists: Lists) -> Element {
    let route = Route::Request { reference: request.reference.clone(), sent: false };
    let head = row_head(&route, &request.account_name, &request.domain_identifier, &request.reference);
    let may = |action| request.actions.contains(&action);
    let of = Row { reference: &request.reference, name: &request.account_name };
    let remind = may(AccessRequestAction::SendReminder)
        .then(|| lists.actions.remind_button(&of, path::access_request_reminders(&request.reference)));
    let cancel = may(AccessRequestAction::Cancel).then(|| lists.actions.end_button(&of, Ending::Cancel));
    let again = request_again::link(request, "button button--small")
        .map(|link| link.attr(attr::ARIA_LABEL, of.label(texts().requests_again())));
    row(head)
        .el(cell(texts().requests_column_asked()).el(requested_access(request)))
        .el(cell(texts().requests_column_created()).el(ago(request.created_at.0)))
        .el(cell(texts().account_status()).el(status_of(request)))
        .el(Row::actions_cell(remind.into_iter().chain(cancel).chain(again)))
}
