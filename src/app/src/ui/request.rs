//! Where an access request stands, and what it asks for, in words.

use api::access_request::AccessRequest;
use rules::vocabulary::{RequestStatus, Scope};

use super::notice::status;
use crate::{
    element::{Element, el},
    session::texts,
};

/// The status, with the days that are left while it is open.
pub fn request_status(request: &AccessRequest) -> Element {
    let (look, words) = match request.status {
        RequestStatus::Open => ("requested", texts().status_requested()),
        RequestStatus::Expired => ("expired", texts().status_expired()),
        RequestStatus::Approved => ("granted", texts().status_granted()),
        RequestStatus::Declined => ("declined", texts().status_declined()),
        RequestStatus::Cancelled => ("neutral", texts().status_cancelled()),
    };
    let days = (request.status == RequestStatus::Open).then(|| texts().days_left(request.days_left));
    el("span").class("cluster").el(status(look, words)).els(days.map(|days| el("span").text(days)))
}

/// Scope and role, or that the administrator chooses them.
pub fn asked_for(request: &AccessRequest) -> String {
    match (request.scope, request.role) {
        (None, _) => texts().requests_administrator_chooses().to_owned(),
        (Some(Scope::Entire), Some(role)) => {
            [texts().scope_entire(), " – ", &texts().role_name(role.as_str())].concat()
        }
        (Some(Scope::Entire), None) => texts().scope_entire().to_owned(),
        (Some(Scope::Selected), _) => {
            texts().requests_selected_count(i64::try_from(request.virtual_accounts.len()).unwrap_or(i64::MAX))
        }
    }
}
