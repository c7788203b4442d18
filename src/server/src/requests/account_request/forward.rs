//! Forwarding: another person decides from then on, and the old link is dead.

use std::collections::HashMap;

use api::account_request::AccountRequestEvent;
use api::pending_account_request::NewForwarding;
use rules::Policy;
use rules::account_request_actions::Viewer;
use rules::forwarding_limits::{self, Subject};
use rules::vocabulary::AccountRequestAction;
use serde_json::json;

use crate::app::App;
use crate::base::secret::{Secret, random_id};
use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::domains::email::EmailAddress;
use crate::domains::mailbox::mailbox;
use crate::error::{Error, Invalid};
use crate::mail::Event;
use crate::requests::account_request::decide::{Act, lock};
use crate::requests::account_request::notifications::{commitment_value, request_facts, visible_note};
use crate::requests::account_request::participant::contact_of;
use crate::requests::account_request::settle::settle;
use crate::requests::account_request::validate;
use crate::requests::free_text::check_note;
use crate::requests::named_mail::count_named_mail;
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::{self, Contact, ContactOrigin};
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
    let locked = lock(app, &act).await?;
    let mut invalid = Vec::new();
    let note = check_note("note", new.note.as_deref(), &mut invalid);
    let email = validate::email(app, &new.email).and_then(|email| {
        // Forwarding it to oneself would change nothing but the link.
        check_new_decider(&locked.request, &locked.contacts, email)
    });
    let email = match email {
        Ok(email) => check_forwarding(&app.policy, &locked.contacts, person, email)?,
        Err(wrong) => Err(wrong),
    };
    let email = email.map_err(|wrong| invalid.push(wrong)).ok();
    let Some(email) = email.filter(|_| invalid.is_empty()) else { return Err(Error::Invalid(invalid)) };
    let from = contact_of(person, &locked.contacts).filter(|contact| contact.is_live()).ok_or(Error::NotYourTurn)?;

    let from = from.clone();
    let (mut tx, request, mut fired, now) = (locked.tx, locked.request, locked.fired, locked.now);
    if !contact::end(&mut tx, from.key, now).await? {
        return Err(Error::Conflict);
    }
    contact::note_person(&mut tx, from.key, person.key).await?;
    let successor = Successor { way: ContactOrigin::Forwarded, from_key: from.key, note: note.as_deref() };
    let to = insert_successor(&mut tx, &app.secret, &request, &email, &successor).await?;
    count_named_mail(&mut tx, app, person, 1, now).await?;
    let settled = settle(&mut tx, app, &request, &from, &to, now).await?;
    fired.extend_from_slice(&settled.fired);
    let (before, after) = settled.change(&request);
    trail::Entry::new(&request.account_id, AccountRequestEvent::Forwarded.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(
            json!({ "contact": from.id, "turn": before }),
            json!({
                "as": Viewer::AccountCreator,
                "contact": to.id,
                "turn": after,
                "address": commitment_value(&request.salt, Some(&to.email_folded)),
                "note": commitment_value(&request.salt, note.as_deref()),
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let event = Event::AccountRequestForwarded {
        request: request_facts(&app.policy, &request)?,
        contact: to.id.clone(),
        by: readable_email(&person.email),
        forwarding_note: note,
        note: visible_note(&app.policy, Viewer::AccountCreator, &request.notes)?,
    };
    // The forwarder knows the other person's language better than the requester does.
    let mut locales = HashMap::from([(to.email_folded.clone(), person.locale)]);
    locales.extend(person::locales(&mut tx, std::slice::from_ref(&to.email_folded)).await?);
    settled.notify(&mut tx, &app.policy, &request, (&from, &to), (&event, &locales), now).await?;
    person::note_change(&mut tx, request.requester.key).await?;
    tx.commit().await?;
    Ok(())
}

/// An address that may decide this request: neither the requester's nor one that decides it already.
///
/// # Errors
/// The field `email`.
pub fn check_new_decider(
    request: &AccountRequest,
    contacts: &[Contact],
    email: EmailAddress,
) -> Result<EmailAddress, Invalid> {
    let (key, value) = (email.folded(), email.unicode());
    if mailbox(email.as_str()) == mailbox(&request.requester.email) {
        return Err(Invalid::with("email", move |texts| texts.invalid_email_requester(&value)));
    }
    if contacts.iter().any(|contact| contact.is_live() && contact.email_folded == key) {
        return Err(Invalid::with("email", move |texts| texts.invalid_email_asked(&value)));
    }
    Ok(email)
}

/// Whether it may be forwarded once more, and to this address (table `forwarding_limits`); the field `email` where not.
fn check_forwarding(
    policy: &Policy,
    contacts: &[Contact],
    person: &Person,
    email: EmailAddress,
) -> Result<Result<EmailAddress, Invalid>, Error> {
    let most = |subject| -> Result<usize, Error> {
        Ok(policy.forwarding_limits(&forwarding_limits::Facts { subject })?.answer.try_into().unwrap_or(usize::MAX))
    };
    let (key, value) = (email.folded(), email.unicode());
    let had_it = contacts.iter().filter(|contact| contact.email_folded == key).count();
    if had_it >= most(Subject::Address)? {
        return Ok(Err(Invalid::with("email", move |texts| texts.invalid_email_had_it(&value))));
    }
    let in_request = contacts.iter().filter(|contact| contact.way == ContactOrigin::Forwarded).count();
    if in_request >= most(Subject::Request)? || in_chain(contacts, person) >= most(Subject::Chain)? {
        return Ok(Err(Invalid::new("email", |texts| texts.invalid_forwarded_enough())));
    }
    Ok(Ok(email))
}

/// How often it was forwarded, from one to the next, until it came to this person.
fn in_chain(contacts: &[Contact], person: &Person) -> usize {
    let mut forwardings = 0;
    let mut at = contact_of(person, contacts);
    // No chain is longer than there are contacts.
    for _ in contacts {
        let Some(contact) = at else { break };
        forwardings += usize::from(contact.way == ContactOrigin::Forwarded);
        at = contact.from_key.and_then(|key| contacts.iter().find(|before| before.key == key));
    }
    forwardings
}

/// Why a contact stands in the place of another one.
pub struct Successor<'a> {
    pub way: ContactOrigin,
    pub from_key: ContactKey,
    pub note: Option<&'a str>,
}

/// Stores a contact in the place of another one, with a link of their own.
///
/// # Errors
/// The database's.
pub async fn insert_successor(
    tx: &mut Tx,
    secret: &Secret,
    request: &AccountRequest,
    email: &EmailAddress,
    successor: &Successor<'_>,
) -> Result<Contact, Error> {
    let id = random_id();
    let token = secret.account_request_link(&id);
    let new = contact::New {
        id,
        email: email.clone(),
        way: successor.way,
        from_key: Some(successor.from_key),
        note: successor.note.map(str::to_owned),
        token,
    };
    let mut contacts = contact::insert(tx, request.key, &[new]).await?;
    contacts.pop().ok_or(Error::Conflict)
}
