//! `access-directory export`: the files of an import, the same each time.

use server::db::Engine;
use server::import_export::import::{self, Options, Outcome};
use server::sample;
use tempfile::TempDir;
use tests::files::Files;
use tests::run::Stop;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    what_was_imported_is_exported_and_imports_as_the_same,
    the_sample_world_imports_into_an_empty_database,
}

async fn export(world: &World) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    server::import_export::export::directory(&world.app.db, directory.path()).await.unwrap();
    directory
}

async fn import(world: &World, directory: &TempDir) -> [u64; 4] {
    match import::directory(&world.app, directory.path(), &Options::default()).await.unwrap() {
        Outcome::Imported(report) => report.counts.map(|counts| counts.inserted),
        other => panic!("{other:?}"),
    }
}

async fn what_was_imported_is_exported_and_imports_as_the_same(world: &World) {
    let awkward = Files::default()
        .listed("\"Smith, \"\"Jones\"\" & Cœur\"", "BÜCHER.de.")
        .restricted("Zulu", "zulu.com")
        .account("Lapsed,lapsed.com,FR,listed,partner_holding,lapsed")
        .virtual_account("zulu.com", "\"North, East/Leeds\"")
        .virtual_account("zulu.com", "\"North, East\"")
        .person_line("Émile@bücher.de,,,,fr,licensing_support,true,true")
        .person("Bob", "bob@zulu.com")
        .grant("bob@zulu.com", "zulu.com", "\"North, East/Leeds\"", "administrator")
        .grant("bob@zulu.com", "xn--bcher-kva.de", "", "approver");
    assert!(matches!(world.import(&awkward).await, Outcome::Imported(_)));
    let first = export(world).await;
    assert_eq!(import(world, &first).await, [0; 4], "an export changes nothing where it came from");

    let other = World::empty(world.app.db.engine()).await;
    assert_eq!(import(&other, &first).await, [3, 2, 2, 2]);
    let second = export(&other).await;
    assert_eq!(Files::read(second.path()), Files::read(first.path()));
    other.stop().await;

    // The order of the rows is not that of the database's language.
    let elsewhere = match world.app.db.engine() {
        Engine::Sqlite => return,
        Engine::Postgres => World::empty(Engine::Sqlite).await,
    };
    import(&elsewhere, &first).await;
    assert_eq!(Files::read(export(&elsewhere).await.path()), Files::read(first.path()));
    elsewhere.stop().await;
}

async fn the_sample_world_imports_into_an_empty_database(world: &World) {
    let sample = World::sample(world.app.db.engine()).await;
    let rows = sample::world();
    let lengths = [rows.accounts.len(), rows.virtual_accounts.len(), rows.people.len(), rows.grants.len()];
    let first = export(&sample).await;
    assert_eq!(import(world, &first).await, lengths.map(|length| length as u64));
    for table in ["account", "virtual_account", "person", "access_grant", "account_look_up"] {
        assert_eq!(world.count(table).await, sample.count(table).await, "{table}");
    }
    assert_eq!(Files::read(export(world).await.path()), Files::read(first.path()));
    sample.stop().await;
}
