//! What became of a request, step by step, from its trail.

use std::collections::HashMap;

use api::history::{AccessRequestEvent, Actor, HistoryEntry};
use chrono::{DateTime, Utc};
use rules::vocabulary::RequestStatus;
use serde_json::Value;

use crate::db::Db;
use crate::error::Error;
use crate::store::access_request::AccessRequest;
use crate::store::actor::{self, ActingPerson};
use crate::store::key::PersonKey;
use crate::store::trail::{self, StoredEntry};

/// The steps, oldest first. With `only`, nobody but the person with this key is named. At most three
/// queries.
///
/// # Errors
/// The database's.
pub async fn load(
    db: &Db,
    now: DateTime<Utc>,
    request: &AccessRequest,
    only: Option<PersonKey>,
) -> Result<Vec<HistoryEntry>, Error> {
    let entries = trail::of_subject(db, &request.reference).await?;
    let people = actor::people(db, &entries).await?;
    let mut steps: Vec<HistoryEntry> = entries.iter().filter_map(|entry| step(entry, request, &people, only)).collect();
    // The time may be up before a job has recorded it.
    let noticed = steps.iter().any(|step| step.event == AccessRequestEvent::Expired);
    if request.status_at(now) == RequestStatus::Expired && !noticed {
        steps.push(service_entry(AccessRequestEvent::Expired, request.expires_at));
    }
    Ok(steps)
}

fn step(
    entry: &StoredEntry,
    request: &AccessRequest,
    people: &HashMap<i64, ActingPerson>,
    only: Option<PersonKey>,
) -> Option<HistoryEntry> {
    let event = AccessRequestEvent::parse(&entry.event)?;
    if entry.who.is_none() {
        // It happened when the time was up, not when that was noticed.
        let at = if event == AccessRequestEvent::Expired { request.expires_at } else { entry.at };
        return Some(service_entry(event, at));
    }
    let actor = match entry.after.get("as").and_then(Value::as_str) {
        Some("operator") => Actor::Operator,
        Some(_) => Actor::Administrator,
        // A decision names the role in which it was made.
        None => Actor::Requester,
    };
    let shown = people.get(&entry.key).filter(|person| only.is_none_or(|only| only == person.key));
    let name = shown.map(|person| person.name.clone());
    Some(HistoryEntry { event, at: entry.at.into(), actor, name })
}

fn service_entry(event: AccessRequestEvent, at: DateTime<Utc>) -> HistoryEntry {
    HistoryEntry { event, at: at.into(), actor: Actor::Service, name: None }
}
