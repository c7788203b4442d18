//! A pooler between this program and PostgreSQL. One that keeps a connection for each client (session mode) is not noticed.
//! One that gives each transaction another breaks whatever belongs to a connection: prepared statements, and the lock under
//! which the schema is brought up to date.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, Row};

/// Refuses a pooler in transaction or statement mode: one process of the server answers two clients who are there at the
/// same time, or several answer one.
///
/// # Errors
/// It is such a pooler, or the database's.
pub async fn refuse_transaction_mode(mut first: PgConnection, options: &PgConnectOptions) -> anyhow::Result<()> {
    let mut second = options.connect().await?;
    let before = process(&mut first, "SELECT pg_backend_pid()").await?;
    // Held until the end of the transaction, so that the first gets another one where there is a choice.
    let of_second = process(&mut second, "BEGIN; SELECT pg_backend_pid()").await;
    let after = process(&mut first, "SELECT pg_backend_pid()").await?;
    // Where no transaction began there is none to end.
    let _ = sqlx::raw_sql("ROLLBACK").execute(&mut second).await;
    second.close().await?;
    first.close().await?;
    // In statement mode no transaction can begin.
    anyhow::ensure!(
        before == after && of_second.is_ok_and(|of_second| of_second != before),
        "between this program and PostgreSQL is a pooler that gives each transaction another connection: let it keep one for each \
         client (`pool_mode = session` of PgBouncer), or name the address of PostgreSQL itself"
    );
    Ok(())
}

/// The process of the server that answers. Asked without a prepared statement, which would belong to one of them.
async fn process(connection: &mut PgConnection, sql: &'static str) -> sqlx::Result<i32> {
    sqlx::raw_sql(sql).fetch_one(connection).await?.try_get("pg_backend_pid")
}
