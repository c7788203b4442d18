//! Signing in waits for others, on PostgreSQL, but never so that they wait for it in turn. SQLite has one writer at a time:
//! there the two come one after the other.

use server::args;
use server::db::Engine;
use server::domains::email::EmailAddress;
use server::sign_in::identity;
use server::store::{identity::Identity, person};
use tests::files::Files;
use tests::world::World;

use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    who_follows_an_address_holds_nobody_else,
}

const ANN: &str = "ann@northmoor.com";
const BO: &str = "bo@northmoor.com";

async fn who_follows_an_address_holds_nobody_else(setting: &Setting) {
    let world = &setting.world;
    world.import(&Files::default().person("Ann", ANN).person("Bo", BO)).await;
    setting.sign_in("s-1", ANN, true).await;
    let (ann, bo) = (world.person_key(ANN).await, world.person_key(BO).await);

    // As a decision does, which tells both.
    let mut tx = world.app.db.begin().await.unwrap();
    person::note_change(&mut tx, ann).await.unwrap();
    let tell = async {
        if tx.engine() == Engine::Postgres {
            while !somebody_waits(world).await {
                tokio::task::yield_now().await;
            }
        }
        person::note_change(&mut tx, bo).await.unwrap();
        tx.commit().await.unwrap();
    };
    // The provider says now that Ann has the address that leads to Bo.
    let who = identity::SignedInBy {
        identity: Identity { issuer: setting.hostile.issuer.clone(), subject: "s-1".to_owned() },
        email: EmailAddress::parse(BO).unwrap(),
        verified: true,
        name: String::new(),
        locale: text::Locale::En,
        replaces: vec![],
    };
    let (signed_in, ()) = tokio::join!(
        identity::by_provider(
            &world.app.db,
            &world.app.policy,
            &world.app.internal_domains,
            &who,
            world.app.clock.now()
        ),
        tell
    );
    let known = identity::Known { key: ann, was_known_by: None, is_anothers_address: true };
    assert_eq!(signed_in.unwrap(), identity::ByProvider::Person(known));
    assert_eq!(setting.address(ann).await, (BO.to_owned(), false, true), "it leads to Bo still");
}

async fn somebody_waits(world: &World) -> bool {
    let sql = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN \
         (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";
    let (waiting,): (i64,) = world.rows(sql, args![]).await.remove(0);
    waiting > 0
}
