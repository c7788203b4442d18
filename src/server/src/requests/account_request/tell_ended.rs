//! Mail to those who were asked about a request for a new account and have nothing to decide any more: it lapsed, was
//! withdrawn, or somebody else was quicker (domain: 5, Mail).

use chrono::{DateTime, Utc};
use rules::Policy;
use rules::account_deciders::ApprovedBy;
use rules::vocabulary::{AccountDecider, AccountRequestStatus};

use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::deciders::existing_administrators;
use crate::requests::account_request::notifications::{account_facts, request_facts, requester_name};
use crate::requests::account_request::notify::recipient;
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::Contact;
use crate::store::outbox::Recipient;
use crate::store::person;

/// Tells the customer contacts who were asked how it ended, all but the one with the address `decided_by`.
///
/// # Errors
/// The database's.
pub async fn tell_contacts(
    tx: &mut Tx,
    request: &AccountRequest,
    contacts: &[Contact],
    how: AccountRequestStatus,
    decided_by: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let was_asked = |contact: &&Contact| contact.is_live() && contact.asked;
    let others = contacts.iter().filter(was_asked).filter(|contact| Some(&*contact.email_folded) != decided_by);
    let others: Vec<&Contact> = others.collect();
    if others.is_empty() {
        return Ok(());
    }
    let emails: Vec<String> = others.iter().map(|contact| contact.email_folded.clone()).collect();
    let locales = person::locales(tx, &emails).await?;
    let event = Event::AccountOfferEnded {
        account: account_facts(request),
        requester: requester_name(request),
        requester_email: readable_email(&request.requester.email),
        how,
    };
    let recipients: Vec<Recipient> = others.iter().map(|contact| recipient(request, contact, &locales)).collect();
    mail::put(tx, &event, &recipients, now).await
}

/// Tells those who decided before the customer, or were to, that it lapsed or was withdrawn.
///
/// # Errors
/// The database's or the policy's.
pub async fn tell_first_deciders(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccountRequest,
    how: AccountRequestStatus,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let administrators_asked = request.decider == AccountDecider::ExistingAdministrators
        || request.approved_by == ApprovedBy::ExistingAdministrators;
    let facts = request_facts(policy, request)?;
    let event = |as_operator| Event::AccountRequestEnded { request: facts.clone(), as_operator, how };
    let mut operators = Vec::new();
    if request.operator_asked {
        operators = person::operators(tx, request.requester.key).await?;
        mail::put(tx, &event(true), &operators, now).await?;
    }
    if administrators_asked {
        let mut administrators = existing_administrators(tx, policy, request).await?;
        // Who is both has been told.
        administrators.retain(|one| operators.iter().all(|operator| operator.email != one.email));
        mail::put(tx, &event(false), &administrators, now).await?;
    }
    Ok(())
}
