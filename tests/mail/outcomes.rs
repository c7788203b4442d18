//! What the relay may answer, and what becomes of the mail.

use std::time::Duration;

use server::commands::mail::{self, MailCommand};
use server::mail::sender::Round;
use tests::world::World;

use crate::peer::{self, Peer};
use crate::setting::{dead, expired, failed, put, round, row, sent, transport, wait};

tests::on_both_databases! {
    in World::empty:
    what_is_accepted_is_sent_once,
    an_unusual_address_gets_its_mail,
    a_refused_recipient_or_mail_is_given_up_at_once,
    a_refusal_that_does_not_say_whose_it_is_is_asked_for_twice,
    what_the_relay_has_against_everybody_is_no_recipients_fault,
    an_impossible_address_is_given_up_at_once,
    a_greylisted_mail_is_sent_later,
    a_refused_sender_is_no_fault_of_the_recipient,
    an_unreachable_relay_is_tried_for_five_days,
    a_relay_that_stalls_in_the_data_holds_nobody_else_up,
    a_lost_answer_sends_the_same_message_again,
    what_was_given_up_is_listed_and_sent_again,
    a_mail_that_no_template_fits_waits_for_a_program_that_has_one,
}

async fn what_is_accepted_is_sent_once(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    put(world, &expired(), &["ann@acme.example"]).await;
    assert_eq!(round(world, &transport).await, sent(1));
    assert_eq!(round(world, &transport).await, Round::default());

    let received = peer.received();
    assert_eq!(received.envelope.from, "access@directory.example");
    assert_eq!(received.envelope.to, ["ann@acme.example"]);
    let row = row(world, "ann@acme.example").await;
    assert!(row.sent_at.is_some());
    assert_eq!((row.attempts, row.lease, row.dead_at, row.last_error), (1, None, None, None));
    wait(world, 40 * 86_400);
    assert_eq!(round(world, &transport).await, Round::default());
}

async fn an_unusual_address_gets_its_mail(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    for address in ["éloïse@voltarive.example", "o'neil+lists@acme.example"] {
        put(world, &expired(), &[address]).await;
        let round = round(world, &transport).await;
        assert_eq!((round, row(world, address).await.last_error), (sent(1), None), "{address}");
        assert_eq!(peer.received().envelope.to, [address]);
    }
}

async fn a_refused_recipient_or_mail_is_given_up_at_once(world: &World) {
    let peer = Peer::start();
    let transport = transport(&peer.settings());
    for (recipient, said) in [("gone@acme.example", "5.1.1"), ("spam@acme.example", "554): not that")] {
        put(world, &expired(), &[recipient]).await;
        assert_eq!(round(world, &transport).await, dead(1), "{recipient}");
        let row = row(world, recipient).await;
        assert!(row.dead_at.is_some() && row.refused && row.lease.is_none(), "{row:?}");
        let error = row.last_error.unwrap();
        assert!(error.contains(said), "{error}");
    }
    wait(world, 40 * 86_400);
    assert_eq!(round(world, &transport).await, Round::default());
}

async fn a_refusal_that_does_not_say_whose_it_is_is_asked_for_twice(world: &World) {
    let peer = Peer::start();
    let transport = transport(&peer.settings());
    put(world, &expired(), &["refuse@acme.example"]).await;
    assert_eq!(round(world, &transport).await, failed(1));
    wait(world, 73);
    assert_eq!(round(world, &transport).await, dead(1));
    let row = row(world, "refuse@acme.example").await;
    assert!(row.refused && row.last_error.unwrap().contains("550): no such mailbox"));
}

async fn what_the_relay_has_against_everybody_is_no_recipients_fault(world: &World) {
    let peer = Peer::start();
    let transport = transport(&peer.settings());
    // By its code, and by the same answer for two domains.
    put(world, &expired(), &["denied@acme.example", "refuse@acme.example", "refuse@other.example"]).await;
    assert_eq!(round(world, &transport).await, failed(3));
    for _ in 0..3 {
        wait(world, 3_600);
        assert_eq!(round(world, &transport).await, failed(3), "nothing dies of it");
    }
    let row = row(world, "denied@acme.example").await;
    assert!(!row.refused && row.last_error.unwrap().starts_with("the relay refuses mail whoever it is for"));
}

async fn an_impossible_address_is_given_up_at_once(world: &World) {
    let peer = Peer::start();
    let transport = transport(&peer.settings());
    let impossible = ["ann", "ann@", "ann@acme.example\r\nBcc: all@acme.example", "ann <ann@acme.example>"];
    put(world, &expired(), &impossible).await;
    assert_eq!(round(world, &transport).await, dead(impossible.len()));
    for recipient in impossible {
        let row = row(world, recipient).await;
        assert!(row.refused && row.last_error.unwrap().contains("is no address"), "{recipient}");
    }
}

async fn a_greylisted_mail_is_sent_later(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    for recipient in ["greylist@acme.example", "full@acme.example"] {
        put(world, &expired(), &[recipient]).await;
        assert_eq!(round(world, &transport).await, failed(1), "{recipient}");
        let row = row(world, recipient).await;
        assert!(row.dead_at.is_none() && !row.refused && row.lease.is_none(), "{row:?}");
        // A minute, a fifth less or more.
        let wait = row.due_at - world.app.clock.now().timestamp_millis();
        assert!((0..=72_000).contains(&wait), "{wait}");
        assert_eq!(round(world, &transport).await, Round::default(), "not due yet");
    }
    let error = row(world, "greylist@acme.example").await.last_error.unwrap();
    assert!(error.contains("451): come back later"), "{error}");
    wait(world, 73);
    assert_eq!(round(world, &transport).await, Round { sent: 1, failed: 1, dead: 0 });
    assert_eq!(peer.received().envelope.to, ["greylist@acme.example"]);
    let row = row(world, "greylist@acme.example").await;
    assert_eq!((row.attempts, row.last_error), (2, None));
}

async fn a_refused_sender_is_no_fault_of_the_recipient(world: &World) {
    let peer = Peer::start();
    let mut settings = peer.settings();
    settings.from = Some("unwelcome@directory.example".to_owned());
    put(world, &expired(), &["ann@acme.example"]).await;
    assert_eq!(round(world, &transport(&settings)).await, failed(1));
    let row = row(world, "ann@acme.example").await;
    assert!(!row.refused && row.last_error.unwrap().starts_with("the relay refuses the sender"));
}

async fn an_unreachable_relay_is_tried_for_five_days(world: &World) {
    // A port that was free a moment ago has nobody who listens.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let transport = transport(&peer::settings(port));
    put(world, &expired(), &["ann@acme.example"]).await;
    let begun = world.app.clock.now();
    let mut rounds = 0;
    loop {
        rounds += 1;
        match round(world, &transport).await {
            round if round == failed(1) => {
                let due = row(world, "ann@acme.example").await.due_at;
                let left = due - world.app.clock.now().timestamp_millis();
                wait(world, left / 1000 + 1);
            }
            round => {
                assert_eq!(round, dead(1));
                break;
            }
        }
    }
    let days = (world.app.clock.now() - begun).num_hours() / 24;
    assert_eq!((rounds, (4..=6).contains(&days)), (29, true), "{days} days");
    let row = row(world, "ann@acme.example").await;
    assert!(!row.refused && row.dead_at.is_some());
    assert!(row.last_error.unwrap().starts_with("cannot connect"));
}

async fn a_relay_that_stalls_in_the_data_holds_nobody_else_up(world: &World) {
    let mut peer = Peer::start();
    let mut settings = peer.settings();
    settings.timeout_seconds = 1;
    let transport = transport(&settings);
    assert_eq!(transport.timeout, Duration::from_secs(1));
    put(world, &expired(), &["stall@acme.example", "ann@acme.example"]).await;
    assert_eq!(round(world, &transport).await, Round { sent: 1, failed: 1, dead: 0 });
    let stalled = row(world, "stall@acme.example").await;
    assert_eq!(stalled.last_error.as_deref(), Some("no answer within 1 s"));

    let (one, other) = (peer.received(), peer.received());
    let first = if one.answered { other } else { one };
    wait(world, 73);
    assert_eq!(round(world, &transport).await, sent(1));
    let second = peer.received();
    assert!(!first.answered && second.answered);
    assert_eq!(first.message.message_id, second.message.message_id);
}

async fn a_lost_answer_sends_the_same_message_again(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    put(world, &expired(), &["drop@acme.example"]).await;
    assert_eq!(round(world, &transport).await, failed(1));
    wait(world, 73);
    assert_eq!(round(world, &transport).await, sent(1));
    let (first, second) = (peer.received(), peer.received());
    assert!(!first.answered && second.answered);
    assert_eq!(first.message.message_id, second.message.message_id);
    assert_eq!(first.message.date, second.message.date);
    assert_eq!(first.message.text, second.message.text);
}

async fn what_was_given_up_is_listed_and_sent_again(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    put(world, &expired(), &["gone@acme.example", "ann@acme.example"]).await;
    assert_eq!(round(world, &transport).await, Round { sent: 1, failed: 0, dead: 1 });
    peer.received();
    assert_eq!(list(world, true).await.len(), 1);
    let id = list(world, true).await[0].split(' ').next().unwrap().to_owned();

    // The mailbox exists by now.
    world.write("UPDATE outbox SET recipient = 'eve@acme.example' WHERE dead_at IS NOT NULL", vec![]).await;
    let again = MailCommand::SendAgain { message_ids: vec![id.clone()], all_dead: false };
    let mut output = Vec::new();
    mail::run(&world.app, &again, &mut output).await.unwrap();
    assert_eq!(output, b"1 mail due again\n");
    assert_eq!(list(world, true).await, Vec::<String>::new());
    assert_eq!(list(world, false).await.len(), 1);
    assert_eq!(round(world, &transport).await, sent(1));
    let received = peer.received();
    assert_eq!(received.envelope.to, ["eve@acme.example"]);
    assert_eq!(received.message.message_id, Some(format!("<{id}@directory.example>")));
    assert_eq!(list(world, false).await, Vec::<String>::new());
}

async fn a_mail_that_no_template_fits_waits_for_a_program_that_has_one(world: &World) {
    let peer = Peer::start();
    put(world, &expired(), &["ann@acme.example"]).await;
    world.write("UPDATE outbox SET event = 'account_requested'", vec![]).await;
    assert_eq!(round(world, &transport(&peer.settings())).await, failed(1));
    let error = row(world, "ann@acme.example").await.last_error.unwrap();
    assert!(error.contains("no template for the event `account_requested`"), "{error}");
}

/// The lines of `mail list` below its head.
async fn list(world: &World, dead: bool) -> Vec<String> {
    let mut output = Vec::new();
    mail::run(&world.app, &MailCommand::List { dead }, &mut output).await.unwrap();
    String::from_utf8(output).unwrap().lines().skip(1).map(str::to_owned).collect()
}
