//! Requests for new accounts that lapse, that are left without those who should decide, and how an ended one is spoken
//! of.

use api::account_request::AccountRequestEvent;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestStatus};
use serde_json::json;

use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::error::{AccountEnded, Error};
use crate::mail::{self, Event};
use crate::requests::account_request::deciders;
use crate::requests::account_request::notifications::{account_facts, requester_name, requester_of};
use crate::requests::account_request::notify::{notify, recipient};
use crate::requests::account_request::participant::Participant;
use crate::store::account_request::contact::{self, Contact};
use crate::store::account_request::{AccountRequest, By, by_key, writing};
use crate::store::person::{self, Person};
use crate::store::trail;

/// Tidies a request whose time is up: its state and its account's, the trail, and mail to the requester and to the
/// customer contacts who were asked. Whether it was this call that did; of several at once, one does.
///
/// # Errors
/// The database's.
pub async fn lapse(tx: &mut Tx, policy: &Policy, request: &AccountRequest, now: DateTime<Utc>) -> Result<bool, Error> {
    if !writing::lapse(tx, request.key, request.account_key, now).await? {
        return Ok(false);
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::Lapsed.as_str(), &request.reference)
        .change(
            json!({ "status": AccountRequestStatus::Pending }),
            json!({ "status": AccountRequestStatus::Lapsed, "lapsed_at": request.lapses_at }),
        )
        .add(tx, policy.version(), now)
        .await?;
    let event = Event::AccountLapsed { account: account_facts(request), reference: request.reference.clone() };
    mail::put(tx, &event, &[requester_of(request)], now).await?;
    let mut contacts = contact::of_request(&mut *tx, request.key).await?;
    contacts.retain(|contact| contact.is_live() && contact.asked);
    let emails: Vec<String> = contacts.iter().map(|contact: &Contact| contact.email_folded.clone()).collect();
    let locales = person::locales(tx, &emails).await?;
    let event = Event::AccountOfferLapsed {
        account: account_facts(request),
        requester: requester_name(request),
        requester_email: readable_email(&request.requester.email),
    };
    let recipients: Vec<_> = contacts.iter().map(|contact| recipient(request, contact, &locales)).collect();
    mail::put(tx, &event, &recipients, now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}

/// Hands a request on that waits for administrators who are no more. The table is asked as if no account held the
/// domain; whether it was handed on.
///
/// # Errors
/// The database's or the policy's.
pub async fn pass_without_administrators(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccountRequest,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some(request) = by_key(tx, request.key).await? else { return Ok(false) };
    let waits = request.decider == AccountDecider::ExistingAdministrators;
    // Somebody may have become one since it was found.
    if !waits || !deciders::existing_administrators(tx, policy, &request).await?.is_empty() {
        return Ok(false);
    }
    let next = deciders::next_decider(policy, request.approved_by, false)?;
    let fired = policy.explain(&next.fired);
    let change = request.change(now);
    if !writing::pass_on(tx, &change, request.approved_by, next.answer).await? {
        return Ok(false);
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::PassedOn.as_str(), &request.reference)
        .under(&fired)
        .change(json!({ "decider": request.decider }), json!({ "decider": next.answer }))
        .add(tx, policy.version(), now)
        .await?;
    let Some(request) = by_key(tx, request.key).await? else { return Ok(false) };
    notify(tx, policy, &request, None, now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}

/// How a request ended, or was changed, for somebody who wanted to do something about it.
pub fn outcome(request: &AccountRequest, person: &Person, reader: &Participant, now: DateTime<Utc>) -> AccountEnded {
    let status = request.status_at(now);
    match &request.decided {
        Some(decided) => {
            let known = |by: &&By| reader.knows(person, decided.viewer, by.key);
            AccountEnded {
                status,
                at: decided.at,
                by: decided.by.as_ref().filter(known).map(|by| display_name(&by.name, &by.email)),
            }
        }
        None if status == AccountRequestStatus::Lapsed => AccountEnded { status, at: request.lapses_at, by: None },
        None => AccountEnded { status, at: now, by: None },
    }
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
