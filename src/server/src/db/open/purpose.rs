//! Whether a database is the sample world's: asked before anything in it is changed, its schema neither.

use sqlx::{AssertSqlSafe, PgPool, SqliteConnection};

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The service, or a command that works on its data.
    Service,
    /// The sample world, in which anybody may be anybody, and which is wiped at a word.
    SampleWorld,
}

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The mark of the sample world.
    has_mark: bool,
    /// Accounts, people or entries of the trail.
    has_rows: bool,
}

impl Purpose {
    /// Refuses a database that is another's.
    ///
    /// # Errors
    /// What it holds, and the way on.
    pub(super) fn check(self, contents: Contents) -> anyhow::Result<()> {
        match (self, contents) {
            (Purpose::SampleWorld, Contents { has_mark: false, has_rows: true }) => anyhow::bail!(
                "this database was not made by `serve --sample`, which would let anybody be anybody in it; name an empty \
                 folder with --data"
            ),
            (Purpose::Service, Contents { has_mark: true, .. }) => anyhow::bail!(
                "this database holds the sample world, which only `serve --sample` opens; name another with --data or \
                 --database"
            ),
            _ => Ok(()),
        }
    }
}

/// Reads it through something that runs queries, with a query for the names of all tables.
macro_rules! contents {
    ($executor:expr, $tables:expr) => {{
        let tables: Vec<String> = sqlx::query_scalar($tables).fetch_all($executor).await?;
        let mut filled = Vec::new();
        for table in ["sample_world", "account", "person", "trail"] {
            if tables.iter().any(|name| name == table) {
                let row = AssertSqlSafe(format!("SELECT CAST(1 AS bigint) FROM {table} LIMIT 1"));
                if sqlx::query_scalar::<_, i64>(row).fetch_optional($executor).await?.is_some() {
                    filled.push(table);
                }
            }
        }
        let has_mark = filled.contains(&"sample_world");
        Ok(Contents { has_mark, has_rows: filled.len() > usize::from(has_mark) })
    }};
}

pub(super) async fn contents_of_sqlite(connection: &mut SqliteConnection) -> sqlx::Result<Contents> {
    contents!(&mut *connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
}

pub(super) async fn contents_of_postgres(pool: &PgPool) -> sqlx::Result<Contents> {
    contents!(pool, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()")
}
