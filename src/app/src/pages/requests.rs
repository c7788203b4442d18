//! Your Access Requests: everything the person has asked for, newest first.

use api::{
    access_request::{AccessRequest, AccessRequests, MOST_OWN},
    page::{IdentifierStep, Route},
    path,
};
use leptos::prelude::*;
use rules::vocabulary::RequestStatus;
use text::Texts;

use crate::{
    components::{
        access_request::{request_status, requested_access_in_short},
        messages::information_tag,
        request_complete,
    },
    dom::{
        element::{Element, dynamic, fragment},
        html,
        signal::Memo,
    },
    net::resource::{self, Resource},
    session::{App, texts, use_app},
    ui::{
        breakable::breakable,
        list::truncation,
        page::{link, page_head_with},
        table::{body, cell, row, table_of},
        time::ago,
    },
};

mod accounts;

pub fn requests_page() -> AnyView {
    let app = use_app();
    let path = move || {
        app.track_changes();
        Some(path::ACCESS_REQUESTS.to_owned())
    };
    let source = resource::use_resource::<AccessRequests>(path, false);
    let accounts = accounts::account_requests_source(app);
    let has_account_requests = Memo::new(move |_| accounts.value().is_some_and(|list| !list.requests.is_empty()));
    fragment(vec![
        page_head_with(texts().menu_your_requests(), Some(texts().requests_lead()), []),
        request_complete::notice(app),
        truncation(MOST_OWN, move || source.value().is_some_and(|list| list.truncated), Texts::requests_truncated),
        resource::suspense_once(source, move || {
            let is_empty = Memo::new(move |_| source.value().is_none_or(|list| list.requests.is_empty()));
            dynamic(move || match is_empty.get() {
                false => requests(source).view(),
                // There is something in the list below: this is no page on which nothing is.
                true if has_account_requests.get() => {
                    html::p().class("muted").text(texts().requests_empty_title()).view()
                }
                true => none(app).view(),
            })
        }),
        accounts::account_requests(accounts),
    ])
}

fn none(app: App) -> Element {
    // Whoever has no directory begins with the identifier.
    let (words, look) = if app.has_directory() {
        (texts().requests_empty_text(), "button")
    } else {
        (texts().requests_empty_by_identifier(), "button button--primary")
    };
    let directory = app
        .has_directory()
        .then(|| link(&Route::Directory(Default::default()), texts().product_name(), "button button--primary"));
    let by_identifier = app.may_request().then(|| {
        let route = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
        link(&route, texts().menu_request_existing(), look)
    });
    let ways = html::div().class("cluster").els(directory).els(by_identifier);
    let title = html::h2().text(texts().requests_empty_title());
    html::div().class("empty stack").el(title).el(html::p().text(words)).el(ways)
}

fn requests(source: Resource<AccessRequests>) -> Element {
    let columns = [
        texts().smart_account(),
        texts().domain_identifier(),
        texts().requests_column_asked(),
        texts().requests_column_created(),
        texts().account_status(),
    ];
    let requests = move || source.value().map_or_else(Vec::new, |list| list.requests.clone());
    let body = body().rows(requests, |request| row_of(request).view());
    table_of(texts().menu_your_requests(), &columns, body)
}

/// Where it stands, and while it is open, whether whoever decides waits for the requester.
fn status_of(request: &AccessRequest) -> Element {
    let information = request.information.filter(|_| request.status == RequestStatus::Open);
    request_status(request.status, request.days_left).els(information_tag(information))
}

fn row_of(request: &AccessRequest) -> Element {
    let route = Route::Request { reference: request.reference.clone(), sent: false };
    row(link(&route, &request.account_name, "link").untranslated())
        .el(breakable(cell(texts().domain_identifier()).class("mono"), &request.domain_identifier))
        .el(cell(texts().requests_column_asked()).text(requested_access_in_short(request)))
        .el(cell(texts().requests_column_created()).el(ago(request.created_at.0)))
        .el(cell(texts().account_status()).el(status_of(request)))
}
