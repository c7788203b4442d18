//! A database of its own for each test, in the cluster that `cargo xtask test api` starts.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

const VARIABLE: &str = "TEST_POSTGRES_URL";

/// A database that nobody else uses.
pub struct Database {
    cluster: String,
    name: String,
}

impl Database {
    /// Makes it, empty. Without a cluster the test fails: one that was left out would look like one that passed.
    pub async fn create() -> Database {
        let Ok(cluster) = std::env::var(VARIABLE) else {
            panic!("{VARIABLE} names no PostgreSQL cluster: run `cargo xtask test api`, which starts one");
        };
        let database = Database { cluster, name: format!("test_{}", server::base::secret::random_id()) };
        database.run("CREATE DATABASE").await;
        database
    }

    /// Where a client connects to it.
    pub fn url(&self) -> String {
        let (host, _) = self.cluster.rsplit_once('/').unwrap();
        format!("{host}/{}", self.name)
    }

    /// Drops it, after its connections were closed.
    pub async fn drop(self) {
        self.run("DROP DATABASE").await;
    }

    async fn run(&self, what: &str) {
        let mut connection = PgConnection::connect(&self.cluster).await.unwrap();
        // The name is made of letters and digits above.
        let statement = AssertSqlSafe(format!("{what} {}", self.name));
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}
