//! A PostgreSQL that gives the service's role few rights, as hosters do: each cause is said once, with what mends it.

use std::path::Path;

use server::db::{Db, Purpose};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::postgres::Database;

/// A role without any right of its own, named after the database.
async fn role(database: &Database, statements: &[&str]) -> (String, PgConnection) {
    let mut administrator = PgConnection::connect(&database.url()).await.unwrap();
    let name: String =
        sqlx::query_scalar("SELECT current_database()::text").fetch_one(&mut administrator).await.unwrap();
    let role = format!("role_{name}");
    let own = [format!("CREATE ROLE {role} LOGIN"), "REVOKE CREATE ON SCHEMA public FROM public".to_owned()];
    let all = own.into_iter().chain(statements.iter().map(|statement| statement.replace("ROLE_NAME", &role)));
    for statement in all {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut administrator).await.unwrap();
    }
    (database.url().replace("postgres@", &format!("{role}@")), administrator)
}

async fn refused(url: &str) -> String {
    let opened = Db::open(Some(url), Path::new(""), false, Purpose::Service).await;
    format!("{:#}", opened.map(drop).unwrap_err())
}

/// What ends a test: the role can only go once it owns nothing.
async fn end(database: Database, url: &str, mut administrator: PgConnection) {
    let role = url.split("//").nth(1).unwrap().split('@').next().unwrap();
    for statement in [format!("DROP OWNED BY {role} CASCADE"), format!("DROP ROLE {role}")] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut administrator).await.unwrap();
    }
    administrator.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_role_that_may_make_no_tables_is_told_which_right_is_missing() {
    let database = Database::create().await;
    let (url, administrator) = role(&database, &["CREATE EXTENSION pg_trgm"]).await;
    let said = refused(&url).await;
    assert!(
        said.starts_with("the role may not make tables in the schema `public`: let an administrator run `GRANT"),
        "{said}"
    );
    assert_eq!(said.matches("permission denied").count(), 1, "each cause once: {said}");
    end(database, &url, administrator).await;
}

#[tokio::test]
async fn a_role_that_may_create_no_extension_is_told_who_does() {
    let database = Database::create().await;
    let statements = ["GRANT CREATE ON SCHEMA public TO ROLE_NAME"];
    let (url, mut administrator) = role(&database, &statements).await;
    let said = refused(&url).await;
    assert!(said.starts_with("the role may not create the extension `pg_trgm`"), "{said}");
    assert!(said.contains("`CREATE EXTENSION pg_trgm` in this database"), "{said}");
    assert_eq!(said.matches("permission denied").count(), 1, "each cause once: {said}");
    // What it says helps.
    sqlx::query("CREATE EXTENSION pg_trgm").execute(&mut administrator).await.unwrap();
    Db::open(Some(&url), Path::new(""), false, Purpose::Service).await.unwrap().close().await;
    end(database, &url, administrator).await;
}

#[tokio::test]
async fn an_extension_elsewhere_is_told_with_the_search_path() {
    let database = Database::create().await;
    let statements = [
        "CREATE SCHEMA extensions",
        "CREATE EXTENSION pg_trgm SCHEMA extensions",
        "CREATE SCHEMA own AUTHORIZATION ROLE_NAME",
        "ALTER ROLE ROLE_NAME SET search_path = own",
        "GRANT USAGE ON SCHEMA extensions TO ROLE_NAME",
    ];
    let (url, mut administrator) = role(&database, &statements).await;
    let said = refused(&url).await;
    assert!(said.starts_with("the extension `pg_trgm` is in a schema that the role does not look in"), "{said}");
    let role = url.split("//").nth(1).unwrap().split('@').next().unwrap();
    let path = format!("ALTER ROLE {role} SET search_path = own, extensions");
    sqlx::query(AssertSqlSafe(path)).execute(&mut administrator).await.unwrap();
    // A schema that is not `public` will do.
    Db::open(Some(&url), Path::new(""), false, Purpose::Service).await.unwrap().close().await;
    end(database, &url, administrator).await;
}
