//! Following and deciding access requests, from both sides.

mod approving;
mod authority;
mod following;
mod lists;
mod messages;
mod passing_time;
mod several;

use api::access_request::{AccessRequest, NewAccessRequest};
use api::changes::Changes;
use api::path;
use api::pending_access_request::{
    DecisionAnswer, DecisionAnswers, DecisionKind, NewDecision, NewDecisions, PendingAccessRequest, PendingPage,
};
use serde_json::{Value, json};
use tests::client::Client;
use tests::world::World;

use crate::access_requests::send;

/// Sends a request and gives it as its requester sees it.
pub async fn requested(client: &Client, new: &NewAccessRequest) -> AccessRequest {
    send(client, "1", new).await.json(201)
}

/// The request as its requester sees it now.
pub async fn seen(client: &Client, reference: &str) -> AccessRequest {
    client.get(&path::access_request(reference)).await.json(200)
}

/// The request as somebody who decides sees it.
pub async fn pending(client: &Client, reference: &str) -> PendingAccessRequest {
    client.get(&path::pending_access_request(reference)).await.json(200)
}

pub async fn list(client: &Client, query: &str) -> PendingPage {
    client.get(&format!("{}{query}", path::PENDING_ACCESS_REQUESTS)).await.json(200)
}

pub async fn changes(client: &Client) -> Changes {
    client.get(path::CHANGES).await.json(200)
}

/// An approval of what was asked, of the first version.
pub fn approval(reference: &str) -> NewDecision {
    NewDecision {
        reference: reference.to_owned(),
        version: 1,
        decision: DecisionKind::Approve,
        scope: None,
        role: None,
        virtual_accounts: Vec::new(),
        reason: None,
        note: None,
    }
}

/// A refusal of the first version.
pub fn refusal(reference: &str, reason: &str) -> NewDecision {
    NewDecision { decision: DecisionKind::Decline, reason: Some(reason.to_owned()), ..approval(reference) }
}

/// Sends decisions together.
pub async fn decide_all(world: &World, client: &Client, decisions: Vec<NewDecision>) -> Vec<DecisionAnswer> {
    let body = NewDecisions { decisions, policy_version: world.app.policy.version().to_owned() };
    client.post(path::ACCESS_REQUEST_DECISIONS, &body).await.json::<DecisionAnswers>(200).answers
}

/// Sends one decision.
pub async fn decide(world: &World, client: &Client, decision: NewDecision) -> DecisionAnswer {
    decide_all(world, client, vec![decision]).await.remove(0)
}

/// The code of the problem that kept a decision from being made.
#[track_caller]
pub fn code(answer: &DecisionAnswer) -> api::problem::Code {
    answer.problem.as_ref().unwrap_or_else(|| panic!("{answer:?}")).code
}

pub async fn advance(world: &World, seconds: i64) {
    world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": seconds })).await.json::<Value>(200);
}

/// Sets the sample clock to so many seconds before a moment, or less than one second less: it runs on.
pub async fn go_to(world: &World, moment: chrono::DateTime<chrono::Utc>, seconds_before: i64) {
    let left = (moment - world.app.clock.now()).num_milliseconds();
    advance(world, (left + 999).div_euclid(1000) - seconds_before).await;
}

/// Who got which mail, in order: `event recipient`.
pub async fn mails(world: &World) -> Vec<String> {
    let rows: Vec<(String, String)> =
        world.rows("SELECT event, recipient FROM outbox ORDER BY key", server::args![]).await;
    rows.into_iter().map(|(event, recipient)| format!("{event} {recipient}")).collect()
}

/// What the trail says of a subject, in order.
pub async fn trail(world: &World, subject: &str) -> Vec<Value> {
    let sql = "SELECT content FROM trail WHERE subject = $1 ORDER BY key";
    let rows: Vec<(String,)> = world.rows(sql, server::args![subject]).await;
    rows.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect()
}
