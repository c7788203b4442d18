//! Policies: immutable rows, so that a stored decision can always be explained by the policy that made it.

use chrono::{DateTime, Utc};
use rules::Policy;

use crate::args;
use crate::db::Db;

/// Keeps the policy under its version, unless it is kept already.
///
/// # Errors
/// The database's.
pub async fn keep(db: &Db, policy: &Policy, now: DateTime<Utc>) -> anyhow::Result<()> {
    let compiled = serde_json::to_string(policy)?;
    let mut tx = db.begin().await?;
    tx.run(
        "INSERT INTO policy (version, compiled, created_at) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING",
        args![policy.version(), compiled, now.timestamp_millis()],
    )
    .await?;
    Ok(tx.commit().await?)
}
