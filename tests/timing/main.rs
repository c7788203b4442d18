//! Whether the time of an answer tells that a restricted account exists. `cargo xtask bench timing` runs it.
//!
//! Method: the handlers are called in this process, without a network, so that nothing but the server's own work is
//! timed. One world has a restricted account, `tarnwick-avionics`, and as many listed neighbours of it as of a name that is
//! as long and that nobody has, `ternwick-avionics`. Two questions make a pair: the same about the one and about the other,
//! as somebody would ask who wants to know whether there is an account. The two are asked one right after the other, in an
//! order that is drawn anew each time, so that whatever else the machine does falls on both alike. What is compared are the
//! medians over all pairs, which a few interruptions do not move. As a measure of what can be seen at all, one question
//! is paired with itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise ends the run, as in a test")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use api::account_request::NewAccountRequest;
use api::directory::DirectoryQuery;
use api::path;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;
use server::app::Shared;
use server::base::secret::{random_id, random_number};
use server::db::Engine;
use tests::client::Client;
use tests::files::Files;
use tests::run::Stop;
use tests::world::World;
use tower::ServiceExt;

/// How many pairs are asked, after a tenth as many that are not counted.
const PAIRS: usize = 20_000;

/// The goal, in microseconds.
const TARGET: f64 = 2.0;

const NAMES: [&str; 2] = ["tarnwick", "ternwick"];
const STRANGER: &str = "ada@elsewhere.com";

/// The world, and somebody without standing who is signed in to it.
struct Side {
    world: World,
    router: Router,
    client: Client,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut files = Files::default().person("Ada Byron", STRANGER).restricted("Tarnwick Avionics", &of("tarnwick"));
    for name in NAMES {
        for number in 0..30 {
            files = files.listed(&format!("{name} {number:02}"), &format!("{name}-{number:02}.co.uk"));
        }
    }
    let side = side(&files.grant(STRANGER, "tarnwick-00.co.uk", "", "viewer")).await;
    let ids = [side.world.account_id(&of(NAMES[0])).await, random_id()];

    let typed = NAMES.map(|name| {
        let query = DirectoryQuery { q: format!("{name}-avionics"), ..Default::default() };
        (Method::GET, path::directory(&query), None)
    });
    let look_up = NAMES.map(|name| {
        let body = json!({ "identifier": format!("{name}-avionics.uk") });
        (Method::POST, path::ACCOUNT_LOOK_UPS.to_owned(), Some(body.to_string()))
    });
    let beside = NAMES.map(|name| {
        let new = new_account(&side.world, &of(name));
        (Method::POST, path::ACCOUNT_REQUEST_PREVIEWS.to_owned(), Some(json!(new).to_string()))
    });
    let page = ids.map(|id| (Method::GET, path::account(&id, None), None));
    let same = [typed[0].clone(), typed[0].clone()];

    let mut holds = true;
    for (name, pair) in [("the same", same), ("id", page), ("typed", typed), ("look-up", look_up), ("beside", beside)] {
        holds &= compare(name, &side, &pair).await;
    }
    side.world.stop().await;
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The identifier of the restricted account, or what would be another's.
fn of(name: &str) -> String {
    format!("{name}-avionics.co.uk")
}

/// A request for a new account below it.
fn new_account(world: &World, domain: &str) -> NewAccountRequest {
    NewAccountRequest {
        kind: "customer".to_owned(),
        name: "Labs".to_owned(),
        domain_identifier: format!("labs.{domain}"),
        country: "GB".to_owned(),
        customer_emails: vec![format!("owen@{domain}")],
        added_users: Vec::new(),
        note_to_approver: None,
        note_to_customer: None,
        note_to_added_users: None,
        policy_version: world.app.policy.version().to_owned(),
    }
}

type Question = (Method, String, Option<String>);

async fn side(files: &Files) -> Side {
    let world = World::start(Engine::Sqlite, |settings| settings.limits.person_burst = 1_000_000_000).await;
    world.import(files).await;
    let client = world.sign_in(STRANGER).await;
    Side { router: server::router::router(Shared::clone(&world.app)), world, client }
}

/// Asks pairs and prints the goal's line; whether it holds.
async fn compare(name: &str, side: &Side, [first, second]: &[Question; 2]) -> bool {
    let (mut times, mut others) = (Vec::new(), Vec::new());
    for pair in 0..PAIRS + PAIRS / 10 {
        let order = random_number() & 1 == 0;
        let (a, b) = if order {
            let a = ask(side, first).await;
            (a, ask(side, second).await)
        } else {
            let b = ask(side, second).await;
            (ask(side, first).await, b)
        };
        if pair >= PAIRS / 10 {
            times.push(a);
            others.push(b);
        }
    }
    let (time, other) = (median(times), median(others));
    let difference = (time - other).abs();
    let outcome = if difference < TARGET { "holds" } else { "falls short" };
    println!("goal timing {name}: measured {difference:.2} µs of {time:.1} µs, target {TARGET:.1} µs: {outcome}");
    difference < TARGET
}

/// The time that one answer takes, to its last byte.
async fn ask(side: &Side, (method, address, body): &Question) -> Duration {
    let mut request = Request::builder().method(method).uri(address);
    request = request.header(header::COOKIE, side.client.cookie.as_deref().unwrap());
    if let Some(token) = &side.client.anti_forgery_token {
        request = request.header(path::ANTI_FORGERY_HEADER, token);
    }
    request = request.header(header::CONTENT_TYPE, "application/json").header(header::HOST, "localhost");
    let request = request.body(Body::from(body.clone().unwrap_or_default())).unwrap();
    let router = side.router.clone();
    let started = Instant::now();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let took = started.elapsed();
    assert!(status == 200 || status == 404, "{status}: {}", String::from_utf8_lossy(&body));
    took
}

/// In microseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}
