//! What idempotency keys were used for.

use chrono::{DateTime, Utc};

use crate::args;
use crate::db::{Conn, Tx};
use crate::store::key::PersonKey;

/// What an idempotency key was used for: the body's digest and the reference that was given.
pub async fn by_idempotency_key(
    conn: impl Into<Conn<'_>>,
    person_key: PersonKey,
    key: &str,
) -> sqlx::Result<Option<(String, String)>> {
    let sql = "SELECT body_digest, reference FROM idempotency WHERE person_key = $1 AND idempotency_key = $2";
    conn.into().optional(sql, args![person_key, key]).await
}

/// Keeps what an idempotency key was used for; whether it was free.
pub async fn keep_idempotency_key(
    tx: &mut Tx,
    person_key: PersonKey,
    key: &str,
    body_digest: &str,
    reference: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "INSERT INTO idempotency (person_key, idempotency_key, body_digest, reference, created_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            args![person_key, key, body_digest, reference, now.timestamp_millis()],
        )
        .await?;
    Ok(written == 1)
}

/// Forgets what was sent before this time.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run("DELETE FROM idempotency WHERE created_at < $1", args![before.timestamp_millis()]).await?;
    Ok(())
}
