//! Kills under load: people ask, cancel, remind and decide while the server is killed at random points.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use api::access_grant::{AccessGrantQuery, AccessGrants};
use api::access_request::{AccessRequest, NewAccessRequest};
use api::path;
use api::pending_access_request::{DecisionAnswers, DecisionKind, NewDecision, NewDecisions, PendingPage};
use reqwest::Method;
use rules::vocabulary::RequestStatus;
use server::db::Engine;
use tests::answer::Answer;
use tests::client::{Call, Client};
use tokio::task::JoinHandle;

use crate::arguments::Arguments;
use crate::dice::Dice;
use crate::proof;
use crate::server_process::ServerProcess;
use crate::setting::{Setting, administrator, requester};

pub const REQUESTERS: usize = 12;
pub const ADMINISTRATORS: usize = 4;

/// What the server has said to somebody, which must hold whatever happened afterwards.
#[derive(Default)]
pub struct Promises {
    /// References of requests that were acknowledged.
    pub made: Vec<String>,
    /// References and how they ended, as whoever ended them was told.
    pub ended: Vec<(String, RequestStatus)>,
    /// Answers that nobody expects.
    pub strange: Vec<String>,
}

/// Runs the load, kills, proves; gives the promises that were broken.
pub async fn killed(arguments: &Arguments, engine: Engine) -> Vec<String> {
    let setting = Setting::make(arguments, engine, REQUESTERS, ADMINISTRATORS).await;
    let mut server = ServerProcess::start(&setting).await;
    let people = People::come(&setting).await;
    let mut dice = Dice::new(u64::from(std::process::id()));
    for _ in 0..arguments.kills {
        tokio::time::sleep(Duration::from_millis(20 + dice.below(200))).await;
        server.kill();
        server = ServerProcess::start(&setting).await;
    }
    // Whoever waits for an answer still gets one.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let promises = people.leave().await;
    server.kill();
    let broken = proof::of(&setting, &promises).await;
    setting.end().await;
    broken
}

/// Everybody who asks and decides, at the same time and until they leave.
pub struct People {
    ends: Arc<AtomicBool>,
    people: Vec<JoinHandle<Promises>>,
}

impl People {
    /// Signs them in and lets them begin; the server runs.
    pub async fn come(setting: &Setting) -> People {
        let new = setting.new_request().await;
        let ends = Arc::new(AtomicBool::new(false));
        let mut people = Vec::new();
        for number in 0..REQUESTERS {
            let client = setting.sign_in(&requester(number)).await;
            people.push(tokio::spawn(asks(client, new.clone(), number, Arc::clone(&ends))));
        }
        for number in 0..ADMINISTRATORS {
            let client = setting.sign_in(&administrator(number)).await;
            people.push(tokio::spawn(decides(client, new.policy_version.clone(), number, Arc::clone(&ends))));
        }
        People { ends, people }
    }

    /// Lets them end; gives what they were told.
    pub async fn leave(self) -> Promises {
        self.ends.store(true, Ordering::Relaxed);
        let mut promises = Promises::default();
        for person in self.people {
            let of_person = person.await.unwrap();
            promises.made.extend(of_person.made);
            promises.ended.extend(of_person.ended);
            promises.strange.extend(of_person.strange);
        }
        promises
    }
}

/// Asks for access, and for more once it was decided. A request whose answer was lost is sent again under its key.
async fn asks(client: Client, new: NewAccessRequest, number: usize, ends: Arc<AtomicBool>) -> Promises {
    let mut promises = Promises::default();
    let mut dice = Dice::new(number as u64);
    for attempt in 0_u64.. {
        let key = format!("{number}-{attempt}");
        let send =
            || client.call(Method::POST, path::ACCESS_REQUESTS).header(path::IDEMPOTENCY_HEADER, &key).json(&new);
        let Some(answer) = persistently(&ends, send).await else { return promises };
        if answer.status != 201 {
            promises.strange.push(format!("asking: {} {}", answer.status, answer.text()));
            return promises;
        }
        let request: AccessRequest = answer.json(201);
        promises.made.push(request.reference.clone());
        if dice.below(5) == 0 {
            let cancel = || {
                client
                    .call(Method::POST, &path::access_request_cancellation(&request.reference))
                    .json(&serde_json::json!({}))
            };
            let Some(answer) = persistently(&ends, cancel).await else { return promises };
            // 409: cancelled by the call whose answer was lost, or decided in between.
            match answer.status {
                200 => promises.ended.push((request.reference.clone(), RequestStatus::Cancelled)),
                409 => {}
                _ => promises.strange.push(format!("cancelling: {} {}", answer.status, answer.text())),
            }
        }
        loop {
            let look = || client.call(Method::GET, &path::access_request(&request.reference));
            let Some(answer) = persistently(&ends, look).await else { return promises };
            match answer.json::<AccessRequest>(200).status {
                RequestStatus::Open => {}
                // Nobody asks for what they have.
                RequestStatus::Approved => match gives_up(&client, &new.account, &ends).await {
                    Ok(()) => break,
                    Err(strange) => {
                        promises.strange.extend(strange);
                        return promises;
                    }
                },
                _ => break,
            }
            if ends.load(Ordering::Relaxed) {
                return promises;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    promises
}

/// Gives up the role that was granted; otherwise with what is strange, or nothing where the run ends.
async fn gives_up(client: &Client, account: &str, ends: &AtomicBool) -> Result<(), Option<String>> {
    let list = || client.call(Method::GET, &path::access_grants(account, &AccessGrantQuery::default()));
    let own: AccessGrants = persistently(ends, list).await.ok_or(None)?.json(200);
    for grant in own.grants {
        let remove = || client.call(Method::DELETE, &path::access_grant_removal(account, &grant.id, grant.version));
        let answer = persistently(ends, remove).await.ok_or(None)?;
        // 404: given up by the call whose answer was lost.
        if !matches!(answer.status, 204 | 404) {
            return Err(Some(format!("giving up: {} {}", answer.status, answer.text())));
        }
    }
    Ok(())
}

/// Decides what waits, one way or the other, several at once.
async fn decides(client: Client, policy_version: String, number: usize, ends: Arc<AtomicBool>) -> Promises {
    let mut promises = Promises::default();
    let mut dice = Dice::new(1_000 + number as u64);
    while !ends.load(Ordering::Relaxed) {
        let look = || client.call(Method::GET, path::PENDING_ACCESS_REQUESTS);
        let Some(answer) = persistently(&ends, look).await else { return promises };
        let waiting: PendingPage = answer.json(200);
        let decisions: Vec<NewDecision> = waiting
            .requests
            .iter()
            .take(3)
            .map(|request| {
                let decision = if dice.below(2) == 0 { DecisionKind::Approve } else { DecisionKind::Decline };
                NewDecision {
                    reference: request.reference.clone(),
                    version: request.version,
                    decision,
                    scope: None,
                    role: None,
                    virtual_accounts: Vec::new(),
                    reason: (decision == DecisionKind::Decline).then(|| "Not now.".to_owned()),
                    note: None,
                }
            })
            .collect();
        if decisions.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        }
        let body = NewDecisions { decisions, policy_version: policy_version.clone() };
        let call = client.call(Method::POST, path::ACCESS_REQUEST_DECISIONS).json(&body);
        // An answer that is lost promised nothing.
        let Ok(answer) = call.try_send().await else { continue };
        for answer in answer.json::<DecisionAnswers>(200).answers {
            match (answer.status, answer.problem) {
                (Some(status), _) => promises.ended.push((answer.reference, status)),
                (None, Some(problem)) if problem.status == 409 => {}
                (None, problem) => promises.strange.push(format!("deciding: {problem:?}")),
            }
        }
    }
    promises
}

/// Sends again until there is an answer, or the run ends.
async fn persistently(ends: &AtomicBool, call: impl Fn() -> Call) -> Option<Answer> {
    loop {
        match call().try_send().await {
            Ok(answer) if answer.status != 503 => return Some(answer),
            _ if ends.load(Ordering::Relaxed) => return None,
            _ => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}
