//! A database of its own for each test, in the cluster that `cargo xtask test api` starts.

use std::path::Path;

use server::base::secret::random_id;
use server::db::{Db, Purpose};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

const VARIABLE: &str = "TEST_POSTGRES_URL";

/// A database with the schema of this program, of which most tests get a copy: to migrate one takes many times as long.
const TEMPLATE: &str = "migrated";

/// A database that nobody else uses.
pub struct Database {
    cluster: String,
    name: String,
}

impl Database {
    /// Makes it, empty. Without a cluster the test fails: one that was left out would look like one that passed.
    pub async fn create() -> Database {
        let database = Database::unused();
        database.run("CREATE DATABASE", "").await;
        database
    }

    /// Makes it with the schema of this program.
    pub async fn create_migrated() -> Database {
        let database = Database::unused();
        ensure_template(&database.cluster).await;
        database.run("CREATE DATABASE", &format!("TEMPLATE {TEMPLATE}")).await;
        database
    }

    /// Where a client connects to it.
    pub fn url(&self) -> String {
        let (host, _) = self.cluster.rsplit_once('/').unwrap();
        // One test lets the cluster speak TLS, which the others do not need.
        format!("{host}/{}?sslmode=disable", self.name)
    }

    /// Drops it, after its connections were closed.
    pub async fn drop(self) {
        self.run("DROP DATABASE", "").await;
    }

    fn unused() -> Database {
        let Ok(cluster) = std::env::var(VARIABLE) else {
            panic!("{VARIABLE} names no PostgreSQL cluster: run `cargo xtask test api`, which starts one");
        };
        Database { cluster, name: format!("test_{}", random_id()) }
    }

    async fn run(&self, what: &str, how: &str) {
        let mut connection = PgConnection::connect(&self.cluster).await.unwrap();
        // The name is made of letters and digits above.
        let statement = AssertSqlSafe(format!("{what} {} {how}", self.name));
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// Makes the template, unless it is there. Each test is a process, and they wait for the one that makes it.
async fn ensure_template(cluster: &str) {
    let mut connection = PgConnection::connect(cluster).await.unwrap();
    sqlx::query("SELECT pg_advisory_lock(1)").execute(&mut connection).await.unwrap();
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(TEMPLATE);
    if there.fetch_optional(&mut connection).await.unwrap().is_none() {
        let unnamed = Database::create().await;
        Db::open(Some(&unnamed.url()), Path::new(""), false, Purpose::Service).await.unwrap().close().await;
        // It has the name once it is whole.
        unnamed.run("ALTER DATABASE", &format!("RENAME TO {TEMPLATE}")).await;
    }
    connection.close().await.unwrap();
}
