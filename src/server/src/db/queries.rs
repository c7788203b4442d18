//! The four ways to ask, of the database or within a transaction: all rows, one, perhaps one, and none but a count.

use std::sync::atomic::Ordering;

use futures_util::stream::BoxStream;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, SqlSafeStr};

use super::arguments::{Argument, for_postgres, for_sqlite};
use super::{Db, Engine, Pools, Tx, Writing};

/// What a row of either database can be read into: derive [`sqlx::FromRow`], or use a tuple.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// What a query is sent to. A function that takes `impl Into<Conn<'_>>` asks the database or within a transaction, as its
/// caller wishes.
pub enum Conn<'a> {
    Db(&'a Db),
    Tx(&'a mut Tx),
}

impl<'a> From<&'a Db> for Conn<'a> {
    fn from(db: &'a Db) -> Self {
        Conn::Db(db)
    }
}

impl<'a> From<&'a mut Tx> for Conn<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Conn::Tx(tx)
    }
}

/// Sends a query to whichever of the four it is: a pool of either database, or a transaction.
macro_rules! send {
    ($conn:expr, $sql:expr, $arguments:expr, $fetch:ident) => {
        match $conn {
            Conn::Db(Db { pools: Pools::Sqlite { readers, .. }, .. }) => {
                sqlx::query_as_with($sql, for_sqlite($arguments)?).$fetch(readers).await
            }
            Conn::Db(Db { pools: Pools::Postgres(pool), .. }) => {
                sqlx::query_as_with($sql, for_postgres($arguments)?).$fetch(pool).await
            }
            Conn::Tx(Tx { transaction: Writing::Sqlite(tx), .. }) => {
                sqlx::query_as_with($sql, for_sqlite($arguments)?).$fetch(&mut **tx).await
            }
            Conn::Tx(Tx { transaction: Writing::Postgres(tx), .. }) => {
                sqlx::query_as_with($sql, for_postgres($arguments)?).$fetch(&mut **tx).await
            }
        }
    };
}

impl Conn<'_> {
    /// Which database it is.
    pub fn engine(&self) -> Engine {
        match self {
            Conn::Db(db) => db.engine(),
            Conn::Tx(tx) => tx.engine(),
        }
    }

    /// Every row.
    pub async fn all<T: Row>(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Vec<T>> {
        self.count();
        send!(self, sql, arguments, fetch_all)
    }

    /// The first row, if there is one.
    pub async fn optional<T: Row>(
        &mut self,
        sql: impl SqlSafeStr,
        arguments: Vec<Argument>,
    ) -> sqlx::Result<Option<T>> {
        self.count();
        send!(self, sql, arguments, fetch_optional)
    }

    /// The first row; without one, [`sqlx::Error::RowNotFound`].
    pub async fn one<T: Row>(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<T> {
        self.optional(sql, arguments).await?.ok_or(sqlx::Error::RowNotFound)
    }

    fn count(&self) {
        let queries = match self {
            Conn::Db(db) => &db.queries,
            Conn::Tx(tx) => &tx.queries,
        };
        queries.fetch_add(1, Ordering::Relaxed);
    }
}

impl Db {
    /// As [`Conn::all`].
    pub async fn all<T: Row>(&self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Vec<T>> {
        Conn::from(self).all(sql, arguments).await
    }

    /// As [`Conn::optional`].
    pub async fn optional<T: Row>(&self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Option<T>> {
        Conn::from(self).optional(sql, arguments).await
    }

    /// As [`Conn::one`].
    pub async fn one<T: Row>(&self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<T> {
        Conn::from(self).one(sql, arguments).await
    }
}

impl Tx {
    /// As [`Conn::all`].
    pub async fn all<T: Row>(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<Vec<T>> {
        Conn::from(self).all(sql, arguments).await
    }

    /// As [`Conn::optional`].
    pub async fn optional<T: Row>(
        &mut self,
        sql: impl SqlSafeStr,
        arguments: Vec<Argument>,
    ) -> sqlx::Result<Option<T>> {
        Conn::from(self).optional(sql, arguments).await
    }

    /// As [`Conn::one`].
    pub async fn one<T: Row>(&mut self, sql: impl SqlSafeStr, arguments: Vec<Argument>) -> sqlx::Result<T> {
        Conn::from(self).one(sql, arguments).await
    }

    /// Every row, one after the other, so that memory holds one.
    pub fn stream<T: Row + 'static>(
        &mut self,
        sql: impl SqlSafeStr,
        arguments: Vec<Argument>,
    ) -> sqlx::Result<BoxStream<'_, sqlx::Result<T>>> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        Ok(match &mut self.transaction {
            Writing::Sqlite(tx) => sqlx::query_as_with(sql, for_sqlite(arguments)?).fetch(&mut **tx),
            Writing::Postgres(tx) => sqlx::query_as_with(sql, for_postgres(arguments)?).fetch(&mut **tx),
        })
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
