//! What became of a request for a new account, step by step, from its trail.

use std::collections::HashMap;

use api::account_request::{AccountActor, AccountHistoryEntry, AccountRequestEvent};
use chrono::{DateTime, Utc};
use rules::account_request_actions::Viewer;
use rules::vocabulary::AccountRequestStatus;
use serde_json::Value;

use crate::db::Db;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::requests::account_request::outcome::display_name;
use crate::requests::account_request::participant::Participant;
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::Contact;
use crate::store::actor::{self, ActingPerson};
use crate::store::key::PersonKey;
use crate::store::person::Person;
use crate::store::trail::{self, StoredEntry};

/// How many steps are shown, the newest.
const MOST: usize = 100;

/// Who reads the steps.
pub struct Reader<'a> {
    pub person: &'a Person,
    pub participant: &'a Participant,
    /// Whether they may know who administers the account that was asked for.
    pub names_shown: bool,
}

impl Reader<'_> {
    /// Whether they may know the name of the person with this key, who acted as `actor`.
    pub fn knows(&self, actor: Viewer, person_key: PersonKey) -> bool {
        let administers = self.names_shown && actor == Viewer::AccountCreator;
        administers || self.participant.knows(self.person, actor, person_key)
    }
}

/// The steps, oldest first. At most three queries.
///
/// # Errors
/// The database's.
pub async fn load(
    db: &Db,
    now: DateTime<Utc>,
    request: &AccountRequest,
    contacts: &[Contact],
    reader: &Reader<'_>,
) -> Result<Vec<AccountHistoryEntry>, Error> {
    let entries = trail::of_subject(db, &request.reference).await?;
    let people = actor::people(db, &entries).await?;
    let mut steps: Vec<AccountHistoryEntry> =
        entries.iter().filter_map(|entry| step(entry, request, contacts, &people, reader)).collect();
    // Requests from before forwarding had an end may have more.
    let superfluous = steps.len().saturating_sub(MOST);
    steps.drain(..superfluous);
    // The time may be up before a job has recorded it.
    let noticed = steps.iter().any(|step| step.event == AccountRequestEvent::Lapsed);
    if request.status_at(now) == AccountRequestStatus::Lapsed && !noticed {
        steps.push(service_entry(AccountRequestEvent::Lapsed, request));
    }
    Ok(steps)
}

/// The role in which somebody acted, as it is sent.
pub fn actor(viewer: Viewer) -> AccountActor {
    match viewer {
        Viewer::Requester => AccountActor::Requester,
        Viewer::AccountCreator => AccountActor::AccountCreator,
        Viewer::ExistingAdministrator => AccountActor::ExistingAdministrator,
        Viewer::OperatorApprover => AccountActor::OperatorApprover,
    }
}

fn step(
    entry: &StoredEntry,
    request: &AccountRequest,
    contacts: &[Contact],
    people: &HashMap<i64, ActingPerson>,
    reader: &Reader<'_>,
) -> Option<AccountHistoryEntry> {
    let event = AccountRequestEvent::parse(&entry.event)?;
    if entry.who.is_none() {
        return Some(AccountHistoryEntry { at: at(event, entry, request).into(), ..service_entry(event, request) });
    }
    let viewer = entry.after.get("as").and_then(Value::as_str).and_then(Viewer::parse).unwrap_or(Viewer::Requester);
    let known = people.get(&entry.key).filter(|person| reader.knows(viewer, person.key));
    // Only customers and the operator may know to whom a customer forwarded the request. An address that the requester
    // corrected is theirs to know.
    let customers = matches!(reader.participant.viewer, Viewer::AccountCreator | Viewer::OperatorApprover);
    let may_know = event != AccountRequestEvent::Forwarded || customers;
    let id = entry.after.get("contact").and_then(Value::as_str);
    let to = contacts.iter().find(|contact| Some(contact.id.as_str()) == id).filter(|_| may_know);
    let forwarded = event == AccountRequestEvent::Forwarded;
    Some(AccountHistoryEntry {
        event,
        at: entry.at.into(),
        actor: actor(viewer),
        name: known.map(|person| display_name(&person.name, &person.email)),
        to: to.map(|contact| readable_email(&contact.email)),
        note: to.filter(|_| forwarded).and_then(|contact| contact.note.clone()),
    })
}

/// It lapsed when the time was up, not when that was noticed.
fn at(event: AccountRequestEvent, entry: &StoredEntry, request: &AccountRequest) -> DateTime<Utc> {
    if event == AccountRequestEvent::Lapsed { request.lapses_at } else { entry.at }
}

fn service_entry(event: AccountRequestEvent, request: &AccountRequest) -> AccountHistoryEntry {
    let (at, actor) = (request.lapses_at.into(), AccountActor::Service);
    AccountHistoryEntry { event, at, actor, name: None, to: None, note: None }
}
