//! One round of what time brings to requests and invitations: they expire, are warned of, come to the operator, lapse, or are handed on.
//!
//! One that cannot be read or processed is logged and counted, and the others go on: it would otherwise be the first of every
//! round, and all the others would wait behind it.

use std::sync::atomic::Ordering;

use api::history::AccessRequestEvent;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::reminders::Subject;
use serde_json::{Value, json};

use crate::app::App;
use crate::db::Tx;
use crate::error::Error;
use crate::jobs::{account_requests, invitations};
use crate::mail::{self, Event};
use crate::requests::access_request::end::expire;
use crate::requests::access_request::notifications::{account_facts, requester_of};
use crate::requests::access_request::reassign::escalate;
use crate::requests::reminders;
use crate::store::access_request::due::{Due, due};
use crate::store::access_request::{AccessRequest, items_of, reminders_of};
use crate::store::key::AccessRequestKey;
use crate::store::{Batch, trail};

/// One round; gives how many requests it processed.
///
/// # Errors
/// The database's, where it gives no rows at all, or the policy's.
pub async fn round(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let mut done = 0;
    for what in [Due::Expiry, Due::Escalation, Due::Warning] {
        let mut after = AccessRequestKey(0);
        loop {
            let Batch { rows, last } = due(&app.db, what, now, after).await?;
            let Some(last) = last else { break };
            after = last;
            for request in rows {
                done += note(app, process(app, what, request, now).await);
            }
        }
    }
    done += invitations::round(app, now).await?;
    Ok(done + account_requests::round(app, now).await?)
}

/// Counts what was done; logs and counts what failed.
pub(super) fn note(app: &App, outcome: Result<bool, Error>) -> usize {
    match outcome {
        Ok(done) => usize::from(done),
        Err(error) => {
            app.job_failures.fetch_add(1, Ordering::Relaxed);
            tracing::error!(?error, "a job failed");
            0
        }
    }
}

async fn process(
    app: &App,
    what: Due,
    request: sqlx::Result<AccessRequest>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let request = request?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    match what {
        Due::Expiry => {
            expire(&mut tx, &app.policy, &request, now).await?;
        }
        Due::Escalation => {
            if what.mark(&mut tx, request.key).await? {
                let asked = items_of(&mut tx, &[request.key]).await?.asked.remove(&request.key).unwrap_or_default();
                escalate(&mut tx, &app.policy, &request, &asked, now).await?;
            }
        }
        Due::Warning => {
            if what.mark(&mut tx, request.key).await? {
                warn(&mut tx, &app.policy, &request, now).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Sends mail to the requester that the request is about to expire.
async fn warn(tx: &mut Tx, policy: &Policy, request: &AccessRequest, now: DateTime<Utc>) -> Result<(), Error> {
    trail::Entry::new(&request.account_id, AccessRequestEvent::ExpiryWarned.as_str(), &request.reference)
        .change(Value::Null, json!({ "expires_at": request.expires_at }))
        .add(tx, policy.version(), now)
        .await?;
    let event = Event::AccessRequestAboutToExpire {
        account: account_facts(request),
        reference: request.reference.clone(),
        expires_at: request.expires_at,
        may_remind: may_remind(tx, policy, request).await?,
    };
    mail::put(tx, &event, &[requester_of(request)], now).await
}

/// Whether the requester may send a reminder before the end.
async fn may_remind(tx: &mut Tx, policy: &Policy, request: &AccessRequest) -> Result<bool, Error> {
    let sent = reminders_of(&mut *tx, &[request.key]).await?.remove(&request.key).unwrap_or_default();
    let span = (request.created_at, request.expires_at);
    Ok(reminders::allowance(policy, Subject::AccessRequest, span, &sent)?.next.is_some())
}
