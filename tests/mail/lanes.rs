//! In which order mail goes: codes wait for nothing, and are not sent when they are worth nothing. And over how many
//! connections.

use std::sync::Arc;

use chrono::TimeDelta;
use server::mail::Event;
use server::mail::sender::{Outcome, Round, Sender};
use server::store::outbox::{self, Room};
use tests::world::World;

use crate::peer::Peer;
use crate::setting::{expired, put, round, row, sent, transport, wait};

tests::on_both_databases! {
    in World::empty:
    a_code_is_taken_before_a_hundred_others,
    a_code_goes_while_all_others_wait_for_a_relay_that_stalls,
    what_people_wait_for_goes_before_mail_to_many,
    the_next_mail_does_not_wait_for_the_slowest,
    a_code_whose_time_is_over_is_never_sent,
    mails_share_connections,
}

fn code() -> Event {
    Event::SignInCode { id: "a-code-of-the-test".to_owned() }
}

/// Somebody was added to an account.
fn bulk() -> Event {
    Event::AddedToAccount {
        account: crate::setting::account(),
        granted: vec![api::account::Grant { role: rules::vocabulary::Role::User, virtual_account: None }],
        requester: "Sam Everby".to_owned(),
        note: None,
        on_proof: false,
    }
}

async fn a_code_is_taken_before_a_hundred_others(world: &World) {
    let many: Vec<String> = (0..100).map(|number| format!("ann-{number}@acme.example")).collect();
    put(world, &expired(), &many.iter().map(String::as_str).collect::<Vec<_>>()).await;
    put(world, &code(), &["eve@acme.example"]).await;
    let now = world.app.clock.now();
    let room = Room { codes: 1, others: 1 };
    let taken = outbox::lease(&world.app.db, now, TimeDelta::minutes(1), room).await.unwrap();
    assert_eq!(taken.iter().filter(|leased| leased.is_code()).count(), 1);
    assert_eq!(taken.len(), 2);
}

async fn a_code_goes_while_all_others_wait_for_a_relay_that_stalls(world: &World) {
    let peer = Peer::start();
    let mut settings = peer.settings();
    settings.batch = 2;
    put(world, &expired(), &["stall-1@acme.example", "stall-2@acme.example", "ann@acme.example"]).await;
    let mut sender = Sender::new(&world.app, transport(&settings));
    assert_eq!(sender.take_up().await.unwrap(), 2);
    put(world, &code(), &["eve@acme.example"]).await;
    assert_eq!(sender.take_up().await.unwrap(), 1);
    assert_eq!(sender.next_done().await.unwrap(), Some(Outcome::Sent));
    assert!(row(world, "eve@acme.example").await.sent_at.is_some());
    assert!(row(world, "stall-1@acme.example").await.lease.is_some(), "it still waits for the relay");
}

async fn what_people_wait_for_goes_before_mail_to_many(world: &World) {
    let mut peer = Peer::start();
    let mut settings = peer.settings();
    settings.batch = 1;
    put(world, &bulk(), &["many@acme.example"]).await;
    put(world, &expired(), &["ann@acme.example"]).await;
    let transport = transport(&settings);
    for expected in ["ann@acme.example", "many@acme.example"] {
        assert_eq!(round(world, &transport).await, sent(1));
        assert_eq!(peer.received().envelope.to, [expected]);
    }
}

async fn the_next_mail_does_not_wait_for_the_slowest(world: &World) {
    let peer = Peer::start();
    let mut settings = peer.settings();
    settings.batch = 2;
    put(world, &expired(), &["stall@acme.example", "ann@acme.example", "eve@acme.example", "zoe@acme.example"]).await;
    let mut sender = Sender::new(&world.app, transport(&settings));
    for taken in [2, 1, 1] {
        assert_eq!(sender.take_up().await.unwrap(), taken);
        assert_eq!(sender.next_done().await.unwrap(), Some(Outcome::Sent));
    }
    assert_eq!(sender.take_up().await.unwrap(), 0);
}

async fn a_code_whose_time_is_over_is_never_sent(world: &World) {
    let peer = Peer::start();
    let transport = transport(&peer.settings());
    put(world, &code(), &["eve@acme.example"]).await;
    put(world, &expired(), &["ann@acme.example"]).await;
    wait(world, 600);
    assert_eq!(round(world, &transport).await, sent(1));
    assert_eq!((round(world, &transport).await, world.count("outbox").await), (Round::default(), 1));
}

async fn mails_share_connections(world: &World) {
    let mut peer = Peer::start();
    let mut settings = peer.settings();
    settings.batch = 1;
    let transport = transport(&settings);
    let mails: Vec<String> = (0..60).map(|number| format!("ann-{number}@acme.example")).collect();
    put(world, &expired(), &mails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut sender = Sender::new(&world.app, Arc::clone(&transport));
    let mut connections = Vec::new();
    while sender.take_up().await.unwrap() > 0 {
        assert_eq!(sender.next_done().await.unwrap(), Some(Outcome::Sent));
        connections.push(peer.received().connection);
    }
    assert_eq!(connections.len(), 60);
    connections.dedup();
    assert_eq!(connections.len(), 2, "fifty go over one");
}
