//! Mail to those whose turn it is to decide a request for a new account.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::AccountDecider;
use text::Locale;

use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::deciders::{existing_administrators, viewer_of};
use crate::requests::account_request::notifications::{request_facts, visible_note};
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::{self, Contact};
use crate::store::outbox::Recipient;
use crate::store::person;

/// Sends mail to everybody whose turn it is now; `reminder` counts from 1 where they had mail about it before.
///
/// # Errors
/// The database's or the policy's.
pub async fn notify(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccountRequest,
    reminder: Option<u32>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let note = visible_note(policy, viewer_of(request.decider), &request.notes)?;
    let facts = request_facts(policy, request)?;
    let as_operator = match request.decider {
        AccountDecider::CustomerContacts => {
            let mut contacts = contact::of_request(&mut *tx, request.key).await?;
            // No reminder goes to an address that the mail server refused: it waits to be corrected.
            contacts.retain(|contact| contact.is_live() && !(reminder.is_some() && contact.refused));
            let emails: Vec<String> = contacts.iter().map(|contact| contact.email_folded.clone()).collect();
            let locales = person::locales(tx, &emails).await?;
            let offer = |contact: &Contact| {
                let (request_facts, id) = (facts.clone(), contact.id.clone());
                let event = Event::AccountOffered { request: request_facts, contact: id, note: note.clone(), reminder };
                (event, recipient(request, contact, &locales))
            };
            let mails: Vec<(Event, Recipient)> = contacts.iter().map(offer).collect();
            let message_ids = mail::put_each(tx, &mails, now).await?;
            if reminder.is_none() {
                let asked = contacts.iter().zip(&message_ids).map(|(contact, message)| (&*contact.id, &**message));
                contact::note_asked(tx, &asked.collect::<Vec<_>>()).await?;
            }
            return Ok(());
        }
        AccountDecider::OperatorApprover => true,
        AccountDecider::ExistingAdministrators => false,
    };
    let recipients = if as_operator {
        person::operators(tx, request.requester.key).await?
    } else {
        existing_administrators(tx, policy, request).await?
    };
    let event = Event::AccountRequested { request: facts, as_operator, note, reminder };
    mail::put(tx, &event, &recipients, now).await
}

/// Sends mail to one customer contact, and stores that they have been asked.
///
/// # Errors
/// The database's.
pub async fn notify_contact(
    tx: &mut Tx,
    request: &AccountRequest,
    contact: &Contact,
    locales: &HashMap<String, Locale>,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let message_id = mail::put_one(tx, event, &recipient(request, contact, locales), now).await?;
    Ok(contact::note_asked(tx, &[(&contact.id, &message_id)]).await?)
}

/// A contact as somebody who gets a mail: in their own language where they are known, else in the requester's.
pub fn recipient(request: &AccountRequest, contact: &Contact, locales: &HashMap<String, Locale>) -> Recipient {
    let locale = locales.get(&contact.email_folded).copied().unwrap_or(request.requester.locale);
    Recipient { email: contact.email.clone(), locale }
}
