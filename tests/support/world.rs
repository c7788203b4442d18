//! A real server on a free port of this machine, with a database of its own.

use std::net::SocketAddr;

use server::app::Shared;
use server::args;
use server::db::{Argument, Engine, Row};
use server::import_export::import::{self, Options, Outcome};
use server::settings::Settings;
use server::store::key::PersonKey;
use server::store::{account, person, sign_in_link};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::Client;
use crate::files::Files;
use crate::postgres::Database;
use crate::run::Stop;
use crate::template::Template;

/// A running server. The tests may look behind it through `app`.
pub struct World {
    pub app: Shared,
    /// Where it listens.
    pub address: SocketAddr,
    base: String,
    server: JoinHandle<()>,
    database: Option<Database>,
    /// Kept for as long as the server runs.
    _data: TempDir,
}

impl World {
    /// The sample world, as `access-directory serve --sample` makes it.
    pub async fn sample(engine: Engine) -> World {
        World::start_from(Template::Sample, engine, Settings::become_sample).await
    }

    /// A service in which there is nobody and nothing yet.
    pub async fn empty(engine: Engine) -> World {
        World::start(engine, |_| {}).await
    }

    /// The same, where sessions outlast what the clock is set ahead.
    pub async fn empty_for_years(engine: Engine) -> World {
        World::start(engine, Settings::let_sessions_last).await
    }

    /// The same, where a session may lie idle for a minute only.
    pub async fn empty_and_impatient(engine: Engine) -> World {
        World::start(engine, |settings| settings.session_idle_minutes = 1).await
    }

    /// A server that is configured otherwise.
    pub async fn start(engine: Engine, configure: impl FnOnce(&mut Settings)) -> World {
        World::start_from(Template::Migrated, engine, configure).await
    }

    async fn start_from(template: Template, engine: Engine, configure: impl FnOnce(&mut Settings)) -> World {
        let data = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => {
                template.put_into(data.path()).await;
                None
            }
            Engine::Postgres => Some(Database::create_from(template).await),
        };
        let mut settings = database.as_ref().map(Database::settings).unwrap_or_default();
        settings.data = data.path().to_owned();
        configure(&mut settings);

        let app = server::commands::serve::open(settings).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let base = format!("http://{address}");
        let service = server::net::serve(
            listener,
            server::router::router(Shared::clone(&app)),
            app.settings.clone(),
            std::future::pending(),
        );
        let server = tokio::spawn(async { service.await.unwrap() });
        World { app, address, base, server, database, _data: data }
    }

    /// Somebody without a session.
    pub fn nobody(&self) -> Client {
        Client::new(self.base.clone())
    }

    /// Signs somebody in: by the sample world's form, elsewhere by a one-time link.
    pub async fn sign_in(&self, email: &str) -> Client {
        if self.app.settings.sample {
            return self.nobody().sign_in("/sample/sign-in", "email", email).await;
        }
        let link = self.sign_in_link(email).await;
        self.nobody().sign_in("/sign-in", "link", &link).await
    }

    /// The token of a new one-time link.
    pub async fn sign_in_link(&self, email: &str) -> String {
        let key = self.person_key(email).await;
        let mut tx = self.app.db.begin().await.unwrap();
        let token = sign_in_link::make(&mut tx, key, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        token
    }

    /// Imports files, as `access-directory import` does.
    pub async fn import(&self, files: &Files) -> Outcome {
        self.import_with(files, &Options::default()).await
    }

    /// The same with options.
    pub async fn import_with(&self, files: &Files, options: &Options) -> Outcome {
        let directory = tempfile::tempdir().unwrap();
        files.write(directory.path());
        import::directory(&self.app, directory.path(), options).await.unwrap()
    }

    /// The public id of the account with this identifier.
    pub async fn account_id(&self, domain: &str) -> String {
        let domain = server::domains::DomainIdentifier::parse(domain).unwrap();
        let sql = "SELECT id FROM account WHERE domain_identifier = $1";
        let (id,): (String,) = self.app.db.one(sql, args![domain.ascii()]).await.unwrap();
        id
    }

    /// The account as stored.
    pub async fn account(&self, domain: &str) -> account::Account {
        account::by_id(&self.app.db, &self.account_id(domain).await).await.unwrap().unwrap()
    }

    pub async fn person_key(&self, email: &str) -> PersonKey {
        let email = server::domains::email::EmailAddress::parse(email).unwrap();
        person::key_by_email(&self.app.db, &email.folded()).await.unwrap().unwrap()
    }

    /// How the trail names the person with this address.
    pub async fn person_id(&self, email: &str) -> String {
        let sql = "SELECT id FROM person WHERE key = $1";
        let (id,): (String,) = self.app.db.one(sql, args![self.person_key(email).await]).await.unwrap();
        id
    }

    /// Every row of a query, behind the server's back.
    pub async fn rows<T: Row>(&self, sql: &'static str, arguments: Vec<Argument>) -> Vec<T> {
        self.app.db.all(sql, arguments).await.unwrap()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let (count,): (i64,) = self.app.db.one(sql, args![]).await.unwrap();
        count
    }

    /// Drops what keeps the trail append only, as somebody would who has every right over the database: for tests that
    /// change the trail so that it is found out.
    pub async fn let_trail_be_changed(&self) {
        let statements = match self.app.db.engine() {
            Engine::Sqlite => [
                "DROP TRIGGER trail_append_only_update",
                "DROP TRIGGER trail_append_only_delete",
                "DROP TRIGGER trail_head_append_only_delete",
                "DROP TRIGGER trail_address_update",
            ]
            .as_slice(),
            Engine::Postgres => [
                "DROP TRIGGER trail_append_only ON trail",
                "DROP TRIGGER trail_head_append_only ON trail_head",
                "DROP TRIGGER trail_address_update ON trail_address",
            ]
            .as_slice(),
        };
        for statement in statements {
            self.write(statement, args![]).await;
        }
    }

    /// Writes behind the server's back, for what no endpoint does yet.
    pub async fn write(&self, sql: &'static str, arguments: Vec<Argument>) {
        let mut tx = self.app.db.begin().await.unwrap();
        tx.run(sql, arguments).await.unwrap();
        tx.commit().await.unwrap();
    }
}

impl Stop for World {
    async fn stop(self) {
        self.server.abort();
        // Whatever a test did: the trail names people by their ids, and cannot be changed once an address stands in it.
        let sql = "SELECT content FROM trail WHERE format > 1 AND content LIKE '%@%' LIMIT 1";
        let with_address: Option<(String,)> = self.app.db.optional(sql, args![]).await.unwrap_or_default();
        self.app.db.close().await;
        if let Some(database) = self.database {
            database.drop().await;
        }
        assert_eq!(with_address, None, "an entry of the trail holds an address");
    }
}
