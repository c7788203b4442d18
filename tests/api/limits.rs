//! How much somebody may ask for: over time, by person and by peer, and codes by e-mail over all processes.

mod codes;
mod exports;
mod known_browsers;
mod people;

use api::path;
use api::problem::Code;
use futures_util::future::join_all;
use reqwest::Method;
use server::db::Engine;
use server::sample::cast;
use server::settings::Settings;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

tests::on_both_databases! {
    in start::limited:
    a_person_who_asks_too_much_is_told_when_to_try_again,
    what_one_person_asks_takes_nothing_from_another,
    a_peer_without_a_session_has_its_own_number,
    files_and_sentences_are_not_counted_for_a_person,
}

mod start {
    use super::*;

    /// A server that lets in few, behind a proxy on this machine: tests come from where they say.
    pub async fn limited(engine: Engine) -> World {
        let few = |settings: &mut Settings| {
            settings.limits.person_burst = 5;
            settings.limits.person_per_second = 1;
            settings.limits.peer_burst = 5;
            settings.limits.peer_per_second = 1;
        };
        crate::edge::behind_proxy(engine, few).await
    }
}

/// Signs in from a network of its own.
async fn sign_in(world: &World, email: &str, from: &str) -> Client {
    let mut client = world.nobody();
    let body = format!("email={}", path::segment(email));
    let call = from_peer(&client, Method::POST, "/sample/sign-in", from);
    let answer = call.header("content-type", "application/x-www-form-urlencoded").body(body).send().await;
    client.cookie = answer.header("set-cookie").split(';').next().map(str::to_owned);
    client
}

fn from_peer(client: &Client, method: Method, address: &str, from: &str) -> tests::client::Call {
    client.call(method, address).header("x-forwarded-for", from)
}

/// So many of them at once, from one peer. One a second comes back, and thirty seconds are longer than that takes.
async fn at_once(client: &Client, address: &str, from: &str) -> Vec<Answer> {
    join_all((0..30).map(|_| from_peer(client, Method::GET, address, from).send())).await
}

fn refused(answers: &[Answer]) -> Vec<&Answer> {
    answers.iter().filter(|answer| answer.status == 429).collect()
}

async fn a_person_who_asks_too_much_is_told_when_to_try_again(world: &World) {
    let client = sign_in(world, cast::FRENCH, "192.0.2.1").await;
    let answers = at_once(&client, path::SESSION, "192.0.2.1").await;
    assert!(answers.iter().filter(|answer| answer.status == 200).count() >= 5);
    let refused = refused(&answers);
    assert!(!refused.is_empty());
    for answer in refused {
        let problem = answer.problem(429, Code::TooManyRequests);
        let seconds: i64 = answer.header("retry-after").parse().unwrap();
        assert!(seconds >= 1);
        assert_eq!(problem.title, "Trop de requêtes");
        assert!(problem.detail.contains("seconde"), "{}", problem.detail);
    }
}

async fn what_one_person_asks_takes_nothing_from_another(world: &World) {
    let busy = sign_in(world, cast::EMPLOYEE, "192.0.2.1").await;
    let other = sign_in(world, cast::ADMINISTRATOR, "192.0.2.1").await;
    assert!(!refused(&at_once(&busy, path::SESSION, "192.0.2.1").await).is_empty());
    let same = sign_in(world, cast::EMPLOYEE, "192.0.2.2").await;
    assert!(!refused(&at_once(&same, path::SESSION, "192.0.2.2").await).is_empty(), "a person is one, wherever");
    for from in ["192.0.2.1", "192.0.2.2"] {
        assert_eq!(from_peer(&other, Method::GET, path::SESSION, from).send().await.status, 200);
    }
}

async fn a_peer_without_a_session_has_its_own_number(world: &World) {
    let signed_in = sign_in(world, cast::EMPLOYEE, "192.0.2.9").await;
    for (address, status) in [("/healthz", 200), (path::SESSION, 401), ("/nothing.js", 404)] {
        // Each from a network of its own, and all of IPv6's network is one.
        let [from, neighbour, other] = ["1", "2", "9:1"].map(|rest| format!("2001:db8:0:{}::{rest}", status));
        let other = other.replace("2001:db8", "2001:db9");
        let answers = at_once(&world.nobody(), address, &from).await;
        assert!(answers.iter().all(|answer| answer.status == status || answer.status == 429), "{address}");
        let refused = refused(&answers);
        assert!(!refused.is_empty(), "{address}");
        refused[0].problem(429, Code::TooManyRequests);
        let beside = at_once(&world.nobody(), address, &neighbour).await;
        assert!(beside.iter().any(|answer| answer.status == 429), "{address}");
        let elsewhere = from_peer(&world.nobody(), Method::GET, address, &other).send().await;
        assert_eq!(elsewhere.status, status, "{address}");
        assert_eq!(from_peer(&signed_in, Method::GET, path::SESSION, &from).send().await.status, 200);
    }
}

async fn files_and_sentences_are_not_counted_for_a_person(world: &World) {
    let client = sign_in(world, cast::EMPLOYEE, "192.0.2.1").await;
    at_once(&client, &path::text("fr"), "192.0.2.2").await;
    at_once(&client, "/nothing.js", "192.0.2.2").await;
    let answers = join_all((0..5).map(|_| from_peer(&client, Method::GET, path::SESSION, "192.0.2.2").send())).await;
    assert!(refused(&answers).is_empty());
}
