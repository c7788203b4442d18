//! A request for a new account as it stands in mails and in the trail.

use rules::Policy;
use rules::account_request_actions::Viewer;
use rules::notes_shown::{self, Reader};
use rules::vocabulary::Note;
use serde_json::{Value, json};

use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::mail::{AccountFacts, NewAccountFacts};
use crate::requests::account_request::added_users::asked_role;
use crate::store::account_request::{AccountRequest, Notes};
use crate::store::outbox::Recipient;
use crate::store::trail::commitment;

/// The request, for those who decide.
///
/// # Errors
/// The policy's.
pub fn request_facts(policy: &Policy, request: &AccountRequest) -> Result<NewAccountFacts, Error> {
    let role = asked_role(policy)?;
    Ok(NewAccountFacts {
        account: account_facts(request),
        country: request.country.clone(),
        reference: request.reference.clone(),
        requester: requester_name(request),
        requester_email: readable_email(&request.requester.email),
        organisation: request.requester.organisation.clone(),
        lapses_at: request.lapses_at,
        added_users: (request.added_users > 0).then_some((request.added_users, role)),
    })
}

/// The account.
pub fn account_facts(request: &AccountRequest) -> AccountFacts {
    AccountFacts { name: request.account_name.clone(), domain_identifier: request.domain_display.clone() }
}

/// The requester's name, or their address while they have given none.
pub fn requester_name(request: &AccountRequest) -> String {
    match request.requester.name.trim() {
        "" => readable_email(&request.requester.email),
        name => name.to_owned(),
    }
}

/// The requester, as somebody who gets a mail.
pub fn requester_of(request: &AccountRequest) -> Recipient {
    Recipient { email: request.requester.email.clone(), locale: request.requester.locale }
}

/// The notes that a reader sees (decision `notes_shown`).
///
/// # Errors
/// The policy's.
pub fn visible_notes(policy: &Policy, reader: Reader, notes: &Notes) -> Result<Notes, Error> {
    let shown = policy.notes_shown(&notes_shown::Facts { reader })?.answer;
    let if_shown = |note, text: &Option<String>| text.clone().filter(|_| shown.contains(&note));
    Ok(Notes {
        to_approver: if_shown(Note::ToApprover, &notes.to_approver),
        to_customer: if_shown(Note::ToCustomer, &notes.to_customer),
        to_added_users: if_shown(Note::ToAddedUsers, &notes.to_added_users),
    })
}

/// The note for those who decide as this viewer; several stand below each other.
///
/// # Errors
/// The policy's.
pub fn visible_note(policy: &Policy, viewer: Viewer, notes: &Notes) -> Result<Option<String>, Error> {
    let notes = visible_notes(policy, reader_of(viewer), notes)?;
    let texts: Vec<String> =
        [notes.to_approver, notes.to_customer, notes.to_added_users].into_iter().flatten().collect();
    Ok(Some(texts.join("\n\n")).filter(|text| !text.is_empty()))
}

/// An address or a text as it stands in the trail.
pub fn commitment_value(salt: &str, text: Option<&str>) -> Value {
    json!(text.map(|text| commitment(salt, text)))
}

fn reader_of(viewer: Viewer) -> Reader {
    match viewer {
        Viewer::Requester => Reader::Requester,
        Viewer::AccountCreator => Reader::CustomerContact,
        Viewer::ExistingAdministrator => Reader::ExistingAdministrator,
        Viewer::OperatorApprover => Reader::OperatorApprover,
    }
}
