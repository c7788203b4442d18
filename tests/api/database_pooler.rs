//! PgBouncer before PostgreSQL, as hosters put it there: in session mode everything works, in the others the start says why
//! it does not.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use server::args;
use server::db::{Db, Purpose};
use tests::postgres::Database;

/// The program, with what Debian keeps off the path of most.
const PROGRAMS: [&str; 3] = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];

/// A pooler with at most five connections to one database.
struct PgBouncer {
    process: Child,
    port: u16,
    _settings: tempfile::TempDir,
}

impl PgBouncer {
    async fn start(database: &Database, mode: &str) -> PgBouncer {
        let program = PROGRAMS.into_iter().find(|path| Path::new(path).exists());
        let program = program.unwrap_or_else(|| panic!("there is no PgBouncer: `cargo xtask test api` installs it"));
        let url: url::Url = database.url().parse().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = tempfile::tempdir().unwrap();
        // Where root starts it, it goes on as somebody else, who reads this.
        std::fs::set_permissions(settings.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let file = settings.path().join("pgbouncer.ini");
        let written = format!(
            "[databases]\n* = host={} port={} user={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
             unix_socket_dir =\nauth_type = any\npool_mode = {mode}\ndefault_pool_size = 20\n",
            url.host_str().unwrap(),
            url.port().unwrap(),
            url.username(),
        );
        std::fs::write(&file, written).unwrap();
        let mut command = Command::new(program);
        if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
            command.args(["-u", "nobody"]);
        }
        let process = command.arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut started = PgBouncer { process, port, _settings: settings };
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(started.process.try_wait().unwrap().is_none(), "PgBouncer ended: run `pgbouncer` with {file:?}");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        started
    }

    fn url(&self, database: &Database) -> String {
        let mut url: url::Url = database.url().parse().unwrap();
        url.set_port(Some(self.port)).unwrap();
        url.to_string()
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

async fn open(database: &Database, mode: &str) -> Result<Db, String> {
    let bouncer = PgBouncer::start(database, mode).await;
    let opened = Db::open(Some(&bouncer.url(database)), Path::new(""), false, Purpose::Service).await;
    if let Ok(db) = &opened {
        let (two,): (i64,) = db.one("SELECT CAST($1 AS bigint) + 1", args![1]).await.unwrap();
        assert_eq!(two, 2);
    }
    opened.map_err(|error| format!("{error:#}"))
}

#[tokio::test]
async fn in_session_mode_it_is_not_noticed() {
    let database = Database::create().await;
    open(&database, "session").await.unwrap().close().await;
    database.drop().await;
}

#[tokio::test]
async fn in_the_other_modes_the_start_says_what_to_do() {
    let database = Database::create().await;
    for mode in ["transaction", "statement"] {
        let said = open(&database, mode).await.map(drop).unwrap_err();
        assert!(said.contains("`pool_mode = session` of PgBouncer"), "{mode}: {said}");
        assert!(said.starts_with("between this program and PostgreSQL is a pooler"), "{mode}: {said}");
    }
    database.drop().await;
}
