//! Somebody of whom another issuer says that they have an administrator's address: they are not that administrator.

use api::account_request::AccountRequestPreview;
use api::path;
use rules::vocabulary::AccountDecider;
use server::args;
use server::store::sign_in_link;
use tests::client::Client;
use tests::world::World;

use super::{BELOW_HELD, HOLDER, Requests, asked};

tests::on_both_databases! {
    in Requests::open:
    an_administrator_decides_also_what_somebody_asks_who_has_the_same_address,
}

async fn an_administrator_decides_also_what_somebody_asks_who_has_the_same_address(Requests(world): &Requests) {
    let impostor = with_address_of(world, HOLDER).await;
    let preview = impostor.post(path::ACCOUNT_REQUEST_PREVIEWS, &asked(world, BELOW_HELD)).await;
    let preview: AccountRequestPreview = preview.json(200);
    assert_eq!(preview.decider, AccountDecider::ExistingAdministrators);
}

/// Another person with this address, to whom it does not lead.
async fn with_address_of(world: &World, email: &str) -> Client {
    world
        .write(
            "INSERT INTO person (email, email_folded, email_domain, email_verified, name, organisation, country, locale, \
             affiliation, partner, operator, version) \
             VALUES ($1, NULL, 'kestrelbrook.com', $2, 'Nobody', 'None', 'GB', 'en', 'external', $3, $2, 1)",
            args![email, false, true],
        )
        .await;
    let (key,): (server::store::key::PersonKey,) =
        world.rows("SELECT max(key) FROM person WHERE email_folded IS NULL", args![]).await.remove(0);
    let mut tx = world.app.db.begin().await.unwrap();
    let link = sign_in_link::make(&mut tx, key, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    world.nobody().sign_in("/sign-in", "link", &link).await
}
