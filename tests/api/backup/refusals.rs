//! What is not restored: each refusal says what is wrong, and leaves the database empty.

use std::path::Path;

use server::args;
use server::db::{Db, Engine, newest_schema};
use server::settings::secrets::Password;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use tests::world::World;

use super::{Empty, another_secret, back_up, filling, restored, wanted};

tests::on_both_databases! {
    in World::empty:
    a_database_that_is_not_empty_is_left_as_it_is,
    another_secret_or_none_is_refused,
    a_newer_schema_is_refused,
    a_changed_or_broken_file_is_refused,
    a_broken_trail_is_refused,
    a_database_that_cannot_be_read_leaves_no_file,
}

/// Changes a backup as somebody would who has the file and not the secret.
async fn change(file: &Path, sql: &str) {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Refused in these words, and nothing is written.
async fn refused(world: &World, empty: &Empty, file: &Path, words: &str) {
    let said = restored(world, &empty.settings, file).await.unwrap_err();
    assert!(said.contains(words), "{said}");
    // It would be refused as filled otherwise.
    assert!(!said.contains("into an empty database only"), "{said}");
}

async fn a_database_that_is_not_empty_is_left_as_it_is(world: &World) {
    filling::fill(world).await;
    let (_folder, file) = back_up(world).await;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let empty = Empty::make(engine, world).await;
        restored(world, &empty.settings, &file).await.unwrap();
        let said = restored(world, &empty.settings, &file).await.unwrap_err();
        assert!(said.contains("into an empty database only"), "{said}");
        assert!(said.contains("name an empty one with --database"), "{said}");
        empty.drop().await;
    }
}

async fn another_secret_or_none_is_refused(world: &World) {
    filling::fill(world).await;
    let (_folder, file) = back_up(world).await;
    let mut empty = Empty::make(Engine::Sqlite, world).await;
    empty.settings.secret = None;
    refused(world, &empty, &file, "the secret is missing").await;
    assert!(!empty.settings.data.join("secret").exists(), "none is made");
    another_secret().keep(&empty.settings.data).unwrap();
    refused(world, &empty, &file, "the secret is not the one of the service").await;
    empty.settings.secret = Some(Password("another secret, of 32 bytes or more".to_owned()));
    refused(world, &empty, &file, "the secret is not the one of the service").await;
    assert!(!empty.settings.data.join("directory.sqlite").exists());
    empty.settings.secret = Some(Password(world.app.secret.as_setting().unwrap()));
    restored(world, &empty.settings, &file).await.unwrap();
    empty.drop().await;
}

async fn a_newer_schema_is_refused(world: &World) {
    let (_folder, file) = back_up(world).await;
    let empty = Empty::make(Engine::Sqlite, world).await;
    let newer = newest_schema() + 1;
    change(&file, &format!("UPDATE backup SET schema = {newer}, program = '9.9.9'")).await;
    refused(world, &empty, &file, &format!("made by version 9.9.9 of this program, with the schema {newer}")).await;
    change(&file, &format!("UPDATE backup SET schema = {}, format = 2", newest_schema())).await;
    refused(world, &empty, &file, "restore it with that version or a later one").await;
    empty.drop().await;
}

async fn a_changed_or_broken_file_is_refused(world: &World) {
    filling::fill(world).await;
    for (change_of, words) in [
        ("UPDATE person SET operator = TRUE", "the table `person` in"),
        ("DELETE FROM stop_list", "the table `stop_list` in"),
        ("UPDATE backup SET made_at = made_at + 1", "was changed after it was made"),
        ("DELETE FROM backup_table WHERE name = 'guess'", "was changed after it was made"),
        ("DROP TABLE guess", "the table `guess` in"),
        ("DROP TABLE backup", "is no backup"),
    ] {
        let (_folder, file) = back_up(world).await;
        let empty = Empty::make(world.app.db.engine(), world).await;
        change(&file, change_of).await;
        refused(world, &empty, &file, words).await;
        // What failed left nothing: the whole one goes in.
        let (_folder, whole) = back_up(world).await;
        restored(world, &empty.settings, &whole).await.unwrap();
        empty.drop().await;
    }
    let (_folder, file) = back_up(world).await;
    let empty = Empty::make(world.app.db.engine(), world).await;
    let length = file.metadata().unwrap().len();
    std::fs::File::options().write(true).open(&file).unwrap().set_len(length / 2).unwrap();
    let said = restored(world, &empty.settings, &file).await.unwrap_err();
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    std::fs::write(&file, "no database").unwrap();
    refused(world, &empty, &file, "is no backup").await;
    empty.drop().await;
}

async fn a_broken_trail_is_refused(world: &World) {
    filling::fill(world).await;
    world.let_trail_be_changed().await;
    world.write("UPDATE trail SET content = replace(content, 'imported', 'exported') WHERE number = 1", args![]).await;
    let (_folder, file) = back_up(world).await;
    let empty = Empty::make(world.app.db.engine(), world).await;
    refused(world, &empty, &file, "is not whole, as said above: it was changed before the backup was made").await;
    empty.drop().await;
}

async fn a_database_that_cannot_be_read_leaves_no_file(world: &World) {
    world.write("DROP TABLE trail_name", args![]).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    assert!(server::backup::make(&world.app, &wanted(&file)).await.is_err());
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    let db: &Db = &world.app.db;
    assert_eq!(server::store::backup_run::newest(db).await.unwrap(), None, "none was made");
}
