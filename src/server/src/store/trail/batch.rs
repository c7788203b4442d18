//! Many entries at once, each of another chain: an import would spend its time on round trips otherwise.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{Entry, FORMAT, entry_hash};
use crate::args;
use crate::base::secret::digest;
use crate::db::{Engine, Tx};
use crate::store::batch::{self, Statement};

const NUMBER: Statement = Statement {
    head: "INSERT INTO trail_head (chain, number, hash, sealed_number)",
    columns: 4,
    tail: "ON CONFLICT (chain) DO UPDATE SET number = trail_head.number + 1 RETURNING chain, number, hash",
};

const ENTRY: Statement = Statement {
    head: "INSERT INTO trail (chain, number, subject, content, hash, format, previous)",
    columns: 7,
    tail: "",
};

const HEAD: Statement = Statement {
    head: "INSERT INTO trail_head (chain, number, hash, sealed_number)",
    columns: 4,
    tail: "ON CONFLICT (chain) DO UPDATE SET hash = excluded.hash",
};

/// Adds entries, of which no two are of one chain, each at the end of its own. Three queries for 140 of them.
pub async fn add_all(tx: &mut Tx, entries: &[Entry<'_>], policy_version: &str, at: DateTime<Utc>) -> sqlx::Result<()> {
    let first: Vec<_> = entries.iter().map(|entry| args![entry.chain, 1_i64, "", 0_i64]).collect();
    let numbers: Vec<(String, i64, String)> = batch::insert(tx, &NUMBER, &first).await?;
    let numbers: HashMap<String, (i64, String)> =
        numbers.into_iter().map(|(chain, number, previous)| (chain, (number, previous))).collect();
    let (mut rows, mut heads) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
    for entry in entries {
        let (number, previous) = numbers.get(entry.chain).ok_or(sqlx::Error::RowNotFound)?;
        let content = entry.content(policy_version, at);
        let hash = entry_hash(*number, previous, &digest(content.as_bytes()));
        rows.push(args![entry.chain, *number, entry.subject, content, &hash, FORMAT, previous]);
        heads.push(args![entry.chain, *number, hash, 0_i64]);
    }
    batch::run(tx, &ENTRY, &rows).await?;
    batch::run(tx, &HEAD, &heads).await
}

/// Locks every chain, those that nobody has begun included, until the transaction ends: for one that finds out late which
/// it adds to. Call it before anything else. SQLite has one writer at a time as it is.
pub async fn lock_all(tx: &mut Tx) -> sqlx::Result<()> {
    if tx.engine() == Engine::Postgres {
        tx.run("LOCK TABLE trail_head IN SHARE ROW EXCLUSIVE MODE", args![]).await?;
    }
    Ok(())
}
