//! Withdrawing: the requester takes a request for a new account back, and whoever was asked is told.

use api::account_request::{AccountActor, AccountRequest, AccountRequestEvent};
use api::directory::DirectoryPage;
use api::path;
use api::problem::Code;
use rules::vocabulary::{AccountRequestAction, AccountRequestStatus};
use serde_json::json;
use tests::answer::Answer;
use tests::client::Client;

use super::{
    BELOW_HELD, COLLEAGUE, CUSTOMER, FREE, HOLDER, OTHER_PARTNER, PARTNER, Requests, account_status, approve, asked,
    decide, own, pending, requested, requested_for, send,
};
use crate::deciding::{changes, mails, trail};

tests::on_both_databases! {
    in Requests::open:
    a_withdrawn_request_ends_the_account_and_frees_the_identifier,
    whoever_was_asked_is_told_of_a_withdrawal_and_nobody_else,
    only_the_requester_withdraws_and_only_what_is_pending,
    a_contact_who_was_overtaken_is_told_that_it_is_settled,
}

async fn withdraw(client: &Client, reference: &str) -> Answer {
    client.post(&path::account_request_withdrawal(reference), &json!({})).await
}

async fn a_withdrawn_request_ends_the_account_and_frees_the_identifier(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let (partner, customer) = (world.sign_in(PARTNER).await, world.sign_in(CUSTOMER).await);
    assert!(own(&partner, &sent.reference).await.actions.contains(&AccountRequestAction::Withdraw));
    let withdrawn: AccountRequest = withdraw(&partner, &sent.reference).await.json(200);
    assert_eq!(withdrawn.status, AccountRequestStatus::Withdrawn);
    assert_eq!(withdrawn.actions, [AccountRequestAction::RequestAgain]);
    let last = withdrawn.history.last().unwrap();
    assert_eq!((last.event, last.actor), (AccountRequestEvent::Withdrawn, AccountActor::Requester));
    assert_eq!(account_status(world, &sent.reference).await, "withdrawn");
    let listed: DirectoryPage = partner.get(path::DIRECTORY).await.json(200);
    assert_eq!(listed.accounts.len(), 1, "it never was there");

    let link = path::account_request_link(&world.app.secret.account_request_link(&sent.contacts[0].id));
    let page = world.nobody().get(&link).await;
    assert!(page.text().contains("withdrew the request on"), "{}", page.text());
    assert_eq!(changes(&customer).await.pending_accounts, 0);
    let shown = pending(&customer, &sent.reference).await;
    assert_eq!((shown.status, shown.actions.len()), (AccountRequestStatus::Withdrawn, 0));
    let late = decide(world, &customer, &sent.reference, shown.version, None).await.problem(409, Code::AlreadyDecided);
    assert!(late.detail.contains("withdrew"), "{}", late.detail);
    let again: AccountRequest = send(&partner, "again", &asked(world, FREE)).await.json(201);
    approve(world, CUSTOMER, &again.reference).await;
    assert_eq!(account_status(world, &again.reference).await, "active");
    let events: Vec<_> =
        trail(world, &sent.reference).await.iter().map(|entry| entry["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(events, ["account_requested", "account_request_withdrawn"]);
}

async fn whoever_was_asked_is_told_of_a_withdrawal_and_nobody_else(Requests(world): &Requests) {
    let first = requested(world, BELOW_HELD).await;
    let partner = world.sign_in(PARTNER).await;
    withdraw(&partner, &first.reference).await.json::<AccountRequest>(200);
    let told = [format!("account_requested {HOLDER}"), format!("account_request_ended {HOLDER}")];
    assert_eq!(mails(world).await, told, "the customer was never asked");

    let second: AccountRequest = send(&partner, "second", &asked(world, BELOW_HELD)).await.json(201);
    approve(world, HOLDER, &second.reference).await;
    withdraw(&partner, &second.reference).await.json::<AccountRequest>(200);
    let told = [("account_offer_ended", CUSTOMER), ("account_request_ended", HOLDER)];
    assert_eq!(mails(world).await[4..], told.map(|(event, to)| format!("{event} {to}")));
}

async fn only_the_requester_withdraws_and_only_what_is_pending(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let unknown = world.sign_in(OTHER_PARTNER).await;
    for person in [OTHER_PARTNER, CUSTOMER] {
        let client = world.sign_in(person).await;
        withdraw(&client, &sent.reference).await.problem(404, Code::RequestNotFound);
    }
    assert_eq!(
        withdraw(&unknown, &sent.reference).await.fingerprint(),
        withdraw(&unknown, "AR-0000-0000").await.fingerprint()
    );
    approve(world, CUSTOMER, &sent.reference).await;
    let partner = world.sign_in(PARTNER).await;
    withdraw(&partner, &sent.reference).await.problem(409, Code::AlreadyDecided);
    assert_eq!(account_status(world, &sent.reference).await, "active");
}

async fn a_contact_who_was_overtaken_is_told_that_it_is_settled(Requests(world): &Requests) {
    let sent = requested_for(world, FREE, &[CUSTOMER, COLLEAGUE]).await;
    approve(world, CUSTOMER, &sent.reference).await;
    let told = mails(world).await;
    assert!(told.contains(&format!("account_offer_ended {COLLEAGUE}")), "{told:?}");
    assert!(!told.contains(&format!("account_offer_ended {CUSTOMER}")), "who accepted knows: {told:?}");
    let (how,): (String,) =
        world.rows("SELECT details FROM outbox WHERE event = 'account_offer_ended'", server::args![]).await.remove(0);
    assert!(how.contains("\"how\":\"activated\"") && !how.contains(CUSTOMER), "by whom is not told: {how}");
}
