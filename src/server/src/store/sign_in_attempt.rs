//! Who went from which browser to a provider to sign in: an opaque token in the browser, its digest here. Used once.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::{digest, random_token};
use crate::db::{Db, Tx};

/// How long one may stay with the provider.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// An attempt as it is kept.
pub struct Attempt {
    pub provider: String,
    pub nonce: String,
    pub pkce_verifier: String,
    pub next: String,
    pub created_at: DateTime<Utc>,
}

/// What the browser and the provider are given for an attempt.
pub struct NewAttempt {
    /// For the cookie.
    pub token: String,
    /// For the provider, who gives it back.
    pub state: String,
    pub nonce: String,
    pub pkce_verifier: String,
}

/// What the browser has to show for an attempt.
pub enum Found {
    /// Nothing, or what was used.
    Nothing,
    /// An attempt, but the state is of another.
    OtherState,
    /// An attempt, which is used up.
    Attempt(Attempt),
}

/// Forgets those whose time is long over: each is kept for twice its time, so that whoever is late is told so.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    let old = (now - LIFETIME * 2).timestamp_millis();
    tx.run("DELETE FROM sign_in_attempt WHERE created_at <= $1", args![old]).await?;
    Ok(())
}

/// Keeps an attempt.
pub async fn begin(tx: &mut Tx, provider: &str, next: &str, now: DateTime<Utc>) -> sqlx::Result<NewAttempt> {
    let begun = NewAttempt {
        token: random_token(),
        state: random_token(),
        nonce: random_token(),
        pkce_verifier: random_token(),
    };
    tx.run(
        "INSERT INTO sign_in_attempt (token_digest, provider, state_digest, nonce, pkce_verifier, next, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            digest(begun.token.as_bytes()),
            provider,
            digest(begun.state.as_bytes()),
            &begun.nonce,
            &begun.pkce_verifier,
            next,
            now.timestamp_millis()
        ],
    )
    .await?;
    Ok(begun)
}

/// Uses the attempt of this browser up, where the state is its own. Another's state uses nothing up: any page can send a
/// browser here with one.
pub async fn take(db: &Db, token: &str, state: &str) -> sqlx::Result<Found> {
    let token_digest = digest(token.as_bytes());
    let mut tx = db.begin().await?;
    let row: Option<(String, String, String, String, i64)> = tx
        .optional(
            "DELETE FROM sign_in_attempt WHERE token_digest = $1 AND state_digest = $2 \
             RETURNING provider, nonce, pkce_verifier, next, created_at",
            args![&token_digest, digest(state.as_bytes())],
        )
        .await?;
    let Some((provider, nonce, pkce_verifier, next, created_at)) = row else {
        let sql = "SELECT created_at FROM sign_in_attempt WHERE token_digest = $1";
        let other: Option<(i64,)> = tx.optional(sql, args![token_digest]).await?;
        return Ok(if other.is_some() { Found::OtherState } else { Found::Nothing });
    };
    tx.commit().await?;
    let created_at = from_millis(created_at);
    Ok(Found::Attempt(Attempt { provider, nonce, pkce_verifier, next, created_at }))
}
