//! Opening a database: connections as each engine likes them, then the migrations.

mod address;
mod file;
mod pooler;
mod purpose;
mod schema_state;
mod violation;

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};

use super::{Db, Pools};
pub use purpose::Purpose;
use purpose::{contents_of_postgres, contents_of_sqlite};
pub use schema_state::SchemaState;

/// How long to wait for a connection to PostgreSQL.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

impl Db {
    /// Opens the database at `url`, or else the embedded one in `data`, and brings its schema up to date. `insecure` is the setting
    /// `database_insecure`.
    ///
    /// # Errors
    /// The database cannot be reached, is not for this purpose, its schema is newer than this program, or it would be spoken to in
    /// plain text on another machine.
    pub async fn open(url: Option<&str>, data: &Path, insecure: bool, purpose: Purpose) -> anyhow::Result<Db> {
        match url {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                open_postgres(address::options(url, insecure)?, purpose).await
            }
            Some(url) if url.starts_with("sqlite:") => open_sqlite(SqliteConnectOptions::from_str(url)?, purpose).await,
            Some(_) => {
                anyhow::bail!("the database URL begins with neither `postgres://` nor `sqlite:`; write one of these")
            }
            None => {
                std::fs::create_dir_all(data).with_context(|| {
                    format!("cannot make the data directory `{}`; name another with --data", data.display())
                })?;
                open_sqlite(SqliteConnectOptions::new().filename(data.join("directory.sqlite")), purpose).await
            }
        }
    }
}

/// The newest schema that this program knows, which a database has once it is open: the same number in both.
pub fn newest_schema() -> i64 {
    SQLITE_MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

async fn open_sqlite(options: SqliteConnectOptions, purpose: Purpose) -> anyhow::Result<Db> {
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged request survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10));
    migrate_sqlite(&options, purpose).await?;
    // Where the buffer of rows is full, two threads wait for each other, and long lists spend their time on that.
    let options = options.foreign_keys(true).row_buffer_size(512);
    // An import is one transaction: what does not fit in this cache (in KiB) is written twice.
    let writer = options.clone().pragma("cache_size", "-131072");
    let writer = SqlitePoolOptions::new().max_connections(1).connect_with(writer).await?;
    let readers = SqlitePoolOptions::new().max_connections(8).connect_with(options.read_only(true)).await?;
    Ok(Db { pools: Pools::Sqlite { readers, writer }, queries: Arc::default() })
}

/// Brings the schema up to date without enforcing foreign keys, since making a table anew drops it with its rows, and
/// theirs; then looks whether every key still leads somewhere, until it does. `user_version` says of which schema that was
/// seen.
async fn migrate_sqlite(options: &SqliteConnectOptions, purpose: Purpose) -> anyhow::Result<()> {
    let mut connection = options.clone().foreign_keys(false).connect().await?;
    purpose.check(contents_of_sqlite(purpose, &mut connection).await?)?;
    if let Err(error) = SQLITE_MIGRATIONS.run_to(purpose.schema(), &mut connection).await {
        let row = match violation::query(&SQLITE_MIGRATIONS, &error) {
            Some(query) => {
                sqlx::query_as(AssertSqlSafe(query)).fetch_optional(&mut connection).await.unwrap_or_default()
            }
            None => None,
        };
        return Err(violation::explained(error, row));
    }
    let schema = version(&mut connection, "PRAGMA schema_version").await?;
    if version(&mut connection, "PRAGMA user_version").await? != schema {
        let astray: Option<(String, Option<i64>, String)> =
            sqlx::query_as("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")
                .fetch_optional(&mut connection)
                .await?;
        if let Some((table, key, parent)) = astray {
            let key = key.map_or_else(|| "?".to_owned(), |key| key.to_string());
            anyhow::bail!(
                "table `{table}`, key {key} belongs to no row of `{parent}`; restore the database from a backup"
            );
        }
        // A pragma takes no parameter.
        sqlx::query(AssertSqlSafe(format!("PRAGMA user_version = {schema}"))).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}

async fn version(connection: &mut SqliteConnection, pragma: &'static str) -> sqlx::Result<i64> {
    sqlx::query_scalar(pragma).fetch_one(connection).await
}

async fn connect_to_postgres(options: &PgConnectOptions) -> anyhow::Result<PgConnection> {
    let cannot = || format!("PostgreSQL on `{}`, port {} cannot be used", options.get_host(), options.get_port());
    let connecting = tokio::time::timeout(ACQUIRE_TIMEOUT, options.connect()).await;
    connecting.context("it did not answer within 10 seconds").with_context(cannot)?.with_context(cannot)
}

async fn open_postgres(options: PgConnectOptions, purpose: Purpose) -> anyhow::Result<Db> {
    // By itself first: a pool tries again until its time is up, and then does not say why it failed.
    let first = connect_to_postgres(&options).await?;
    let asking = tokio::time::timeout(ACQUIRE_TIMEOUT, pooler::refuse_transaction_mode(first, &options));
    asking.await.context("PostgreSQL, or a pooler before it, gave no second connection within 10 seconds")??;
    let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(ACQUIRE_TIMEOUT).connect_with(options).await?;
    purpose.check(contents_of_postgres(purpose, &pool).await?)?;
    if let Err(error) = POSTGRES_MIGRATIONS.run_to(purpose.schema(), &pool).await {
        let row = match violation::query(&POSTGRES_MIGRATIONS, &error) {
            Some(query) => sqlx::query_as(AssertSqlSafe(query)).fetch_optional(&pool).await.unwrap_or_default(),
            None => None,
        };
        return Err(violation::explained(error, row));
    }
    Ok(Db { pools: Pools::Postgres(pool), queries: Arc::default() })
}
