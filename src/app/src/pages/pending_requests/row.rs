//! One request in the list.

use api::{page::Route, pending_access_request::PendingSummary};

use super::bulk_decision::BulkDecision;
use crate::{
    components::{
        access_request::{access_in_short, match_chip, requester_name},
        messages::information_tag,
        profile::looks_alike_tag,
    },
    dom::{element::Element, html},
    session::texts,
    ui::{
        page::link,
        table::{cell, row_head, tr},
        time::ago,
    },
};

pub fn row(request: &PendingSummary, bulk: BulkDecision) -> Element {
    let route = Route::PendingRequest { reference: request.reference.clone() };
    let requester = row_head().el(html::div().class("pick").el(bulk.tick_box(request)).el(html::div()
        .el(link(&route, requester_name(request), "link").untranslated())
        .el(html::div().class("pick__about").untranslated().text(request.organisation.clone()))
        .els(looks_alike_tag(request.looks_alike))));
    let account = html::div()
        .el(html::div().untranslated().text(request.account.name.clone()))
        .el(html::div().class("mono muted").untranslated().text(request.domain_identifier.clone()));
    let asked = access_in_short(request.scope, request.role, &request.virtual_accounts);
    let asked = match asked {
        Some(words) => html::span().text(words),
        None => html::span().class("tag").text(texts().pending_open()),
    };
    let escalated = request.escalated.then(|| html::span().class("tag").text(texts().pending_escalated()));
    let left = html::div()
        .class("cluster")
        .el(html::span().text(texts().days_left(request.days_left)))
        .els(information_tag(request.information))
        .els(escalated);
    tr().el(requester)
        .el(cell(texts().smart_account()).el(account))
        .el(cell(texts().requests_column_asked()).el(asked))
        .el(cell(texts().pending_column_match()).el(match_chip(request.match_kind, request.matches)))
        .el(cell(texts().requests_column_created()).class("brief").el(ago(request.created_at.0)))
        .el(cell(texts().pending_column_left()).class("brief").el(left))
}
