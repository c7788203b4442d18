//! Many rows in one statement: an import would spend its time on round trips otherwise.

use sqlx::AssertSqlSafe;

use crate::db::{Argument, Row, Tx, placeholders};

/// How many arguments a statement has at most. SQLite would take 32,766, but it looks every `$n` up in a list of all
/// of them, so that long statements cost the square of their length.
pub const ARGUMENTS: usize = 1_000;

/// A statement of the form `head VALUES (…), (…) tail`.
pub struct Statement {
    pub head: &'static str,
    /// How many arguments a row has.
    pub columns: usize,
    pub tail: &'static str,
}

/// Runs the statement over all rows, and gives what its tail returns.
pub async fn insert<T: Row>(tx: &mut Tx, statement: &Statement, rows: &[Vec<Argument>]) -> sqlx::Result<Vec<T>> {
    let mut returned = Vec::new();
    for some in rows.chunks(ARGUMENTS / statement.columns) {
        returned.extend(tx.all(AssertSqlSafe(sql(statement, some.len())), some.concat()).await?);
    }
    Ok(returned)
}

/// Runs the statement over all rows, when it returns nothing.
pub async fn run(tx: &mut Tx, statement: &Statement, rows: &[Vec<Argument>]) -> sqlx::Result<()> {
    for some in rows.chunks(ARGUMENTS / statement.columns) {
        tx.run(AssertSqlSafe(sql(statement, some.len())), some.concat()).await?;
    }
    Ok(())
}

fn sql(statement: &Statement, rows: usize) -> String {
    let values: Vec<String> =
        (0..rows).map(|row| format!("({})", placeholders(row * statement.columns + 1, statement.columns))).collect();
    format!("{} VALUES {} {}", statement.head, values.join(", "), statement.tail)
}
