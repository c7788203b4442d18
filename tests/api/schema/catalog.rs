//! What a database tells of its schema, in one form for both: every part as a line of text.

use std::collections::{BTreeMap, BTreeSet};

use server::args;
use server::db::Engine;
use tests::world::World;

/// The parts of a schema.
#[derive(Debug, Default, PartialEq)]
pub struct Schema {
    /// `table.column type`, with `null` where it may be absent, and its default.
    pub columns: BTreeSet<String>,
    /// `table (columns) where condition`, with `unique` before it where they are.
    pub indexes: BTreeSet<String>,
    /// `table (columns) references table (columns) on delete action`.
    pub foreign_keys: BTreeSet<String>,
    /// The words between quotes in each check, by the check's name.
    pub checks: BTreeMap<String, Vec<String>>,
}

pub async fn read(world: &World) -> Schema {
    match world.app.db.engine() {
        Engine::Sqlite => sqlite(world).await,
        Engine::Postgres => postgres(world).await,
    }
}

async fn sqlite(world: &World) -> Schema {
    let mut schema = Schema::default();
    // sqlx keeps its own table.
    let tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
         AND name <> '_sqlx_migrations'";
    for (table, sql) in world.rows::<(String, String)>(tables, args![]).await {
        let columns = "SELECT name, type, \"notnull\", pk, dflt_value FROM pragma_table_info($1)";
        for (name, kind, is_required, key, default) in
            world.rows::<(String, String, bool, i64, Option<String>)>(columns, args![&table]).await
        {
            let kind = kind.replace("INTEGER", "BIGINT");
            schema.columns.insert(column(&table, &name, &kind, is_required || key > 0, default));
            if kind == "BIGINT" && name == "key" && key > 0 {
                schema.indexes.insert(index(&table, true, "key"));
            }
        }
        let indexes = "SELECT l.\"unique\", s.sql, (SELECT group_concat(name, ', ') FROM pragma_index_info(l.name)) \
             FROM pragma_index_list($1) l LEFT JOIN sqlite_master s ON s.name = l.name";
        for (is_unique, sql, columns) in
            world.rows::<(bool, Option<String>, Option<String>)>(indexes, args![&table]).await
        {
            let over = sql.as_deref().and_then(|sql| sql.split_once(&format!(" ON {table} "))).map(|(_, over)| over);
            schema.indexes.insert(index(&table, is_unique, over.or(columns.as_deref()).unwrap()));
        }
        let keys = "SELECT group_concat(\"from\", ', '), \"table\", group_concat(\"to\", ', '), on_delete \
             FROM (SELECT * FROM pragma_foreign_key_list($1) ORDER BY id, seq) GROUP BY id";
        for (from, to_table, to, on_delete) in world.rows::<(String, String, String, String)>(keys, args![&table]).await
        {
            schema.foreign_keys.insert(foreign_key(&table, &from, &to_table, &to, &on_delete));
        }
        for check in sql.split("CONSTRAINT ").skip(1) {
            schema.checks.insert(check.split_whitespace().next().unwrap().to_owned(), quoted(check));
        }
    }
    schema
}

async fn postgres(world: &World) -> Schema {
    let mut schema = Schema::default();
    let columns = "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO', column_default::text \
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'";
    for (table, name, kind, is_required, default) in
        world.rows::<(String, String, String, bool, Option<String>)>(columns, args![]).await
    {
        schema.columns.insert(column(&table, &name, &kind, is_required, default));
    }
    let indexes = "SELECT tablename::text, indexdef FROM pg_indexes WHERE schemaname = 'public' \
         AND tablename <> '_sqlx_migrations'";
    for (table, definition) in world.rows::<(String, String)>(indexes, args![]).await {
        let (head, over) = definition.split_once(" USING btree ").unwrap();
        // What SQLite keeps with every row of such a table.
        let over = over.split(" INCLUDE ").next().unwrap();
        schema.indexes.insert(index(&table, head.contains("UNIQUE"), over));
    }
    let constraints = "SELECT c.conrelid::regclass::text, c.conname::text, pg_get_constraintdef(c.oid) FROM pg_constraint c \
         WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('c', 'f')";
    for (table, name, definition) in world.rows::<(String, String, String)>(constraints, args![]).await {
        match definition.strip_prefix("FOREIGN KEY ") {
            Some(definition) => {
                let (from, to) = definition.split_once(" REFERENCES ").unwrap();
                let (to_table, to) = to.split_once('(').unwrap();
                let (to, action) = to.split_once(')').unwrap();
                let action = action.strip_prefix(" ON DELETE ").unwrap_or("NO ACTION");
                schema.foreign_keys.insert(foreign_key(&table, from, to_table, to, action));
            }
            None => {
                schema.checks.insert(name, quoted(&definition));
            }
        }
    }
    schema
}

fn column(table: &str, name: &str, kind: &str, is_required: bool, default: Option<String>) -> String {
    let null = if is_required { "" } else { " null" };
    let default = default.map(|default| format!(" default {}", default.replace("::text", "")));
    format!("{table}.{name} {kind}{null}{}", default.unwrap_or_default()).to_lowercase()
}

/// PostgreSQL puts conditions into more parentheses, says of what type they are, and quotes a column named as a keyword.
fn index(table: &str, is_unique: bool, over: &str) -> String {
    let unique = if is_unique { "unique " } else { "" };
    let over = over.replace("= ANY (ARRAY[", "IN (").replace("<> ALL (ARRAY[", "NOT IN (").replace("])", ")");
    let over = over.replace("::text", "").replace("::bigint", "").replace(['(', ')', '"'], " ");
    let over: Vec<&str> = over.split_whitespace().collect();
    format!("{unique}{table} {}", over.join(" ").replace(" ,", ",")).to_lowercase()
}

fn foreign_key(table: &str, from: &str, to_table: &str, to: &str, on_delete: &str) -> String {
    let from = from.trim_matches(['(', ')']);
    format!("{table} ({from}) references {} ({to}) on delete {on_delete}", to_table.trim()).to_lowercase()
}

fn quoted(text: &str) -> Vec<String> {
    text.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}
