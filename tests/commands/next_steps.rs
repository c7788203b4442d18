//! What `access-directory serve` says of a service that is not set up yet.

use api::changes::NextStep::{self, Accounts, Mail, Operator, Provider, PublicUrl};
use server::db::Engine;
use server::next_steps::next_steps;
use server::settings::Settings;
use server::settings::sign_in::SignInSettings;
use tests::files::Files;
use tests::run::run as in_world;
use tests::world::World;

async fn left(world: &World) -> Vec<NextStep> {
    next_steps(&world.app).await.unwrap()
}

#[test]
fn a_new_service_says_what_it_needs_until_it_has_it() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        assert_eq!(left(world).await, [Operator, Accounts, Mail, PublicUrl]);
        world.import(&Files::default().listed("Acme", "acme.com").person("Ann", "ann@acme.com")).await;
        assert_eq!(left(world).await, [Operator, Mail, PublicUrl]);
        world.import(&Files::default().person_line("bob@acme.com,Bob,,GB,en,external,false,true")).await;
        assert_eq!(left(world).await, [Mail, PublicUrl]);
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
            assert!(left(world).await.contains(&Provider));
            assert!(!left(world).await.contains(&PublicUrl));
        },
    );
}

#[test]
fn the_sample_world_needs_nothing() {
    in_world(Engine::Sqlite, World::sample, async |world: &World| assert_eq!(left(world).await, []));
}
