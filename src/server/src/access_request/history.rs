//! What became of a request, step by step, from its trail.

use std::collections::HashMap;

use api::history::{AccessRequestEvent, Actor, HistoryEntry};
use chrono::{DateTime, Utc};
use rules::vocabulary::RequestStatus;
use serde_json::Value;

use crate::app::App;
use crate::domains::email::folded;
use crate::error::Error;
use crate::store::access_request::AccessRequest;
use crate::store::person;
use crate::store::trail::{self, Kept};

/// The steps, oldest first. With `only`, nobody but the person with this address is named. At most two queries.
///
/// # Errors
/// The database's.
pub async fn of(app: &App, request: &AccessRequest, only: Option<&String>) -> Result<Vec<HistoryEntry>, Error> {
    let kept = trail::of_subject(&app.db, &request.reference).await?;
    let mut emails: Vec<String> = kept.iter().filter_map(|kept| kept.who.as_deref()).map(folded).collect();
    emails.sort();
    emails.dedup();
    let names: HashMap<String, String> =
        person::names(&app.db, &emails).await?.into_iter().map(|(name, email)| (email, name)).collect();
    let mut steps: Vec<HistoryEntry> = kept.iter().filter_map(|kept| step(kept, request, &names, only)).collect();
    // Whether or not a job has noticed.
    let noticed = steps.iter().any(|step| step.event == AccessRequestEvent::Expired);
    if request.status_at(app.clock.now()) == RequestStatus::Expired && !noticed {
        steps.push(passing(AccessRequestEvent::Expired, request.expires_at));
    }
    Ok(steps)
}

fn step(
    kept: &Kept,
    request: &AccessRequest,
    names: &HashMap<String, String>,
    only: Option<&String>,
) -> Option<HistoryEntry> {
    let event = AccessRequestEvent::parse(&kept.event)?;
    let Some(who) = &kept.who else {
        // It happened when the time was up, not when that was noticed.
        let at = if event == AccessRequestEvent::Expired { request.expires_at } else { kept.at };
        return Some(passing(event, at));
    };
    let actor = match kept.after.get("as").and_then(Value::as_str) {
        _ if folded(who) == folded(&request.requester.email) => Actor::Requester,
        Some("operator") => Actor::Operator,
        _ => Actor::Administrator,
    };
    let shown = only.is_none_or(|only| folded(only) == folded(who));
    let name = names.get(&folded(who)).filter(|_| shown).cloned();
    Some(HistoryEntry { event, at: kept.at, actor, name })
}

fn passing(event: AccessRequestEvent, at: DateTime<Utc>) -> HistoryEntry {
    HistoryEntry { event, at, actor: Actor::Service, name: None }
}
