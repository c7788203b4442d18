//! How a request for a new account that ended is spoken of, and who let it pass.

use chrono::{DateTime, Utc};
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::AccountRequestStatus;

use crate::directory::account_view::readable_email;
use crate::error::AccountRequestOutcome;
use crate::requests::account_request::participant::Participant;
use crate::store::account_request::{AccountRequest, By};
use crate::store::person::Person;

/// How a request ended, or was changed, for somebody who wanted to do something about it.
pub fn outcome(
    request: &AccountRequest,
    person: &Person,
    reader: &Participant,
    now: DateTime<Utc>,
) -> AccountRequestOutcome {
    let status = request.status_at(now);
    let (at, by) = match &request.decided {
        Some(decided) => {
            let known = |by: &&By| reader.knows(person, decided.viewer, by.key);
            (decided.at, decided.by.as_ref().filter(known).map(|by| display_name(&by.name, &by.email)))
        }
        None if status == AccountRequestStatus::Lapsed => (request.lapses_at, None),
        None => (now, None),
    };
    AccountRequestOutcome { status, at, by, wanted_to_decide: reader.viewer != Viewer::Requester }
}

/// A person's name, or their address while they have given none.
pub fn display_name(name: &str, email: &str) -> String {
    if name.is_empty() { readable_email(email) } else { name.to_owned() }
}

/// Who let it pass, for the table.
pub fn approved_by(viewer: Viewer) -> Option<ApprovedBy> {
    match viewer {
        Viewer::OperatorApprover => Some(ApprovedBy::OperatorApprover),
        Viewer::ExistingAdministrator => Some(ApprovedBy::ExistingAdministrators),
        Viewer::AccountCreator | Viewer::Requester => None,
    }
}
