//! Forwarding: another person decides from then on, and the old link is dead.

use std::collections::HashMap;

use api::account_request::AccountRequestEvent;
use api::pending_account_request::NewForwarding;
use rules::account_request_actions::Viewer;
use rules::vocabulary::AccountRequestAction;
use serde_json::json;

use crate::account_request::deciding::{Act, hold};
use crate::account_request::facts::{committed, note_for, request_facts};
use crate::account_request::fields;
use crate::account_request::position::contact_of;
use crate::account_request::telling::ask;
use crate::app::App;
use crate::domains::email::{EmailAddress, folded};
use crate::error::{Error, Invalid};
use crate::mail::Event;
use crate::secret::random_id;
use crate::standing::readable_email;
use crate::store::account_request::contact::{self, Contact, Way};
use crate::store::account_request::{AccountRequest, writing};
use crate::store::key::ContactKey;
use crate::store::person::{self, Person};
use crate::store::trail;

/// Forwards a request to another person.
///
/// # Errors
/// The person does not decide it or not now, the address is not valid, or somebody was quicker.
pub async fn forward(app: &App, person: &Person, reference: &str, new: &NewForwarding) -> Result<(), Error> {
    let action = AccountRequestAction::Forward;
    let act = Act { person, reference, action, version: new.version, policy_version: &new.policy_version };
    let held = hold(app, &act).await?;
    let change = held.request.change(held.now);
    let mut invalid = Vec::new();
    let note = fields::note("note", new.note.as_deref(), &mut invalid);
    let email = fields::email(&new.email).and_then(|email| {
        // Forwarding it to oneself would change nothing but the link.
        decider(&held.request, &held.contacts, email)
    });
    let email = email.map_err(|wrong| invalid.push(wrong)).ok();
    let Some(email) = email.filter(|_| invalid.is_empty()) else { return Err(Error::Invalid(invalid)) };
    let from = contact_of(person, &held.contacts).filter(|contact| contact.is_live()).ok_or(Error::NotYourTurn)?;

    let (from_key, from_id) = (from.key, from.id.clone());
    let (mut tx, request, fired, now) = (held.tx, held.request, held.fired, held.now);
    if !writing::touch(&mut tx, &change).await? || !contact::end(&mut tx, from_key, now).await? {
        return Err(Error::Conflict);
    }
    let taking = Taking { way: Way::Forwarded, from_key, note: note.as_deref() };
    let to = take_place(&mut tx, app, &request, &email, &taking).await?;
    trail::Entry::new(&request.account_id, AccountRequestEvent::Forwarded.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(
            json!({ "contact": from_id }),
            json!({
                "as": Viewer::AccountCreator,
                "contact": to.id,
                "address": committed(&request.salt, Some(&to.email_folded)),
                "note": committed(&request.salt, note.as_deref()),
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let event = Event::AccountRequestForwarded {
        request: request_facts(&request),
        contact: to.id.clone(),
        by: readable_email(&person.email),
        forwarding_note: note,
        note: note_for(app, Viewer::AccountCreator, &request.notes)?,
    };
    // The forwarder knows the other person's language better than the requester does.
    let mut locales = HashMap::from([(to.email_folded.clone(), person.locale)]);
    locales.extend(person::locales(&mut tx, std::slice::from_ref(&to.email_folded)).await?);
    ask(&mut tx, &request, &to, &locales, &event, now).await?;
    person::note_change(&mut tx, request.requester.key).await?;
    tx.commit().await?;
    Ok(())
}

/// An address that may decide this request: neither the requester's nor one that decides it already.
///
/// # Errors
/// The field `email`.
pub fn decider(request: &AccountRequest, contacts: &[Contact], email: EmailAddress) -> Result<EmailAddress, Invalid> {
    let (key, value) = (email.folded(), email.unicode());
    if key == folded(&request.requester.email) {
        return Err(Invalid::with("email", move |texts| texts.invalid_email_requester(&value)));
    }
    if contacts.iter().any(|contact| contact.is_live() && contact.email_folded == key) {
        return Err(Invalid::with("email", move |texts| texts.invalid_email_asked(&value)));
    }
    Ok(email)
}

/// How somebody takes the place of another contact.
pub struct Taking<'a> {
    pub way: Way,
    pub from_key: ContactKey,
    pub note: Option<&'a str>,
}

/// Stores a contact in the place of another one, with a link of their own.
///
/// # Errors
/// The database's.
pub async fn take_place(
    tx: &mut crate::db::Tx,
    app: &App,
    request: &AccountRequest,
    email: &EmailAddress,
    taking: &Taking<'_>,
) -> Result<Contact, Error> {
    let id = random_id();
    let token = app.secret.account_request_link(&id);
    let new = contact::New {
        id,
        email: email.clone(),
        way: taking.way,
        from_key: Some(taking.from_key),
        note: taking.note.map(str::to_owned),
        token,
    };
    let mut contacts = contact::insert(tx, request.key, &[new]).await?;
    contacts.pop().ok_or(Error::Conflict)
}
