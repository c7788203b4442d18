//! The requests for new accounts that the person has made, newest first; nothing where there are none.

use api::{
    account_request::{AccountRequest, AccountRequests},
    page::Route,
    path,
};
use leptos::prelude::*;

use crate::{
    components::account_request::account_request_status,
    dom::element::{Element, dynamic, nothing},
    net::resource::{self, Loadable},
    session::{App, texts},
    ui::{
        page::{link, section},
        table::{cell, row, table},
        time::ago,
    },
};

pub fn account_requests(app: App) -> AnyView {
    let path = move || {
        app.track_changes();
        Some(path::ACCOUNT_REQUESTS.to_owned())
    };
    let source = resource::use_resource::<AccountRequests>(path, false);
    dynamic(move || match source.get() {
        Loadable::Loaded(list) if !list.requests.is_empty() => requests_section(requests(&list.requests).view()),
        Loadable::Failed(problem) => requests_section(resource::failure_view(&problem, move || source.refetch())),
        _ => nothing(),
    })
}

fn requests_section(view: AnyView) -> AnyView {
    section("account-requests", texts().account_requests_title()).child(view).view()
}

fn requests(requests: &[AccountRequest]) -> Element {
    let columns = [
        texts().smart_account(),
        texts().domain_identifier(),
        texts().requests_column_created(),
        texts().account_status(),
    ];
    table(texts().account_requests_title(), &columns, requests.iter().map(row_of))
}

fn row_of(request: &AccountRequest) -> Element {
    let route = Route::AccountRequest { reference: request.reference.clone() };
    row(link(&route, &request.name, "link"))
        .el(cell(texts().domain_identifier()).class("mono").text(request.domain_identifier.clone()))
        .el(cell(texts().requests_column_created()).el(ago(request.created_at.0)))
        .el(cell(texts().account_status()).el(account_request_status(request.status, request.days_left)))
}
