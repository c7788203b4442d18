//! The outbox: mail written in the transaction of the change that it tells of.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::args;
use crate::db::{Db, Tx};
use crate::secret::random_id;

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

/// Puts a mail in; `event` names the template.
pub async fn put(
    tx: &mut Tx,
    event: &str,
    recipient: &str,
    locale: &str,
    details: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO outbox (message_id, event, recipient, locale, details, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![random_id(), event, recipient, locale, details, now.timestamp_millis()],
    )
    .await?;
    Ok(())
}

/// The newest mails, at most 500.
pub async fn newest(db: &Db) -> sqlx::Result<Vec<Outgoing>> {
    db.all(
        "SELECT message_id, event, recipient, locale, details, created_at FROM outbox ORDER BY key DESC LIMIT 500",
        args![],
    )
    .await
}
