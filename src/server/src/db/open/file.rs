//! A SQLite file that is no service's database: what a backup writes, and what a restore reads.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::db::{Db, Pools};

impl Db {
    /// Opens an empty file to be written in one transaction. What fails leaves nothing of use, and whoever calls this sees to
    /// it that all of it reaches the disk.
    pub async fn new_file(path: &Path) -> sqlx::Result<Db> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .foreign_keys(false)
            .pragma("cache_size", "-16384");
        // One connection that stays: the file may lose its name while it is written.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let writer = pool.connect_with(options).await?;
        Ok(Db { pools: Pools::Sqlite { readers: writer.clone(), writer }, queries: std::sync::Arc::default() })
    }

    /// Opens a file to be read, whoever made it: nothing in it is run.
    pub async fn read_file(path: &Path) -> sqlx::Result<Db> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON");
        let readers: SqlitePool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        Ok(Db {
            pools: Pools::Sqlite { readers: readers.clone(), writer: readers },
            queries: std::sync::Arc::default(),
        })
    }
}
