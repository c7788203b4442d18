//! The database: SQLite or PostgreSQL behind one face.
//!
//! A query is one SQL text that both accept (`$1`, RETURNING, ON CONFLICT, row values), its arguments, and a row type.
//! Only this module and its children know which database it is; what has to differ is asked of [`Db::engine`].

mod arguments;
pub mod contention;
pub mod fault;
mod open;
mod queries;
pub mod whole_table;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use arguments::Argument;
pub use fault::FileFault;
pub use open::{Purpose, SchemaState, newest_schema};
pub use queries::{Conn, Row};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

/// The arguments of a query, in order.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Argument::from($value)),*] };
}

/// An open database. Cloning is cheap.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    queries: Arc<AtomicU64>,
}

/// SQLite has many readers and one writer; PostgreSQL takes both from one pool.
#[derive(Clone)]
enum Pools {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A transaction, which writes unless it is a [`Db::snapshot`]. Dropped without [`Tx::commit`], it is undone.
pub struct Tx {
    transaction: Writing,
    queries: Arc<AtomicU64>,
}

enum Writing {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Begins a transaction that holds the right to write from its start, so that it cannot fail for it at its end.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        let transaction = match &self.pools {
            Pools::Sqlite { writer, .. } => Writing::Sqlite(begin_writing(writer).await?),
            Pools::Postgres(pool) => Writing::Postgres(pool.begin().await?),
        };
        Ok(Tx { transaction, queries: Arc::clone(&self.queries) })
    }

    /// Begins a transaction that only reads, and sees everything as it was at its first query, for as long as it takes.
    pub async fn snapshot(&self) -> sqlx::Result<Tx> {
        const AT_ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let transaction = match &self.pools {
            Pools::Sqlite { readers, .. } => Writing::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => Writing::Postgres(pool.begin_with(AT_ONE_MOMENT).await?),
        };
        Ok(Tx { transaction, queries: Arc::clone(&self.queries) })
    }

    /// Gives back what SQLite logged of a long transaction: its log stays as long as the longest one otherwise. Done as far as
    /// readers let it.
    pub async fn truncate_log(&self) -> sqlx::Result<()> {
        if let Pools::Sqlite { writer, .. } = &self.pools {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await?;
        }
        Ok(())
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many queries were sent so far: endpoints state a number, and a test counts.
    pub fn queries_sent(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Closes every connection after what is under way.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// SQLite takes a transaction back by itself where its disk is full or fails. The driver does not notice, and the connection
/// believes itself within that transaction for good: another connection takes its place.
async fn begin_writing(writer: &SqlitePool) -> sqlx::Result<Transaction<'static, Sqlite>> {
    const AT_ONCE: &str = "BEGIN IMMEDIATE";
    match writer.begin_with(AT_ONCE).await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            writer.acquire().await?.close().await?;
            writer.begin_with(AT_ONCE).await
        }
        outcome => outcome,
    }
}

impl Tx {
    /// Lets PostgreSQL plan each query for as much as there is by then. It would keep a plan of when a table was empty while
    /// this transaction fills it.
    pub async fn plan_each_time(&mut self) -> sqlx::Result<()> {
        if let Writing::Postgres(transaction) = &mut self.transaction {
            sqlx::query("SET LOCAL plan_cache_mode = force_custom_plan").execute(&mut **transaction).await?;
        }
        Ok(())
    }

    /// Makes all that was written stand.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self.transaction {
            Writing::Sqlite(transaction) => transaction.commit().await,
            Writing::Postgres(transaction) => transaction.commit().await,
        }
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        match self.transaction {
            Writing::Sqlite(_) => Engine::Sqlite,
            Writing::Postgres(_) => Engine::Postgres,
        }
    }
}

/// `$first, $first+1, …`: placeholders for `count` arguments of an `IN (…)`.
pub fn placeholders(first: usize, count: usize) -> String {
    let names: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    names.join(", ")
}

/// Text for a `LIKE … ESCAPE '\'` pattern, so that it stands for itself.
pub fn like_literal(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}
