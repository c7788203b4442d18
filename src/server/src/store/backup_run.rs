//! When the last backup was made, and which process makes the next one: one row, which all processes on a database share.

use chrono::{DateTime, Utc};

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Db, Tx};

/// Whether there is no backup of `since` or later, and this process is to make one: of several that ask, one. No other begins
/// before `until`.
pub async fn begin(db: &Db, since: DateTime<Utc>, now: DateTime<Utc>, until: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = db.begin().await?;
    let begun: Option<(i64,)> = tx
        .optional(
            "INSERT INTO backup_run (key, made_at, leased_until) VALUES (1, NULL, $1) \
             ON CONFLICT (key) DO UPDATE SET leased_until = excluded.leased_until \
             WHERE (backup_run.leased_until IS NULL OR backup_run.leased_until <= $2) \
             AND (backup_run.made_at IS NULL OR backup_run.made_at < $3) RETURNING key",
            args![until.timestamp_millis(), now.timestamp_millis(), since.timestamp_millis()],
        )
        .await?;
    tx.commit().await?;
    Ok(begun.is_some())
}

/// Lets no other process begin before `until`: this one is still at it, or will try again only then.
pub async fn hold(db: &Db, until: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    tx.run("UPDATE backup_run SET leased_until = $1 WHERE key = 1", args![until.timestamp_millis()]).await?;
    tx.commit().await
}

/// Notes that there is a whole backup of this moment.
pub async fn note(tx: &mut Tx, made_at: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO backup_run (key, made_at, leased_until) VALUES (1, $1, NULL) \
         ON CONFLICT (key) DO UPDATE SET made_at = excluded.made_at, leased_until = NULL",
        args![made_at.timestamp_millis()],
    )
    .await?;
    Ok(())
}

/// Of which moment the newest whole backup is; nothing where none was made.
pub async fn newest(db: &Db) -> sqlx::Result<Option<DateTime<Utc>>> {
    let row: Option<(Option<i64>,)> = db.optional("SELECT made_at FROM backup_run WHERE key = 1", args![]).await?;
    Ok(row.and_then(|(made_at,)| made_at).map(from_millis))
}
