//! Sessions: an opaque token in the browser, its digest here. Whether one is over is decided whenever it is read.

use api::sessions::SignInMethod;
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::{digest, random_id, random_token};
use crate::db::{Argument, Db, Tx, placeholders};
use crate::settings::session::SessionLimits;
use crate::store::key::PersonKey;
use crate::store::person::{COLUMNS, Person, PersonRow, TABLES};

/// How many sessions a person has at most: whoever begins another one loses the one that was not used for longest.
const MOST: i64 = 20;

/// A session that begins.
pub struct New<'a> {
    pub person_key: PersonKey,
    pub way: &'a SignInMethod,
    /// As `http::user_agent` names it.
    pub browser: &'a str,
}

/// The session that a request came with.
pub struct Current {
    pub person: Person,
    pub seen_at: DateTime<Utc>,
}

/// One of a person's sessions, as they see it.
pub struct Session {
    pub id: String,
    pub way: SignInMethod,
    pub browser: String,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// Whether it is the session of this token.
    pub current: bool,
}

/// Begins a session and gives its token. Two queries.
pub async fn begin(tx: &mut Tx, new: &New<'_>, limits: SessionLimits, now: DateTime<Utc>) -> sqlx::Result<String> {
    let (token, now) = (random_token(), now.timestamp_millis());
    let expires_at = now.saturating_add(limits.whole.num_milliseconds());
    tx.run(
        "INSERT INTO session (token_digest, id, person_key, way, browser, created_at, seen_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        args![digest(token.as_bytes()), random_id(), new.person_key, new.way.as_str(), new.browser, now, expires_at],
    )
    .await?;
    tx.run(
        "DELETE FROM session WHERE person_key = $1 AND id IN \
         (SELECT id FROM session WHERE person_key = $1 ORDER BY seen_at DESC, created_at DESC, id LIMIT 1000 OFFSET $2)",
        args![new.person_key, MOST],
    )
    .await?;
    Ok(token)
}

/// The session with this token, while it lasts.
pub async fn current(db: &Db, token: &str, limits: SessionLimits, now: DateTime<Utc>) -> sqlx::Result<Option<Current>> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        person: PersonRow,
        seen_at: i64,
    }
    let sql = format!(
        "SELECT {COLUMNS}, s.seen_at FROM {TABLES} JOIN session s ON s.person_key = p.key \
         WHERE s.token_digest = $1 AND s.expires_at > $2 AND s.seen_at > $3"
    );
    let arguments = args![digest(token.as_bytes()), now.timestamp_millis(), unseen_since(limits, now)];
    let row: Option<Row> = db.optional(AssertSqlSafe(sql), arguments).await?;
    let current = row.map(|row| Ok(Current { seen_at: from_millis(row.seen_at), person: row.person.try_into()? }));
    current.transpose()
}

/// The person's sessions that last, the one that was seen last first.
pub async fn of_person(
    db: &Db,
    person_key: PersonKey,
    token: &str,
    limits: SessionLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Session>> {
    #[derive(FromRow)]
    struct Row {
        token_digest: String,
        id: String,
        way: String,
        browser: String,
        created_at: i64,
        seen_at: i64,
        expires_at: i64,
    }
    let rows: Vec<Row> = db
        .all(
            "SELECT token_digest, id, way, browser, created_at, seen_at, expires_at FROM session \
             WHERE person_key = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, created_at DESC, id",
            args![person_key, now.timestamp_millis(), unseen_since(limits, now)],
        )
        .await?;
    let own = digest(token.as_bytes());
    let session = |row: Row| Session {
        id: row.id,
        way: row.way.into(),
        browser: row.browser,
        created_at: from_millis(row.created_at),
        seen_at: from_millis(row.seen_at),
        expires_at: from_millis(row.expires_at),
        current: row.token_digest == own,
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Notes that a session is used, unless that was noted after `before`.
pub async fn touch(tx: &mut Tx, token: &str, before: DateTime<Utc>, now: DateTime<Utc>) -> sqlx::Result<()> {
    let arguments = args![now.timestamp_millis(), digest(token.as_bytes()), before.timestamp_millis()];
    tx.run("UPDATE session SET seen_at = $1 WHERE token_digest = $2 AND seen_at <= $3", arguments).await?;
    Ok(())
}

/// Ends a session; whether there was one.
pub async fn end(tx: &mut Tx, token: &str) -> sqlx::Result<bool> {
    let ended = tx.run("DELETE FROM session WHERE token_digest = $1", args![digest(token.as_bytes())]).await?;
    Ok(ended == 1)
}

/// Ends one of the person's sessions that last, by its id: whether it was the session of this token, or nothing where
/// there is none with that id.
pub async fn end_one(
    tx: &mut Tx,
    person_key: PersonKey,
    id: &str,
    token: &str,
    limits: SessionLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<bool>> {
    let ended: Option<(String,)> = tx
        .optional(
            "DELETE FROM session WHERE person_key = $1 AND id = $2 AND expires_at > $3 AND seen_at > $4 \
             RETURNING token_digest",
            args![person_key, id, now.timestamp_millis(), unseen_since(limits, now)],
        )
        .await?;
    Ok(ended.map(|(token_digest,)| token_digest == digest(token.as_bytes())))
}

/// Ends all of the person's sessions, and links to one.
pub async fn end_all(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<()> {
    tx.run("DELETE FROM session WHERE person_key = $1", args![person_key]).await?;
    tx.run("DELETE FROM sign_in_link WHERE person_key = $1", args![person_key]).await?;
    Ok(())
}

/// Ends what somebody began who has not proved the address of one of these people: sessions, and links to one. Two
/// queries.
pub async fn end_unproved(tx: &mut Tx, person_keys: &[PersonKey]) -> sqlx::Result<()> {
    if person_keys.is_empty() {
        return Ok(());
    }
    let unproved =
        format!("SELECT key FROM person WHERE email_verified = $1 AND key IN ({})", placeholders(2, person_keys.len()));
    let mut arguments = args![false];
    arguments.extend(person_keys.iter().map(|key| Argument::from(*key)));
    let sessions = format!("DELETE FROM session WHERE person_key IN ({unproved})");
    tx.run(AssertSqlSafe(sessions), arguments.clone()).await?;
    let links = format!("DELETE FROM sign_in_link WHERE person_key IN ({unproved})");
    tx.run(AssertSqlSafe(links), arguments).await?;
    Ok(())
}

/// Deletes the sessions that are over; gives how many.
pub async fn forget(tx: &mut Tx, limits: SessionLimits, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let arguments = args![now.timestamp_millis(), unseen_since(limits, now)];
    tx.run("DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2", arguments).await
}

/// Whoever was not seen since then is signed out, in epoch milliseconds.
fn unseen_since(limits: SessionLimits, now: DateTime<Utc>) -> i64 {
    now.timestamp_millis().saturating_sub(limits.idle.num_milliseconds())
}

/// What a page of this session sends with each write. Nobody can make it without the token, and it does not tell it.
pub fn anti_forgery_token(token: &str) -> String {
    digest(format!("anti-forgery\0{token}").as_bytes())
}
