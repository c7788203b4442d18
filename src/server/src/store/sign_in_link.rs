//! One-time sign-in links: the token's digest, and until when.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::{digest, random_token};
use crate::db::{Db, Tx};
use crate::store::key::PersonKey;

/// How long a link can be used.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Makes a link's token for the person.
pub async fn make(tx: &mut Tx, person_key: PersonKey, now: DateTime<Utc>) -> sqlx::Result<String> {
    make_until(tx, person_key, now + LIFETIME).await
}

/// Makes a link's token for the person, to be used before `expires_at`.
pub async fn make_until(tx: &mut Tx, person_key: PersonKey, expires_at: DateTime<Utc>) -> sqlx::Result<String> {
    let token = random_token();
    tx.run(
        "INSERT INTO sign_in_link (token_digest, person_key, expires_at) VALUES ($1, $2, $3)",
        args![digest(token.as_bytes()), person_key, expires_at.timestamp_millis()],
    )
    .await?;
    Ok(token)
}

/// Until when the link can be used; nothing where it cannot any more.
pub async fn valid_until(db: &Db, token: &str, now: DateTime<Utc>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let row: Option<(i64,)> = db
        .optional(
            "SELECT expires_at FROM sign_in_link WHERE token_digest = $1 AND expires_at > $2",
            args![digest(token.as_bytes()), now.timestamp_millis()],
        )
        .await?;
    Ok(row.map(|(expires_at,)| from_millis(expires_at)))
}

/// Uses the link up, and gives the person's key while it was valid. Of two at once, one finds it gone.
pub async fn take(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> sqlx::Result<Option<PersonKey>> {
    let row: Option<(PersonKey, i64)> = tx
        .optional(
            "DELETE FROM sign_in_link WHERE token_digest = $1 RETURNING person_key, expires_at",
            args![digest(token.as_bytes())],
        )
        .await?;
    Ok(row.filter(|(_, expires_at)| now.timestamp_millis() < *expires_at).map(|(key, _)| key))
}

/// Deletes the links whose time is over; gives how many.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<u64> {
    tx.run("DELETE FROM sign_in_link WHERE expires_at <= $1", args![now.timestamp_millis()]).await
}
