//! Tables as a whole, whatever their columns are: what a backup copies, and what a restore fills.

use std::collections::BTreeSet;

use anyhow::Context;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Type};

use super::{Argument, Engine, Tx, Writing};
use crate::args;

/// The tables of a SQLite file but its own, and those of its searches, which are made of others.
pub(super) const ORDINARY_TABLES: &str = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// What a column holds, which is the same in both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Boolean,
    Integer,
    Text,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

impl Kind {
    /// Its type in SQL, in both databases.
    pub fn sql(self) -> &'static str {
        match self {
            Kind::Boolean => "BOOLEAN",
            Kind::Integer => "BIGINT",
            Kind::Text => "TEXT",
        }
    }
}

impl Tx {
    /// The names of all tables but the one in which sqlx notes the migrations, and but SQLite's searches.
    pub async fn tables(&mut self) -> sqlx::Result<BTreeSet<String>> {
        let sql = match self.engine() {
            Engine::Sqlite => ORDINARY_TABLES,
            Engine::Postgres => {
                "SELECT table_name::text FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            }
        };
        let rows: Vec<(String,)> = self.all(sql, args![]).await?;
        Ok(rows.into_iter().map(|(name,)| name).filter(|name| name != "_sqlx_migrations").collect())
    }

    /// The columns of a table in the order of their names; none where there is no such table.
    ///
    /// # Errors
    /// The database's, or a column of a type that a backup does not know.
    pub async fn columns(&mut self, table: &str) -> anyhow::Result<Vec<Column>> {
        let sql = match self.engine() {
            Engine::Sqlite => "SELECT name, type FROM pragma_table_info($1) ORDER BY name",
            Engine::Postgres => {
                "SELECT column_name::text, data_type::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY column_name::text COLLATE \"C\""
            }
        };
        let rows: Vec<(String, String)> = self.all(sql, args![table]).await?;
        let column = |(name, kind): (String, String)| {
            let kind = match kind.to_ascii_lowercase().as_str() {
                "boolean" => Kind::Boolean,
                "bigint" | "integer" => Kind::Integer,
                "text" => Kind::Text,
                _ => anyhow::bail!("`{table}.{name}` has the type `{kind}`, which no backup keeps"),
            };
            Ok(Column { name, kind })
        };
        rows.into_iter().map(column).collect()
    }

    /// All rows of a table, one after the other, with the values of these columns; by their key where there is one, so that
    /// what refers to an earlier row of the same table comes after it.
    pub fn rows<'t>(&'t mut self, table: &str, columns: &'t [Column]) -> BoxStream<'t, sqlx::Result<Vec<Argument>>> {
        let order = if columns.iter().any(|column| column.name == "key") { " ORDER BY key" } else { "" };
        let sql = AssertSqlSafe(format!("SELECT {} FROM {}{order}", names(columns), quoted(table)));
        match &mut self.transaction {
            Writing::Sqlite(tx) => {
                sqlx::query(sql).fetch(&mut **tx).map(|row| row.and_then(|row| values(&row, columns))).boxed()
            }
            Writing::Postgres(tx) => {
                sqlx::query(sql).fetch(&mut **tx).map(|row| row.and_then(|row| values(&row, columns))).boxed()
            }
        }
    }

    /// Lets new keys follow on the greatest ones, after rows were written with their keys. SQLite does so by itself.
    pub async fn continue_keys(&mut self) -> anyhow::Result<()> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let counted: Vec<(String, String)> = self
            .all(
                "SELECT table_name::text, column_name::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND is_identity = 'YES'",
                args![],
            )
            .await?;
        for (table, column) in counted {
            let (quoted_table, quoted_column) = (quoted(&table), quoted(&column));
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence($1, $2), greatest(coalesce(max({quoted_column}), 1), 1), \
                 max({quoted_column}) IS NOT NULL) FROM {quoted_table}"
            );
            let _: (i64,) = self
                .one(AssertSqlSafe(sql), args![&quoted_table, &column])
                .await
                .with_context(|| format!("the keys of `{table}` could not be continued"))?;
        }
        Ok(())
    }
}

/// `INSERT INTO … VALUES (…), (…)` for so many rows.
pub fn insert(table: &str, columns: &[Column], rows: usize) -> String {
    let values: Vec<String> =
        (0..rows).map(|row| format!("({})", super::placeholders(row * columns.len() + 1, columns.len()))).collect();
    format!("INSERT INTO {} ({}) VALUES {}", quoted(table), names(columns), values.join(", "))
}

/// A name as both databases take it, whatever it consists of.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
}

fn values<R>(row: &R, columns: &[Column]) -> sqlx::Result<Vec<Argument>>
where
    R: sqlx::Row,
    usize: ColumnIndex<R>,
    for<'r> bool: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
{
    let value = |(index, column): (usize, &Column)| {
        Ok(match column.kind {
            Kind::Boolean => Argument::Boolean(row.try_get(index)?),
            Kind::Integer => Argument::Integer(row.try_get(index)?),
            Kind::Text => Argument::Text(row.try_get(index)?),
        })
    };
    columns.iter().enumerate().map(value).collect()
}
