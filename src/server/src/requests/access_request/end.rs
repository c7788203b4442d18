//! Requests that end without a decision: cancelled by who made them, or expired.

use api::history::AccessRequestEvent;
use chrono::{DateTime, Utc};
use rules::FiredRule;
use rules::Policy;
use rules::vocabulary::RequestStatus;
use serde_json::json;

use crate::app::App;
use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::access_request::notifications::{account_facts, requester_of};
use crate::requests::access_request::outcome::outcome;
use crate::store::access_request::{AccessRequest, by_reference, writing};
use crate::store::person::{self, Person};
use crate::store::stored_rules::StoredRules;
use crate::store::trail;

/// Cancels one of the person's own requests, under the rules that allow it.
///
/// # Errors
/// It ended before.
pub async fn cancel(app: &App, person: &Person, request: &AccessRequest, fired: &[FiredRule]) -> Result<(), Error> {
    let now = app.clock.now();
    let rules = StoredRules::new(fired)?;
    let decision = writing::Decision {
        status: RequestStatus::Cancelled,
        by_key: Some(person.key),
        by_operator: false,
        at: now,
        reason: None,
        reason_salt: None,
        rules: &rules,
        scope: None,
        role: None,
        items: &[],
    };
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    if !writing::decide(&mut tx, request.key, request.version, &decision).await? {
        drop(tx);
        let request = by_reference(&app.db, &request.reference).await?.ok_or(Error::RequestNotFound)?;
        return Err(Error::AlreadyDecided(outcome(&request, app.clock.now()).for_requester(false)));
    }
    trail::Entry::new(&request.account_id, AccessRequestEvent::Cancelled.as_str(), &request.reference)
        .by(&person.who)
        .under(fired)
        .change(json!({ "status": RequestStatus::Open }), json!({ "status": RequestStatus::Cancelled }))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    person::note_change(&mut tx, person.key).await?;
    tx.commit().await?;
    Ok(())
}

/// Tidies a request whose time is up: its state, the trail and the mail to its requester. Whether it was this call
/// that did; of several at once, one does.
///
/// # Errors
/// The database's.
pub async fn expire(tx: &mut Tx, policy: &Policy, request: &AccessRequest, now: DateTime<Utc>) -> Result<bool, Error> {
    if !writing::mark_expired(tx, &request.reference, now).await? {
        return Ok(false);
    }
    trail::Entry::new(&request.account_id, AccessRequestEvent::Expired.as_str(), &request.reference)
        .change(
            json!({ "status": RequestStatus::Open }),
            json!({ "status": RequestStatus::Expired, "expired_at": request.expires_at }),
        )
        .add(tx, policy.version(), now)
        .await?;
    let event = Event::AccessRequestExpired { account: account_facts(request), reference: request.reference.clone() };
    mail::put(tx, &event, &[requester_of(request)], now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}
