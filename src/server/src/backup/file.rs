//! The file's own two tables: what it is, and how many rows of each table there are, with a digest.
//!
//! A seal under the service's secret stands over both: only that service can have made it, and nothing in it is otherwise than
//! it was made.

use futures_util::StreamExt;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::args;
use crate::base::secret::Secret;
use crate::db::whole_table::{Column, insert, quoted};
use crate::db::{Argument, Engine, Tx};
use crate::store::batch::ARGUMENTS;

/// The form of the file: another one is not read.
pub const FORMAT: i64 = 1;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub format: i64,
    /// The version of the program that made it.
    pub program: String,
    /// The last migration of the database.
    pub schema: i64,
    /// Of which moment it is, in epoch milliseconds.
    pub made_at: i64,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// The service's secret, in hexadecimal, where it was asked for.
    pub secret: Option<String>,
}

/// What a table of the database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub rows: i64,
    pub digest: String,
}

/// The word for a database.
pub fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

/// Makes the two tables.
pub async fn make_tables(tx: &mut Tx) -> sqlx::Result<()> {
    tx.run(
        "CREATE TABLE backup (format BIGINT NOT NULL, program TEXT NOT NULL, schema BIGINT NOT NULL, made_at BIGINT NOT NULL, \
         engine TEXT NOT NULL, secret TEXT, seal TEXT NOT NULL)",
        args![],
    )
    .await?;
    let tables = "CREATE TABLE backup_table (name TEXT NOT NULL, number_of_rows BIGINT NOT NULL, digest TEXT NOT NULL)";
    tx.run(tables, args![]).await?;
    Ok(())
}

/// Makes a table as the database's: its columns, with nothing that is kept of them but their types.
pub fn table_sql(table: &str, columns: &[Column]) -> String {
    let columns: Vec<String> =
        columns.iter().map(|column| format!("{} {}", quoted(&column.name), column.kind.sql())).collect();
    format!("CREATE TABLE {} ({})", quoted(table), columns.join(", "))
}

/// Writes what the file is, and its seal.
pub async fn write(tx: &mut Tx, head: &Head, tables: &[Table], secret: &Secret) -> sqlx::Result<()> {
    for table in tables {
        let sql = "INSERT INTO backup_table (name, number_of_rows, digest) VALUES ($1, $2, $3)";
        tx.run(sql, args![&table.name, table.rows, &table.digest]).await?;
    }
    tx.run(
        "INSERT INTO backup (format, program, schema, made_at, engine, secret, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            head.format,
            &head.program,
            head.schema,
            head.made_at,
            &head.engine,
            head.secret.clone(),
            seal(head, tables, secret)
        ],
    )
    .await?;
    Ok(())
}

/// What the file says it is, its tables in the order in which they can be restored, and its seal.
pub async fn read(tx: &mut Tx) -> sqlx::Result<(Head, Vec<Table>, String)> {
    type Row = (i64, String, i64, i64, String, Option<String>, String);
    let (format, program, schema, made_at, engine, secret, seal): Row =
        tx.one("SELECT format, program, schema, made_at, engine, secret, seal FROM backup", args![]).await?;
    let rows: Vec<(String, i64, String)> =
        tx.all("SELECT name, number_of_rows, digest FROM backup_table ORDER BY rowid", args![]).await?;
    let tables = rows.into_iter().map(|(name, rows, digest)| Table { name, rows, digest }).collect();
    Ok((Head { format, program, schema, made_at, engine, secret }, tables, seal))
}

/// The seal that this file has, made with this secret.
pub fn seal(head: &Head, tables: &[Table], secret: &Secret) -> String {
    let tables: Vec<_> = tables.iter().map(|table| json!([table.name, table.rows, table.digest])).collect();
    let Head { format, program, schema, made_at, engine, secret: own } = head;
    secret.backup_seal(&json!([format, program, schema, made_at, engine, own, tables]).to_string())
}

/// The digest of a table's rows in their order, while they go by.
struct Rows {
    digest: Sha256,
    count: i64,
}

impl Rows {
    /// Of none yet.
    fn new(columns: &[Column]) -> Rows {
        let mut digest = Sha256::new();
        for column in columns {
            digest.update(format!("{}\0", column.name));
        }
        Rows { digest, count: 0 }
    }

    /// One more.
    fn add(&mut self, row: &[Argument]) {
        self.count += 1;
        for value in row {
            match value {
                Argument::Boolean(value) => self.digest.update([b'b', u8::from(*value)]),
                Argument::Integer(None) | Argument::Text(None) => self.digest.update(b"n"),
                Argument::Integer(Some(value)) => {
                    self.digest.update(b"i");
                    self.digest.update(value.to_be_bytes());
                }
                // With its length: where one value ends and the next begins is a part of it.
                Argument::Text(Some(value)) => {
                    self.digest.update(b"t");
                    self.digest.update((value.len() as u64).to_be_bytes());
                    self.digest.update(value);
                }
            }
        }
    }

    /// What there was of this table.
    fn end(self, name: &str) -> Table {
        let digest: String = self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Table { name: name.to_owned(), rows: self.count, digest }
    }
}

/// Copies a table's rows from one database to another, and gives what they were. What cannot be read or written is said by the
/// caller.
///
/// # Errors
/// As the caller says them.
pub async fn copy_rows(
    from: &mut Tx,
    to: &mut Tx,
    table: &str,
    columns: &[Column],
    unread: impl Fn(sqlx::Error) -> anyhow::Error,
    unwritten: impl Fn(sqlx::Error) -> anyhow::Error,
) -> anyhow::Result<Table> {
    let at_once = ARGUMENTS / columns.len().max(1);
    let mut digest = Rows::new(columns);
    let mut rows = from.rows(table, columns).chunks(at_once);
    while let Some(some) = rows.next().await {
        let mut values = Vec::with_capacity(ARGUMENTS);
        let count = some.len();
        for row in some {
            let row = row.map_err(&unread)?;
            digest.add(&row);
            values.extend(row);
        }
        to.run(AssertSqlSafe(insert(table, columns, count)), values).await.map_err(&unwritten)?;
    }
    Ok(digest.end(table))
}
