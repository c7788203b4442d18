//! The requests for new accounts that wait for the person's decision, ordered by when they lapse.

use api::{
    page::Route,
    path,
    pending_account_request::{PendingAccountRequests, PendingAccountSummary},
};
use leptos::prelude::*;

use crate::{
    components::{access_request::about_requester, account_request::display_name, profile::looks_alike_tag},
    dom::{
        element::{Element, dynamic, nothing},
        html,
        signal::{Memo, State},
    },
    net::resource::{self, Loadable, Resource},
    session::{App, texts},
    ui::{
        breakable::breakable,
        format,
        list::pager_in_place,
        page::{link, section},
        table::{body, cell, even_table_of, row},
        time::ago,
    },
};

pub fn waiting_accounts(app: App) -> AnyView {
    // Loaded only if the server says that there are some.
    let waits = move || app.changes.with(|changes| changes.pending_accounts > 0);
    // Not in the URL, whose page is that of the list below.
    let page = State::new(None);
    let path = move || waits().then(|| path::pending_account_requests(page.get()));
    let source = resource::use_resource::<PendingAccountRequests>(path, true);
    let is_shown = Memo::new(move |_| {
        waits()
            && match source.get() {
                Loadable::Loaded(list) => !list.requests.is_empty() || page.get().is_some(),
                Loadable::Failed(_) => true,
                Loadable::Loading | Loadable::LoadingSlowly => false,
            }
    });
    dynamic(move || if is_shown.get() { untrack(|| requests_section(source, page)) } else { nothing() })
}

fn requests_section(source: Resource<PendingAccountRequests>, page: State<Option<u32>>) -> AnyView {
    let pages = dynamic(move || {
        let next = source.value().and_then(|list| list.next);
        pager_in_place(page, next).map_or_else(nothing, Element::view)
    });
    section("accounts", texts().account_pending_title())
        .child(resource::suspense_once(source, move || requests(source).view()))
        .child(pages)
        .view()
}

fn requests(source: Resource<PendingAccountRequests>) -> Element {
    let columns = [
        texts().smart_account(),
        texts().pending_column_requester(),
        texts().requests_column_created(),
        texts().pending_column_left(),
    ];
    let requests = move || source.value().map_or_else(Vec::new, |list| list.requests.clone());
    let body = body().rows(requests, |request| row_of(request).view());
    even_table_of(texts().account_pending_title(), &columns, body)
}

fn row_of(request: &PendingAccountSummary) -> Element {
    let route = Route::PendingAccountRequest { reference: request.reference.clone() };
    let account = html::div()
        .el(link(&route, &request.name, "link").untranslated())
        .el(breakable(html::div().class("pick__about mono"), &request.domain_identifier))
        .el(html::div().class("pick__about").text(format::country(&request.country, texts().locale())));
    let role = texts().role_name(request.added_user_role.as_str());
    let added = (request.added_users > 0).then(|| texts().account_pending_added_as(request.added_users, &role));
    let account = account.els(added.map(|words| html::div().class("pick__about").text(words)));
    let requester = html::div()
        .el(html::div().untranslated().text(display_name(&request.requester).to_owned()))
        .els(about_requester(&request.requester, &request.organisation).into_iter().flatten())
        .els(looks_alike_tag(request.looks_alike));
    row(account)
        .el(cell(texts().pending_column_requester()).el(requester))
        .el(cell(texts().requests_column_created()).class("brief").el(ago(request.created_at.0)))
        .el(cell(texts().pending_column_left()).class("brief").text(texts().days_left(request.days_left)))
}
