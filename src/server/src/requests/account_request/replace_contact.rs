//! Correcting the address of a customer contact that the mail server refused for good.

use api::account_request::{AccountRequestEvent, CorrectedContact};
use rules::FiredRule;
use rules::account_request_actions::Viewer;
use rules::vocabulary::AccountRequestStatus;
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::mail::Event;
use crate::requests::account_request::forward::{Successor, check_new_decider, insert_successor};
use crate::requests::account_request::notifications::{commitment_value, request_facts, visible_note};
use crate::requests::account_request::outcome::outcome;
use crate::requests::account_request::participant::Participant;
use crate::requests::account_request::settle::settle;
use crate::requests::account_request::validate;
use crate::requests::named_mail::count_named_mail;
use crate::store::account_request::contact::{self, Contact, ContactOrigin};
use crate::store::account_request::{AccountRequest, by_key};
use crate::store::person::{self, Person};
use crate::store::trail;

/// Puts another address in the place of a refused one, and sends the request there.
///
/// # Errors
/// There is no such refused address, the new one is not valid, or the request changed meanwhile.
pub async fn replace(
    app: &App,
    person: &Person,
    request: &AccountRequest,
    contact_id: &str,
    new: &CorrectedContact,
    fired: &[FiredRule],
) -> Result<(), Error> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    let request = by_key(&mut tx, request.key).await?.ok_or(Error::RequestNotFound)?;
    let contacts = contact::of_request(&mut tx, request.key).await?;
    let wrong = |contact: &&Contact| contact.id == contact_id && contact.is_live() && contact.refused;
    let wrong = contacts.iter().find(wrong).ok_or(Error::ContactNotFound)?;
    let email = validate::email(app, &new.email).and_then(|email| check_new_decider(&request, &contacts, email))?;

    if request.status_at(now) != AccountRequestStatus::Pending || !contact::end(&mut tx, wrong.key, now).await? {
        return Err(Error::AccountAlreadyDecided(outcome(&request, person, &Participant::requester(), now)));
    }
    let successor = Successor { way: ContactOrigin::Corrected, from_key: wrong.key, note: wrong.note.as_deref() };
    let to = insert_successor(&mut tx, &app.secret, &request, &email, &successor).await?;
    count_named_mail(&mut tx, app, person, 1, now).await?;
    let settled = settle(&mut tx, app, &request, wrong, &to, now).await?;
    let (before, after) = settled.change(&request);
    let fired: Vec<FiredRule> = fired.iter().chain(&settled.fired).cloned().collect();
    trail::Entry::new(&request.account_id, AccountRequestEvent::AddressCorrected.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(
            json!({ "contact": wrong.id, "turn": before }),
            json!({
                "contact": to.id,
                "turn": after,
                "address": commitment_value(&request.salt, Some(&to.email_folded)),
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let event = Event::AccountOffered {
        request: request_facts(&app.policy, &request)?,
        contact: to.id.clone(),
        note: visible_note(&app.policy, Viewer::AccountCreator, &request.notes)?,
        reminder: None,
    };
    let locales = person::locales(&mut tx, std::slice::from_ref(&to.email_folded)).await?;
    settled.notify(&mut tx, &app.policy, &request, (wrong, &to), (&event, &locales), now).await?;
    tx.commit().await?;
    Ok(())
}
