//! Who is never to be written to again, but for codes that somebody asks for: addresses as
//! [`crate::base::secret::Secret::stopped_address`] has them.

use chrono::{DateTime, Utc};

use crate::args;
use crate::db::{Db, Tx};

/// Whether an address is in it.
pub async fn has(db: &Db, address: &str) -> sqlx::Result<bool> {
    let found: Option<(i64,)> =
        db.optional("SELECT stopped_at FROM stop_list WHERE address = $1", args![address]).await?;
    Ok(found.is_some())
}

/// Puts an address in; nothing changes where it is in it already.
pub async fn add(tx: &mut Tx, address: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let sql = "INSERT INTO stop_list (address, stopped_at) VALUES ($1, $2) ON CONFLICT (address) DO NOTHING";
    tx.run(sql, args![address, now.timestamp_millis()]).await?;
    Ok(())
}

/// Takes an address out; whether it was in it.
pub async fn remove(tx: &mut Tx, address: &str) -> sqlx::Result<bool> {
    Ok(tx.run("DELETE FROM stop_list WHERE address = $1", args![address]).await? == 1)
}
