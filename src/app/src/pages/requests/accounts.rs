//! The requests for new accounts that the person has made, newest first; nothing where there are none.

use api::{
    access_request::MOST_OWN,
    account_request::{AccountRequest, AccountRequests},
    page::Route,
    path,
};
use leptos::prelude::*;
use text::Texts;

use crate::{
    components::account_request::account_request_status,
    dom::{
        element::{Element, dynamic, nothing},
        signal::Memo,
    },
    net::resource::{self, Loadable, Resource},
    session::{App, texts},
    ui::{
        breakable::breakable,
        list::truncation,
        page::{link, section},
        table::{body, cell, row, table_of},
        time::ago,
    },
};

pub fn account_requests_source(app: App) -> Resource<AccountRequests> {
    let path = move || {
        app.track_changes();
        Some(path::ACCOUNT_REQUESTS.to_owned())
    };
    resource::use_resource(path, false)
}

/// Nothing where there are none.
pub fn account_requests(source: Resource<AccountRequests>) -> AnyView {
    let is_shown = Memo::new(move |_| match source.get() {
        Loadable::Loaded(list) => !list.requests.is_empty(),
        Loadable::Failed(_) => true,
        Loadable::Loading | Loadable::LoadingSlowly => false,
    });
    dynamic(move || if is_shown.get() { untrack(|| requests_section(source)) } else { nothing() })
}

fn requests_section(source: Resource<AccountRequests>) -> AnyView {
    let is_truncated = move || source.value().is_some_and(|list| list.truncated);
    section("account-requests", texts().account_requests_title())
        .child(truncation(MOST_OWN, is_truncated, Texts::requests_truncated))
        .child(resource::suspense_once(source, move || requests(source).view()))
        .view()
}

fn requests(source: Resource<AccountRequests>) -> Element {
    let columns = [
        texts().smart_account(),
        texts().domain_identifier(),
        texts().requests_column_created(),
        texts().account_status(),
    ];
    let requests = move || source.value().map_or_else(Vec::new, |list| list.requests.clone());
    let body = body().rows(requests, |request| row_of(request).view());
    table_of(texts().account_requests_title(), &columns, body)
}

fn row_of(request: &AccountRequest) -> Element {
    let route = Route::AccountRequest { reference: request.reference.clone() };
    row(link(&route, &request.name, "link").untranslated())
        .el(breakable(cell(texts().domain_identifier()).class("mono"), &request.domain_identifier))
        .el(cell(texts().requests_column_created()).el(ago(request.created_at.0)))
        .el(cell(texts().account_status()).el(account_request_status(request.status, request.days_left)))
}
