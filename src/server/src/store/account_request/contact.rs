//! Customer contacts of requests for new accounts, and the people who are added once the account is active.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::digest;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::store::word;

/// How somebody became a customer contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The requester wrote the address.
    Named,
    /// Another contact forwarded the request to them.
    Forwarded,
    /// The requester corrected the address of another contact.
    Corrected,
}

impl Way {
    const ALL: [Way; 3] = [Way::Named, Way::Forwarded, Way::Corrected];

    /// As stored.
    fn as_str(self) -> &'static str {
        match self {
            Way::Named => "named",
            Way::Forwarded => "forwarded",
            Way::Corrected => "corrected",
        }
    }

    fn parse(stored: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.as_str() == stored)
    }
}

/// Somebody of the customer's.
#[derive(Clone, Debug)]
pub struct Contact {
    pub key: i64,
    /// Public: for correcting the address.
    pub id: String,
    pub request_key: i64,
    pub email: String,
    pub email_folded: String,
    pub way: Way,
    /// Whose place they take.
    pub from_key: Option<i64>,
    /// What was written beside the forwarding.
    pub note: Option<String>,
    /// Whether they were asked by mail.
    pub asked: bool,
    /// Whether the mail server refused the address for good.
    pub refused: bool,
    /// When somebody took their place.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Contact {
    /// Whether they may decide, or will once it is their turn.
    pub fn is_live(&self) -> bool {
        self.ended_at.is_none()
    }
}

const SELECTED: &str = "SELECT c.key, c.id, c.request_key, c.email, c.email_folded, c.way, c.from_key, c.note, \
     c.message_id, c.ended_at, coalesce(o.refused, FALSE) AS refused FROM account_request_contact c \
     LEFT JOIN outbox o ON o.message_id = c.message_id";

#[derive(FromRow)]
struct Row {
    key: i64,
    id: String,
    request_key: i64,
    email: String,
    email_folded: String,
    way: String,
    from_key: Option<i64>,
    note: Option<String>,
    message_id: Option<String>,
    ended_at: Option<i64>,
    refused: bool,
}

impl TryFrom<Row> for Contact {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Contact> {
        Ok(Contact {
            way: word("way", &row.way, Way::parse)?,
            key: row.key,
            id: row.id,
            request_key: row.request_key,
            email: row.email,
            email_folded: row.email_folded,
            from_key: row.from_key,
            note: row.note,
            asked: row.message_id.is_some(),
            refused: row.refused,
            ended_at: row.ended_at.map(from_millis),
        })
    }
}

/// The contacts of these requests, by request, in the order in which they came.
pub async fn of_requests(db: &Db, keys: &[i64]) -> sqlx::Result<HashMap<i64, Vec<Contact>>> {
    let mut found: HashMap<i64, Vec<Contact>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let sql = format!("{SELECTED} WHERE c.request_key IN ({}) ORDER BY c.key", placeholders(1, keys.len()));
    let rows: Vec<Row> = db.all(AssertSqlSafe(sql), keys.iter().map(|key| Argument::from(*key)).collect()).await?;
    for row in rows {
        found.entry(row.request_key).or_default().push(row.try_into()?);
    }
    Ok(found)
}

/// The same for one request, as it is within a transaction.
pub async fn of_request(tx: &mut Tx, request_key: i64) -> sqlx::Result<Vec<Contact>> {
    let sql = format!("{SELECTED} WHERE c.request_key = $1 ORDER BY c.key");
    let rows: Vec<Row> = tx.all(AssertSqlSafe(sql), args![request_key]).await?;
    rows.into_iter().map(Contact::try_from).collect()
}

/// The contact whose link has this token.
pub async fn by_link(db: &Db, token: &str) -> sqlx::Result<Option<Contact>> {
    let sql = format!("{SELECTED} WHERE c.link_digest = $1");
    let row: Option<Row> = db.optional(AssertSqlSafe(sql), args![digest(token.as_bytes())]).await?;
    row.map(Contact::try_from).transpose()
}

/// A contact to be stored.
pub struct New<'a> {
    /// Random: see `secret::random_id`.
    pub id: &'a str,
    pub email: &'a str,
    pub email_folded: &'a str,
    pub way: Way,
    pub from_key: Option<i64>,
    pub note: Option<&'a str>,
    /// The token of their link: see `Secret::account_request_link`.
    pub token: &'a str,
}

/// Stores a contact.
pub async fn insert(tx: &mut Tx, request_key: i64, new: &New<'_>) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO account_request_contact (id, request_key, email, email_folded, way, from_key, note, \
         link_digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            new.id,
            request_key,
            new.email,
            new.email_folded,
            new.way.as_str(),
            new.from_key,
            new.note.map(str::to_owned),
            digest(new.token.as_bytes()),
        ],
    )
    .await?;
    Ok(())
}

/// Notes the mail that asked a contact.
pub async fn note_asked(tx: &mut Tx, id: &str, message_id: &str) -> sqlx::Result<()> {
    tx.run("UPDATE account_request_contact SET message_id = $1 WHERE id = $2", args![message_id, id]).await?;
    Ok(())
}

/// Lets the requester's open pages know that the mail to a contact was refused; nothing where it was another mail.
pub async fn note_refused(tx: &mut Tx, message_id: &str) -> sqlx::Result<()> {
    tx.run(
        "UPDATE person SET changes = changes + 1 WHERE key IN (SELECT r.person_key FROM account_request r \
         JOIN account_request_contact c ON c.request_key = r.key WHERE c.message_id = $1)",
        args![message_id],
    )
    .await?;
    Ok(())
}

/// Ends what a contact may do, and their link; whether it had not ended before.
pub async fn end(tx: &mut Tx, key: i64, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let sql = "UPDATE account_request_contact SET ended_at = $1 WHERE key = $2 AND ended_at IS NULL";
    Ok(tx.run(sql, args![now.timestamp_millis(), key]).await? == 1)
}

/// The addresses of the people who are added, by request.
pub async fn added_users(db: &Db, keys: &[i64]) -> sqlx::Result<HashMap<i64, Vec<String>>> {
    let mut found: HashMap<i64, Vec<String>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT request_key, email FROM account_request_added_user WHERE request_key IN ({}) \
         ORDER BY request_key, email_folded",
        placeholders(1, keys.len())
    );
    let rows: Vec<(i64, String)> =
        db.all(AssertSqlSafe(sql), keys.iter().map(|key| Argument::from(*key)).collect()).await?;
    for (key, email) in rows {
        found.entry(key).or_default().push(email);
    }
    Ok(found)
}

/// The same for one request, as it is within a transaction.
pub async fn added_users_in(tx: &mut Tx, request_key: i64) -> sqlx::Result<Vec<String>> {
    let sql = "SELECT email FROM account_request_added_user WHERE request_key = $1 ORDER BY email_folded";
    let rows: Vec<(String,)> = tx.all(sql, args![request_key]).await?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}
