//! Who went from which browser to a provider to sign in: an opaque token in the browser, its digest here. Used once.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::{digest, random_token};
use crate::db::{Db, Tx};

/// How long one may stay with the provider.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// An attempt that begins.
pub struct Beginning<'a> {
    /// The provider's id.
    pub provider: &'a str,
    /// The page to go to afterwards.
    pub next: &'a str,
    /// Whether the provider is only tried out.
    pub is_try: bool,
}

/// An attempt as it is kept.
pub struct Attempt {
    /// What the browser has of it.
    pub token: String,
    pub provider: String,
    pub nonce: String,
    pub pkce_verifier: String,
    pub next: String,
    pub is_try: bool,
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
pub async fn begin(tx: &mut Tx, of: &Beginning<'_>, now: DateTime<Utc>) -> sqlx::Result<NewAttempt> {
    let begun = NewAttempt {
        token: random_token(),
        state: random_token(),
        nonce: random_token(),
        pkce_verifier: random_token(),
    };
    tx.run(
        "INSERT INTO sign_in_attempt (token_digest, provider, state_digest, nonce, pkce_verifier, next, is_try, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            digest(begun.token.as_bytes()),
            of.provider,
            digest(begun.state.as_bytes()),
            &begun.nonce,
            &begun.pkce_verifier,
            of.next,
            of.is_try,
            now.timestamp_millis()
        ],
    )
    .await?;
    Ok(begun)
}

/// Uses up that attempt of this browser's whose state this is. A state of none of them uses nothing up: any page can send a
/// browser here with one.
pub async fn take(db: &Db, tokens: &[String], state: &str) -> sqlx::Result<Found> {
    let state_digest = digest(state.as_bytes());
    let mut tx = db.begin().await?;
    let mut is_any = false;
    for token in tokens {
        let token_digest = digest(token.as_bytes());
        let row: Option<(String, String, String, String, bool, i64)> = tx
            .optional(
                "DELETE FROM sign_in_attempt WHERE token_digest = $1 AND state_digest = $2 \
                 RETURNING provider, nonce, pkce_verifier, next, is_try, created_at",
                args![&token_digest, &state_digest],
            )
            .await?;
        if let Some((provider, nonce, pkce_verifier, next, is_try, created_at)) = row {
            tx.commit().await?;
            let (token, created_at) = (token.clone(), from_millis(created_at));
            return Ok(Found::Attempt(Attempt { token, provider, nonce, pkce_verifier, next, is_try, created_at }));
        }
        let sql = "SELECT created_at FROM sign_in_attempt WHERE token_digest = $1";
        let other: Option<(i64,)> = tx.optional(sql, args![token_digest]).await?;
        is_any |= other.is_some();
    }
    Ok(if is_any { Found::OtherState } else { Found::Nothing })
}

/// The page to which an attempt leads that was begun with this provider, in whichever browser.
pub async fn next_of(db: &Db, provider: &str, state: &str) -> sqlx::Result<Option<String>> {
    let sql = "SELECT next FROM sign_in_attempt WHERE state_digest = $1 AND provider = $2";
    let row: Option<(String,)> = db.optional(sql, args![digest(state.as_bytes()), provider]).await?;
    Ok(row.map(|(next,)| next))
}
