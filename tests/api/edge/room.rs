//! Connections that are open and ask for nothing make room for the next one, but not so fast that making them again and
//! again were of use.

use std::time::Duration;

use server::db::Engine;
use tests::run::Stop;
use tests::world::World;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::wire::{head, until_end};

tests::on_both_databases! {
    in start::small:
    where_all_are_taken_the_longest_idle_one_makes_room,
    where_a_peers_are_taken_its_longest_idle_one_makes_room,
}

mod start {
    use super::*;

    /// A server with three connections in all.
    pub async fn small(engine: Engine) -> World {
        World::start(engine, |settings| settings.limits.connections = 3).await
    }

    /// A server with three connections of one peer.
    pub async fn small_for_a_peer(engine: Engine) -> World {
        World::start(engine, |settings| settings.limits.peer_connections = 3).await
    }
}

/// Asks for something on a connection, and leaves it open. Nothing where it is ended.
async fn ask(stream: &mut TcpStream) -> Option<()> {
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: directory.example\r\n\r\n").await.ok()?;
    let mut answer = Vec::new();
    while !answer.ends_with(b"ok\n") {
        answer.push(timeout(Duration::from_secs(5), stream.read_u8()).await.unwrap().ok()?);
    }
    Some(())
}

/// A new connection on which something was asked for, unless it was ended at once.
async fn open(world: &World) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    ask(&mut stream).await.map(|()| stream)
}

/// Tries until there is room.
async fn open_in_time(world: &World) -> TcpStream {
    loop {
        match open(world).await {
            Some(stream) => return stream,
            None => sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn where_all_are_taken_the_longest_idle_one_makes_room(world: &World) {
    make_room(world).await;
}

async fn where_a_peers_are_taken_its_longest_idle_one_makes_room(world: &World) {
    let of_peer = start::small_for_a_peer(world.app.db.engine()).await;
    make_room(&of_peer).await;
    of_peer.stop().await;
}

async fn make_room(world: &World) {
    let mut kept = Vec::new();
    for _ in 0..3 {
        kept.push(open(world).await.unwrap());
    }
    // The first was used last.
    ask(&mut kept[0]).await.unwrap();
    let mut next = open_in_time(world).await;
    assert_eq!(until_end(&mut kept[1]).await, "", "it is ended");
    for number in [0, 2] {
        ask(&mut kept[number]).await.unwrap();
    }
    next.write_all(head("GET", "/healthz", "").as_bytes()).await.unwrap();
    assert!(until_end(&mut next).await.starts_with("HTTP/1.1 200 "));
}
