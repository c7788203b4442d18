//! Who says in which browser that an address is theirs, until they prove it: an opaque token in the browser, its digest
//! here.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::secret::{digest, random_token};
use crate::db::{Db, Tx};

/// How long an address can be proved.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// A claim.
pub struct Claimed {
    /// To which codes are bound.
    pub token_digest: String,
    pub email: String,
    pub next: String,
}

/// Forgets those whose time is over.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    let old = (now - LIFETIME).timestamp_millis();
    tx.run("DELETE FROM sign_in_claim WHERE created_at <= $1", args![old]).await?;
    Ok(())
}

/// Keeps a claim, and gives its token.
pub async fn make(tx: &mut Tx, email: &str, next: &str, now: DateTime<Utc>) -> sqlx::Result<String> {
    let token = random_token();
    tx.run(
        "INSERT INTO sign_in_claim (token_digest, email, next, created_at) VALUES ($1, $2, $3, $4)",
        args![digest(token.as_bytes()), email, next, now.timestamp_millis()],
    )
    .await?;
    Ok(token)
}

/// The claim that this token carries, for an hour.
pub async fn find(db: &Db, token: &str, now: DateTime<Utc>) -> sqlx::Result<Option<Claimed>> {
    let token_digest = digest(token.as_bytes());
    let sql = "SELECT email, next FROM sign_in_claim WHERE token_digest = $1 AND created_at > $2";
    let row: Option<(String, String)> =
        db.optional(sql, args![&token_digest, (now - LIFETIME).timestamp_millis()]).await?;
    Ok(row.map(|(email, next)| Claimed { token_digest, email, next }))
}
