//! Where an access request stands, and what it asks for or what was granted, in words.

use api::{
    access_request::{AccessRequest, Decided, RequestedVirtualAccount},
    account::{Contact, Grant},
    pending_access_request::PendingSummary,
};
use rules::vocabulary::{Deciders, MatchKind, RequestStatus, Role, Scope};
use text::Texts;

use super::{access::place, account_request::display_name};
use crate::{
    dom::{element::Element, html},
    session::texts,
    ui::{breakable::breakable, fold, notice::status},
};

/// The status, with the days that are left while it is open.
pub fn request_status(status: RequestStatus, days_left: i64) -> Element {
    let (look, words) = match status {
        RequestStatus::Open => ("requested", texts().status_requested()),
        RequestStatus::Expired => ("expired", texts().status_expired()),
        RequestStatus::Approved => ("granted", texts().status_granted()),
        RequestStatus::Declined => ("declined", texts().status_declined()),
        RequestStatus::Cancelled => ("neutral", texts().status_cancelled()),
    };
    let days = (status == RequestStatus::Open).then(|| texts().days_left(days_left));
    html::span().class("cluster").el(self::status(look, words)).els(days.map(|days| html::span().text(days)))
}

/// Every place with its role, or that the administrator chooses.
pub fn requested_access(request: &AccessRequest) -> Element {
    match request.scope {
        None => html::div().text(texts().requests_administrator_chooses()),
        scope => access_in_full(scope, request.role, &request.virtual_accounts),
    }
}

/// Whether other access was granted than what was asked for; who left the choice open got nothing else.
pub fn is_granted_otherwise(scope: Option<Scope>, decision: Option<&Decided>) -> bool {
    let granted = decision.and_then(|decision| decision.granted.as_ref());
    scope.is_some() && granted.is_some_and(|granted| !granted.as_asked)
}

/// Every place with the role in it; what makes somebody an administrator comes first.
pub fn access_in_full(
    scope: Option<Scope>,
    role: Option<Role>,
    virtual_accounts: &[RequestedVirtualAccount],
) -> Element {
    match (scope, role) {
        (Some(Scope::Selected), _) => {
            places(virtual_accounts.iter().map(|asked| (Some(asked.path.as_str()), asked.role)).collect())
        }
        (Some(Scope::Entire), Some(role)) => places(vec![(None, role)]),
        (scope, _) => html::div().els(scope.map(|_| html::div().text(texts().scope_entire()))),
    }
}

/// What somebody holds already where they ask for more.
fn held_in_full(held: &[Grant]) -> Element {
    if held.is_empty() {
        return html::div().class("pick__about").text(texts().pending_held_none());
    }
    let held = held.iter().map(|grant| (grant.virtual_account.as_deref(), grant.role));
    html::div().class("pick__about").text(texts().pending_held_list()).el(places(held.collect()))
}

/// What a request asks for, and what the requester holds in the account already: what a decision is about.
pub fn asked_and_held(request: &PendingSummary) -> Element {
    let asked = match request.scope {
        None => html::span().class("tag").text(texts().pending_open()),
        scope => access_in_full(scope, request.role, &request.virtual_accounts),
    };
    html::div().class("asked").el(asked).el(held_in_full(&request.held))
}

/// Who asks, besides their name: their address and their organisation.
pub fn about_requester(requester: &Contact, organisation: &str) -> [Option<Element>; 2] {
    // An address stands in place of a name that there is none of.
    let email = if requester.name.is_empty() { "" } else { requester.email.as_str() };
    [email, organisation].map(|words| (!words.is_empty()).then(|| breakable(html::div().class("pick__about"), words)))
}

/// Whether the operator decides a request alone, or as well.
pub fn operator_tag(request: &PendingSummary) -> Option<Element> {
    let words = match request.status {
        RequestStatus::Open if request.deciders == Deciders::Operator => texts().pending_operator_only(),
        RequestStatus::Open if request.escalated => texts().pending_escalated(),
        _ => return None,
    };
    Some(html::span().class("tag").text(words))
}

/// Places with the role in each; nothing stands for the entire account.
fn places(mut places: Vec<(Option<&str>, Role)>) -> Element {
    places.sort_by_key(|(_, role)| *role != Role::Administrator);
    let line = |(place, role): (Option<&str>, Role)| {
        let words = texts().role_name(role.as_str());
        let role = match role {
            Role::Administrator => html::strong().class("tag tag--strong").text(words),
            _ => html::span().text(words),
        };
        html::span().el(self::place(place)).text(" – ").el(role)
    };
    fold::lines(places.into_iter().map(line), Texts::places_more)
}

/// Who asks; an address where the profile has no name.
pub fn requester_name(request: &PendingSummary) -> &str {
    display_name(&request.requester)
}

/// How the requester's domain stands to the account's; `matches` is whether that counts.
pub fn match_chip(kind: MatchKind, matches: bool) -> Element {
    status(if matches { "granted" } else { "neutral" }, &texts().match_kind_name(kind.as_str()))
}
