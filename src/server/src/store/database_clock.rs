//! The time of the machine that the database runs on.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Db, Engine};

/// How far the database's clock is ahead of this machine's, which `wall` reads; below zero where it is behind. Within the time
/// that asking took nothing can be told, and counts as nothing. SQLite has this machine's clock.
///
/// # Errors
/// The database's.
pub async fn difference(db: &Db, wall: impl Fn() -> DateTime<Utc>) -> sqlx::Result<TimeDelta> {
    if db.engine() == Engine::Sqlite {
        return Ok(TimeDelta::zero());
    }
    let before = wall();
    let sql = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";
    let (there,): (i64,) = db.one(sql, args![]).await?;
    let (there, after) = (from_millis(there), wall());
    Ok(if there < before {
        there - before
    } else if there > after {
        there - after
    } else {
        TimeDelta::zero()
    })
}
