//! What time brings: requests that expire, warnings before it, and requests that come to the operator. Everything here
//! is decided on read as well; a job only tidies and sends mail, once, however late it runs and however many run. And
//! the seals of the trail, and sessions that are over.

mod account_requests;
pub mod metrics;

use std::time::Duration;

use api::history::AccessRequestEvent;
use chrono::{DateTime, TimeDelta, Utc};
use rules::Policy;
use serde_json::{Value, json};

use crate::app::{App, Shared};
use crate::audit;
use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::access_request::end::expire;
use crate::requests::access_request::notifications::{account_facts, requester_of};
use crate::requests::access_request::reassign::escalate;
use crate::store::access_request::due::{Due, due};
use crate::store::access_request::{AccessRequest, items_of};
use crate::store::trail::seal::NewestSeal;
use crate::store::{
    guess, idempotency, outbox, session, sign_in_attempt, sign_in_claim, sign_in_code, sign_in_link, tally, trail,
};

/// How long to wait between two rounds.
const PAUSE: Duration = Duration::from_secs(5);
/// The trail is sealed once a minute, and sessions that are over are deleted.
const TURNS_TO_A_SEAL: u32 = 12;

/// Runs the jobs until the task is dropped. What fails is logged, and tried again in the next round.
pub async fn run(app: Shared) {
    for turn in 0_u32.. {
        if let Err(error) = round(&app).await {
            tracing::error!(?error, "a job failed");
        }
        if turn % TURNS_TO_A_SEAL == 0 {
            if let Err(error) = seal(&app).await {
                tracing::error!(%error, "the trail could not be sealed");
            }
            if let Err(error) = forget(&app).await {
                tracing::error!(%error, "what is over could not be deleted");
            }
        }
        app.limits.prune();
        tokio::time::sleep(PAUSE).await;
    }
}

/// Seals the trail. The hour's first seal goes to the log, and is given: by the log it leaves this machine, and whoever keeps
/// it there finds out when the chain of seals is cut off or written anew.
///
/// # Errors
/// The database's. What was sealed before stands.
pub async fn seal(app: &App) -> anyhow::Result<Option<NewestSeal>> {
    if audit::seal(app).await? == 0 {
        return Ok(None);
    }
    let mut tx = app.db.begin().await?;
    let first = tally::count(&mut tx, "seal_logged", TimeDelta::hours(1), app.clock.now()).await? == 1;
    tx.commit().await?;
    let newest = trail::seal::newest(&app.db).await?.filter(|_| first);
    if let Some(NewestSeal { number, hash }) = &newest {
        tracing::info!(target: "trail", event = "trail_sealed", number, hash, "the trail is sealed");
    }
    Ok(newest)
}

/// Deletes what is over, which reading does not depend on; gives how many sessions and links to one that were.
///
/// # Errors
/// The database's.
pub async fn forget(app: &App) -> sqlx::Result<u64> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    // As everything does that ends several sessions.
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    let sessions = session::forget(&mut tx, app.settings.session_limits(), now).await?;
    let links = sign_in_link::forget(&mut tx, now).await?;
    tx.commit().await?;
    let mut tx = app.db.begin().await?;
    sign_in_attempt::forget(&mut tx, now).await?;
    sign_in_claim::forget(&mut tx, now).await?;
    sign_in_code::forget(&mut tx, now).await?;
    guess::forget(&mut tx, now).await?;
    tally::forget(&mut tx, now).await?;
    tx.commit().await?;
    let retention = &app.settings.retention;
    let mut tx = app.db.begin().await?;
    outbox::forget(&mut tx, now - retention.mail()).await?;
    idempotency::forget(&mut tx, now - retention.idempotency()).await?;
    tx.commit().await?;
    Ok(sessions + links)
}

/// One round; gives how many requests it processed.
///
/// # Errors
/// The database's or the policy's.
pub async fn round(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let mut done = 0;
    for what in [Due::Expiry, Due::Escalation, Due::Warning] {
        loop {
            let requests = due(&app.db, what, now).await?;
            for request in &requests {
                let mut tx = app.db.begin().await?;
                trail::lock_chain(&mut tx, &request.account_id).await?;
                process(&mut tx, app, what, request, now).await?;
                tx.commit().await?;
            }
            done += requests.len();
            if requests.is_empty() {
                break;
            }
        }
    }
    Ok(done + account_requests::round(app, now).await?)
}

async fn process(tx: &mut Tx, app: &App, what: Due, request: &AccessRequest, now: DateTime<Utc>) -> Result<(), Error> {
    match what {
        Due::Expiry => {
            expire(tx, &app.policy, request, now).await?;
        }
        Due::Escalation => {
            if what.mark(tx, request.key).await? {
                let asked = items_of(&mut *tx, &[request.key]).await?.asked.remove(&request.key).unwrap_or_default();
                escalate(tx, &app.policy, request, &asked, now).await?;
            }
        }
        Due::Warning => {
            if what.mark(tx, request.key).await? {
                warn(tx, &app.policy, request, now).await?;
            }
        }
    }
    Ok(())
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
    };
    mail::put(tx, &event, &[requester_of(request)], now).await
}
