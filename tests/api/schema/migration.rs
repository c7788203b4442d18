//! A database of the version before: its rows stay, and one that breaks a constraint stops the migration and is named.

use std::path::Path;
use std::str::FromStr;

use server::args;
use server::db::{Db, Engine, Purpose};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};
use tempfile::TempDir;
use tests::postgres::Database;

static SQLITE: Migrator = sqlx::migrate!("../src/server/migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../src/server/migrations/postgres");

/// The last version without constraints.
const BEFORE: i64 = 7;

/// Two accounts with a Virtual Account each, one person, one request from before the trail was chained.
const ROWS: &str = "\
    INSERT INTO person (key, email, email_folded, email_domain, email_verified, name, organisation, country, locale, \
        affiliation, partner, operator, version) \
        VALUES (1, 'a@x.example', 'a@x.example', 'x.example', TRUE, '', '', '', 'en', 'external', FALSE, FALSE, 1); \
    INSERT INTO account (key, id, name, name_folded, domain_identifier, domain_display, registrable_domain, search_text, \
        country, visibility, kind, status, version) VALUES \
        (1, 'one', '', '', 'one.example', '', '', '', '', 'listed', 'customer', 'active', 1), \
        (2, 'two', '', '', 'two.example', '', '', '', '', 'listed', 'customer', 'active', 1); \
    INSERT INTO virtual_account (key, id, account_key, name, path, is_default) VALUES \
        (11, 'v1', 1, 'Default', 'Default', TRUE), (12, 'v2', 2, 'Default', 'Default', TRUE), \
        (13, 'v3', 2, 'North', 'North', FALSE); \
    INSERT INTO access_grant (key, id, person_key, account_key, virtual_account_key, role) \
        VALUES (21, 'g', 1, 2, 13, 'viewer'); \
    INSERT INTO policy VALUES ('1', '{}', 0); \
    INSERT INTO access_request (key, reference, person_key, account_key, status, path, match_kind, scope, reason, deciders, \
        created_at, expires_at, policy_version, rules, version) \
        VALUES (31, 'AR-1', 1, 2, 'open', 'wizard', 'same', 'selected', 'why', 'operator', 0, 1, '1', '[]', 1); \
    INSERT INTO access_request_item VALUES (31, 13, 'user');";

/// What breaks a constraint, and how the row is named, in SQLite and in PostgreSQL.
const BREAKING: [(&str, &str, &str); 8] = [
    ("UPDATE person SET locale = 'de'", "table `person`, key 1 ", "table `person`, key 1 "),
    ("UPDATE access_request SET decided_at = 1", "table `access_request`, key 31 ", "table `access_request`, key 31 "),
    (
        // Not the request 31, which the migration gives its salt.
        "INSERT INTO access_request (key, reference, person_key, account_key, status, path, match_kind, scope, deciders, \
         created_at, expires_at, policy_version, rules, version, reason_salt) \
         VALUES (32, 'AR-2', 1, 1, 'open', 'wizard', 'same', 'selected', 'operator', 0, 1, '1', '[]', 1, 'salt')",
        "table `access_request`, key 32 ",
        "table `access_request`, key 32 ",
    ),
    (
        "UPDATE access_request_item SET role = ''",
        "table `access_request_item`, key 31 ",
        "table `access_request_item`, key 31 ",
    ),
    (
        "UPDATE access_request_item SET virtual_account_key = 11",
        "table `access_request`, key 31: a Virtual Account that it names belongs to another account",
        "table `access_request_item`, request 31: ",
    ),
    (
        "UPDATE access_grant SET account_key = 1",
        "table `access_grant`, key 21: its Virtual Account belongs to another account",
        "Key (account_key, virtual_account_key)=(1, 13)",
    ),
    (
        "UPDATE virtual_account SET parent_key = 11 WHERE key = 13",
        "table `virtual_account`, key 13: the one above it belongs to another account",
        "Key (account_key, parent_key)=(2, 11)",
    ),
    (
        "UPDATE virtual_account SET is_default = TRUE",
        "table `virtual_account`, key 13: is the second default one of its account",
        "Key (account_key)=(2)",
    ),
];

/// Accounts that were asked for and activated, each in another way.
const ASKED_FOR: &str = "\
    INSERT INTO account (key, id, name, name_folded, domain_identifier, domain_display, registrable_domain, search_text, \
        country, visibility, kind, status, version, request_reference) VALUES \
        (3, '3', 'Three', '', 'x.example', '', '', '', '', 'listed', 'customer', 'active', 1, 'AR-3'), \
        (4, '4', 'Four', '', 'four.example', '', '', '', '', 'listed', 'customer', 'active', 1, 'AR-4'), \
        (5, '5', 'Five', '', 'five.example', '', '', '', '', 'listed', 'customer', 'active', 1, 'AR-5'), \
        (6, '6', 'Six', '', 'six.example', '', '', '', '', 'listed', 'customer', 'active', 1, 'AR-6'), \
        (7, '7', 'Seven', '', 'seven.example', '', '', '', '', 'listed', 'customer', 'active', 1, 'AR-7'); \
    INSERT INTO account_request (key, reference, person_key, account_key, domain_identifier, status, decider, approved_by, \
        operator_asked, salt, created_at, lapses_at, decided_at, decided_by_key, decided_as, decision_rules, \
        policy_version, rules, version) \
        SELECT key, request_reference, 1, key, domain_identifier, 'activated', 'customer_contacts', \
            CASE key WHEN 4 THEN 'operator_approver' WHEN 5 THEN 'existing_administrators' \
                WHEN 6 THEN 'existing_administrators' ELSE 'nobody' END, \
            FALSE, '', 0, 1, 1, 1, 'account_creator', '[]', '1', '[]', 1 \
        FROM account WHERE request_reference IS NOT NULL; \
    INSERT INTO account_request_holder (request_key, account_key) VALUES (5, 1), (6, 3);";

/// By whose word they are there, as far as what was stored says it.
const CONFIRMED_BY: [(i64, &str); 7] = [
    (1, "import"),
    (2, "import"),
    (3, "contact"),
    (4, "operator"),
    (5, "administrators"),
    // By the administrators of an account that was asked for itself.
    (6, "nobody"),
    (7, "nobody"),
];

pub enum Before {
    Sqlite(TempDir),
    Postgres(Database),
}

impl Before {
    /// A database of the version before with [`ROWS`] and after this statement.
    async fn make(engine: Engine, statement: &'static str) -> Before {
        Before::make_version(engine, BEFORE, &[ROWS, statement].concat()).await
    }

    /// A database of an earlier version, after these statements.
    pub async fn make_version(engine: Engine, version: i64, statements: &str) -> Before {
        match engine {
            Engine::Sqlite => {
                let before = Before::Sqlite(tempfile::tempdir().unwrap());
                let url = format!("{}?mode=rwc", before.url());
                // As the program does: tables are made anew.
                let options = SqliteConnectOptions::from_str(&url).unwrap().foreign_keys(false);
                let mut connection = options.connect().await.unwrap();
                SQLITE.run_to(version, &mut connection).await.unwrap();
                connection.execute(AssertSqlSafe(statements.to_owned())).await.unwrap();
                connection.close().await.unwrap();
                before
            }
            Engine::Postgres => {
                let before = Before::Postgres(Database::create().await);
                let mut connection = PgConnection::connect(&before.url()).await.unwrap();
                POSTGRES.run_to(version, &mut connection).await.unwrap();
                connection.execute(AssertSqlSafe(statements.to_owned())).await.unwrap();
                connection.close().await.unwrap();
                before
            }
        }
    }

    fn url(&self) -> String {
        match self {
            Before::Sqlite(folder) => format!("sqlite://{}", folder.path().join("directory.sqlite").display()),
            Before::Postgres(database) => database.url(),
        }
    }

    /// The database, or what the operator reads.
    pub async fn open(&self) -> Result<Db, String> {
        Db::open(Some(&self.url()), Path::new(""), false, Purpose::Service).await.map_err(|error| format!("{error:#}"))
    }

    pub async fn remove(self) {
        if let Before::Postgres(database) = self {
            database.drop().await;
        }
    }
}

async fn rows_stay(engine: Engine) {
    let before = Before::make(engine, "").await;
    let db = before.open().await.unwrap();
    let rows: (i64, i64, i64) = db
        .one(
            "SELECT (SELECT count(*) FROM virtual_account), (SELECT virtual_account_key FROM access_grant), \
             (SELECT count(*) FROM access_request_item WHERE request_key = 31 AND virtual_account_key = 13)",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(rows, (3, 13, 1));
    let (reason, salt): (String, Option<String>) =
        db.one("SELECT reason, reason_salt FROM access_request", args![]).await.unwrap();
    assert_eq!((reason.as_str(), salt.map(|salt| salt.len())), ("why", Some(26)));
    db.close().await;
    before.remove().await;
}

/// What an import needs to know of the time before is read from the trail.
async fn what_was_revoked_is_read_from_the_trail(engine: Engine) {
    const TRAIL: &str = "\
        INSERT INTO trail (chain, number, subject, hash, content) VALUES \
            ('two', 1, 'g1', '', '{\"after\":null,\"before\":{\"person\":\"a@x.example\",\"role\":\"user\",\
                \"virtual_account\":\"v2\"},\"event\":\"access_removed\"}'), \
            ('two', 2, 'g2', '', '{\"after\":null,\"before\":{\"person\":\"a@x.example\",\"role\":\"administrator\",\
                \"virtual_account\":\"v3\"},\"event\":\"access_changed\"}'), \
            ('one', 1, 'g3', '', '{\"after\":null,\"before\":{\"person\":\"a@x.example\",\"role\":\"viewer\",\
                \"virtual_account\":null},\"event\":\"access_left\"}'), \
            ('one', 2, 'g4', '', '{\"after\":null,\"before\":{\"person\":\"a@x.example\",\"role\":\"viewer\",\
                \"virtual_account\":\"gone\"},\"event\":\"access_removed\"}'), \
            ('service', 1, 'profile', '', '{\"after\":null,\"event\":\"profile_changed\",\"who\":\"a@x.example\"}'), \
            ('service', 2, 'profile', '', 'no entry');";
    let before = Before::make(engine, TRAIL).await;
    let db = before.open().await.unwrap();
    let sql = "SELECT account_key, coalesce(virtual_account_key, 0), role FROM revoked_grant ORDER BY 1, 2";
    let revoked: Vec<(i64, i64, String)> = db.all(sql, args![]).await.unwrap();
    let expected = [(1, 0, "viewer"), (2, 12, "user"), (2, 13, "administrator")];
    assert_eq!(revoked, expected.map(|(account, part, role)| (account, part, role.to_owned())));
    assert_eq!(db.one::<(bool,)>("SELECT own_profile FROM person", args![]).await.unwrap(), (true,));
    db.close().await;
    before.remove().await;

    // A role that came back since was given by somebody who knew.
    let again = [TRAIL, "UPDATE access_grant SET role = 'administrator'"].concat();
    let before = Before::make(engine, again.leak()).await;
    let db = before.open().await.unwrap();
    assert_eq!(db.all::<(i64, i64, String)>(sql, args![]).await.unwrap().len(), 2);
    db.close().await;
    before.remove().await;
}

async fn a_row_that_breaks_a_constraint_is_named(engine: Engine) {
    for (statement, sqlite, postgres) in BREAKING {
        let before = Before::make(engine, statement).await;
        let Err(error) = before.open().await else { panic!("accepted: {statement}") };
        let expected = if engine == Engine::Sqlite { sqlite } else { postgres };
        assert!(error.contains(expected), "{statement}: {error}");
        before.remove().await;
    }
}

/// Accounts of before are confirmed as far as what was stored says so; names have their skeleton once the program ran.
async fn accounts_are_confirmed_by_what_was_stored(engine: Engine) {
    let before = Before::make(engine, ASKED_FOR).await;
    let db = before.open().await.unwrap();
    let rows: Vec<(i64, String)> = db.all("SELECT key, confirmed_by FROM account ORDER BY key", args![]).await.unwrap();
    assert_eq!(rows, CONFIRMED_BY.map(|(key, word)| (key, word.to_owned())));
    server::store::domain_holder::keep_skeletons(&db).await.unwrap();
    let skeletons = "SELECT name_skeleton FROM account WHERE key > 5 ORDER BY key";
    let rows: Vec<(String,)> = db.all(skeletons, args![]).await.unwrap();
    assert_eq!(rows, [("slx".to_owned(),), ("seven".to_owned(),)]);
    db.close().await;
    before.remove().await;
}

#[tokio::test]
async fn sqlite_accounts_are_confirmed_by_what_was_stored() {
    accounts_are_confirmed_by_what_was_stored(Engine::Sqlite).await;
}

#[tokio::test]
async fn postgres_accounts_are_confirmed_by_what_was_stored() {
    accounts_are_confirmed_by_what_was_stored(Engine::Postgres).await;
}

#[tokio::test]
async fn sqlite_keeps_its_rows() {
    rows_stay(Engine::Sqlite).await;
}

#[tokio::test]
async fn postgres_keeps_its_rows() {
    rows_stay(Engine::Postgres).await;
}

#[tokio::test]
async fn sqlite_reads_what_was_revoked_from_the_trail() {
    what_was_revoked_is_read_from_the_trail(Engine::Sqlite).await;
}

#[tokio::test]
async fn postgres_reads_what_was_revoked_from_the_trail() {
    what_was_revoked_is_read_from_the_trail(Engine::Postgres).await;
}

#[tokio::test]
async fn sqlite_names_a_row_that_breaks_a_constraint() {
    a_row_that_breaks_a_constraint_is_named(Engine::Sqlite).await;
}

#[tokio::test]
async fn postgres_names_a_row_that_breaks_a_constraint() {
    a_row_that_breaks_a_constraint_is_named(Engine::Postgres).await;
}
