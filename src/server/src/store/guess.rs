//! Which entire names and identifiers people looked up: each counts once within [`WINDOW`].

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Db, Engine, Tx};
use crate::store::key::PersonKey;

/// For how long a look-up counts.
pub const WINDOW: TimeDelta = TimeDelta::days(1);

/// What a person looked up within the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub count: i64,
    /// When the first of them was made; absent where there is none.
    pub first_at: Option<DateTime<Utc>>,
    /// Whether the person holds access to any account.
    pub has_access: bool,
}

/// Whether the person looked this up before, within the window.
pub async fn is_known(db: &Db, person_key: PersonKey, mac: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let sql = "SELECT made_at FROM guess WHERE person_key = $1 AND mac = $2 AND made_at > $3";
    let row: Option<(i64,)> = db.optional(sql, args![person_key, mac, since(now)]).await?;
    Ok(row.is_some())
}

/// What the person looked up. Of two transactions of one person, one waits for the other from here on.
pub async fn made(tx: &mut Tx, person_key: PersonKey, now: DateTime<Utc>) -> sqlx::Result<Made> {
    // SQLite has one writer at a time as it is.
    if tx.engine() == Engine::Postgres {
        tx.run("SELECT pg_advisory_xact_lock(hashtextextended('guess', $1))", args![person_key]).await?;
    }
    let sql = "SELECT count(*), min(made_at), EXISTS (SELECT 1 FROM access_grant g \
             JOIN account a ON a.key = g.account_key AND a.confirmed_by <> 'nobody' \
             AND a.status = 'active' WHERE g.person_key = $1) \
         FROM guess WHERE person_key = $1 AND made_at > $2";
    let (count, first_at, has_access): (i64, Option<i64>, bool) = tx.one(sql, args![person_key, since(now)]).await?;
    Ok(Made { count, first_at: first_at.map(from_millis), has_access })
}

/// Forgets those that no longer count, whoever made them.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run("DELETE FROM guess WHERE made_at <= $1", args![since(now)]).await?;
    Ok(())
}

/// Keeps one.
pub async fn keep(tx: &mut Tx, person_key: PersonKey, mac: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO guess (person_key, mac, made_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person_key, mac) DO UPDATE SET made_at = excluded.made_at",
        args![person_key, mac, now.timestamp_millis()],
    )
    .await?;
    Ok(())
}

/// How many there are of all people, and how many people made at least `most`.
pub async fn in_all(db: &Db, most: i64, now: DateTime<Utc>) -> sqlx::Result<(i64, i64)> {
    db.one(
        "SELECT CAST(coalesce(sum(made), 0) AS bigint), count(CASE WHEN made >= $2 THEN 1 END) FROM \
         (SELECT count(*) AS made FROM guess WHERE made_at > $1 GROUP BY person_key) of_person",
        args![since(now), most],
    )
    .await
}

fn since(now: DateTime<Utc>) -> i64 {
    (now - WINDOW).timestamp_millis()
}
