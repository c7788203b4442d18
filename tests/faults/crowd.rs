//! Thirty people who decide one request at the same moment, again and again: one decision each time.

use api::access_request::{AccessRequest, NewAccessRequest};
use api::path;
use api::pending_access_request::{DecisionAnswers, DecisionKind, NewDecision, NewDecisions};
use api::problem::Code;
use futures_util::future::join_all;
use reqwest::Method;
use rules::vocabulary::RequestStatus;
use server::args;
use server::db::Engine;
use tests::client::Client;

use crate::arguments::Arguments;
use crate::server_process::ServerProcess;
use crate::setting::{Setting, administrator, requester};

pub const PEOPLE: usize = 30;

/// Runs the rounds; gives what was decided not once.
pub async fn at_once(arguments: &Arguments, engine: Engine) -> Vec<String> {
    // Somebody else asks in each round: whoever was approved has nothing more to ask for.
    let setting = Setting::make(arguments, engine, arguments.rounds as usize, PEOPLE).await;
    let server = ServerProcess::start(&setting).await;
    let new = setting.new_request().await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(setting.sign_in(&administrator(number)).await);
    }
    let mut broken = Vec::new();
    for round in 0..arguments.rounds {
        let asker = setting.sign_in(&requester(round as usize)).await;
        let call = asker.call(Method::POST, path::ACCESS_REQUESTS).header(path::IDEMPOTENCY_HEADER, "1");
        let request: AccessRequest = call.json(&new).send().await.json(201);
        let deciding = people.iter().enumerate().map(|(number, client)| decide(client, &request, number, &new));
        let answers = join_all(deciding).await;
        let won: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        let others = answers.iter().filter_map(|answer| answer.as_ref().err());
        let others_know = others.clone().all(|code| *code == Some(Code::AlreadyDecided));
        let after: AccessRequest = asker.get(&path::access_request(&request.reference)).await.json(200);
        if won.len() != 1 || Some(&&after.status) != won.first() || !others_know {
            broken.push(format!(
                "round {round}: decided {won:?}, is {:?}, others {:?}",
                after.status,
                others.collect::<Vec<_>>()
            ));
        }
    }
    let (decided,): (i64,) = setting
        .app
        .db
        .one("SELECT count(*) FROM outbox WHERE event IN ('access_approved', 'access_declined')", args![])
        .await
        .unwrap();
    if decided != i64::from(arguments.rounds) {
        broken.push(format!("{decided} mails tell of {} decisions", arguments.rounds));
    }
    println!("  {} requests, {decided} decisions", arguments.rounds);
    server.kill();
    setting.end().await;
    broken
}

async fn decide(
    client: &Client,
    request: &AccessRequest,
    number: usize,
    new: &NewAccessRequest,
) -> Result<RequestStatus, Option<Code>> {
    let decision = if number.is_multiple_of(2) { DecisionKind::Approve } else { DecisionKind::Decline };
    let decision = NewDecision {
        reference: request.reference.clone(),
        version: 1,
        decision,
        scope: None,
        role: None,
        virtual_accounts: Vec::new(),
        reason: (decision == DecisionKind::Decline).then(|| "Not now.".to_owned()),
        note: None,
    };
    let body = NewDecisions { decisions: vec![decision], policy_version: new.policy_version.clone() };
    let mut answers: DecisionAnswers = client.post(path::ACCESS_REQUEST_DECISIONS, &body).await.json(200);
    let answer = answers.answers.remove(0);
    answer.status.ok_or(answer.problem.map(|problem| problem.code))
}
