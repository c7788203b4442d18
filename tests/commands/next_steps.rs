//! What `access-directory serve` says of a service that is not set up yet.

use server::commands::serve::next_steps::next_steps;
use server::db::Engine;
use server::settings::Settings;
use server::settings::sign_in::SignInSettings;
use tests::files::Files;
use tests::run::run as in_world;
use tests::world::World;

async fn named(world: &World) -> Vec<&'static str> {
    let steps = next_steps(&world.app).await.unwrap();
    steps.into_iter().map(|step| step.split('`').nth(1).unwrap()).collect()
}

#[test]
fn a_new_service_says_what_it_needs_until_it_has_it() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let (operator, import) = ("access-directory admin bootstrap EMAIL", "access-directory import DIR");
        assert_eq!(named(world).await, [operator, import, "mail.smtp", "public_url"]);
        world.import(&Files::default().listed("Acme", "acme.com").person("Ann", "ann@acme.com")).await;
        assert_eq!(named(world).await, [operator, "mail.smtp", "public_url"]);
        world.import(&Files::default().person_line("bob@acme.com,Bob,,GB,en,external,false,true")).await;
        assert_eq!(named(world).await, ["mail.smtp", "public_url"]);
    });
}

#[test]
fn a_service_without_any_way_in_says_so() {
    let configure = |settings: &mut Settings| {
        settings.sign_in = SignInSettings { codes: false, ..SignInSettings::default() };
        settings.public_url = Some("https://accounts.example.com".to_owned());
    };
    in_world(
        Engine::Sqlite,
        async |engine| World::start(engine, configure).await,
        async |world: &World| {
            assert!(named(world).await.contains(&"sign_in.providers"));
            assert!(!named(world).await.contains(&"public_url"));
        },
    );
}
