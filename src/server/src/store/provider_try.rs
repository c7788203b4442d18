//! One-time addresses by which a provider is tried out: the token's digest, and until when.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::secret::{digest, random_token};
use crate::db::{Db, Tx};

/// How long an address can be used.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Makes an address's token for the provider with this id.
pub async fn make(tx: &mut Tx, provider: &str, now: DateTime<Utc>) -> sqlx::Result<String> {
    let token = random_token();
    let expires_at = (now + LIFETIME).timestamp_millis();
    let sql = "INSERT INTO provider_try (token_digest, provider, expires_at) VALUES ($1, $2, $3)";
    tx.run(sql, args![digest(token.as_bytes()), provider, expires_at]).await?;
    Ok(token)
}

/// Whether the address can be used.
pub async fn is_valid(db: &Db, provider: &str, token: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let sql = "SELECT expires_at FROM provider_try WHERE token_digest = $1 AND provider = $2 AND expires_at > $3";
    let row: Option<(i64,)> =
        db.optional(sql, args![digest(token.as_bytes()), provider, now.timestamp_millis()]).await?;
    Ok(row.is_some())
}

/// Uses the address up; whether it was valid. Of two at once, one finds it gone.
pub async fn take(tx: &mut Tx, provider: &str, token: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let sql = "DELETE FROM provider_try WHERE token_digest = $1 AND provider = $2 AND expires_at > $3";
    Ok(tx.run(sql, args![digest(token.as_bytes()), provider, now.timestamp_millis()]).await? == 1)
}

/// Deletes the addresses whose time is over.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run("DELETE FROM provider_try WHERE expires_at <= $1", args![now.timestamp_millis()]).await?;
    Ok(())
}
