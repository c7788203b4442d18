//! Connections: how large and how slow a request may be, whose word is taken for where it comes from, and encryption.

mod bodies;
mod compression;
mod encrypted;
mod room;
mod slow;
mod windows;
mod wire;

use api::path;
use api::problem::Code;
use reqwest::Method;
use server::db::Engine;
use server::sample::cast;
use tests::world::World;

use wire::{asked, head};

tests::on_both_databases! {
    in World::sample:
    a_form_beyond_64_kilobytes_is_too_large,
    a_chunked_body_is_counted_as_well,
    deep_json_is_malformed,
    a_head_that_is_too_long_or_has_too_many_headers_is_refused,
    where_nobody_is_named_a_proxy_none_is_believed,
    a_request_names_one_host,
}

const LIMIT: usize = 64 * 1024;

async fn a_form_beyond_64_kilobytes_is_too_large(world: &World) {
    let form = |length: usize| format!("email={}", "x".repeat(length - "email=".len()));
    for (length, status) in [(LIMIT, 422), (LIMIT + 1, 413)] {
        let call = world.nobody().call(Method::POST, "/sign-in/code");
        let call = call.header("content-type", "application/x-www-form-urlencoded").body(form(length));
        let answer = call.send().await;
        assert_eq!(answer.status, status, "{length}");
        if status == 413 {
            answer.problem(413, Code::TooLarge);
        }
    }
}

async fn a_chunked_body_is_counted_as_well(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let signed_in = format!(
        "cookie: {}\r\n{}: {}\r\n",
        client.cookie.unwrap(),
        path::ANTI_FORGERY_HEADER,
        client.anti_forgery_token.unwrap()
    );
    for (address, kind) in
        [("/sign-in/code", "application/x-www-form-urlencoded"), (path::ACCOUNT_LOOK_UPS, "application/json")]
    {
        let head = head("POST", address, &format!("content-type: {kind}\r\ntransfer-encoding: chunked\r\n{signed_in}"));
        // The last chunk never comes: it is refused before its end.
        let chunk = format!("{:x}\r\n{}\r\n", LIMIT + 1, "x".repeat(LIMIT + 1));
        let answer = asked(world, &format!("{head}{chunk}")).await;
        assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("\"too_large\""), "{address}: {answer}");
    }
}

async fn deep_json_is_malformed(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let body = format!(r#"{{"identifier":{}1{}}}"#, "[".repeat(20_000), "]".repeat(20_000));
    let call = client.call(Method::POST, path::ACCOUNT_LOOK_UPS).header("content-type", "application/json").body(body);
    call.send().await.problem(400, Code::Malformed);
}

async fn a_head_that_is_too_long_or_has_too_many_headers_is_refused(world: &World) {
    let answer = asked(world, &head("GET", &format!("/{}.js", "x".repeat(20_000)), "")).await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    for refused in [
        head("GET", &format!("/{}", "x".repeat(40_000)), ""),
        head("GET", "/", &format!("x: {}\r\n", "x".repeat(40_000))),
        head("GET", "/", &(0..70).map(|number| format!("x-{number}: x\r\n")).collect::<String>()),
    ] {
        let answer = asked(world, &refused).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    }
}

async fn a_request_names_one_host(world: &World) {
    for (hosts, status) in [
        ("", "400"),
        ("host: localhost\r\nhost: localhost\r\n", "400"),
        ("host: localhost\r\nhost: evil.example\r\n", "400"),
        ("host: a b\r\n", "400"),
        ("host: x@localhost\r\n", "400"),
        ("host:\r\n", "400"),
        ("host: localhost\r\n", "200"),
    ] {
        let request = format!("GET /healthz HTTP/1.1\r\nconnection: close\r\n{hosts}\r\n");
        let answer = asked(world, &request).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{hosts:?}: {answer}");
    }
}

async fn where_nobody_is_named_a_proxy_none_is_believed(world: &World) {
    let call = world.nobody().call(Method::GET, "/healthz");
    let call = call.header("x-forwarded-proto", "https").header("x-forwarded-for", "192.0.2.1");
    assert_eq!(call.send().await.header("strict-transport-security"), "");
}

/// A server behind a proxy on this machine that encrypts.
pub async fn behind_proxy(engine: Engine, configure: impl FnOnce(&mut server::settings::Settings)) -> World {
    World::start(engine, |settings| {
        settings.become_sample();
        settings.public_url = Some("https://directory.example".to_owned());
        settings.proxies = "127.0.0.1".parse().unwrap();
        configure(settings);
    })
    .await
}
