//! Connections on which too little happens are ended; the others go on.

use std::time::Duration;

use server::db::Engine;
use tests::world::World;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::wire::{begin_form, head, until_end};

tests::on_both_databases! {
    in start::slow:
    a_head_that_comes_drop_by_drop_is_given_up,
    a_second_head_that_comes_drop_by_drop_is_given_up,
    a_connection_on_which_nothing_is_asked_is_ended,
    a_body_that_comes_too_slowly_is_given_up,
    a_peer_has_its_number_of_connections,
}

mod start {
    use super::*;

    /// A server that waits for nobody longer than a second, but keeps connections.
    pub async fn slow(engine: Engine) -> World {
        World::start(engine, |settings| {
            settings.limits.header_seconds = 1;
            settings.limits.request_seconds = 1;
            settings.limits.peer_connections = 3;
        })
        .await
    }
}

/// Sends a header again and again, until the server has had enough; gives what it answered to that.
async fn drop_by_drop(mut stream: TcpStream) -> String {
    stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n").await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let mut answer = [0; 1024];
    for _ in 0..600 {
        tokio::select! {
            read = reading.read(&mut answer) => return String::from_utf8(answer[..read.unwrap_or(0)].to_vec()).unwrap(),
            () = tokio::time::sleep(Duration::from_millis(50)) => { let _ = writing.write_all(b"x: x\r\n").await; }
        }
    }
    panic!("the server still reads after 600 headers");
}

/// Asks for something, and leaves the connection open.
async fn answered(world: &World) -> TcpStream {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"ok\n") {
        answer.push(stream.read_u8().await.unwrap());
    }
    stream
}

async fn a_head_that_comes_drop_by_drop_is_given_up(world: &World) {
    assert_eq!(drop_by_drop(TcpStream::connect(world.address).await.unwrap()).await, "");
}

async fn a_second_head_that_comes_drop_by_drop_is_given_up(world: &World) {
    assert_eq!(drop_by_drop(answered(world).await).await, "");
}

async fn a_connection_on_which_nothing_is_asked_is_ended(world: &World) {
    let mut kept = answered(world).await;
    let mut silent = TcpStream::connect(world.address).await.unwrap();
    assert_eq!(until_end(&mut silent).await, "");
    // The other one is as old, but was asked for something: proxies keep such connections.
    kept.write_all(head("GET", "/healthz", "").as_bytes()).await.unwrap();
    assert!(until_end(&mut kept).await.starts_with("HTTP/1.1 200 "));
}

async fn a_body_that_comes_too_slowly_is_given_up(world: &World) {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    let headers = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n";
    stream.write_all(format!("{}email=", head("POST", "/sign-in/code", headers)).as_bytes()).await.unwrap();
    let answer = until_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("\"too_slow\""), "{answer}");
}

async fn a_peer_has_its_number_of_connections(world: &World) {
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = answered(world).await;
        begin_form(&mut stream).await;
        kept.push(stream);
    }
    let mut fourth = TcpStream::connect(world.address).await.unwrap();
    let _ = fourth.write_all(head("GET", "/healthz", "").as_bytes()).await;
    assert_eq!(until_end(&mut fourth).await, "", "it is ended unanswered");
    for mut stream in kept {
        assert!(until_end(&mut stream).await.starts_with("HTTP/1.1 408 "), "the others go on");
    }
}
