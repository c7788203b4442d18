//! HTTP/2 connections that keep what others need: by answers that they do not take, or by nothing but frames that keep
//! them going.

use std::time::Duration;

use server::db::Engine;
use tests::frames::{DATA, HEADERS, Http2, RESET};
use tests::world::World;

tests::on_both_databases! {
    in start::impatient:
    answers_that_nobody_takes_end,
    an_answer_is_taken_slowly_but_to_the_end,
    a_connection_that_only_pings_is_ended,
    pings_after_a_request_keep_nothing,
}

mod start {
    use super::*;

    /// A server that waits a second for a request, and two between two pieces of an answer.
    pub async fn impatient(engine: Engine) -> World {
        World::start(engine, |settings| {
            settings.limits.header_seconds = 1;
            settings.limits.request_seconds = 1;
            settings.limits.idle_seconds = 2;
        })
        .await
    }
}

const LARGE: &str = "/text/en/pages";

async fn answers_that_nobody_takes_end(world: &World) {
    let mut http2 = Http2::start(world, 0).await;
    let streams: Vec<u32> = (0..50).map(|number| 2 * number + 1).collect();
    for stream in &streams {
        http2.request(*stream, "GET", LARGE, &[]).await;
    }
    let frames = http2.ping_until_end(Duration::from_secs(15)).await.unwrap();
    for stream in streams {
        let of_stream = frames.iter().filter(|frame| frame.stream == stream).map(|frame| frame.kind);
        assert_eq!(of_stream.collect::<Vec<_>>(), [HEADERS, RESET], "{stream}");
    }
}

async fn an_answer_is_taken_slowly_but_to_the_end(world: &World) {
    let length = world.nobody().get(LARGE).await.body.len();
    let mut http2 = Http2::start(world, 0).await;
    http2.request(1, "GET", LARGE, &[]).await;
    http2.frame(HEADERS, 1).await;
    let (mut taken, mut pieces) = (0, 0);
    // Longer than a connection may be idle, and than a request may take.
    let piece = length / 14;
    loop {
        http2.take(1, piece as u32).await;
        pieces += 1;
        while let Some(frame) = http2.next(Duration::from_millis(250)).await.unwrap() {
            assert_ne!(frame.kind, RESET);
            if frame.kind == DATA {
                taken += frame.payload.len();
            }
            if frame.kind == DATA && frame.ends_stream {
                assert_eq!(taken, length);
                assert!(pieces >= 12, "{pieces}");
                return;
            }
        }
    }
}

async fn a_connection_that_only_pings_is_ended(world: &World) {
    let mut http2 = Http2::start(world, 65_535).await;
    assert!(http2.ping_until_end(Duration::from_secs(10)).await.is_some(), "it never asked for anything");
}

async fn pings_after_a_request_keep_nothing(world: &World) {
    let mut http2 = Http2::start(world, 65_535).await;
    http2.request(1, "GET", "/healthz", &[]).await;
    http2.frame(DATA, 1).await;
    assert!(http2.ping_until_end(Duration::from_secs(15)).await.is_some(), "it asks for nothing any more");
}
