//! How the schema of a database stands to this program, seen without changing anything.

use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::{POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS, address, connect_to_postgres};
use crate::db::Db;

/// How a database's schema stands to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// There is none, and perhaps no database.
    Missing,
    /// It is an earlier program's, so many migrations away.
    Behind(usize),
    Current,
    /// It is a later program's.
    Newer,
}

const APPLIED: &str = "SELECT version FROM _sqlx_migrations WHERE success";

impl Db {
    /// Looks at the database that [`Db::open`] would open.
    ///
    /// # Errors
    /// It cannot be reached or read.
    pub async fn schema_state(url: Option<&str>, data: &Path, insecure: bool) -> anyhow::Result<SchemaState> {
        if let Some(url) = url.filter(|url| url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            let mut connection = connect_to_postgres(&address::options(url, insecure)?).await?;
            let sql = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
            let is_there: bool = sqlx::query_scalar(sql).fetch_one(&mut connection).await?;
            let applied: Vec<i64> =
                if is_there { sqlx::query_scalar(APPLIED).fetch_all(&mut connection).await? } else { Vec::new() };
            connection.close().await?;
            return Ok(compare(&POSTGRES_MIGRATIONS, &applied));
        }
        let options = match url {
            Some(url) => SqliteConnectOptions::from_str(url)?,
            None => SqliteConnectOptions::new().filename(data.join("directory.sqlite")),
        };
        if !options.get_filename().exists() {
            return Ok(SchemaState::Missing);
        }
        let mut connection = options.create_if_missing(false).read_only(true).connect().await?;
        let sql = "SELECT count(*) > 0 FROM sqlite_master WHERE name = '_sqlx_migrations'";
        let is_there: bool = sqlx::query_scalar(sql).fetch_one(&mut connection).await?;
        let applied: Vec<i64> =
            if is_there { sqlx::query_scalar(APPLIED).fetch_all(&mut connection).await? } else { Vec::new() };
        connection.close().await?;
        Ok(compare(&SQLITE_MIGRATIONS, &applied))
    }
}

fn compare(migrations: &Migrator, applied: &[i64]) -> SchemaState {
    let known: BTreeSet<i64> = migrations.iter().map(|migration| migration.version).collect();
    let applied: BTreeSet<i64> = applied.iter().copied().collect();
    if applied.is_empty() {
        return SchemaState::Missing;
    }
    if applied.difference(&known).next().is_some() {
        return SchemaState::Newer;
    }
    match known.difference(&applied).count() {
        0 => SchemaState::Current,
        steps => SchemaState::Behind(steps),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_compared_by_its_migrations() {
        let all: Vec<i64> = SQLITE_MIGRATIONS.iter().map(|migration| migration.version).collect();
        let (last, but_last) = all.split_last().unwrap();
        for (applied, state) in [
            (&[][..], SchemaState::Missing),
            (but_last, SchemaState::Behind(1)),
            (&but_last[..1], SchemaState::Behind(all.len() - 1)),
            (&all, SchemaState::Current),
            (&[all.as_slice(), &[last + 1]].concat(), SchemaState::Newer),
        ] {
            assert_eq!(compare(&SQLITE_MIGRATIONS, applied), state, "{applied:?}");
        }
    }
}
