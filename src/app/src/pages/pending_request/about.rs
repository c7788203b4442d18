//! Who asks, for what, and why.

use api::{
    page::Route,
    pending_access_request::{PendingAccessRequest, PendingSummary},
};
use leptos::prelude::*;
use rules::vocabulary::{MatchKind, RequestStatus};

use crate::{
    components::{
        access::{contact, grant},
        access_request::{access_in_full, is_granted_otherwise, match_chip, operator_tag, request_status},
        profile::{looks_alike_notice, value_or_missing, verified_status},
    },
    dom::{element::Element, html},
    session::texts,
    ui::{
        breakable::breakable,
        copy::reference,
        format,
        notice::status,
        page::{facts, link, section},
        time,
    },
};

pub fn about(request: &PendingAccessRequest) -> AnyView {
    html::div().class("sides").child(requester(request)).child(request_details(request)).view()
}

fn requester(request: &PendingAccessRequest) -> AnyView {
    let summary = &request.summary;
    let country = match request.country.as_str() {
        "" => String::new(),
        code => format::country(code, texts().locale()),
    };
    let email =
        html::div().class("cluster").el(contact(&summary.requester)).el(verified_status(request.email_verified));
    let is_granted = summary.status == RequestStatus::Approved;
    let held_label = if is_granted { texts().pending_held_now() } else { texts().pending_held() };
    let pairs = vec![
        (texts().profile_name(), email.view()),
        (texts().profile_organisation(), value_or_missing(&summary.organisation, true)),
        (texts().account_country(), value_or_missing(&country, false)),
        (texts().pending_column_match(), matching(summary).view()),
        (held_label, current_grants(request).view()),
    ];
    let warning = looks_alike_notice(summary.looks_alike, &summary.requester, &summary.domain_identifier);
    section("requester", texts().pending_requester()).child(warning).child(facts(pairs)).view()
}

/// The kind of match and whether it counts, which `No match` says itself.
fn matching(summary: &PendingSummary) -> Element {
    if summary.match_kind == MatchKind::None && !summary.matches {
        return match_chip(summary.match_kind, false);
    }
    let kind = texts().match_kind_name(summary.match_kind.as_str());
    let (state, counts) = if summary.matches {
        ("granted", texts().match_kind_counts())
    } else {
        ("neutral", texts().match_kind_not_counted())
    };
    status(state, &[&kind, " – ", counts].concat())
}

fn current_grants(request: &PendingAccessRequest) -> Element {
    if request.summary.held.is_empty() {
        return html::span().class("muted").text(texts().pending_held_nothing());
    }
    html::div().class("cluster").els(request.summary.held.iter().map(grant))
}

fn request_details(request: &PendingAccessRequest) -> AnyView {
    let summary = &request.summary;
    let account = Route::Account { id: summary.account.id.clone(), identifier: None };
    let account = html::div()
        .el(link(&account, &summary.account.name, "link").untranslated())
        .el(breakable(html::div().class("mono muted"), &summary.domain_identifier));
    let moment = |time| format::date_time(time, texts().locale()).into_any();
    let access = match summary.scope {
        None => html::span().text(texts().pending_asked_nothing()),
        scope => access_in_full(scope, summary.role, &summary.virtual_accounts),
    };
    let state = request_status(summary.status, summary.days_left).els(operator_tag(summary));
    let mut pairs = vec![
        (texts().requests_reference(), reference(&summary.reference).view()),
        (texts().account_status(), state.view()),
        (texts().smart_account(), account.view()),
    ];
    // The decision shows it beside what was granted.
    if !is_granted_otherwise(summary.scope, request.decision.as_ref()) {
        pairs.push((texts().requests_column_asked(), access.view()));
    }
    pairs.push((texts().requests_column_created(), time::moment(summary.created_at.0).view()));
    match summary.status {
        RequestStatus::Open => pairs.push((texts().requests_expires(), moment(summary.expires_at.0))),
        RequestStatus::Expired => pairs.push((texts().requests_expired(), moment(summary.expires_at.0))),
        _ => {}
    }
    if let Some(reason) = &request.reason {
        pairs.push((texts().request_reason(), html::p().class("words").text(reason.clone()).view()));
    }
    section("asked", texts().pending_asked()).child(facts(pairs)).view()
}
