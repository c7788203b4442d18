//! Which accounts a search has to read again: each change of what it reads of a listed account has a number.

use crate::args;
use crate::db::{Db, Tx};
use crate::store::key::AccountKey;

/// The newest number.
pub async fn newest(db: &Db) -> sqlx::Result<i64> {
    let (number,) = db.one("SELECT number FROM search_change", args![]).await?;
    Ok(number)
}

/// The newest number, and the first one that stands: whoever knows numbers before that only knows nothing.
pub async fn newest_and_first(tx: &mut Tx) -> sqlx::Result<(i64, i64)> {
    tx.one("SELECT number, first FROM search_change", args![]).await
}

/// The next number, for the accounts that the transaction writes. Other transactions wait for it until this one is over,
/// so that whoever sees a number sees all before it.
pub async fn next(tx: &mut Tx) -> sqlx::Result<i64> {
    let (number,) = tx.one("UPDATE search_change SET number = number + 1 RETURNING number", args![]).await?;
    Ok(number)
}

/// Lets searches read an account again.
pub async fn note(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<()> {
    let number = next(tx).await?;
    let sql = "UPDATE account SET search_change = $1 WHERE key = $2";
    tx.run(sql, args![number, account_key]).await.map(drop)
}

/// Lets searches read all accounts anew, those that are there when the transaction ends.
pub async fn note_all(tx: &mut Tx) -> sqlx::Result<()> {
    let number = next(tx).await?;
    tx.run("UPDATE search_change SET first = $1", args![number]).await?;
    let sql = "UPDATE account SET search_change = CASE WHEN visibility = 'listed' AND status = 'active' THEN $1 \
         ELSE 0 END";
    tx.run(sql, args![number]).await.map(drop)
}
