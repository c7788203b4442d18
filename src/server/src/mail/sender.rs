//! Sending what is in the outbox, in the background of a server: so many mails at once, and the next as soon as one is done.
//! Codes have places of their own, so that nothing else can hold them up.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::message::message;
use super::sanitize::one_line;
use super::transport::{Failure, Transport};
use super::{event, render, retry, zone_of};
use crate::app::{App, Shared};
use crate::base::secret::random_number;
use crate::db::contention::retried;
use crate::domains::email::folded;
use crate::store::account_request::contact;
use crate::store::outbox::{self, Leased, Room};
use crate::store::stop_list;

/// How often the outbox is looked into while nothing is done.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long a mail is kept from other processes beyond the time that sending it may take.
const MARKING: TimeDelta = TimeDelta::seconds(60);

/// How many characters of an error are kept.
const ERROR_LENGTH: usize = 300;

/// What became of several mails.
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
    let transport = Arc::new(transport);
    tokio::spawn(ask_relay(Shared::clone(app), Arc::clone(&transport)));
    let task = tokio::spawn(keep_sending(Sender::new(app, transport), stopped));
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

/// What sends mail: what is under way, and the room that is left.
pub struct Sender {
    app: Shared,
    transport: Arc<Transport>,
    /// Whether each is a code, and what became of it.
    under_way: JoinSet<(bool, sqlx::Result<Outcome>)>,
    room: Room,
}

impl Sender {
    /// With nothing under way.
    pub fn new(app: &Shared, transport: Arc<Transport>) -> Sender {
        let room = Room { codes: transport.batch.into(), others: transport.batch.into() };
        Sender { app: Shared::clone(app), transport, under_way: JoinSet::new(), room }
    }

    /// Takes up what is due and what there is room for, and says how many that are.
    ///
    /// # Errors
    /// The database's.
    pub async fn take_up(&mut self) -> sqlx::Result<usize> {
        if self.room == (Room { codes: 0, others: 0 }) {
            return Ok(0);
        }
        let lease = TimeDelta::from_std(self.transport.timeout).unwrap_or(MARKING) + MARKING;
        let taken = outbox::lease(&self.app.db, self.app.clock.now(), lease, self.room).await?;
        let count = taken.len();
        for leased in taken {
            let is_code = leased.is_code();
            *self.place(is_code) -= 1;
            let (app, transport) = (Shared::clone(&self.app), Arc::clone(&self.transport));
            self.under_way.spawn(async move { (is_code, deliver(&app, &transport, &leased).await) });
        }
        Ok(count)
    }

    /// Waits for the next mail that is done; nothing where none is under way.
    ///
    /// # Errors
    /// The database's: what became of a mail could not be noted, and it is due again when its lease runs out.
    pub async fn next_done(&mut self) -> sqlx::Result<Option<Outcome>> {
        let Some(done) = self.under_way.join_next().await else { return Ok(None) };
        // Only a fault of ours ends a task otherwise; then its place is lost, and its mail is due again later.
        let Ok((is_code, outcome)) = done else { return Ok(Some(Outcome::Failed)) };
        *self.place(is_code) += 1;
        outcome.map(Some)
    }

    /// Waits for all that is under way.
    ///
    /// # Errors
    /// The database's.
    pub async fn finish(&mut self) -> sqlx::Result<Round> {
        let mut round = Round::default();
        while let Some(outcome) = self.next_done().await? {
            match outcome {
                Outcome::Sent => round.sent += 1,
                Outcome::Failed => round.failed += 1,
                Outcome::Dead => round.dead += 1,
                Outcome::Stopped => {}
            }
        }
        Ok(round)
    }

    fn place(&mut self, is_code: bool) -> &mut i64 {
        if is_code { &mut self.room.codes } else { &mut self.room.others }
    }
}

impl Round {
    /// How many mails it took up.
    pub fn all(&self) -> usize {
        self.sent + self.failed + self.dead
    }
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// To be tried again.
    Failed,
    /// Given up.
    Dead,
    /// Not sent: its recipient is never to be written to.
    Stopped,
}

/// Learns at once what the relay takes, so that whoever types an address to which no mail can go is told so. Where it cannot
/// be reached, the first mail that goes tells.
async fn ask_relay(app: Shared, transport: Arc<Transport>) {
    if transport.greet().await.is_ok() {
        note_relay(&app, &transport);
    }
}

fn note_relay(app: &App, transport: &Transport) {
    app.relay_is_ascii_only.store(transport.is_ascii_only(), Ordering::Relaxed);
}

async fn keep_sending(mut sender: Sender, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let taken = sender.take_up().await;
        log_database(taken.as_ref().err());
        if taken.is_ok_and(|taken| taken > 0) {
            continue;
        }
        // What became of each is noted in the outbox. Where nothing is under way, the next look is what there is to wait for.
        let is_idle = sender.under_way.is_empty();
        tokio::select! {
            _ = stopped.changed() => {}
            done = sender.next_done(), if !is_idle => log_database(done.as_ref().err()),
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
    while let Err(error) = sender.finish().await {
        log_database(Some(&error));
    }
    sender.transport.end();
}

fn log_database(error: Option<&sqlx::Error>) {
    if let Some(error) = error {
        tracing::error!(%error, "the outbox cannot be read or written");
    }
}

async fn deliver(app: &App, transport: &Transport, leased: &Leased) -> sqlx::Result<Outcome> {
    if is_stopped(app, leased).await? {
        log_outcome(outbox::remove(&app.db, leased).await?, leased);
        return Ok(Outcome::Stopped);
    }
    let failure = match send(app, transport, leased).await {
        Ok(()) => {
            log_outcome(outbox::mark_sent(&app.db, leased, app.clock.now()).await?, leased);
            return Ok(Outcome::Sent);
        }
        Err(failure) => failure,
    };
    let now = app.clock.now();
    let Failure { is_refused, is_doubtful, words, code } = failure;
    // Asked twice, in case others are answered alike meanwhile.
    let is_refused = is_refused && !(is_doubtful && leased.attempts < 2);
    let wait = (!is_refused).then(|| retry::wait(leased.attempts, random_number()));
    let short: String = one_line(&words).chars().take(ERROR_LENGTH).collect();
    let message_id = &leased.mail.message_id;
    match wait.flatten().and_then(|wait| now.checked_add_signed(wait)) {
        Some(due) => {
            // The relay's words may name the recipient: they are for the outbox, and the log has the code.
            tracing::info!(message_id, code, "a mail was not accepted; it is tried again");
            log_outcome(outbox::mark_failed(&app.db, leased, due, &short).await?, leased);
            Ok(Outcome::Failed)
        }
        None => {
            tracing::warn!(message_id, code, "a mail is given up; see `access-directory mail list --dead`");
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

/// Whether its recipient did not ask for it and never wants to be written to.
async fn is_stopped(app: &App, leased: &Leased) -> sqlx::Result<bool> {
    // What this program does not know is not sent anyhow.
    if !event(&leased.mail).is_ok_and(|event| event.is_unasked()) {
        return Ok(false);
    }
    stop_list::has(&app.db, &app.secret.stopped_address(&folded(&leased.mail.recipient))).await
}

async fn send(app: &App, transport: &Transport, leased: &Leased) -> Result<(), Failure> {
    // An event that this program does not know may be known to a newer one that shares the database.
    let zone =
        zone_of(&app.db, &leased.mail).await.map_err(|error| Failure::later("time zone", format!("{error:#}")))?;
    let mail = render(&leased.mail, &zone, &app.settings, &app.secret)
        .map_err(|error| Failure::later("template", format!("{error:#}")))?;
    let message = message(&leased.mail, &mail, &transport.from)
        .map_err(|error| Failure::refused("address", format!("{error:#}")))?;
    let answer = transport.send(&message).await;
    note_relay(app, transport);
    answer.map(drop)
}

fn log_outcome(marked: bool, leased: &Leased) {
    if !marked {
        let message_id = &leased.mail.message_id;
        tracing::warn!(message_id, "a mail took longer than its lease; another process may have sent it as well");
    }
}
