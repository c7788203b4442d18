//! A provider of mailboxes may be a customer: what an operator takes out of the list and adds to it counts.

use api::path;
use server::db::Engine;
use server::import_export::import::Outcome;
use tests::files::Files;
use tests::run::Stop;
use tests::world::World;

tests::on_both_databases! {
    in Telecom::open:
    a_telecoms_own_domain_is_a_customers_where_the_settings_say_so,
}

/// A service whose operator serves a telecom, and knows a small provider.
struct Telecom(World);

impl Telecom {
    async fn open(engine: Engine) -> Telecom {
        let configure = |settings: &mut server::settings::Settings| {
            settings.let_sessions_last();
            settings.public_mailboxes.remove = vec!["ziggo.nl".to_owned()];
            settings.public_mailboxes.add = vec!["post.test".to_owned()];
        };
        Telecom(World::start(engine, configure).await)
    }
}

impl Stop for Telecom {
    async fn stop(self) {
        self.0.stop().await;
    }
}

async fn a_telecoms_own_domain_is_a_customers_where_the_settings_say_so(Telecom(world): &Telecom) {
    let files =
        Files::default().listed("Ziggo", "ziggo.nl").person("Zed", "zed@ziggo.nl").person("Pia", "pia@post.test");
    assert!(matches!(world.import(&files).await, Outcome::Imported(_)));
    let found: api::account::Account = world
        .sign_in("zed@ziggo.nl")
        .await
        .get(&path::account(&world.account_id("ziggo.nl").await, None))
        .await
        .json(200);
    assert!(found.summary.matches);
    assert!(matches!(world.import(&Files::default().listed("Post", "post.test")).await, Outcome::Refused(_)));
}
