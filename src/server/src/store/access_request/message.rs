//! What is written about access requests.

use api::history::Actor;
use api::message::{Information, MOST_MESSAGES};
use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Conn, Db, Tx};
use crate::store::capped::Capped;
use crate::store::decode_enum;
use crate::store::key::{AccessRequestKey, PersonKey};

/// A message to be stored.
pub struct New<'a> {
    pub request_key: AccessRequestKey,
    pub person_key: PersonKey,
    pub written_as: Actor,
    pub asks_for_information: bool,
    pub text: &'a str,
    /// See `trail::commitment`.
    pub salt: &'a str,
    pub at: DateTime<Utc>,
}

/// A message as stored.
#[derive(Clone, Debug)]
pub struct StoredMessage {
    /// Absent where the writer is no longer known.
    pub person_key: Option<PersonKey>,
    /// The writer's name today; empty where they gave none.
    pub name: String,
    pub written_as: Actor,
    pub asks_for_information: bool,
    pub text: Option<String>,
    pub at: DateTime<Utc>,
}

/// Holds an open request as it is until the transaction ends, and notes what becomes of the information that it waits for;
/// whether it is still open.
pub async fn hold_open(
    tx: &mut Tx,
    request_key: AccessRequestKey,
    written_as: Actor,
    asks_for_information: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let information = match (asks_for_information, written_as) {
        (true, _) => Some(Information::Requested),
        (false, Actor::Requester) => Some(Information::Provided),
        (false, _) => None,
    };
    // What nobody asked for is not provided.
    let sql = "UPDATE access_request SET information = CASE WHEN $3 = 'provided' AND information IS NULL THEN NULL \
               ELSE coalesce($3, information) END WHERE key = $1 AND status = 'open' AND expires_at > $2";
    let information = information.map(|information| information.as_str().to_owned());
    Ok(tx.run(sql, args![request_key, now.timestamp_millis(), information]).await? == 1)
}

/// Stores a message.
pub async fn insert(tx: &mut Tx, new: &New<'_>) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO access_request_message (request_key, person_key, written_as, asks_for_information, text, salt, \
         written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            new.request_key,
            new.person_key,
            new.written_as.as_str(),
            new.asks_for_information,
            new.text,
            new.salt,
            new.at.timestamp_millis(),
        ],
    )
    .await?;
    Ok(())
}

/// The newest messages about a request, oldest first, at most [`MOST_MESSAGES`].
pub async fn of_request(db: &Db, request_key: AccessRequestKey) -> sqlx::Result<Capped<StoredMessage>> {
    #[derive(FromRow)]
    struct Row {
        person_key: Option<PersonKey>,
        name: Option<String>,
        written_as: String,
        asks_for_information: bool,
        text: Option<String>,
        written_at: i64,
    }
    let sql = "SELECT m.person_key, p.name, m.written_as, m.asks_for_information, m.text, m.written_at \
               FROM access_request_message m LEFT JOIN person p ON p.key = m.person_key \
               WHERE m.request_key = $1 ORDER BY m.key DESC LIMIT $2";
    let rows: Vec<Row> = db.all(sql, args![request_key, MOST_MESSAGES + 1]).await?;
    let message = |row: Row| {
        Ok(StoredMessage {
            written_as: decode_enum("written_as", &row.written_as, Actor::parse)?,
            person_key: row.person_key,
            name: row.name.unwrap_or_default(),
            asks_for_information: row.asks_for_information,
            text: row.text,
            at: from_millis(row.written_at),
        })
    };
    let messages = rows.into_iter().map(message).collect::<sqlx::Result<Vec<_>>>()?;
    let mut newest = Capped::new(messages, MOST_MESSAGES);
    newest.rows.reverse();
    Ok(newest)
}

/// When the person wrote the last but so many messages about the request, where that was after `since`.
pub async fn written_since(
    conn: impl Into<Conn<'_>>,
    person_key: PersonKey,
    request_key: AccessRequestKey,
    since: DateTime<Utc>,
    last_but: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let sql = "SELECT written_at FROM access_request_message WHERE person_key = $1 AND request_key = $2 \
               AND written_at > $3 ORDER BY written_at DESC LIMIT 1 OFFSET $4";
    let arguments = args![person_key, request_key, since.timestamp_millis(), last_but];
    let row: Option<(i64,)> = conn.into().optional(sql, arguments).await?;
    Ok(row.map(|(written_at,)| from_millis(written_at)))
}
