//! Several processes on one outbox, and processes that are killed in the middle.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use server::app::{App, Shared};
use server::mail::sender::Round;
use server::store::outbox::{self, Room};
use tests::mail::deliver_due;
use tests::world::World;

use crate::peer::Peer;
use crate::setting::{expired, put, round, row, sent, transport, wait};

tests::on_both_databases! {
    in World::empty:
    what_one_process_has_no_other_takes_until_the_lease_runs_out,
    a_process_killed_in_the_middle_leaves_its_mail_to_the_next,
    a_process_that_comes_too_late_marks_nothing,
    processes_share_the_work_and_send_each_mail_once,
}

fn most(others: i64) -> Room {
    Room { codes: 0, others }
}

async fn what_one_process_has_no_other_takes_until_the_lease_runs_out(world: &World) {
    let (db, now) = (&world.app.db, world.app.clock.now());
    put(world, &expired(), &["ann@acme.example", "eve@acme.example", "sam@acme.example"]).await;
    let now = now.max(world.app.clock.now());
    let minute = TimeDelta::minutes(1);
    let taken: Vec<String> = outbox::lease(db, now, minute, most(2))
        .await
        .unwrap()
        .into_iter()
        .map(|leased| leased.mail.recipient)
        .collect();
    assert_eq!(BTreeSet::from_iter(taken), BTreeSet::from(["ann@acme.example".into(), "eve@acme.example".into()]));
    let next = outbox::lease(db, now, minute, most(2)).await.unwrap();
    assert_eq!(next.iter().map(|leased| leased.mail.recipient.as_str()).collect::<Vec<_>>(), ["sam@acme.example"]);
    let before_the_end = now + minute - TimeDelta::milliseconds(1);
    assert_eq!(outbox::lease(db, before_the_end, minute, most(3)).await.unwrap().len(), 0);
    let again = outbox::lease(db, now + minute, minute, most(3)).await.unwrap();
    assert_eq!(again.iter().map(|leased| leased.attempts).collect::<Vec<_>>(), [2, 2, 2]);
}

async fn a_process_killed_in_the_middle_leaves_its_mail_to_the_next(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    put(world, &expired(), &["stall@acme.example"]).await;
    {
        let sending = deliver_due(&world.app, &transport);
        let arrived = tokio::task::spawn_blocking(move || {
            let received = peer.received();
            (peer, received)
        });
        // The mail has arrived and was not acknowledged: here the process ends.
        tokio::select! {
            _ = sending => panic!("the mail server stalls"),
            arrived = arrived => {
                let (same_peer, received) = arrived.unwrap();
                peer = same_peer;
                assert!(!received.answered);
            }
        }
    }
    assert!(row(world, "stall@acme.example").await.lease.is_some());
    assert_eq!(round(world, &transport).await, Round::default());
    // The lease lasts as long as sending may take, and a minute.
    wait(world, 91);
    assert_eq!(round(world, &transport).await, sent(1));
    assert!(peer.received().answered);
    assert_eq!(row(world, "stall@acme.example").await.attempts, 2);
}

async fn a_process_that_comes_too_late_marks_nothing(world: &World) {
    let (db, now) = (&world.app.db, world.app.clock.now() + TimeDelta::seconds(1));
    put(world, &expired(), &["ann@acme.example"]).await;
    let minute = TimeDelta::minutes(1);
    let late = outbox::lease(db, now, minute, most(1)).await.unwrap().remove(0);
    let next = outbox::lease(db, now + minute, minute, most(1)).await.unwrap().remove(0);
    let held = row(world, "ann@acme.example").await;
    assert!(!outbox::mark_sent(db, &late, now).await.unwrap());
    assert!(!outbox::mark_failed(db, &late, now, "too late").await.unwrap());
    assert!(!outbox::mark_dead(db, &late, now, true, "too late").await.unwrap());
    assert_eq!(row(world, "ann@acme.example").await, held);
    assert!(outbox::mark_sent(db, &next, now).await.unwrap());
}

async fn processes_share_the_work_and_send_each_mail_once(world: &World) {
    const MAILS: usize = 60;
    let mut peer = Peer::start();
    let emails: Vec<String> = (0..MAILS).map(|number| format!("ann-{number}@acme.example")).collect();
    put(world, &expired(), &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let other = App::open(world.app.settings.clone()).await.unwrap();
    let third = App::open(world.app.settings.clone()).await.unwrap();
    let transport = transport(&peer.settings());
    let drain = async |app: &Shared| {
        let mut sent = 0;
        loop {
            let round = deliver_due(app, &transport).await.unwrap();
            assert_eq!(round.all(), round.sent);
            if round.all() == 0 {
                return sent;
            }
            sent += round.sent;
        }
    };
    let all: [usize; 3] = tokio::join!(drain(&world.app), drain(&other), drain(&third)).into();
    assert_eq!(all.iter().sum::<usize>(), MAILS, "{all:?}");
    let received: Vec<String> = (0..MAILS).flat_map(|_| peer.received().envelope.to).collect();
    assert_eq!(BTreeSet::from_iter(&received), BTreeSet::from_iter(&emails));
    other.db.close().await;
    third.db.close().await;
}
