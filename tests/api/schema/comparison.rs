//! SQLite and PostgreSQL have two trees of migrations. What they make is the same: tables, columns, what may be absent,
//! defaults, indexes, what is unique, foreign keys and checks.

use server::db::Engine;
use tests::run::Stop;
use tests::world::World;

use super::catalog::{self, Schema};

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let (sqlite, postgres) = (World::empty(Engine::Sqlite).await, World::empty(Engine::Postgres).await);
    let (one, other) = (catalog::read(&sqlite).await, catalog::read(&postgres).await);
    sqlite.stop().await;
    postgres.stop().await;

    assert!(one.columns.len() > 150 && one.indexes.len() > 50, "nothing was read: {one:#?}");
    assert_same("columns", |schema| &schema.columns, &one, &other);
    assert_same("indexes", |schema| &schema.indexes, &one, &other);
    assert_same("foreign keys", |schema| &schema.foreign_keys, &one, &other);
    assert_eq!(one.checks, other.checks, "the checks differ");
}

fn assert_same<'a, T: Eq + std::hash::Hash + Ord + std::fmt::Debug + 'a>(
    what: &str,
    part: impl Fn(&'a Schema) -> &'a std::collections::BTreeSet<T>,
    sqlite: &'a Schema,
    postgres: &'a Schema,
) {
    let (sqlite, postgres) = (part(sqlite), part(postgres));
    let only_sqlite: Vec<&T> = sqlite.difference(postgres).collect();
    let only_postgres: Vec<&T> = postgres.difference(sqlite).collect();
    assert!(
        only_sqlite.is_empty() && only_postgres.is_empty(),
        "{what}: only in SQLite {only_sqlite:#?}, only in PostgreSQL {only_postgres:#?}"
    );
}
