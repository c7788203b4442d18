//! The four ways to ask: all rows, one, perhaps one, and none but a count.

use std::sync::atomic::Ordering;

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, SqlSafeStr};

use super::arguments::{Argument, for_postgres, for_sqlite};
use super::{Db, Pools, Tx, Writing};

/// What a row of either database can be read into: derive [`sqlx::FromRow`], or use a tuple.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl Db {
    /// Every row.
    pub async fn all<T: Row>(&self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Vec<T>> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &self.pools {
            Pools::Sqlite { readers, .. } => sqlx::query_as_with(sql, for_sqlite(arguments)?).fetch_all(readers).await,
            Pools::Postgres(pool) => sqlx::query_as_with(sql, for_postgres(arguments)?).fetch_all(pool).await,
        }
    }

    /// The first row, if there is one.
    pub async fn optional<T: Row>(&self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Option<T>> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                sqlx::query_as_with(sql, for_sqlite(arguments)?).fetch_optional(readers).await
            }
            Pools::Postgres(pool) => sqlx::query_as_with(sql, for_postgres(arguments)?).fetch_optional(pool).await,
        }
    }

    /// The first row; without one, [`sqlx::Error::RowNotFound`].
    pub async fn one<T: Row>(&self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<T> {
        self.optional(sql, arguments).await?.ok_or(sqlx::Error::RowNotFound)
    }
}

impl Tx {
    /// Every row.
    pub async fn all<T: Row>(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Vec<T>> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &mut self.transaction {
            Writing::Sqlite(tx) => sqlx::query_as_with(sql, for_sqlite(arguments)?).fetch_all(&mut **tx).await,
            Writing::Postgres(tx) => sqlx::query_as_with(sql, for_postgres(arguments)?).fetch_all(&mut **tx).await,
        }
    }

    /// The first row, if there is one.
    pub async fn optional<T: Row>(
        &mut self,
        sql: impl SqlSafeStr,
        arguments: Vec<Argument>,
    ) -> sqlx::Result<Option<T>> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &mut self.transaction {
            Writing::Sqlite(tx) => sqlx::query_as_with(sql, for_sqlite(arguments)?).fetch_optional(&mut **tx).await,
            Writing::Postgres(tx) => sqlx::query_as_with(sql, for_postgres(arguments)?).fetch_optional(&mut **tx).await,
        }
    }

    /// The first row; without one, [`sqlx::Error::RowNotFound`].
    pub async fn one<T: Row>(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<T> {
        self.optional(sql, arguments).await?.ok_or(sqlx::Error::RowNotFound)
    }

    /// How many rows were written.
    pub async fn run(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<u64> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &mut self.transaction {
            Writing::Sqlite(tx) => {
                let done = sqlx::query_with(sql, for_sqlite(arguments)?).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
            Writing::Postgres(tx) => {
                let done = sqlx::query_with(sql, for_postgres(arguments)?).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
        }
    }
}
