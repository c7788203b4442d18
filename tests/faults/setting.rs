//! A database with one account, people who ask, people who decide, and a mail server.

use std::path::PathBuf;

use api::access_request::NewAccessRequest;
use rules::vocabulary::{Role, Scope};
use server::app::{App, Shared};
use server::args;
use server::db::Engine;
use server::import_export::import::{self, Options, Outcome};
use server::settings::Settings;
use server::settings::mail::{MailSettings, Security, SmtpSettings};
use server::settings::secrets::{DatabaseAddress, Password};
use server::store::{person, sign_in_link};
use tempfile::TempDir;
use tests::client::Client;
use tests::files::Files;
use tests::postgres::Database;

use crate::arguments::Arguments;
use crate::peer::Peer;
use crate::server_process::free_port;

const DOMAIN: &str = "northmoor.example";

/// Everything that a server process needs, and what it is compared with afterwards.
pub struct Setting {
    pub binary: PathBuf,
    pub data: TempDir,
    pub database: Option<Database>,
    pub port: u16,
    pub peer: Peer,
    /// The database as this process sees it.
    pub app: Shared,
}

/// Who asks, by number.
pub fn requester(number: usize) -> String {
    format!("asker{number}@{DOMAIN}")
}

/// Who decides, by number.
pub fn administrator(number: usize) -> String {
    format!("decider{number}@elsewhere.example")
}

/// Shared by this program and the server that it kills.
pub const SECRET: &str = "the secret of all faults, 32 bytes or more";

impl Setting {
    /// An empty database, with the same secret and a mail server of its own, which a restore fills.
    pub async fn empty(arguments: &Arguments, engine: Engine) -> Empty {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Database::create().await),
        };
        Empty { data: tempfile::tempdir().unwrap(), database, peer: Peer::start(&arguments.peer) }
    }

    /// Makes it, with so many people of each kind.
    pub async fn make(arguments: &Arguments, engine: Engine, requesters: usize, administrators: usize) -> Setting {
        let data = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Database::create_migrated().await),
        };
        let peer = Peer::start(&arguments.peer);
        let app = App::open(settings(&data, database.as_ref(), &peer)).await.unwrap();
        let mut files = Files::default().listed("Northmoor", DOMAIN);
        for number in 0..requesters {
            files = files.person("Somebody who asks", &requester(number));
        }
        for number in 0..administrators {
            let email = administrator(number);
            files = files.person("Somebody who decides", &email).grant(&email, DOMAIN, "", "administrator");
        }
        let directory = tempfile::tempdir().unwrap();
        files.write(directory.path());
        let outcome = import::directory(&app, directory.path(), &Options::default()).await.unwrap();
        assert!(matches!(outcome, Outcome::Imported(_)), "{outcome:?}");
        Setting { binary: arguments.server.clone(), data, database, port: free_port(), peer, app }
    }

    /// A request for the entire account, as the wizard sends it.
    pub async fn new_request(&self) -> NewAccessRequest {
        let sql = "SELECT id FROM account WHERE domain_identifier = $1";
        let (account,): (String,) = self.app.db.one(sql, args![DOMAIN]).await.unwrap();
        NewAccessRequest {
            account,
            scope: Some(Scope::Entire),
            role: Some(Role::User),
            policy_version: self.app.policy.version().to_owned(),
            ..NewAccessRequest::default()
        }
    }

    /// Signs somebody in; the server runs.
    pub async fn sign_in(&self, email: &str) -> Client {
        let key = person::key_by_email(&self.app.db, email).await.unwrap().unwrap();
        let mut tx = self.app.db.begin().await.unwrap();
        let link = sign_in_link::make(&mut tx, key, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        Client::new(format!("http://127.0.0.1:{}", self.port)).sign_in("/sign-in", "link", &link).await
    }

    /// What the server process is told: the secret, which it shares with this program, and about mail.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("ACCESS_DIRECTORY_SECRET", SECRET.to_owned()),
            ("ACCESS_DIRECTORY_MAIL__SMTP__HOST", "127.0.0.1".to_owned()),
            ("ACCESS_DIRECTORY_MAIL__SMTP__PORT", self.peer.port.to_string()),
            ("ACCESS_DIRECTORY_MAIL__SMTP__SECURITY", "none".to_owned()),
            ("ACCESS_DIRECTORY_MAIL__FROM", FROM.to_owned()),
        ]
    }

    /// Where the database is, where it is not in `data`.
    pub fn database_url(&self) -> Option<String> {
        self.database.as_ref().map(Database::url)
    }

    /// Takes the database away.
    pub async fn end(self) {
        self.app.db.close().await;
        if let Some(database) = self.database {
            database.drop().await;
        }
    }
}

/// What a restore fills.
pub struct Empty {
    pub data: TempDir,
    pub database: Option<Database>,
    pub peer: Peer,
}

impl Empty {
    /// The service on it, once it is filled.
    pub async fn open(self, arguments: &Arguments) -> Setting {
        let Empty { data, database, peer } = self;
        let app = App::open(settings(&data, database.as_ref(), &peer)).await.unwrap();
        Setting { binary: arguments.server.clone(), data, database, port: free_port(), peer, app }
    }
}

fn settings(data: &TempDir, database: Option<&Database>, peer: &Peer) -> Settings {
    let smtp = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(peer.port),
        security: Security::None,
        username: None,
        password: None,
        ca_file: None,
    };
    Settings {
        data: data.path().to_owned(),
        database: database.map(|database| DatabaseAddress(database.url())),
        secret: Some(Password(SECRET.to_owned())),
        mail: MailSettings { smtp: Some(smtp), from: Some(FROM.to_owned()), ..MailSettings::default() },
        ..Settings::default()
    }
}

const FROM: &str = "Access Directory <access@directory.example>";
