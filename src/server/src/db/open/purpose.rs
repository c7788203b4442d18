//! Whether a database is the sample world's: asked before anything in it is changed, its schema neither.

use sqlx::{AssertSqlSafe, PgPool, SqliteConnection};

use crate::db::whole_table::{ORDINARY_TABLES, quoted};

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The service, or a command that works on its data.
    Service,
    /// The sample world, in which anybody may be anybody, and which is wiped at a word.
    SampleWorld,
    /// To be filled from a backup of this version of the schema. Nothing may be in it.
    Restore(i64),
}

/// What a database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The mark of the sample world.
    has_mark: bool,
    /// Accounts, people or entries of the trail.
    has_rows: bool,
    /// For a restore, any table that has rows.
    filled: Option<String>,
}

impl Purpose {
    /// The last migration of the schema that is needed.
    pub(super) fn schema(self) -> i64 {
        match self {
            Purpose::Service | Purpose::SampleWorld => i64::MAX,
            Purpose::Restore(schema) => schema,
        }
    }

    /// Refuses a database that is another's.
    ///
    /// # Errors
    /// What it holds, and the way on.
    pub(super) fn check(self, contents: Contents) -> anyhow::Result<()> {
        match (self, contents) {
            (Purpose::Restore(_), Contents { filled: Some(table), .. }) => anyhow::bail!(
                "a backup is restored into an empty database only, and the table `{table}` of this one has rows; name an empty \
                 one with --database, or an empty folder with --data"
            ),
            (Purpose::SampleWorld, Contents { has_mark: false, has_rows: true, .. }) => anyhow::bail!(
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
    ($purpose:expr, $executor:expr, $tables:expr) => {{
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
        let has_rows = filled.len() > usize::from(has_mark);
        let mut filled = None;
        let all = if matches!($purpose, Purpose::Restore(_)) { tables.as_slice() } else { &[] };
        // The migrations write rows of these.
        let is_asked = |table: &&String| !["_sqlx_migrations", "search_change"].contains(&table.as_str());
        for table in all.iter().filter(is_asked) {
            let row = AssertSqlSafe(format!("SELECT CAST(1 AS bigint) FROM {} LIMIT 1", quoted(table)));
            if sqlx::query_scalar::<_, i64>(row).fetch_optional($executor).await?.is_some() {
                filled = Some(table.clone());
                break;
            }
        }
        Ok(Contents { has_mark, has_rows, filled })
    }};
}

pub(super) async fn contents_of_sqlite(purpose: Purpose, connection: &mut SqliteConnection) -> sqlx::Result<Contents> {
    contents!(purpose, &mut *connection, ORDINARY_TABLES)
}

pub(super) async fn contents_of_postgres(purpose: Purpose, pool: &PgPool) -> sqlx::Result<Contents> {
    contents!(
        purpose,
        pool,
        "SELECT table_name::text FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    )
}
