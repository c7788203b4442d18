//! Erasing people who stand in requests for new accounts, and in what came of them.

use api::account_request::AccountRequest;
use tests::files::Files;
use tests::world::World;

use super::{erase, places};
use crate::account_requests::{
    COLLEAGUE, CUSTOMER, FREE, PARTNER, Requests, STRANGER, approve, asked, decide, forward, pending, send,
};
use crate::invitations::invitation_of;

tests::on_both_databases! {
    in Requests::open:
    whoever_was_invited_is_gone,
    a_customer_contact_is_gone,
    whoever_asked_for_an_account_is_gone,
}

/// The partner's request, which adds a stranger.
async fn sent(world: &World) -> AccountRequest {
    let mut new = asked(world, FREE);
    new.added_users = vec![STRANGER.to_owned()];
    new.note_to_added_users = Some("A numbat waits for you.".to_owned());
    new.note_to_customer = Some("A dugong waits for you.".to_owned());
    send(&world.sign_in(PARTNER).await, "1", &new).await.json(201)
}

async fn assert_gone(world: &World, texts: &[&str]) {
    for text in texts {
        assert_eq!(places(world, text).await, [""; 0], "{text}");
    }
}

async fn whoever_was_invited_is_gone(Requests(world): &Requests) {
    let request = sent(world).await;
    approve(world, CUSTOMER, &request.reference).await;
    invitation_of(world, STRANGER).await;
    erase(world, STRANGER).await.unwrap();
    assert_gone(world, &[STRANGER, "Ada Byron"]).await;
    assert_eq!((world.count("invitation").await, world.count("invitation_place").await), (0, 0));
}

async fn a_customer_contact_is_gone(Requests(world): &Requests) {
    let request = sent(world).await;
    let (customer, reference) = (world.sign_in(CUSTOMER).await, request.reference.as_str());
    let version = pending(&customer, reference).await.version;
    assert_eq!(forward(world, &customer, reference, version, COLLEAGUE).await.status, 200);
    let colleague = world.sign_in(COLLEAGUE).await;
    let version = pending(&colleague, reference).await.version;
    assert_eq!(decide(world, &colleague, reference, version, None).await.status, 200);
    // What one wrote to the other goes with either.
    erase(world, CUSTOMER).await.unwrap();
    assert_gone(world, &[CUSTOMER, "Cora Marlowe", "You decide these."]).await;

    let refused = erase(world, COLLEAGUE).await.unwrap_err();
    assert!(refused.starts_with("nobody else administers `marlowe-optics.com`"), "{refused}");
    let other = Files::default().listed("Marlowe Optics", FREE).grant(PARTNER, FREE, "", "administrator");
    let adopting = server::import_export::import::Options {
        adopt: vec![server::domains::DomainIdentifier::parse(FREE).unwrap()],
        ..Default::default()
    };
    world.import_with(&other, &adopting).await;
    erase(world, COLLEAGUE).await.unwrap();
    assert_gone(world, &[COLLEAGUE, "Cyril Marlowe"]).await;
}

async fn whoever_asked_for_an_account_is_gone(Requests(world): &Requests) {
    let request = sent(world).await;
    let pending = erase(world, PARTNER).await.unwrap_err();
    let expected = format!("their request for a new account `{}` is pending", request.reference);
    assert!(pending.starts_with(&expected), "{pending}");
    approve(world, CUSTOMER, &request.reference).await;
    erase(world, PARTNER).await.unwrap();
    assert_gone(world, &[PARTNER, "Pat Ellerby", "numbat", "dugong", "part of the group"]).await;
    assert_eq!(world.count("invitation").await, 1, "what they gave stays");
}
