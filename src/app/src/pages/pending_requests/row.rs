//! One request in the list.

use api::{
    page::Route,
    pending_access_request::{PendingQuery, PendingSummary},
};

use super::{List, bulk_decision::BulkDecision};
use crate::{
    components::{
        access_request::{about_requester, asked_and_held, match_chip, operator_tag, requester_name},
        messages::information_tag,
        profile::looks_alike_tag,
    },
    dom::{attr, element::Element, html},
    session::texts,
    ui::{
        breakable::breakable,
        table::{cell, row_head, tr},
        time::ago,
    },
};

pub fn row(request: &PendingSummary, bulk: BulkDecision, list: List) -> Element {
    let reference = request.reference.clone();
    // The row stays while the list is ordered otherwise.
    let href = move || {
        let list = PendingQuery { page: None, ..list.query() };
        Some(Route::PendingRequest { reference: reference.clone(), list }.to_string().into())
    };
    let to_request = html::a().class("link").attr_with(attr::HREF, href).untranslated();
    let requester = row_head().el(html::div().class("pick").el(bulk.tick_box(request)).el(html::div()
        .el(to_request.text(requester_name(request).to_owned()))
        .els(about_requester(&request.requester, &request.organisation).into_iter().flatten())
        .els(looks_alike_tag(request.looks_alike))));
    let account = html::div()
        .el(html::div().untranslated().text(request.account.name.clone()))
        .el(breakable(html::div().class("mono muted"), &request.domain_identifier));
    let left = html::span().text(texts().days_left(request.days_left));
    let left =
        html::div().class("cluster").el(left).els(information_tag(request.information)).els(operator_tag(request));
    tr().el(requester)
        .el(cell(texts().smart_account()).el(account))
        .el(cell(texts().requests_column_asked()).el(asked_and_held(request)))
        .el(cell(texts().pending_column_match()).el(match_chip(request.match_kind, request.matches)))
        .el(cell(texts().requests_column_created()).class("brief").el(ago(request.created_at.0)))
        .el(cell(texts().pending_column_left()).class("brief").el(left))
}
