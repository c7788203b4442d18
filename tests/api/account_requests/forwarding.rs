//! Forwarding: another person decides from then on, the chain is visible to the customer, and the old link is dead.

use api::account_request::{AccountRequest, AccountRequestEvent, ContactState, NewAccountRequest};
use api::problem::Code;
use rules::vocabulary::AccountRequestStatus;
use serde_json::Value;
use server::store::account_request::contact;
use tests::files::Files;

use super::{
    COLLEAGUE, CUSTOMER, FREE, PARTNER, Requests, STRANGER, approve, asked, decide, forward, own, pending, requested,
    send,
};
use crate::deciding::{changes, mails};

tests::on_both_databases! {
    in Requests::open:
    whoever_it_is_forwarded_to_decides_and_the_forwarder_no_more,
    an_address_is_checked_before_it_is_forwarded_to,
    it_does_not_come_back_to_who_had_it,
    it_is_forwarded_three_times_from_one_to_the_next,
    a_request_is_forwarded_ten_times_in_all,
}

/// The token of the newest contact with this address.
async fn token(world: &tests::world::World, email: &str) -> String {
    let sql = "SELECT id FROM account_request_contact WHERE email = $1 ORDER BY key DESC";
    let (id,): (String,) = world.rows(sql, server::args![email]).await.remove(0);
    world.app.secret.account_request_link(&id)
}

async fn whoever_it_is_forwarded_to_decides_and_the_forwarder_no_more(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let old = token(world, CUSTOMER).await;
    let customer = world.sign_in(CUSTOMER).await;
    let after: Value = forward(world, &customer, &sent.reference, 1, COLLEAGUE).await.json(200);
    assert_eq!(after["actions"], serde_json::json!([]));
    assert_eq!(mails(world).await[1], format!("account_request_forwarded {COLLEAGUE}"));
    assert!(contact::by_link(&world.app.db, &old).await.unwrap().unwrap().ended_at.is_some(), "the old link is dead");
    let new = token(world, COLLEAGUE).await;
    assert!(contact::by_link(&world.app.db, &new).await.unwrap().unwrap().is_live());
    assert_eq!(changes(&customer).await.pending_accounts, 0);
    decide(world, &customer, &sent.reference, 2, None).await.problem(409, Code::NotYourTurn);

    let colleague = world.sign_in(COLLEAGUE).await;
    let shown = pending(&colleague, &sent.reference).await;
    let step = &shown.history[1];
    assert_eq!(step.event, AccountRequestEvent::Forwarded);
    assert_eq!(step.name.as_deref(), Some("Cora Marlowe"));
    assert_eq!((step.to.as_deref(), step.note.as_deref()), (Some(COLLEAGUE), Some("You decide these.")));
    assert_eq!(shown.contacts, [COLLEAGUE]);
    decide(world, &colleague, &sent.reference, 1, None).await.problem(409, Code::Conflict);
    // To whom is the customer's business.
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    assert_eq!((seen.history[1].to.as_deref(), seen.history[1].note.as_deref()), (None, None));
    let states: Vec<_> = seen.contacts.iter().map(|contact| (contact.email.as_deref(), contact.state)).collect();
    assert_eq!(states, [(Some(CUSTOMER), ContactState::Forwarded), (None, ContactState::ForwardedTo)]);
    let page = partner.get(&api::path::account_request(&sent.reference)).await;
    assert!(!page.text().contains("cyril"), "{}", page.text());

    approve(world, COLLEAGUE, &sent.reference).await;
    let shown = pending(&customer, &sent.reference).await;
    assert_eq!(shown.status, AccountRequestStatus::Activated);
    assert_eq!(shown.decision.unwrap().name.as_deref(), Some("Cyril Marlowe"));
}

async fn an_address_is_checked_before_it_is_forwarded_to(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let client = world.sign_in(CUSTOMER).await;
    for (email, part) in [
        ("", "Enter an e-mail address"),
        ("nobody", "“nobody”"),
        (PARTNER, "made this request"),
        ("CORA@marlowe-optics.com", "asked already"),
    ] {
        let problem = forward(world, &client, &sent.reference, 1, email).await.problem(422, Code::Invalid);
        assert_eq!(problem.fields[0].field, "email");
        assert!(problem.fields[0].detail.contains(part), "{email}: {problem:?}");
    }
    forward(world, &client, &sent.reference, 0, COLLEAGUE).await.problem(409, Code::Conflict);
    let stranger = world.sign_in(STRANGER).await;
    forward(world, &stranger, &sent.reference, 1, COLLEAGUE).await.problem(404, Code::RequestNotFound);
    assert_eq!(world.count("account_request_contact").await, 1);
}

async fn it_does_not_come_back_to_who_had_it(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let (customer, colleague) = (world.sign_in(CUSTOMER).await, world.sign_in(COLLEAGUE).await);
    forward(world, &customer, &sent.reference, 1, COLLEAGUE).await.json::<Value>(200);
    let back = forward(world, &colleague, &sent.reference, 2, CUSTOMER).await.problem(422, Code::Invalid);
    assert!(back.fields[0].field == "email" && back.fields[0].detail.contains("had this request"), "{back:?}");
    assert_eq!(mails(world).await.len(), 2);
}

async fn it_is_forwarded_three_times_from_one_to_the_next(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let next = |number: usize| format!("next{number}@marlowe-optics.com");
    let people = (0..3).fold(Files::default(), |files, number| files.person("Somebody", &next(number)));
    world.import(&people).await;
    let mut from = CUSTOMER.to_owned();
    for number in 0..3 {
        let client = world.sign_in(&from).await;
        let version = pending(&client, &sent.reference).await.version;
        forward(world, &client, &sent.reference, version, &next(number)).await.json::<Value>(200);
        from = next(number);
    }
    let last = world.sign_in(&from).await;
    let version = pending(&last, &sent.reference).await.version;
    let refused = forward(world, &last, &sent.reference, version, &next(3)).await.problem(422, Code::Invalid);
    assert!(refused.fields[0].detail.contains("as often as is allowed"), "{refused:?}");
    approve(world, &from, &sent.reference).await;
}

async fn a_request_is_forwarded_ten_times_in_all(Requests(world): &Requests) {
    let contact = |number: usize| format!("contact{number}@marlowe-optics.com");
    let people = (0..11).fold(Files::default(), |files, number| files.person("Somebody", &contact(number)));
    world.import(&people).await;
    let partner = world.sign_in(PARTNER).await;
    let new = NewAccountRequest { customer_emails: (0..11).map(contact).collect(), ..asked(world, FREE) };
    let sent: AccountRequest = send(&partner, "1", &new).await.json(201);
    let mut statuses = Vec::new();
    for number in 0..11 {
        let client = world.sign_in(&contact(number)).await;
        let version = pending(&client, &sent.reference).await.version;
        let to = format!("to{number}@marlowe-optics.com");
        statuses.push(forward(world, &client, &sent.reference, version, &to).await.status);
    }
    assert_eq!(statuses, [[200; 10].as_slice(), &[422]].concat());
}
