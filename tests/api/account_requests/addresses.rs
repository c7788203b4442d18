//! Addresses that the mail server refused for good, and correcting them.

use std::sync::atomic::Ordering;

use api::account_request::{AccountRequest, AccountRequestEvent, ContactState, CorrectedContact, NewAccountRequest};
use api::path;
use api::problem::Code;
use reqwest::Method;
use rules::vocabulary::AccountRequestAction;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

use super::{
    BELOW_HELD, COLLEAGUE, CUSTOMER, FREE, OTHER_PARTNER, PARTNER, Requests, approve, asked, forward, own, pending,
    requested,
};
use crate::deciding::{changes, mails};

tests::on_both_databases! {
    in Requests::open:
    a_refused_address_is_shown_and_corrected,
    only_a_refused_address_is_corrected_and_only_by_the_requester,
    a_refused_address_that_it_was_forwarded_to_is_shown,
    nobody_is_refused_before_they_were_asked,
    an_open_page_hears_that_an_address_was_refused,
    an_address_that_the_relay_cannot_take_is_refused_wherever_it_is_typed,
}

async fn an_address_that_the_relay_cannot_take_is_refused_wherever_it_is_typed(Requests(world): &Requests) {
    const ADDRESS: &str = "zoë@marlowe-optics.com";
    const SAID: &str = "No e-mail can reach “zoë@marlowe-optics.com”";
    let sent = requested(world, FREE).await;
    world.app.relay_is_ascii_only.store(true, Ordering::Relaxed);
    let partner = world.sign_in(PARTNER).await;
    let customer = world.sign_in(CUSTOMER).await;
    let new = NewAccountRequest {
        customer_emails: vec![ADDRESS.to_owned(), CUSTOMER.to_owned()],
        added_users: vec![ADDRESS.to_owned()],
        ..asked(world, BELOW_HELD)
    };
    let asked = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.problem(422, Code::Invalid);
    let forwarded = forward(world, &customer, &sent.reference, 1, ADDRESS).await.problem(422, Code::Invalid);
    refuse(world, CUSTOMER).await;
    let corrected = correct(&partner, &sent, &sent.contacts[0].id, ADDRESS).await.problem(422, Code::Invalid);
    for (problem, fields) in
        [(asked, ["customer_emails", "added_users"].as_slice()), (forwarded, &["email"]), (corrected, &["email"])]
    {
        let named: Vec<&str> = problem.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, fields, "{problem:?}");
        assert!(problem.fields.iter().all(|field| field.detail.contains(SAID)), "{problem:?}");
    }
}

/// As the sender marks a mail that the recipient's server will never take.
pub async fn refuse(world: &World, email: &str) {
    let sql = "UPDATE outbox SET dead_at = $1, refused = $2 WHERE recipient = $3";
    world.write(sql, server::args![world.app.clock.now().timestamp_millis(), true, email]).await;
}

/// The same for the newest mail only.
pub async fn refuse_newest(world: &World, email: &str) {
    let sql = "UPDATE outbox SET dead_at = $1, refused = $2 \
         WHERE key = (SELECT max(key) FROM outbox WHERE recipient = $3)";
    world.write(sql, server::args![world.app.clock.now().timestamp_millis(), true, email]).await;
}

async fn correct(client: &Client, request: &AccountRequest, contact: &str, email: &str) -> Answer {
    let body = CorrectedContact { email: email.to_owned() };
    client.call(Method::PUT, &path::account_request_contact(&request.reference, contact)).json(&body).send().await
}

async fn a_refused_address_is_shown_and_corrected(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    refuse(world, CUSTOMER).await;
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    assert_eq!(seen.actions, [AccountRequestAction::CorrectAddress, AccountRequestAction::Withdraw]);
    assert_eq!((seen.contacts[0].email.as_deref(), seen.contacts[0].state), (Some(CUSTOMER), ContactState::Refused));
    for (email, part) in [("x", "“x”"), (PARTNER, "made this request"), (CUSTOMER, "asked already")] {
        let problem = correct(&partner, &seen, &seen.contacts[0].id, email).await.problem(422, Code::Invalid);
        assert!(problem.fields[0].field == "email" && problem.fields[0].detail.contains(part), "{problem:?}");
    }
    let corrected: AccountRequest = correct(&partner, &seen, &seen.contacts[0].id, COLLEAGUE).await.json(200);
    let states: Vec<_> = corrected.contacts.iter().map(|contact| (contact.email.as_deref(), contact.state)).collect();
    assert_eq!(states, [(Some(COLLEAGUE), ContactState::Asked)]);
    assert_eq!(corrected.history[1].event, AccountRequestEvent::AddressCorrected);
    assert_eq!(corrected.history[1].to.as_deref(), Some(COLLEAGUE));
    assert_eq!(corrected.actions, [AccountRequestAction::Withdraw]);
    assert_eq!(mails(world).await, [format!("account_offered {CUSTOMER}"), format!("account_offered {COLLEAGUE}")]);
    // The old address decides no more, should it come to life.
    let old = world.sign_in(CUSTOMER).await;
    assert!(pending(&old, &sent.reference).await.actions.is_empty());
    approve(world, COLLEAGUE, &sent.reference).await;
}

async fn only_a_refused_address_is_corrected_and_only_by_the_requester(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let partner = world.sign_in(PARTNER).await;
    let contact = sent.contacts[0].id.clone();
    correct(&partner, &sent, &contact, COLLEAGUE).await.problem(404, Code::ContactNotFound);
    refuse(world, CUSTOMER).await;
    correct(&partner, &sent, "unknown", COLLEAGUE).await.problem(404, Code::ContactNotFound);
    for email in [OTHER_PARTNER, CUSTOMER] {
        let client = world.sign_in(email).await;
        correct(&client, &sent, &contact, COLLEAGUE).await.problem(404, Code::RequestNotFound);
    }
    approve(world, CUSTOMER, &sent.reference).await;
    correct(&partner, &sent, &contact, COLLEAGUE).await.problem(409, Code::AlreadyDecided);
}

async fn a_refused_address_that_it_was_forwarded_to_is_shown(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let customer = world.sign_in(CUSTOMER).await;
    let mistyped = "cyrill@marlowe-optics.com";
    forward(world, &customer, &sent.reference, 1, mistyped).await.json::<serde_json::Value>(200);
    refuse(world, mistyped).await;
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    let states: Vec<_> = seen.contacts.iter().map(|contact| (contact.email.as_deref(), contact.state)).collect();
    assert_eq!(states, [(Some(CUSTOMER), ContactState::Forwarded), (Some(mistyped), ContactState::Refused)]);
    let corrected: AccountRequest = correct(&partner, &seen, &seen.contacts[1].id, COLLEAGUE).await.json(200);
    assert_eq!(corrected.contacts[1].email.as_deref(), Some(COLLEAGUE));
    approve(world, COLLEAGUE, &sent.reference).await;
}

async fn nobody_is_refused_before_they_were_asked(Requests(world): &Requests) {
    let sent = requested(world, BELOW_HELD).await;
    // Mail of another kind to the same address says nothing of this request.
    refuse(world, super::HOLDER).await;
    let seen = own(&world.sign_in(PARTNER).await, &sent.reference).await;
    assert_eq!(seen.contacts[0].state, ContactState::Waiting);
    assert_eq!(seen.actions, [AccountRequestAction::Withdraw]);
}

async fn an_open_page_hears_that_an_address_was_refused(Requests(world): &Requests) {
    requested(world, FREE).await;
    let partner = world.sign_in(PARTNER).await;
    let before = changes(&partner).await.stamp;
    let sql = "SELECT message_id FROM outbox WHERE recipient = $1";
    let (message_id,): (String,) = world.rows(sql, server::args![CUSTOMER]).await.remove(0);
    for (message_id, after) in [("another", before), (&message_id, before + 1)] {
        let mut tx = world.app.db.begin().await.unwrap();
        server::store::account_request::contact::note_refused(&mut tx, message_id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(changes(&partner).await.stamp, after);
    }
}
