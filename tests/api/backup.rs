//! Backups, and restoring them into a database of each kind: what was there is there again, and nothing else.

mod filling;
mod refusals;
mod scheduled;

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use futures_util::StreamExt;
use server::app::{App, Shared};
use server::args;
use server::audit::verify;
use server::backup::restore::{fill, prove};
use server::backup::{Wanted, make, tables};
use server::base::secret::Secret;
use server::commands::restore::{self, RestoreArguments};
use server::db::whole_table::Kind;
use server::db::{Db, Engine};
use server::domains::search_text::Sought;
use server::settings::Settings;
use server::settings::secrets::{DatabaseAddress, Password};
use server::store::directory::Selection;
use server::store::{look_up, outbox};
use tempfile::TempDir;
use tests::postgres::Database;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    every_table_and_column_is_copied_or_left_out_for_a_reason,
    what_was_backed_up_is_there_again_in_either_database,
    sessions_codes_and_links_end_and_mail_is_held_until_it_is_released,
    what_time_brought_since_the_backup_is_held_as_well,
}

/// An empty database, and the settings of a service on it with the secret of another.
pub struct Empty {
    pub settings: Settings,
    database: Option<Database>,
    _data: TempDir,
}

impl Empty {
    pub async fn make(engine: Engine, world: &World) -> Empty {
        let data = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Database::create().await),
        };
        let settings = Settings {
            data: data.path().to_owned(),
            database: database.as_ref().map(|database| DatabaseAddress(database.url())),
            secret: Some(Password(world.app.secret.as_setting().unwrap())),
            ..Settings::default()
        };
        Empty { settings, database, _data: data }
    }

    pub async fn drop(self) {
        if let Some(database) = self.database {
            database.drop().await;
        }
    }
}

/// A backup of a world's database, in a folder of its own.
pub async fn back_up(world: &World) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    make(&world.app, &wanted(&file)).await.unwrap();
    (folder, file)
}

pub fn wanted(file: &Path) -> Wanted<'_> {
    Wanted { file, with_secret: false, command_user: Some("ann".to_owned()) }
}

/// Restores as the command does; gives what it says, or why it does not.
pub async fn restored(world: &World, settings: &Settings, file: &Path) -> Result<(String, String), String> {
    let arguments = RestoreArguments { file: file.to_owned(), identity: None };
    let (mut output, mut notes) = (Vec::new(), Vec::new());
    let done = restore::run(settings.clone(), &arguments, &world.app.clock, &mut output, &mut notes).await;
    let (output, notes) = (String::from_utf8(output).unwrap(), String::from_utf8(notes).unwrap());
    done.map(|()| (output.clone(), notes)).map_err(|error| format!("{output}{error:#}"))
}

/// All rows of a table, each as text, in an order that is the same in both databases.
async fn rows(db: &Db, table: &str) -> Vec<String> {
    let mut tx = db.snapshot().await.unwrap();
    let columns = tx.columns(table).await.unwrap();
    let mut rows: Vec<String> =
        tx.rows(table, &columns).map(|row| format!("{:?}", row.unwrap())).collect::<Vec<_>>().await;
    rows.sort();
    rows
}

async fn every_table_and_column_is_copied_or_left_out_for_a_reason(world: &World) {
    let mut tx = world.app.db.snapshot().await.unwrap();
    let there = tx.tables().await.unwrap();
    let left_out = tables::LEFT_OUT.iter().map(|(table, _)| *table);
    let known = tables::COPIED.iter().copied().chain(left_out).chain(tables::MADE_ANEW.iter().copied());
    let known: Vec<String> = known.map(str::to_owned).collect();
    let mut sorted = known.clone();
    sorted.sort();
    assert_eq!(there.into_iter().collect::<Vec<_>>(), sorted, "src/server/src/backup/tables.rs names each table once");
    for table in &known {
        // One of a type that no backup keeps is an error, which names it.
        for column in tx.columns(table).await.unwrap() {
            assert!(column.kind != Kind::Boolean || !has_null(&mut tx, table, &column.name).await, "{table}");
        }
    }
}

/// Whether a column may have no value: a boolean is always one of two.
async fn has_null(tx: &mut server::db::Tx, table: &str, column: &str) -> bool {
    let sql = match tx.engine() {
        Engine::Sqlite => "SELECT \"notnull\" = 0 AND pk = 0 FROM pragma_table_info($1) WHERE name = $2",
        Engine::Postgres => {
            "SELECT is_nullable = 'YES' FROM information_schema.columns WHERE table_name = $1 AND column_name = $2"
        }
    };
    let (may_be,): (bool,) = tx.one(sql, args![table, column]).await.unwrap();
    may_be
}

async fn what_was_backed_up_is_there_again_in_either_database(world: &World) {
    filling::fill(world).await;
    for table in tables::COPIED {
        assert!(world.count(table).await > 0, "nothing in `{table}` would be compared");
    }
    let (_folder, file) = back_up(world).await;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let empty = Empty::make(engine, world).await;
        let backup = prove(&empty.settings, &file, None, &mut Vec::new()).await.unwrap();
        fill(&empty.settings, &backup, world.app.clock.now()).await.unwrap();
        backup.close().await;
        let app = App::open(empty.settings.clone()).await.unwrap();
        for table in tables::COPIED {
            let (before, after) = (rows(&world.app.db, table).await, rows(&app.db, table).await);
            match *table {
                // Held, or gone with the codes: the next test.
                "outbox" => assert_eq!(before.len(), after.len() + 1, "outbox"),
                // The restore itself stands there.
                "trail" => assert_eq!(missing(&before, &after), [""; 0], "trail"),
                "trail_head" => assert_eq!(before.len(), after.len(), "trail_head"),
                _ => assert_eq!(before, after, "{table}, restored into {engine:?}"),
            }
        }
        assert_eq!(rows(&app.db, "trail").await.len(), rows(&world.app.db, "trail").await.len() + 1);
        works(&app).await;
        app.db.close().await;
        empty.drop().await;
    }
}

fn missing<'a>(before: &'a [String], after: &[String]) -> Vec<&'a String> {
    before.iter().filter(|row| !after.contains(row)).collect()
}

/// What is made of the tables is there: both ways to find an account, the trail, and keys for what comes next.
async fn works(app: &Shared) {
    assert_eq!(look_up::probe(&app.db, &app.secret, "quiet.com").await.unwrap().len(), 1);
    let selection = Selection { sought: Sought::new("cme wor"), ..Selection::default() };
    let listed = app.listed_accounts.now(&app.db).await.unwrap();
    assert_eq!(listed.search(&selection, &[], &selection.start(), 10).len(), 1);
    let mut output = Vec::new();
    assert!(
        verify::database(&app.db, &verify::Known::default(), &mut output).await.unwrap(),
        "{}",
        String::from_utf8_lossy(&output)
    );
    for table in ["access_grant", "outbox", "person", "trail"] {
        let sql = sqlx::AssertSqlSafe(format!("SELECT max(key) FROM {table}"));
        let (before,): (i64,) = app.db.one(sql, args![]).await.unwrap();
        let mut tx = app.db.begin().await.unwrap();
        let sql = match table {
            "person" => {
                "INSERT INTO person (email, email_folded, email_domain, email_verified, name, organisation, country, locale, \
                 affiliation, partner, operator, version) VALUES ('n@n.com', 'n@n.com', 'n.com', TRUE, '', '', '', 'en', \
                 'external', FALSE, FALSE, 1) RETURNING key"
            }
            "outbox" => {
                "INSERT INTO outbox (message_id, event, recipient, locale, details, created_at) \
                 VALUES ('next', '', '', 'en', '{}', 0) RETURNING key"
            }
            "trail" => {
                "INSERT INTO trail (chain, number, subject, content, hash) VALUES ('next', 1, '', '', '') RETURNING key"
            }
            _ => {
                "INSERT INTO access_grant (id, person_key, account_key, role) \
                 SELECT 'next', person_key, account_key, 'viewer' FROM access_request WHERE reference = 'AR-0000-0001' \
                 RETURNING key"
            }
        };
        let (next,): (i64,) = tx.one(sql, args![]).await.unwrap();
        assert!(next > before, "{table}: {next} after {before}");
    }
}

async fn sessions_codes_and_links_end_and_mail_is_held_until_it_is_released(world: &World) {
    filling::fill(world).await;
    world.sign_in("ann@acme.com").await;
    world.sign_in_link("ann@acme.com").await;
    for (table, _) in tables::LEFT_OUT.iter().filter(|(table, _)| table.starts_with("sign_in_l") || *table == "session")
    {
        assert!(world.count(table).await > 0, "{table}");
    }
    let (_folder, file) = back_up(world).await;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let empty = Empty::make(engine, world).await;
        let (output, notes) = restored(world, &empty.settings, &file).await.unwrap();
        assert!(output.contains(": whole\n") && output.contains("restored "), "{output}");
        // Two that the outbox had, and that the open request is over.
        assert!(notes.contains("3 mails are held"), "{notes}");
        let app = App::open(empty.settings.clone()).await.unwrap();
        for (table, reason) in tables::LEFT_OUT {
            assert_eq!(rows(&app.db, table).await, [""; 0], "{table}: {reason}");
        }
        let (room, now) = (outbox::Room { codes: 9, others: 9 }, world.app.clock.now() + TimeDelta::days(1));
        let due = async || outbox::lease(&app.db, now, TimeDelta::minutes(1), room).await.unwrap();
        assert!(due().await.is_empty(), "nothing is sent that may have been");
        assert_eq!(outbox::waiting(&app.db).await.unwrap(), (3, 1, 3));
        let mut tx = app.db.begin().await.unwrap();
        assert_eq!(outbox::release(&mut tx, Some(&["sent-since".to_owned()]), now).await.unwrap(), ["sent-since"]);
        assert_eq!(outbox::release(&mut tx, Some(&["sent".to_owned()]), now).await.unwrap(), [""; 0]);
        assert_eq!(outbox::discard(&mut tx, Some(&["waits".to_owned()])).await.unwrap(), ["waits"]);
        tx.commit().await.unwrap();
        let sent: Vec<String> = due().await.into_iter().map(|leased| leased.mail.message_id).collect();
        assert_eq!(sent, ["sent-since"]);
        assert_eq!(outbox::waiting(&app.db).await.unwrap(), (2, 1, 1));
        app.db.close().await;
        empty.drop().await;
    }
}

async fn what_time_brought_since_the_backup_is_held_as_well(world: &World) {
    filling::fill(world).await;
    let (_folder, file) = back_up(world).await;
    let empty = Empty::make(world.app.db.engine(), world).await;
    // By then the open request is long over, which the service told before it ended.
    let open = "SELECT status FROM access_request WHERE reference = 'AR-0000-0001'";
    let (status,): (String,) = world.rows(open, args![]).await.remove(0);
    assert_eq!(status, "open");
    restored(world, &empty.settings, &file).await.unwrap();
    let app = App::open(empty.settings.clone()).await.unwrap();
    let (status,): (String,) = app.db.one(open, args![]).await.unwrap();
    assert_eq!(status, "expired");
    let sql = "SELECT held FROM outbox WHERE event = 'access_request_expired'";
    let told: Vec<(bool,)> = app.db.all(sql, args![]).await.unwrap();
    assert!(!told.is_empty() && told.iter().all(|(held,)| *held), "{told:?}");
    app.db.close().await;
    empty.drop().await;
}

/// The secret as another service would have it.
pub fn another_secret() -> Secret {
    Secret::from_backup(&"5a".repeat(32)).unwrap()
}
