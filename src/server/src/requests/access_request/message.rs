//! What the requester and whoever decides write to one another about an open request (domain: 3, Messages).

use api::history::{AccessRequestEvent, Actor};
use api::message::{Message, Messages, NewMessage};
use chrono::{DateTime, Utc};
use rules::FiredRule;
use rules::vocabulary::AccessRequestAction;
use serde_json::{Value, json};

use crate::app::App;
use crate::base::secret::random_id;
use crate::db::{Db, Tx};
use crate::error::{Error, Invalid};
use crate::mail::{self, Event};
use crate::requests::access_request::authority::Stake;
use crate::requests::access_request::decide::action_offered;
use crate::requests::access_request::deciders::choose_deciders;
use crate::requests::access_request::notifications::{account_facts, requester_of, tell_deciders};
use crate::requests::access_request::outcome::outcome;
use crate::requests::access_request::view::{OwnAccessRequest, may_requester_know_contacts};
use crate::requests::daily_limit::{Subject, check_daily_limit};
use crate::requests::free_text::check_message;
use crate::requests::idempotency::same_body;
use crate::store::access_request::message::{self, StoredMessage, hold_open, insert, of_request};
use crate::store::access_request::{AccessRequest, Item, by_reference, items_of};
use crate::store::grant::{self, administrators_of};
use crate::store::key::PersonKey;
use crate::store::person::{self, Person};
use crate::store::{idempotency, trail};

/// A message that may be written.
pub struct Checked {
    request: AccessRequest,
    asked: Vec<Item>,
    written_as: Actor,
    asks_for_information: bool,
    text: String,
    /// Whether the requester may know the writer's name, where the writer decides.
    names_shown: bool,
    fired: Vec<FiredRule>,
}

/// Checks what a requester writes about a request of their own, under the rules that let them write.
///
/// # Errors
/// The text is empty or too long, or it asks for information, which is for whoever decides.
pub fn check_own(own: OwnAccessRequest, new: &NewMessage, fired: Vec<FiredRule>) -> Result<Checked, Error> {
    let mut invalid = Vec::new();
    if new.asks_for_information {
        invalid.push(Invalid::new("asks_for_information", |texts| texts.invalid_not_asked()));
    }
    let text = check_message(&new.text, &mut invalid);
    if !invalid.is_empty() {
        return Err(Error::Invalid(invalid));
    }
    let OwnAccessRequest { request, asked, .. } = own;
    let written_as = Actor::Requester;
    Ok(Checked { request, asked, written_as, asks_for_information: false, text, names_shown: true, fired })
}

/// Checks what somebody writes about a request that they decide. Four queries.
///
/// # Errors
/// They do not decide it, it is over, or the text is empty or too long.
pub async fn check_deciding(app: &App, person: &Person, reference: &str, new: &NewMessage) -> Result<Checked, Error> {
    let now = app.clock.now();
    let request = by_reference(&app.db, reference).await?.ok_or(Error::RequestNotFound)?;
    let asked = items_of(&app.db, &[request.key]).await?.asked.remove(&request.key).unwrap_or_default();
    let stake = Stake::load(&app.db, person, &request, &asked, now).await?;
    let mut fired = stake.permit(&app.policy, false)?;
    let action = if new.asks_for_information {
        AccessRequestAction::AskForInformation
    } else {
        AccessRequestAction::WriteMessage
    };
    fired.extend(action_offered(&app.policy, &request, action, now)?);
    let mut invalid = Vec::new();
    let text = check_message(&new.text, &mut invalid);
    if !invalid.is_empty() {
        return Err(Error::Invalid(invalid));
    }
    let held = grant::roles_in(&app.db, request.requester.key, &[request.account_key]).await?;
    let names_shown = may_requester_know_contacts(app, &request, held.contains_key(&request.account_key))?;
    let written_as = if stake.for_operator() { Actor::Operator } else { Actor::Administrator };
    let asks_for_information = new.asks_for_information;
    Ok(Checked { request, asked, written_as, asks_for_information, text, names_shown, fired })
}

/// Message, trail, mail and idempotency key in one transaction; gives the request's reference.
///
/// # Errors
/// The request has ended, the person may not decide it any more, or wrote as many messages as they may.
pub async fn store(
    app: &App,
    person: &Person,
    checked: &Checked,
    key: &str,
    body_digest: &str,
) -> Result<String, Error> {
    let Checked { request, written_as, asks_for_information, .. } = checked;
    let now = app.clock.now();
    let salt = random_id();
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    if *written_as != Actor::Requester {
        // Their authority may have changed while this waited for the lock.
        Stake::load_in(&mut tx, person, request, &checked.asked, now).await?.permit(&app.policy, false)?;
    }
    if !idempotency::keep_idempotency_key(&mut tx, person.key, key, body_digest, &request.reference, now).await? {
        let before = idempotency::by_idempotency_key(&mut tx, person.key, key).await?;
        return before.map_or(Err(Error::Conflict), |before| same_body(before, body_digest));
    }
    if !hold_open(&mut tx, request.key, *written_as, *asks_for_information, now).await? {
        drop(tx);
        let request = by_reference(&app.db, &request.reference).await?.ok_or(Error::RequestNotFound)?;
        let names_shown = *written_as != Actor::Requester;
        return Err(Error::AlreadyDecided(outcome(&request, now).for_requester(names_shown)));
    }
    check_daily_limit(&app.policy, &mut tx, person, Subject::AccessRequestMessage(request.key), now).await?;
    let new = message::New {
        request_key: request.key,
        person_key: person.key,
        written_as: *written_as,
        asks_for_information: *asks_for_information,
        text: &checked.text,
        salt: &salt,
        at: now,
    };
    insert(&mut tx, &new).await?;
    record(&mut tx, app, person, checked, &salt, now).await?;
    notify(&mut tx, app, person, checked, now).await?;
    tx.commit().await?;
    Ok(request.reference.clone())
}

async fn record(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    checked: &Checked,
    salt: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let event = if checked.asks_for_information {
        AccessRequestEvent::InformationRequested
    } else {
        AccessRequestEvent::MessageWritten
    };
    let mut after = json!({ "text": trail::commitment(salt, &checked.text) });
    if checked.written_as != Actor::Requester {
        after["as"] = json!(checked.written_as);
    }
    Ok(trail::Entry::new(&checked.request.account_id, event.as_str(), &checked.request.reference)
        .by(&person.who)
        .under(&checked.fired)
        .change(Value::Null, after)
        .add(tx, app.policy.version(), now)
        .await?)
}

/// Tells the other side by mail, and the open pages of all who can read it.
async fn notify(tx: &mut Tx, app: &App, person: &Person, checked: &Checked, now: DateTime<Utc>) -> Result<(), Error> {
    let request = &checked.request;
    let (account, reference) = (account_facts(request), request.reference.clone());
    let administrators = administrators_of(&mut *tx, request.account_key).await?;
    let paths: Vec<&str> = checked.asked.iter().map(|item| item.path.as_str()).collect();
    let (_, deciders) = choose_deciders(&app.policy, administrators, request.requester.key, &paths)?;
    let mut readers: Vec<PersonKey> = deciders.iter().map(|one| one.person_key).collect();
    if request.is_with_operator(now) {
        readers.extend(person::operator_keys(tx, request.requester.key).await?);
    }
    if checked.written_as == Actor::Requester {
        let requester = request.requester.name.clone();
        let event = |as_operator| Event::MessageForDecider {
            account: account.clone(),
            reference: reference.clone(),
            requester: requester.clone(),
            as_operator,
        };
        tell_deciders(tx, request, &deciders, event, now).await?;
    } else {
        let event = Event::MessageForRequester {
            account,
            reference,
            writer: Some(person.name.clone()).filter(|name| checked.names_shown && !name.is_empty()),
            by_operator: checked.written_as == Actor::Operator,
            asks_for_information: checked.asks_for_information,
        };
        mail::put(tx, &event, &[requester_of(request)], now).await?;
        readers.push(request.requester.key);
    }
    readers.retain(|reader| *reader != person.key);
    Ok(person::note_changes(tx, readers).await?)
}

/// The messages about a request as this person may see them. One query.
///
/// # Errors
/// The database's.
pub async fn messages(
    db: &Db,
    request: &AccessRequest,
    reader: PersonKey,
    names_shown: bool,
) -> Result<Messages, Error> {
    let stored = of_request(db, request.key).await?;
    let message = |stored: StoredMessage| {
        let own = stored.person_key == Some(reader);
        let is_known = own || names_shown || stored.written_as == Actor::Requester;
        Message {
            written_as: stored.written_as,
            name: Some(stored.name).filter(|name| is_known && !name.is_empty()),
            own,
            at: stored.at.into(),
            asks_for_information: stored.asks_for_information,
            text: stored.text,
        }
    };
    Ok(Messages { messages: stored.rows.into_iter().map(message).collect(), truncated: stored.truncated })
}
