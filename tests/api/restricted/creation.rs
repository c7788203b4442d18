//! Asking for a new account below the registrable domain of a restricted one: from the preview to the active account,
//! both worlds answer the same to people without standing.

use api::account_request::{AccountRequest, NewAccountRequest};
use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use serde_json::json;
use tests::answer::{Answer, fingerprint};
use tests::client::Client;
use tests::world::World;

use super::pair::{ADMINISTRATOR, DOMAINS, MATCHING, OPERATOR, Pair, STRANGER, assert_same};
use crate::account_requests::{asked, decide, forward, send};

tests::on_both_databases! {
    in Pair::open:
    creating_an_account_beside_a_restricted_one_is_the_same,
    the_entire_identifier_answers_as_the_look_up_would,
}

/// The contacts: one of the restricted account's own people, and the account's administrator.
const CONTACTS: [&str; 2] = [MATCHING[0], ADMINISTRATOR];

fn new(world: &World, identifier: &str) -> NewAccountRequest {
    NewAccountRequest { customer_emails: vec![CONTACTS[0].to_owned()], ..asked(world, identifier) }
}

/// Everything that the requester and the contacts can look at.
async fn looked_at(world: &World, requester: &Client, reference: &str, account: &str) -> Vec<Answer> {
    let mut answers = Vec::new();
    for address in [
        path::account_request(reference),
        path::ACCOUNT_REQUESTS.to_owned(),
        path::DIRECTORY.to_owned(),
        "/api/v1/directory?q=marlowe".to_owned(),
        path::account(account, None),
        path::CHANGES.to_owned(),
    ] {
        answers.push(requester.get(&address).await);
    }
    for email in CONTACTS {
        let client = world.sign_in(email).await;
        answers.push(client.get(&path::pending_account_request(reference)).await);
        answers.push(client.get(path::PENDING_ACCOUNT_REQUESTS).await);
    }
    answers
}

/// The whole way in one world: each answer in its order, and the mails.
async fn whole_way(world: &World, requester: &str, identifier: &str) -> (Vec<Answer>, String) {
    let client = world.sign_in(requester).await;
    let new = new(world, identifier);
    let mut answers = vec![client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await];
    let sent = send(&client, "1", &new).await;
    let request: AccountRequest = sent.json(201);
    let (reference, account) = (request.reference.as_str(), request.account.as_str());
    answers.push(sent);
    answers.extend(looked_at(world, &client, reference, account).await);
    world.app.clock.stand_at(request.created_at.0 + TimeDelta::days(4));
    answers.push(client.post(&path::account_request_reminders(reference), &json!({})).await);
    let operator = world.sign_in(OPERATOR).await;
    answers.push(operator.get(&path::pending_account_request(reference)).await);
    answers.push(decide(world, &operator, reference, 1, None).await);
    let first = world.sign_in(CONTACTS[0]).await;
    answers.push(forward(world, &first, reference, 2, CONTACTS[1]).await);
    answers.extend(looked_at(world, &client, reference, account).await);
    let second = world.sign_in(CONTACTS[1]).await;
    answers.push(decide(world, &second, reference, 3, None).await);
    server::jobs::round(&world.app).await.unwrap();
    answers.extend(looked_at(world, &client, reference, account).await);
    answers.push(client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": identifier })).await);
    let mails: Vec<(String, String, String)> = world
        .rows(
            "SELECT event, recipient, details FROM outbox WHERE event <> 'account_beside' ORDER BY key",
            server::args![],
        )
        .await;
    (answers, fingerprint(&format!("{mails:#?}")))
}

async fn creating_an_account_beside_a_restricted_one_is_the_same(pair: &Pair) {
    let start = pair.with.app.clock.now();
    for (requester, identifier) in
        [(STRANGER, "emea.tarnwick-avionics.co.uk"), (MATCHING[1], "lab.bühne.quarryline.com")]
    {
        let mut ways = Vec::new();
        for world in [&pair.with, &pair.without] {
            world.app.clock.stand_at(start);
            ways.push(whole_way(world, requester, identifier).await);
        }
        let (without, with) = (ways.pop().unwrap(), ways.pop().unwrap());
        assert_eq!(with.0.len(), without.0.len());
        for (number, (with, without)) in with.0.iter().zip(&without.0).enumerate() {
            assert_same(with, without, &format!("{identifier}, answer {number}"));
        }
        assert_eq!(with.1, without.1, "{identifier}");
        // That is the restricted account's administrators' own to know.
        let told = "SELECT recipient FROM outbox WHERE event = 'account_beside'";
        let told: Vec<(String,)> = pair.with.rows(told, server::args![]).await;
        assert_eq!(told, [(ADMINISTRATOR.to_owned(),)]);
        // All of it was answered, but for who was not asked yet.
        let refused: Vec<u16> = with.0.iter().map(|answer| answer.status).filter(|status| *status >= 300).collect();
        assert_eq!((refused.as_slice(), with.0.len()), (&[404, 404][..], 38));
    }
}

async fn the_entire_identifier_answers_as_the_look_up_would(pair: &Pair) {
    let (with, without) = pair.sign_in(STRANGER).await;
    for identifier in DOMAINS {
        let body = new(&pair.with, identifier);
        with.post(path::ACCOUNT_REQUEST_PREVIEWS, &body).await.problem(409, Code::IdentifierTaken);
        assert_eq!(without.post(path::ACCOUNT_REQUEST_PREVIEWS, &body).await.status, 200);
    }
}
