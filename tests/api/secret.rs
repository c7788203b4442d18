//! The secret under which look-ups, codes and links are kept: a database knows its own again.

use server::app::{App, Shared};
use server::args;
use server::commands::admin::{self, AdminCommand};
use server::db::Engine;
use server::settings::Settings;
use server::settings::secrets::Password;
use server::store::look_up;
use server::store::secret_check;
use server::store::trail;
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    another_secret_is_refused_and_its_own_is_not,
    a_database_from_before_takes_its_own_secret_only,
    after_a_rekey_the_new_secret_finds_every_account,
    processes_on_one_postgresql_are_given_their_secret,
}

const OTHER: &str = "another secret, of 32 bytes or more";

async fn another_secret_is_refused_and_its_own_is_not(world: &World) {
    let refused = error(App::open(with_another_secret(world)).await);
    assert!(refused.contains("not the secret that the database was filled with"), "{refused}");
    assert!(refused.contains("admin rekey"), "{refused}");
    close(App::open(world.app.settings.clone()).await.unwrap()).await;
}

async fn a_database_from_before_takes_its_own_secret_only(world: &World) {
    world.import(&files()).await;
    let mut tx = world.app.db.begin().await.unwrap();
    tx.run("DELETE FROM secret_check", args![]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(error(App::open(with_another_secret(world)).await).contains("not the secret"));
    assert_eq!(world.count("secret_check").await, 0);
    close(App::open(world.app.settings.clone()).await.unwrap()).await;
    assert_eq!(world.count("secret_check").await, 1);
}

async fn after_a_rekey_the_new_secret_finds_every_account(world: &World) {
    world.import(&files()).await;
    let app = App::open_with_any_secret(with_another_secret(world)).await.unwrap();
    let found = async |name: &str| look_up::probe(&app.db, &app.secret, name).await.unwrap().len();
    assert_eq!(found("acme.com").await, 0);
    let mut notes = Vec::new();
    admin::run(&app, &AdminCommand::Rekey, &mut Vec::new(), &mut notes).await.unwrap();
    let notes = String::from_utf8(notes).unwrap();
    assert!(notes.starts_with("2 accounts are found under the new secret."), "{notes}");
    for name in ["acme.com", "Acme Works", "quiet.com", "Quiet Bank"] {
        assert_eq!(found(name).await, 1, "{name}");
    }
    assert_eq!(trail::of_subject(&app.db, "secret").await.unwrap().len(), 1, "the trail says that it was replaced");
    secret_check::verify(&app.db, &app.secret).await.unwrap();
    assert!(secret_check::verify(&world.app.db, &world.app.secret).await.is_err(), "the one before is another one now");
    close(app).await;
}

async fn processes_on_one_postgresql_are_given_their_secret(world: &World) {
    let opened = App::open(Settings { secret: None, ..world.app.settings.clone() }).await;
    match world.app.db.engine() {
        Engine::Postgres => {
            let refused = error(opened);
            assert!(
                refused.contains("the setting `secret` is missing: all processes on one PostgreSQL share it"),
                "{refused}"
            );
        }
        // It lies beside the data.
        Engine::Sqlite => close(opened.unwrap()).await,
    }
}

fn files() -> Files {
    Files::default().listed("Acme Works", "acme.com").restricted("Quiet Bank", "quiet.com")
}

fn with_another_secret(world: &World) -> Settings {
    Settings { secret: Some(Password(OTHER.to_owned())), ..world.app.settings.clone() }
}

fn error<E: std::fmt::Debug>(opened: Result<Shared, E>) -> String {
    match opened {
        Ok(_) => panic!("it was opened"),
        Err(error) => format!("{error:?}"),
    }
}

async fn close(app: Shared) {
    app.db.close().await;
}
