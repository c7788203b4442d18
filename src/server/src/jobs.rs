//! What time brings: requests and invitations that expire, warnings before it, and requests that come to the operator.
//! Everything here is decided on read as well; a job only tidies and sends mail, once, however late it runs and however
//! many run. And the seals of the trail, sessions that are over, and backups.

mod account_requests;
pub mod backups;
pub mod clocks;
mod invitations;
pub mod metrics;
mod round;

use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::TimeDelta;

use crate::app::{App, Shared};
use crate::audit;
use crate::store::trail::seal::NewestSeal;
use crate::store::{
    guess, idempotency, outbox, provider_try, session, sign_in_attempt, sign_in_claim, sign_in_code, sign_in_link,
    tally, trail,
};
pub use round::round;

/// How long to wait between two rounds.
const PAUSE: Duration = Duration::from_secs(5);
/// Once a minute the trail is sealed, sessions that are over are deleted, and the clocks are compared.
const TURNS_TO_A_MINUTE: u32 = 12;

/// Runs the jobs until the task is dropped. What fails is logged, and tried again in the next round.
pub async fn run(app: Shared) {
    // Beside each other: a backup takes as long as it takes.
    tokio::join!(keep_doing_rounds(&app), backups::run(&app));
}

async fn keep_doing_rounds(app: &App) {
    for turn in 0_u32.. {
        // Searches do this too; so there is never much to read for one.
        if let Err(error) = app.listed_accounts.now(&app.db).await {
            tracing::error!(%error, "what changed of listed accounts could not be read");
        }
        if let Err(error) = round(app).await {
            app.job_failures.fetch_add(1, Ordering::Relaxed);
            tracing::error!(?error, "a job failed");
        }
        if turn % TURNS_TO_A_MINUTE == 0 {
            if let Err(error) = seal(app).await {
                app.job_failures.fetch_add(1, Ordering::Relaxed);
                tracing::error!(%error, "the trail could not be sealed");
            }
            if let Err(error) = forget(app).await {
                app.job_failures.fetch_add(1, Ordering::Relaxed);
                tracing::error!(%error, "what is over could not be deleted");
            }
            if let Err(error) = clocks::compare(app, || app.clock.wall()).await {
                tracing::error!("{error:#}");
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
    provider_try::forget(&mut tx, now).await?;
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
