//! How far the sample world's clock is ahead: stored, so that a restart does not turn it back.

use crate::args;
use crate::db::{Db, Tx};

/// Seconds ahead of the wall clock; 0 outside the sample world.
pub async fn ahead_seconds(db: &Db) -> sqlx::Result<i64> {
    let row: Option<(i64,)> = db.optional("SELECT offset_seconds FROM sample_clock", args![]).await?;
    Ok(row.map_or(0, |(seconds,)| seconds))
}

/// Stores it.
pub async fn set(tx: &mut Tx, seconds: i64) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO sample_clock (\"only\", offset_seconds) VALUES ($1, $2) \
         ON CONFLICT (\"only\") DO UPDATE SET offset_seconds = excluded.offset_seconds",
        args![true, seconds],
    )
    .await?;
    Ok(())
}
