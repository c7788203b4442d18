//! Customer contacts of requests for new accounts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::{Secret, digest};
use crate::db::{Argument, Conn, Db, Tx, placeholders};
use crate::domains::email::EmailAddress;
use crate::store::batch::{self, Statement};
use crate::store::decode_enum;
use crate::store::key::{AccountRequestKey, ContactKey, PersonKey};

/// How somebody became a customer contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactOrigin {
    /// The requester wrote the address.
    Named,
    /// Another contact forwarded the request to them.
    Forwarded,
    /// The requester corrected the address of another contact.
    Corrected,
}

impl ContactOrigin {
    pub const ALL: [ContactOrigin; 3] = [ContactOrigin::Named, ContactOrigin::Forwarded, ContactOrigin::Corrected];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            ContactOrigin::Named => "named",
            ContactOrigin::Forwarded => "forwarded",
            ContactOrigin::Corrected => "corrected",
        }
    }

    fn parse(stored: &str) -> Option<ContactOrigin> {
        ContactOrigin::ALL.into_iter().find(|way| way.as_str() == stored)
    }
}

/// Somebody of the customer's.
#[derive(Clone, Debug)]
pub struct Contact {
    pub key: ContactKey,
    /// Public: for correcting the address.
    pub id: String,
    pub request_key: AccountRequestKey,
    pub email: String,
    pub email_folded: String,
    pub way: ContactOrigin,
    /// Whose place they take.
    pub from_key: Option<ContactKey>,
    /// What was written beside the forwarding.
    pub note: Option<String>,
    /// Whether they were asked by mail.
    pub asked: bool,
    /// Whether the mail server refused the address for good.
    pub refused: bool,
    /// When somebody took their place.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who acted as this contact: whoever has the address later is not that one.
    pub person_key: Option<PersonKey>,
}

impl Contact {
    /// Whether they may decide, or will once it is their turn.
    pub fn is_live(&self) -> bool {
        self.ended_at.is_none()
    }
}

const SELECTED: &str = "SELECT c.key, c.id, c.request_key, c.email, c.email_folded, c.way, c.from_key, c.note, \
     c.message_id, c.ended_at, coalesce(o.refused, FALSE) AS refused, a.person_key FROM account_request_contact c \
     LEFT JOIN outbox o ON o.message_id = c.message_id \
     LEFT JOIN account_request_contact_person a ON a.contact_key = c.key";

#[derive(FromRow)]
struct Row {
    key: ContactKey,
    id: String,
    request_key: AccountRequestKey,
    email: String,
    email_folded: String,
    way: String,
    from_key: Option<ContactKey>,
    note: Option<String>,
    message_id: Option<String>,
    ended_at: Option<i64>,
    refused: bool,
    person_key: Option<PersonKey>,
}

impl TryFrom<Row> for Contact {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Contact> {
        Ok(Contact {
            way: decode_enum("way", &row.way, ContactOrigin::parse)?,
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
            person_key: row.person_key,
        })
    }
}

/// The contacts of these requests, by request, in the order in which they came.
pub async fn of_requests(
    conn: impl Into<Conn<'_>>,
    keys: &[AccountRequestKey],
) -> sqlx::Result<HashMap<AccountRequestKey, Vec<Contact>>> {
    let mut found: HashMap<AccountRequestKey, Vec<Contact>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let sql = format!("{SELECTED} WHERE c.request_key IN ({}) ORDER BY c.key", placeholders(1, keys.len()));
    let arguments = keys.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<Row> = conn.into().all(AssertSqlSafe(sql), arguments).await?;
    for row in rows {
        found.entry(row.request_key).or_default().push(row.try_into()?);
    }
    Ok(found)
}

/// The same for one request.
pub async fn of_request(conn: impl Into<Conn<'_>>, request_key: AccountRequestKey) -> sqlx::Result<Vec<Contact>> {
    Ok(of_requests(conn, &[request_key]).await?.remove(&request_key).unwrap_or_default())
}

/// The contact whose link has this token.
pub async fn by_link(db: &Db, token: &str) -> sqlx::Result<Option<Contact>> {
    let sql = format!("{SELECTED} WHERE c.link_digest = $1");
    let row: Option<Row> = db.optional(AssertSqlSafe(sql), args![digest(token.as_bytes())]).await?;
    row.map(Contact::try_from).transpose()
}

/// A contact to be stored.
pub struct New {
    /// Random: see `base::secret::random_id`.
    pub id: String,
    pub email: EmailAddress,
    pub way: ContactOrigin,
    pub from_key: Option<ContactKey>,
    pub note: Option<String>,
    /// The token of their link: see `Secret::account_request_link`.
    pub token: String,
}

const INSERT: Statement = Statement {
    head: "INSERT INTO account_request_contact (id, request_key, email, email_folded, way, from_key, note, link_digest)",
    columns: 8,
    tail: "RETURNING id, key",
};

/// Stores contacts, and gives them in this order. One query.
pub async fn insert(tx: &mut Tx, request_key: AccountRequestKey, new: &[New]) -> sqlx::Result<Vec<Contact>> {
    let row = |new: &New| {
        args![
            &new.id,
            request_key,
            new.email.as_str(),
            new.email.folded(),
            new.way.as_str(),
            new.from_key,
            new.note.clone(),
            digest(new.token.as_bytes()),
        ]
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    let keys: Vec<(String, ContactKey)> = batch::insert(tx, &INSERT, &rows).await?;
    let keys: HashMap<String, ContactKey> = keys.into_iter().collect();
    let contact = |new: &New| {
        Ok(Contact {
            key: *keys.get(&new.id).ok_or(sqlx::Error::RowNotFound)?,
            id: new.id.clone(),
            request_key,
            email: new.email.as_str().to_owned(),
            email_folded: new.email.folded(),
            way: new.way,
            from_key: new.from_key,
            note: new.note.clone(),
            asked: false,
            refused: false,
            ended_at: None,
            person_key: None,
        })
    };
    new.iter().map(contact).collect()
}

/// Notes the mails that asked contacts: ids of contacts and of messages. One query.
pub async fn note_asked(tx: &mut Tx, asked: &[(&str, &str)]) -> sqlx::Result<()> {
    let rows: Vec<_> = asked.iter().map(|(id, message_id)| args![*id, *message_id]).collect();
    batch::run(tx, &SET_MESSAGE_IDS, &rows).await
}

/// Both databases call the columns of `VALUES` so.
const SET_MESSAGE_IDS: Statement = Statement {
    head: "UPDATE account_request_contact SET message_id = asked.column2 FROM (",
    columns: 2,
    tail: ") AS asked WHERE account_request_contact.id = asked.column1",
};

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

/// Notes who acted as a contact: nobody else is that contact any more. One query.
pub async fn note_person(tx: &mut Tx, key: ContactKey, person_key: PersonKey) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO account_request_contact_person (contact_key, person_key) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        args![key, person_key],
    )
    .await?;
    Ok(())
}

/// Ends what a contact may do, and their link; whether it had not ended before.
pub async fn end(tx: &mut Tx, key: ContactKey, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let sql = "UPDATE account_request_contact SET ended_at = $1 WHERE key = $2 AND ended_at IS NULL";
    Ok(tx.run(sql, args![now.timestamp_millis(), key]).await? == 1)
}

/// Gives the contacts whose turn may still come links by another secret; gives how many. The links before it end.
pub async fn renew_links(tx: &mut Tx, secret: &Secret) -> sqlx::Result<usize> {
    let contacts: Vec<(ContactKey, String)> =
        tx.all("SELECT key, id FROM account_request_contact WHERE ended_at IS NULL", args![]).await?;
    for (key, id) in &contacts {
        let link_digest = digest(secret.account_request_link(id).as_bytes());
        tx.run("UPDATE account_request_contact SET link_digest = $1 WHERE key = $2", args![link_digest, *key]).await?;
    }
    Ok(contacts.len())
}
