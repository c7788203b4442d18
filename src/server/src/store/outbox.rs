//! The outbox: mail written in the transaction of the change that it tells of, and what became of it since.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::base::secret::random_id;
use crate::db::contention::retried;
use crate::db::{Argument, Db, Engine, Tx, placeholders};
use crate::store::batch::{self, Statement};
use crate::store::capped::Capped;

/// How much unsent mail is listed.
const MOST_UNSENT: i64 = 1_000;

/// Who gets a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub email: String,
    pub locale: Locale,
}

/// A mail to be sent.
#[derive(FromRow)]
pub struct Outgoing {
    /// Stable over every attempt to send.
    pub message_id: String,
    pub event: String,
    pub recipient: String,
    pub locale: String,
    /// What the template needs, as JSON.
    pub details: String,
    pub created_at: i64,
}

/// In which order mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Codes: somebody waits for each, and soon it is worth nothing. They have places of their own.
    Codes = 0,
    /// What somebody decides, or what was decided about them.
    People = 1,
    /// Mail to many at once, and to people who did not ask for it.
    Bulk = 2,
}

/// How many mails may be taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub codes: i64,
    /// In all other lanes together.
    pub others: i64,
}

/// A mail that this process, and no other, may send until the lease runs out.
#[derive(FromRow)]
pub struct Leased {
    key: i64,
    lease: String,
    lane: i64,
    /// Counts from 1 and includes this one.
    pub attempts: i64,
    #[sqlx(flatten)]
    pub mail: Outgoing,
}

impl Leased {
    /// Whether it is in the lane of codes.
    pub fn is_code(&self) -> bool {
        self.lane == Lane::Codes as i64
    }
}

/// A mail that has not been sent, as the operator sees it. Times are epoch milliseconds.
#[derive(Debug, FromRow)]
pub struct Unsent {
    pub message_id: String,
    pub event: String,
    pub recipient: String,
    pub attempts: i64,
    pub due_at: i64,
    pub dead_at: Option<i64>,
    pub refused: bool,
    /// Whether a restore holds it back.
    pub held: bool,
    pub last_error: Option<String>,
}

/// A mail to be put in.
pub struct New<'a> {
    /// The name of the template.
    pub event: &'a str,
    pub recipient: &'a str,
    pub locale: Locale,
    /// What the template needs, as JSON.
    pub details: &'a str,
    pub lane: Lane,
    /// For how long after it was put in it is worth something; absent where that does not end.
    pub lifetime: Option<TimeDelta>,
}

const INSERT: Statement = Statement {
    head: "INSERT INTO outbox (message_id, event, recipient, locale, details, lane, created_at, due_at, expires_at)",
    columns: 9,
    tail: "",
};

/// Puts mails in, due at once. Gives their message ids in this order. One query.
pub async fn put(tx: &mut Tx, mails: &[New<'_>], now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    let (at, message_ids) = (now.timestamp_millis(), mails.iter().map(|_| random_id()).collect::<Vec<String>>());
    let row = |(mail, id): (&New<'_>, &String)| {
        let end = mail.lifetime.map(|lifetime| (now + lifetime).timestamp_millis());
        args![id, mail.event, mail.recipient, mail.locale, mail.details, mail.lane as i64, at, at, end]
    };
    let rows: Vec<_> = mails.iter().zip(&message_ids).map(row).collect();
    batch::run(tx, &INSERT, &rows).await?;
    Ok(message_ids)
}

/// The newest mails, at most 500.
pub async fn newest(db: &Db) -> sqlx::Result<Vec<Outgoing>> {
    db.all(
        "SELECT message_id, event, recipient, locale, details, created_at FROM outbox ORDER BY key DESC LIMIT 500",
        args![],
    )
    .await
}

/// Takes what is due, lane by lane, the longest waiting first: nobody else gets it before `duration` is over or it is marked.
/// What is worth nothing any more is dropped instead. Two queries.
pub async fn lease(db: &Db, now: DateTime<Utc>, duration: TimeDelta, room: Room) -> sqlx::Result<Vec<Leased>> {
    let mut tx = db.begin().await?;
    let at = now.timestamp_millis();
    let dropped = "DELETE FROM outbox WHERE expires_at <= $1 AND sent_at IS NULL \
         AND (leased_until IS NULL OR leased_until <= $1)";
    let dropped = tx.run(dropped, args![at]).await?;
    // SQLite has one writer. On PostgreSQL, what another process is about to take is left to it.
    let lock = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let due = "SELECT key FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL AND NOT held AND due_at <= $1 \
         AND (leased_until IS NULL OR leased_until <= $1)";
    let sql = format!(
        "WITH codes AS MATERIALIZED ({due} AND lane = 0 ORDER BY due_at, key LIMIT $2 {lock}), \
         others AS MATERIALIZED ({due} AND lane > 0 ORDER BY lane, due_at, key LIMIT $3 {lock}) \
         UPDATE outbox SET lease = $4, leased_until = $5, attempts = attempts + 1 \
         WHERE key IN (SELECT key FROM codes UNION ALL SELECT key FROM others) \
         RETURNING key, lease, lane, attempts, message_id, event, recipient, locale, details, created_at"
    );
    let until = now.checked_add_signed(duration).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let arguments = args![at, room.codes, room.others, random_id(), until.timestamp_millis()];
    let leased = tx.all(AssertSqlSafe(sql), arguments).await?;
    tx.commit().await?;
    if dropped > 0 {
        tracing::warn!(dropped, "codes were not sent before their time was over, and never will be");
    }
    Ok(leased)
}

/// Notes that it was accepted for delivery. False where the lease had run out and another process has it.
pub async fn mark_sent(db: &Db, leased: &Leased, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let sql = "UPDATE outbox SET sent_at = $3, last_error = NULL, lease = NULL, leased_until = NULL \
         WHERE key = $1 AND lease = $2";
    end_lease(db, sql, args![leased.key, &leased.lease, now.timestamp_millis()]).await
}

/// Takes it out: its recipient is not to be written to. False where the lease had run out and another process has it.
pub async fn remove(db: &Db, leased: &Leased) -> sqlx::Result<bool> {
    end_lease(db, "DELETE FROM outbox WHERE key = $1 AND lease = $2", args![leased.key, &leased.lease]).await
}

/// Notes that it is to be tried again.
pub async fn mark_failed(db: &Db, leased: &Leased, due: DateTime<Utc>, error: &str) -> sqlx::Result<bool> {
    let sql = "UPDATE outbox SET due_at = $3, last_error = $4, lease = NULL, leased_until = NULL \
         WHERE key = $1 AND lease = $2";
    end_lease(db, sql, args![leased.key, &leased.lease, due.timestamp_millis(), error]).await
}

/// Notes that it is given up; `refused` where the recipient's server will never take it.
pub async fn mark_dead(db: &Db, leased: &Leased, now: DateTime<Utc>, refused: bool, error: &str) -> sqlx::Result<bool> {
    let sql = "UPDATE outbox SET dead_at = $3, refused = $4, last_error = $5, lease = NULL, leased_until = NULL \
         WHERE key = $1 AND lease = $2";
    end_lease(db, sql, args![leased.key, &leased.lease, now.timestamp_millis(), refused, error]).await
}

/// How many mails wait to be sent, how many were given up, and how many of those that wait a restore holds back.
pub async fn waiting(db: &Db) -> sqlx::Result<(i64, i64, i64)> {
    let sql = "SELECT count(CASE WHEN dead_at IS NULL THEN 1 END), count(dead_at), count(CASE WHEN held THEN 1 END) \
         FROM outbox WHERE sent_at IS NULL";
    db.one(sql, args![]).await
}

/// How many mails a restore holds back.
pub async fn count_held(db: &Db) -> sqlx::Result<i64> {
    let (held,): (i64,) = db.one("SELECT count(*) FROM outbox WHERE held", args![]).await?;
    Ok(held)
}

/// After a restore: what was not sent when the backup was made may have been since, so nobody sends it until it is released.
/// Codes are over. Gives how many mails are held, those of before too.
pub async fn hold_unsent(tx: &mut Tx) -> sqlx::Result<i64> {
    tx.run("DELETE FROM outbox WHERE lane = 0 AND sent_at IS NULL", args![]).await?;
    let sql =
        "UPDATE outbox SET held = TRUE, lease = NULL, leased_until = NULL WHERE sent_at IS NULL AND dead_at IS NULL";
    tx.run(sql, args![]).await?;
    let (held,): (i64,) = tx.one("SELECT count(*) FROM outbox WHERE held", args![]).await?;
    Ok(held)
}

/// Lets these be sent that a restore holds back, or all; gives the ids of those that were held.
pub async fn release(tx: &mut Tx, only: Option<&[String]>, now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    let mut arguments = args![now.timestamp_millis()];
    let only = among(only, &mut arguments);
    let sql = format!("UPDATE outbox SET held = FALSE, due_at = $1 WHERE held {only} RETURNING message_id");
    ids(tx.all(AssertSqlSafe(sql), arguments).await?)
}

/// Takes these out that a restore holds back, or all, since they were sent before it; gives the ids of those that were held.
pub async fn discard(tx: &mut Tx, only: Option<&[String]>) -> sqlx::Result<Vec<String>> {
    let mut arguments = args![];
    let only = among(only, &mut arguments);
    let sql = format!("DELETE FROM outbox WHERE held {only} RETURNING message_id");
    ids(tx.all(AssertSqlSafe(sql), arguments).await?)
}

/// What has not been sent, oldest first; with `dead`, only what was given up. At most [`MOST_UNSENT`].
pub async fn unsent(db: &Db, dead: bool) -> sqlx::Result<Capped<Unsent>> {
    let rows = db
        .all(
            "SELECT message_id, event, recipient, attempts, due_at, dead_at, refused, held, last_error FROM outbox \
             WHERE sent_at IS NULL AND (dead_at IS NOT NULL OR NOT $1) ORDER BY key LIMIT $2",
            args![dead, MOST_UNSENT + 1],
        )
        .await?;
    Ok(Capped::new(rows, MOST_UNSENT))
}

/// Makes these due again that were given up, or all; gives the ids of those that were.
pub async fn revive(tx: &mut Tx, only: Option<&[String]>, now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    let mut arguments = args![now.timestamp_millis()];
    let only = among(only, &mut arguments);
    let sql = format!(
        "UPDATE outbox SET dead_at = NULL, refused = FALSE, attempts = 0, due_at = $1 \
         WHERE dead_at IS NOT NULL {only} RETURNING message_id"
    );
    ids(tx.all(AssertSqlSafe(sql), arguments).await?)
}

/// Forgets mails that were sent or given up before this time, 10,000 at most; gives how many.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> sqlx::Result<u64> {
    tx.run(
        "DELETE FROM outbox WHERE key IN (SELECT key FROM (SELECT key FROM outbox WHERE sent_at < $1 \
         UNION ALL SELECT key FROM outbox WHERE dead_at < $1) o LIMIT 10000)",
        args![before.timestamp_millis()],
    )
    .await
}

/// Runs what ends a lease; whether it was still this one's. What was sent and is not marked would be sent again, so that
/// it is tried again where the database ends the transaction.
async fn end_lease(db: &Db, sql: &'static str, arguments: Vec<Argument>) -> sqlx::Result<bool> {
    let marked = retried(async || {
        let mut tx = db.begin().await?;
        let marked = tx.run(sql, arguments.clone()).await?;
        tx.commit().await?;
        Ok::<u64, sqlx::Error>(marked)
    });
    Ok(marked.await? == 1)
}

/// A condition for these message ids alone, which become arguments; none where all are meant.
fn among(only: Option<&[String]>, arguments: &mut Vec<Argument>) -> String {
    let Some(message_ids) = only else { return String::new() };
    let names = placeholders(arguments.len() + 1, message_ids.len());
    arguments.extend(message_ids.iter().map(Argument::from));
    format!("AND message_id IN ({names})")
}

fn ids(rows: Vec<(String,)>) -> sqlx::Result<Vec<String>> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
