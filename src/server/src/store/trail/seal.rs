//! Seals: entries of a chain of their own that list the heads of all others, so that a chain which was cut off or
//! written anew is found out.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, FromRow};

use super::{Entry, SEALS};
use crate::args;
use crate::db::{Argument, Db, Engine, Tx, placeholders};

/// How many heads an entry lists at most.
pub const MOST: i64 = 500;

/// A seal as it is told to whoever keeps it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NewestSeal {
    pub number: i64,
    pub hash: String,
}

impl NewestSeal {
    /// Each part under its name.
    pub fn labels(&self) -> Vec<(&'static str, String)> {
        vec![("number", self.number.to_string()), ("hash", self.hash.clone())]
    }
}

/// The newest seal, if there is one.
pub async fn newest(db: &Db) -> sqlx::Result<Option<NewestSeal>> {
    db.optional("SELECT number, hash FROM trail_head WHERE chain = $1 AND number > 0", args![SEALS]).await
}

/// Seals the next chains after `after`, in the order of their names, that grew since they were last sealed. Gives the
/// last of them, or nothing where none did. At most seven queries.
///
/// Whoever writes holds the head of their chain, and perhaps of several, until they commit. So nothing is waited for
/// here but the chain of seals, which is taken before all others and which nobody else writes to: no circle of waiting
/// can come about.
pub async fn next(tx: &mut Tx, after: &str, now: DateTime<Utc>, policy_version: &str) -> sqlx::Result<Option<String>> {
    // Of two processes that seal at once, the second sees what the first has sealed.
    tx.run("UPDATE trail_head SET number = number WHERE chain = $1", args![SEALS]).await?;
    let heads: Vec<(String, i64, String)> = tx
        .all(
            "SELECT chain, number, hash FROM trail_head \
             WHERE number > sealed_number AND chain > $1 AND chain <> $2 ORDER BY chain LIMIT $3",
            args![after, SEALS, MOST],
        )
        .await?;
    let Some((last, ..)) = heads.last() else { return Ok(None) };
    Entry::new(SEALS, "sealed", SEALS).change(Value::Null, json!(heads)).add(tx, policy_version, now).await?;
    mark(tx, &heads).await?;
    Ok(Some(last.clone()))
}

/// Marks the heads as sealed that are still the same. One that somebody is adding to is left as it is: since it grows,
/// the next seal lists it anyway.
async fn mark(tx: &mut Tx, heads: &[(String, i64, String)]) -> sqlx::Result<()> {
    let skipping = match tx.engine() {
        // There is one writer, and this is it.
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    };
    let chains = placeholders(1, heads.len());
    let arguments = heads.iter().map(|(chain, ..)| Argument::from(chain)).collect();
    let sql = format!("SELECT chain, number FROM trail_head WHERE chain IN ({chains}) ORDER BY chain{skipping}");
    let held: Vec<(String, i64)> = tx.all(AssertSqlSafe(sql), arguments).await?;
    let is_same = |chain: &String, number: i64| heads.iter().any(|(one, at, _)| one == chain && *at == number);
    let same: Vec<Argument> =
        held.iter().filter(|(chain, number)| is_same(chain, *number)).map(|(chain, _)| chain.into()).collect();
    if same.is_empty() {
        return Ok(());
    }
    let chains = placeholders(1, same.len());
    let sql = format!("UPDATE trail_head SET sealed_number = number WHERE chain IN ({chains})");
    tx.run(AssertSqlSafe(sql), same).await?;
    Ok(())
}
