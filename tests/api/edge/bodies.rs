//! Bodies of requests that are under way: they keep their own connection waiting, and nobody else.

use server::db::Engine;
use tests::frames::{HEADERS, Http2};
use tests::world::World;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::wire::{asked, begin_form, head, until_end};

tests::on_both_databases! {
    in start::narrow:
    bodies_under_way_keep_nobody_out,
    on_one_connection_bodies_wait_for_each_other,
    a_body_is_read_before_its_request_is_counted_as_under_way,
}

mod start {
    use super::*;

    /// A server that answers four at once from one address.
    pub async fn narrow(engine: Engine) -> World {
        World::start(engine, |settings| {
            settings.limits.peer_at_once = 4;
            settings.limits.peer_waiting = 0;
            settings.limits.connection_bodies = 2;
            settings.limits.body_seconds = 3;
        })
        .await
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Sends half of a form on a connection of its own, once the server waits for it.
async fn half(world: &World) -> TcpStream {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    begin_form(&mut stream).await;
    stream.write_all(b"email=").await.unwrap();
    stream
}

async fn bodies_under_way_keep_nobody_out(world: &World) {
    let mut http2 = Http2::start(world, 65_535).await;
    for number in 0..64 {
        http2.request(2 * number + 1, "POST", "/sign-in/code", &[FORM]).await;
    }
    let mut halves = Vec::new();
    for _ in 0..8 {
        halves.push(half(world).await);
    }
    // They are there: an answer on the same connection comes after them.
    http2.request(129, "GET", "/healthz", &[]).await;
    http2.frame(HEADERS, 129).await;
    for _ in 0..8 {
        let answer = asked(world, &head("GET", "/sign-in", "")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    let answer = world.nobody().form("/sign-in/code", "email", "ann@elsewhere.com").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    for mut half in halves {
        assert!(until_end(&mut half).await.starts_with("HTTP/1.1 408 "));
    }
}

async fn on_one_connection_bodies_wait_for_each_other(world: &World) {
    let mut http2 = Http2::start(world, 65_535).await;
    for stream in [1, 3] {
        http2.request(stream, "POST", "/sign-in/code", &[FORM]).await;
    }
    http2.request(7, "GET", "/healthz", &[]).await;
    http2.frame(HEADERS, 7).await;
    http2.request(9, "POST", "/sign-in/code", &[FORM]).await;
    http2.body(9, "email=ann%40elsewhere.com").await;
    let elsewhere = world.nobody().form("/sign-in/code", "email", "bob@elsewhere.com").await;
    assert_eq!(elsewhere.status, 303);
    // The third is whole, and is answered once one of the others is given up.
    let mut answered = Vec::new();
    while !answered.contains(&9) {
        let frame = http2.next(std::time::Duration::from_secs(20)).await.unwrap().unwrap();
        answered.extend((frame.kind == HEADERS).then_some(frame.stream));
    }
    assert!(answered.len() > 1, "{answered:?}");
}

async fn a_body_is_read_before_its_request_is_counted_as_under_way(world: &World) {
    let mut halves = Vec::new();
    // Twice as many as are answered at once.
    for _ in 0..8 {
        halves.push(half(world).await);
    }
    for mut half in halves {
        half.write_all("ann%40elsewhere.com".as_bytes()).await.unwrap();
        half.write_all("&".repeat(100 - "email=ann%40elsewhere.com".len()).as_bytes()).await.unwrap();
        let answer = until_end(&mut half).await;
        assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
    }
}
