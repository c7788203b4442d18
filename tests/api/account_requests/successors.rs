//! Somebody who has the address of a customer contact who acted: they are not that contact.

use api::path;
use server::domains::email::EmailAddress;
use server::store::person::{self, Address};
use tests::files::Files;
use tests::world::World;

use super::{COLLEAGUE, CUSTOMER, FREE, Requests, approve, forward, requested};

tests::on_both_databases! {
    in Requests::open:
    the_next_with_a_contacts_address_knows_nothing_of_what_that_one_did,
    who_has_not_acted_may_be_anybody_with_the_address,
}

/// Gives the address of somebody to somebody else.
async fn succeed(world: &World, email: &str) {
    let key = world.person_key(email).await;
    let mut tx = world.app.db.begin().await.unwrap();
    let moved = EmailAddress::parse("moved@elsewhere.com").unwrap();
    let address = Address { email: moved, verified: true, is_primary: true };
    person::change_address(&mut tx, key, &address).await.unwrap();
    tx.commit().await.unwrap();
    world.import(&Files::default().person("Successor", email)).await;
    assert_ne!(world.person_key(email).await, key);
}

async fn sees(world: &World, email: &str, reference: &str) -> u16 {
    world.sign_in(email).await.get(&path::pending_account_request(reference)).await.status
}

async fn the_next_with_a_contacts_address_knows_nothing_of_what_that_one_did(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let customer = world.sign_in(CUSTOMER).await;
    assert_eq!(forward(world, &customer, &sent.reference, 1, COLLEAGUE).await.status, 200);
    assert_eq!(sees(world, CUSTOMER, &sent.reference).await, 200);
    succeed(world, CUSTOMER).await;
    assert_eq!(sees(world, CUSTOMER, &sent.reference).await, 404, "that one forwarded it");

    approve(world, COLLEAGUE, &sent.reference).await;
    assert_eq!(sees(world, COLLEAGUE, &sent.reference).await, 200);
    world.write("UPDATE person SET email_folded = NULL WHERE email = 'moved@elsewhere.com'", vec![]).await;
    succeed(world, COLLEAGUE).await;
    assert_eq!(sees(world, COLLEAGUE, &sent.reference).await, 404, "that one approved it");
}

async fn who_has_not_acted_may_be_anybody_with_the_address(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    assert_eq!(sees(world, CUSTOMER, &sent.reference).await, 200);
    succeed(world, CUSTOMER).await;
    assert_eq!(sees(world, CUSTOMER, &sent.reference).await, 200);
}
