//! Who is asked: the product, pg_trgm sorted by name, and tantivy.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use api::directory::DirectoryQuery;
use api::path;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use rules::vocabulary::{AccountStatus, Visibility};
use server::app::Shared;
use server::args;
use server::db::Engine;
use server::domains::DomainIdentifier;
use server::domains::search_text::words;
use server::import_export::csv_files::rows::AccountRow;
use server::import_export::import::{self, Options, Outcome, Source};
use server::settings::Settings;
use server::settings::secrets::{DatabaseAddress, Password};
use server::store::{person, sign_in_link};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::client::Client;
use tests::files::Files;
use tower::ServiceExt;

use crate::{Column, Times, folder, names};

/// How often all searches are sent.
const TURNS: usize = 3;

const PERSON: &str = "ada@elsewhere.com";

/// The product over a world.
pub struct Product {
    app: Shared,
    router: Router,
    cookie: String,
}

impl Product {
    /// Opens the world of so many accounts, and makes it where it is not there yet.
    pub async fn open(engine: Engine, size: usize, worlds: &Path) -> Product {
        let mut settings = Settings { data: folder(worlds, size), ..Settings::default() };
        settings.limits.person_burst = u32::MAX;
        settings.secret = Some(Password("the secret of all benchmarks, 32 bytes or more".to_owned()));
        if engine == Engine::Postgres {
            settings.database = Some(DatabaseAddress(database(size).await));
        }
        let app = server::commands::serve::open(settings).await.unwrap();
        let (count,): (i64,) = app.db.one("SELECT count(*) FROM account", args![]).await.unwrap();
        if count == 0 {
            let started = Instant::now();
            fill(&app, size).await;
            println!("{engine:?}: {size} accounts imported in {:.1} s", started.elapsed().as_secs_f64());
        }
        let mut tx = app.db.begin().await.unwrap();
        if engine == Engine::Postgres {
            tx.run("ANALYZE", args![]).await.unwrap();
        }
        let key = person::key_by_email(&app.db, PERSON).await.unwrap().unwrap();
        let token = sign_in_link::make(&mut tx, key, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let router = server::router::router(Shared::clone(&app));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router.clone().into_make_service_with_connect_info::<std::net::SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await });
        let client = Client::new(format!("http://{address}")).sign_in("/sign-in", "link", &token).await;
        server.abort();
        Product { app, router, cookie: client.cookie.unwrap() }
    }

    pub async fn close(self) {
        self.app.db.close().await;
    }

    /// The handler's times, to the last byte of each answer.
    pub async fn measure(&self, searches: &[Vec<String>]) -> Column {
        let mut all: Vec<Vec<Duration>> = vec![Vec::new(); searches.len()];
        for turn in 0..=TURNS {
            for (kind, searches) in searches.iter().enumerate() {
                for q in searches {
                    let took = self.ask(q).await;
                    // The first turn warms up.
                    if turn > 0 {
                        all[kind].push(took);
                    }
                }
            }
        }
        all.into_iter().map(times).collect()
    }

    async fn ask(&self, q: &str) -> Duration {
        let address = path::directory(&DirectoryQuery { q: q.to_owned(), ..Default::default() });
        let request = Request::builder().uri(address).header(header::COOKIE, &self.cookie);
        let request = request.header(header::HOST, "localhost").body(Body::empty()).unwrap();
        let router = self.router.clone();
        let started = Instant::now();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let took = started.elapsed();
        assert_eq!(status, 200, "{q}: {}", String::from_utf8_lossy(&body));
        took
    }

    /// What PostgreSQL's trigrams take to find the same words and sort all of it by name.
    pub async fn measure_trigrams(&self, searches: &[Vec<String>]) -> Column {
        let mut tx = self.app.db.begin().await.unwrap();
        let index = "CREATE INDEX IF NOT EXISTS peer_trigrams ON account USING gin (search_text gin_trgm_ops) \
             WHERE visibility = 'listed' AND status = 'active'";
        tx.run(index, args![]).await.unwrap();
        tx.run("ANALYZE account", args![]).await.unwrap();
        tx.commit().await.unwrap();
        let mut all: Vec<Vec<Duration>> = vec![Vec::new(); searches.len()];
        for _ in 0..TURNS {
            for (kind, searches) in searches.iter().enumerate() {
                for q in searches {
                    let patterns: Vec<String> = words(q).split(' ').map(|word| format!("%{word}%")).collect();
                    let conditions: Vec<String> =
                        (1..=patterns.len()).map(|at| format!("search_text LIKE ${at}")).collect();
                    let sql = format!(
                        "SELECT name FROM account WHERE visibility = 'listed' AND status = 'active' AND {} \
                         ORDER BY name_folded LIMIT 26",
                        conditions.join(" AND ")
                    );
                    let arguments = patterns.into_iter().map(server::db::Argument::from).collect();
                    let started = Instant::now();
                    let _found: Vec<(String,)> = self.app.db.all(AssertSqlSafe(sql), arguments).await.unwrap();
                    all[kind].push(started.elapsed());
                }
            }
        }
        all.into_iter().map(times).collect()
    }
}

/// Tantivy's times, which its own program measures.
pub fn tantivy(program: &Path, size: usize, searches: &[Vec<String>]) -> Column {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = std::io::BufWriter::new(child.stdin.take().unwrap());
    for number in 0..size {
        let (name, identifier) = names::account(number);
        writeln!(input, "{}\t{}", words(&name), words(&identifier)).unwrap();
    }
    writeln!(input).unwrap();
    for searches in searches {
        let folded: Vec<String> = searches.iter().map(|q| words(q)).collect();
        writeln!(input, "{}", folded.join("\t")).unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let number = |text: &str| text.parse::<f64>().unwrap();
    let line =
        |line: &str| line.split_once(' ').map(|(median, p99)| Times { median: number(median), p99: number(p99) });
    text.lines().filter_map(line).collect()
}

fn times(mut all: Vec<Duration>) -> Times {
    all.sort_unstable();
    let milliseconds = |at: usize| all[at.min(all.len() - 1)].as_secs_f64() * 1e3;
    Times { median: milliseconds(all.len() / 2), p99: milliseconds(all.len() * 99 / 100) }
}

async fn database(size: usize) -> String {
    let cluster = std::env::var("TEST_POSTGRES_URL").unwrap();
    let name = format!("search_{size}");
    let mut connection = PgConnection::connect(&cluster).await.unwrap();
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&name);
    if there.fetch_optional(&mut connection).await.unwrap().is_none() {
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    }
    let (host, _) = cluster.rsplit_once('/').unwrap();
    format!("{host}/{name}?sslmode=disable")
}

async fn fill(app: &Shared, size: usize) {
    let row = |number: usize| {
        let (name, identifier) = names::account(number);
        Ok(AccountRow {
            line: number as u64 + 2,
            name,
            domain_identifier: DomainIdentifier::parse(&identifier).unwrap(),
            country: ["GB", "FR", "DE", "US"][names::mixed(number, 5) % 4].to_owned(),
            visibility: if names::mixed(number, 6).is_multiple_of(10) {
                Visibility::Restricted
            } else {
                Visibility::Listed
            },
            kind: None,
            status: AccountStatus::Active,
        })
    };
    let source = Source {
        accounts: Box::new((0..size).map(row)),
        virtual_accounts: Box::new(std::iter::empty()),
        people: Box::new(std::iter::empty()),
        grants: Box::new(std::iter::empty()),
    };
    let outcome = import::rows(app, source, &Options::default()).await.unwrap();
    assert!(matches!(outcome, Outcome::Imported(_)), "{outcome:?}");
    let files = Files::default().person("Ada Byron", PERSON).listed("Home", "elsewhere.com");
    let files = files.grant(PERSON, "elsewhere.com", "", "viewer");
    let directory = tempfile::tempdir().unwrap();
    files.write(directory.path());
    let outcome = import::directory(app, directory.path(), &Options::default()).await.unwrap();
    assert!(matches!(outcome, Outcome::Imported(_)), "{outcome:?}");
}
