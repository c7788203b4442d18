//! Names the row that stops a migration: of a check, a database says no more than its name.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgDatabaseError;

/// PostgreSQL's `insufficient_privilege`.
const DENIED: &str = "42501";
/// PostgreSQL's `undefined_object`.
const UNDEFINED: &str = "42704";

/// Where the first row is found that breaks a check: a query for its table and key. Nothing where it was not a check
/// that stopped the migration, or one of a table whose keys are secret.
pub fn query(migrator: &Migrator, error: &MigrateError) -> Option<String> {
    let MigrateError::ExecuteMigration(sqlx::Error::Database(cause), version) = error else { return None };
    let name = match cause.constraint() {
        Some(name) => name,
        None => cause.message().strip_prefix("CHECK constraint failed: ")?,
    };
    let migration = migrator.iter().find(|migration| migration.version == *version)?;
    let sql = migration.sql.as_str();
    let (table, condition) = check(sql, name)?;
    let key = match table {
        "session" => return None,
        table if table.ends_with("_item") => "request_key",
        _ => "key",
    };
    let mended = mended(sql, name, table, condition).map(|rows| format!(" AND NOT ({rows})")).collect::<String>();
    Some(format!("SELECT '{table}', {key} FROM {table} WHERE NOT ({condition}){mended} ORDER BY {key} LIMIT 1"))
}

/// The error with that row, and with what PostgreSQL says beside its message; or what an administrator of the database has to do.
pub fn explained(error: MigrateError, row: Option<(String, i64)>) -> anyhow::Error {
    if let MigrateError::ExecuteMigration(sqlx::Error::Database(cause), _)
    | MigrateError::Execute(sqlx::Error::Database(cause)) = &error
        && let Some(cause) = cause.try_downcast_ref::<PgDatabaseError>()
        && let Some(way) = way_to_rights(cause.code(), cause.message())
    {
        return anyhow::anyhow!("{way} (PostgreSQL says: {})", cause.message());
    }
    let detail = match &error {
        MigrateError::ExecuteMigration(sqlx::Error::Database(cause), _) => {
            cause.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::detail).map(str::to_owned)
        }
        _ => None,
    };
    let row =
        row.map(|(table, key)| format!("table `{table}`, key {key} breaks a constraint; correct it and start again"));
    let error = match row.or(detail) {
        Some(row) => anyhow::Error::from(error).context(row),
        None => error.into(),
    };
    error.context("the database's schema does not fit this version of the program")
}

/// What an administrator has to do where the role of the service may not do what a migration does, by PostgreSQL's code and
/// message. Nothing where it is something else.
fn way_to_rights(code: &str, message: &str) -> Option<String> {
    let again = "then start again";
    match code {
        DENIED if message.contains("extension") => Some(format!(
            "the role may not create the extension `pg_trgm`, which the first versions of the schema need: let an administrator run `CREATE EXTENSION \
             pg_trgm` in this database, {again}"
        )),
        DENIED => {
            let schema = message.strip_prefix("permission denied for schema ").unwrap_or("public");
            Some(format!(
                "the role may not make tables in the schema `{schema}`: let an administrator run `GRANT USAGE, CREATE ON SCHEMA \
                 {schema} TO` the role, or give it a schema of its own, {again}"
            ))
        }
        UNDEFINED if message.contains("gin_trgm_ops") => Some(format!(
            "the extension `pg_trgm` is in a schema that the role does not look in: let an administrator run `ALTER ROLE … SET \
             search_path` with that schema at its end, {again}"
        )),
        _ => None,
    }
}

/// Table and condition of the check with this name, as a migration writes it.
fn check<'sql>(migration: &'sql str, name: &str) -> Option<(&'sql str, &'sql str)> {
    let (before, after) = migration.split_once(&format!("CONSTRAINT {name} CHECK"))?;
    let statement = before.rsplit_once(" TABLE ")?.1;
    let table = statement.split_whitespace().next()?;
    // A table that is made anew has another name until it is there.
    Some((table.trim_end_matches("_made_anew"), in_parentheses(after)?))
}

/// Which rows the migration itself changes before it comes to the check, in a column that the check is about: they are as they
/// were, since nothing of it stays.
fn mended<'sql>(migration: &'sql str, name: &str, table: &str, condition: &str) -> impl Iterator<Item = &'sql str> {
    let before = migration.split_once(&format!("CONSTRAINT {name} CHECK")).map_or("", |(before, _)| before);
    let update = format!("UPDATE {table} SET ");
    let is_about = |rest: &&str| rest.split(' ').next().is_some_and(|column| condition.contains(column));
    let updates: Vec<&str> = before.split(&update).skip(1).filter(is_about).collect();
    updates.into_iter().filter_map(|rest| Some(rest.split(';').next()?.split_once("WHERE ")?.1))
}

/// What stands in the parentheses with which the text begins. No word of the vocabulary has one.
fn in_parentheses(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix('(')?;
    let mut depth = 1;
    let end = text.char_indices().find_map(|(index, letter)| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        (depth == 0).then_some(index)
    })?;
    text.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: &str = "UPDATE a SET role = lower(role)
        WHERE role <> 'x';
    UPDATE b SET kind = 'z' WHERE kind IS NULL;
    CREATE TABLE a_made_anew (
        key BIGINT, role TEXT,
        CONSTRAINT a_role_of_scope CHECK ((role IS NULL) = (scope IS NULL)),
        CONSTRAINT a_role CHECK (role IN ('x', 'y'))
    );
    ALTER TABLE b
        ADD CONSTRAINT b_kind CHECK
            (kind IN ('z'));";

    #[test]
    fn a_check_is_found_by_its_name_with_its_table() {
        assert_eq!(check(MIGRATION, "a_role"), Some(("a", "role IN ('x', 'y')")));
        assert_eq!(check(MIGRATION, "a_role_of_scope"), Some(("a", "(role IS NULL) = (scope IS NULL)")));
        assert_eq!(check(MIGRATION, "b_kind"), Some(("b", "kind IN ('z')")));
        assert_eq!(check(MIGRATION, "b"), None);
    }

    #[test]
    fn rows_that_the_migration_mends_are_left_out() {
        assert_eq!(mended(MIGRATION, "a_role", "a", "role IN ('x')").collect::<Vec<_>>(), ["role <> 'x'"]);
        assert_eq!(mended(MIGRATION, "a_role", "a", "kind IN ('x')").next(), None, "it mends another column");
        assert_eq!(mended(MIGRATION, "b_kind", "c", "kind IN ('z')").next(), None);
    }
}
