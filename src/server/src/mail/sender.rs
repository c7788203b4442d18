//! Sending what is in the outbox: one round after the other, in the background of a server.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join_all;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::message::message;
use super::sanitize::one_line;
use super::transport::{Failure, Transport};
use super::{render, retry};
use crate::app::{App, Shared};
use crate::base::secret::random_number;
use crate::db::contention::retried;
use crate::store::account_request::contact;
use crate::store::outbox::{self, Leased};

/// How often the outbox is looked into while it has nothing.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long a mail is kept from other processes beyond the time that sending it may take.
const MARKING: TimeDelta = TimeDelta::seconds(60);

/// How many characters of an error are kept.
const ERROR_LENGTH: usize = 300;

/// What became of the mails of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub sent: usize,
    /// To be tried again.
    pub failed: usize,
    /// Given up.
    pub dead: usize,
}

/// The sending in the background.
pub struct Sending {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Starts sending in the background; nothing where no relay is configured, and in the sample world.
///
/// # Errors
/// A setting of mail that is not valid.
pub fn start(app: &Shared) -> anyhow::Result<Option<Sending>> {
    if app.settings.sample {
        return Ok(None);
    }
    let Some(transport) = Transport::open(&app.settings.mail)? else {
        tracing::warn!("no mail is sent: set `mail.smtp` and `mail.from` in the configuration; it is kept until then");
        return Ok(None);
    };
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(keep_sending(Shared::clone(app), transport, stopped));
    Ok(Some(Sending { stop, task }))
}

impl Sending {
    /// Takes up no more mail, and waits for what is under way, but no longer than `patience`: what is cut off then is
    /// sent again once its lease runs out.
    pub async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        if tokio::time::timeout(patience, &mut self.task).await.is_err() {
            tracing::warn!("some mail took too long and was cut off; it is sent again");
            self.task.abort();
        }
    }
}

/// One round: takes a batch of what is due, sends all of it at once, and notes what became of each.
///
/// # Errors
/// The database's. What was taken is due again when its lease runs out.
pub async fn deliver_due(app: &App, transport: &Transport) -> sqlx::Result<Round> {
    let lease = TimeDelta::from_std(transport.timeout).unwrap_or(MARKING) + MARKING;
    let batch = outbox::lease(&app.db, app.clock.now(), lease, transport.batch.into()).await?;
    let mut round = Round::default();
    for outcome in join_all(batch.iter().map(|leased| deliver(app, transport, leased))).await {
        match outcome? {
            Outcome::Sent => round.sent += 1,
            Outcome::Failed => round.failed += 1,
            Outcome::Dead => round.dead += 1,
        }
    }
    Ok(round)
}

impl Round {
    /// How many mails it took up.
    pub fn all(&self) -> usize {
        self.sent + self.failed + self.dead
    }
}

enum Outcome {
    Sent,
    Failed,
    Dead,
}

async fn keep_sending(app: Shared, transport: Transport, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let all = match deliver_due(&app, &transport).await {
            Ok(round) => round.all(),
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read or written");
                0
            }
        };
        if all == 0 {
            tokio::select! {
                _ = stopped.changed() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }
}

async fn deliver(app: &App, transport: &Transport, leased: &Leased) -> sqlx::Result<Outcome> {
    let failure = match send(app, transport, leased).await {
        Ok(()) => {
            log_outcome(outbox::mark_sent(&app.db, leased, app.clock.now()).await?, leased);
            return Ok(Outcome::Sent);
        }
        Err(failure) => failure,
    };
    let now = app.clock.now();
    let (error, wait) = match failure {
        Failure::Refused(error) => (error, None),
        Failure::Later(error) => (error, Some(retry::wait(leased.attempts, random_number()))),
    };
    let short: String = one_line(&error).chars().take(ERROR_LENGTH).collect();
    let message_id = &leased.mail.message_id;
    match wait.flatten().and_then(|wait| now.checked_add_signed(wait)) {
        Some(due) => {
            tracing::info!(message_id, error = short, "a mail was not accepted; it is tried again");
            log_outcome(outbox::mark_failed(&app.db, leased, due, &short).await?, leased);
            Ok(Outcome::Failed)
        }
        None => {
            tracing::warn!(message_id, error = short, "a mail is given up; see `access-directory mail list --dead`");
            log_outcome(outbox::mark_dead(&app.db, leased, now, wait.is_none(), &short).await?, leased);
            if wait.is_none() {
                retried(async || {
                    let mut tx = app.db.begin().await?;
                    contact::note_refused(&mut tx, message_id).await?;
                    tx.commit().await
                })
                .await?;
            }
            Ok(Outcome::Dead)
        }
    }
}

async fn send(app: &App, transport: &Transport, leased: &Leased) -> Result<(), Failure> {
    // An event that this program does not know may be known to a newer one that shares the database.
    let mail =
        render(&leased.mail, &app.settings, &app.secret).map_err(|error| Failure::Later(format!("{error:#}")))?;
    let message =
        message(&leased.mail, &mail, &transport.from).map_err(|error| Failure::Refused(format!("{error:#}")))?;
    transport.send(&message).await
}

fn log_outcome(marked: bool, leased: &Leased) {
    if !marked {
        let message_id = &leased.mail.message_id;
        tracing::warn!(message_id, "a mail took longer than its lease; another process may have sent it as well");
    }
}
