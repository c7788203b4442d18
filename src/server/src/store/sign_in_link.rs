//! One-time sign-in links: the token's digest, and until when.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::db::Tx;
use crate::secret::{digest, random_token};

/// How long a link can be used.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Makes a link's token for the person.
pub async fn make(tx: &mut Tx, person_key: i64, now: DateTime<Utc>) -> sqlx::Result<String> {
    let token = random_token();
    tx.run(
        "INSERT INTO sign_in_link (token_digest, person_key, expires_at) VALUES ($1, $2, $3)",
        args![digest(token.as_bytes()), person_key, (now + LIFETIME).timestamp_millis()],
    )
    .await?;
    Ok(token)
}

/// Uses the link up, and gives the person's key while it was valid.
pub async fn take(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> sqlx::Result<Option<i64>> {
    let row: Option<(i64, i64)> = tx
        .optional(
            "DELETE FROM sign_in_link WHERE token_digest = $1 RETURNING person_key, expires_at",
            args![digest(token.as_bytes())],
        )
        .await?;
    Ok(row.filter(|(_, expires_at)| now.timestamp_millis() < *expires_at).map(|(key, _)| key))
}
