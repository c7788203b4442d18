//! A database of its own for each test, in the cluster that `cargo xtask test api` starts.

use server::base::secret::random_id;
use server::settings::Settings;
use server::settings::secrets::{DatabaseAddress, Password};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::template::{self, Template};

const VARIABLE: &str = "TEST_POSTGRES_URL";

/// PostgreSQL is shared by processes, and so is their secret.
const SECRET: &str = "the secret of all tests, 32 bytes or more";

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
        Database::create_from(Template::Migrated).await
    }

    /// Makes it as a copy. A cluster that somebody has started by hand may keep what another program has made: there each test
    /// fills its own sample world.
    pub async fn create_from(template: Template) -> Database {
        let template = if template::is_shared() { template } else { Template::Migrated };
        let database = Database::unused();
        ensure(template, &database.cluster).await;
        database.run("CREATE DATABASE", &format!("TEMPLATE {}", template.name())).await;
        database
    }

    /// The settings of a server on it.
    pub fn settings(&self) -> Settings {
        Settings {
            database: Some(DatabaseAddress(self.url())),
            secret: Some(Password(SECRET.to_owned())),
            ..Settings::default()
        }
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
async fn ensure(template: Template, cluster: &str) {
    let mut connection = PgConnection::connect(cluster).await.unwrap();
    sqlx::query("SELECT pg_advisory_lock(1)").execute(&mut connection).await.unwrap();
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(template.name());
    if there.fetch_optional(&mut connection).await.unwrap().is_none() {
        let unnamed = Database::create().await;
        template.make(unnamed.settings()).await;
        // It has the name once it is whole.
        unnamed.run("ALTER DATABASE", &format!("RENAME TO {}", template.name())).await;
    }
    connection.close().await.unwrap();
}
