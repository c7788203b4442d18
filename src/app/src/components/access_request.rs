//! Where an access request stands, and what it asks for or what was granted, in words.

use api::{
    access_request::{AccessRequest, Decided, RequestedVirtualAccount},
    pending_access_request::PendingSummary,
};
use rules::vocabulary::{MatchKind, RequestStatus, Role, Scope};

use super::account_request::display_name;
use crate::{
    dom::{element::Element, html},
    session::texts,
    ui::notice::status,
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

/// Scope and role, or that the administrator chooses them.
pub fn requested_access_in_short(request: &AccessRequest) -> String {
    let words = access_in_short(request.scope, request.role, &request.virtual_accounts);
    words.unwrap_or_else(|| texts().requests_administrator_chooses().to_owned())
}

/// Whether other access was granted than what was asked for; who left the choice open got nothing else.
pub fn is_granted_otherwise(scope: Option<Scope>, decision: Option<&Decided>) -> bool {
    let granted = decision.and_then(|decision| decision.granted.as_ref());
    scope.is_some() && granted.is_some_and(|granted| !granted.as_asked)
}

/// Scope and role in one line; nothing where no scope is named.
pub fn access_in_short(
    scope: Option<Scope>,
    role: Option<Role>,
    virtual_accounts: &[RequestedVirtualAccount],
) -> Option<String> {
    Some(match (scope?, virtual_accounts) {
        (Scope::Entire, _) => match role {
            Some(role) => role_in(texts().scope_entire(), role),
            None => texts().scope_entire().to_owned(),
        },
        (Scope::Selected, [one]) => role_in(&one.path, one.role),
        (Scope::Selected, several) => texts().requests_selected_count(i64::try_from(several.len()).unwrap_or(i64::MAX)),
    })
}

/// Every place with the role in it.
pub fn access_in_full(
    scope: Option<Scope>,
    role: Option<Role>,
    virtual_accounts: &[RequestedVirtualAccount],
) -> Element {
    let lines: Vec<String> = match scope {
        Some(Scope::Selected) => virtual_accounts.iter().map(|asked| role_in(&asked.path, asked.role)).collect(),
        _ => access_in_short(scope, role, virtual_accounts).into_iter().collect(),
    };
    html::div().els(lines.into_iter().map(|line| html::div().text(line)))
}

/// Who asks; an address where the profile has no name.
pub fn requester_name(request: &PendingSummary) -> &str {
    display_name(&request.requester)
}

/// How the requester's domain stands to the account's; `matches` is whether that counts.
pub fn match_chip(kind: MatchKind, matches: bool) -> Element {
    status(if matches { "granted" } else { "neutral" }, &texts().match_kind_name(kind.as_str()))
}

fn role_in(place: &str, role: Role) -> String {
    [place, " – ", &texts().role_name(role.as_str())].concat()
}
