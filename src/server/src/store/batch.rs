//! Many rows in one statement, written or looked up: an import would spend its time on round trips otherwise.

use sqlx::AssertSqlSafe;

use crate::db::{Argument, Engine, Row, Tx};

/// How many arguments a statement has at most. SQLite would take 32,766, but what it keeps of a statement would be kept for many.
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
        let sql = sql(tx.engine(), statement, some.len());
        returned.extend(tx.all(AssertSqlSafe(sql), some.concat()).await?);
    }
    Ok(returned)
}

/// Runs the statement over all rows, when it returns nothing.
pub async fn run(tx: &mut Tx, statement: &Statement, rows: &[Vec<Argument>]) -> sqlx::Result<()> {
    for some in rows.chunks(ARGUMENTS / statement.columns) {
        let sql = sql(tx.engine(), statement, some.len());
        tx.run(AssertSqlSafe(sql), some.concat()).await?;
    }
    Ok(())
}

/// The rows of a query for many keys of so many columns each; `sql` makes it of the table of keys, whose columns are
/// `column1` and so on. It stands first in a `CROSS JOIN`, so that SQLite looks each of them up. A row may come twice.
pub async fn look_up<T: Row>(
    tx: &mut Tx,
    columns: usize,
    keys: &[Vec<Argument>],
    sql: impl Fn(&str) -> String,
) -> sqlx::Result<Vec<T>> {
    let (mut found, most) = (Vec::new(), ARGUMENTS / columns);
    for some in keys.chunks(most) {
        // The last key stands there again, so that tables have few lengths, and the database few statements to read.
        let count = some.len().next_power_of_two().min(most);
        let again = some.last().into_iter().cycle().take(count - some.len());
        let arguments = some.iter().chain(again).flatten().cloned().collect();
        let named = format!("(VALUES {}) AS named", rows(tx.engine(), columns, count));
        found.extend(tx.all(AssertSqlSafe(sql(&named)), arguments).await?);
    }
    Ok(found)
}

fn sql(engine: Engine, statement: &Statement, count: usize) -> String {
    format!("{} VALUES {} {}", statement.head, rows(engine, statement.columns, count), statement.tail)
}

/// So many rows of placeholders.
pub fn rows(engine: Engine, columns: usize, count: usize) -> String {
    let rows: Vec<String> = (0..count).map(|number| row(engine, number * columns + 1, columns)).collect();
    rows.join(", ")
}

/// SQLite takes one that has a number for a name, and looks for each in a list of all names.
fn row(engine: Engine, first: usize, columns: usize) -> String {
    let placeholder = |number: usize| match engine {
        Engine::Sqlite => "?".to_owned(),
        Engine::Postgres => format!("${number}"),
    };
    format!("({})", (first..first + columns).map(placeholder).collect::<Vec<_>>().join(", "))
}
