//! The requests for new accounts that wait for the person's decision, ordered by when they lapse.

use api::{
    page::Route,
    path,
    pending_account_request::{PendingAccountRequests, PendingAccountSummary},
};
use leptos::prelude::*;

use crate::{
    components::account_request::display_name,
    dom::{
        element::{Element, dynamic, nothing},
        html,
    },
    net::resource::{self, Loadable},
    session::{App, texts},
    ui::{
        page::{link, section},
        table::{cell, row, table},
        time::ago,
    },
};

pub fn waiting_accounts(app: App) -> AnyView {
    // Loaded only if the server says that there are some.
    let waits = move || app.changes.with(|changes| changes.pending_accounts > 0);
    let path = move || waits().then(|| path::PENDING_ACCOUNT_REQUESTS.to_owned());
    let source = resource::use_resource::<PendingAccountRequests>(path, false);
    dynamic(move || match source.get() {
        _ if !waits() => nothing(),
        Loadable::Loaded(list) if !list.requests.is_empty() => requests_section(requests(&list.requests).view()),
        Loadable::Failed(problem) => requests_section(resource::failure_view(&problem, move || source.refetch())),
        _ => nothing(),
    })
}

fn requests_section(view: AnyView) -> AnyView {
    section("accounts", texts().account_pending_title()).child(view).view()
}

fn requests(requests: &[PendingAccountSummary]) -> Element {
    let columns = [
        texts().smart_account(),
        texts().pending_column_requester(),
        texts().requests_column_created(),
        texts().pending_column_left(),
    ];
    table(texts().account_pending_title(), &columns, requests.iter().map(row_of))
}

fn row_of(request: &PendingAccountSummary) -> Element {
    let route = Route::PendingAccountRequest { reference: request.reference.clone() };
    let account = html::div()
        .el(link(&route, &request.name, "link"))
        .el(html::div().class("pick__about mono").text(request.domain_identifier.clone()));
    let requester = html::div()
        .el(html::div().text(display_name(&request.requester).to_owned()))
        .el(html::div().class("muted").text(request.organisation.clone()));
    row(account)
        .el(cell(texts().pending_column_requester()).el(requester))
        .el(cell(texts().requests_column_created()).class("brief").el(ago(request.created_at.0)))
        .el(cell(texts().pending_column_left()).class("brief").text(texts().days_left(request.days_left)))
}
