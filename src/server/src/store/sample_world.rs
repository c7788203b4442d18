//! The mark that a database holds the sample world. Whoever may be anybody there must never be that in a real one.

use chrono::{DateTime, Utc};

use crate::args;
use crate::db::Tx;

/// Marks the database; it stays marked.
pub async fn mark(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    let sql = "INSERT INTO sample_world (\"only\", made_at) VALUES ($1, $2) ON CONFLICT (\"only\") DO NOTHING";
    tx.run(sql, args![true, now.timestamp_millis()]).await?;
    Ok(())
}
