//! People who never want to be written to again: what they did not ask for does not reach them, and what they ask for does.

use clap::Parser;
use server::commands::admin::{self, AdminCommand};
use server::mail::sender::Round;
use server::mail::{Event, stop_path};
use server::store::stop_list;
use tests::world::World;

use crate::peer::Peer;
use crate::setting::{new_account, put, round, sent, transport};

tests::on_both_databases! {
    in World::empty:
    mail_that_nobody_asked_for_says_how_to_stop_it,
    who_stopped_mail_gets_codes_and_nothing_else,
}

const EMAIL: &str = "zoe@acme.example";

fn offer() -> Event {
    Event::AccountOffered { request: new_account(), contact: "c".to_owned(), note: None, reminder: None }
}

fn code() -> Event {
    Event::SignInCode { id: "a-code-of-the-test".to_owned() }
}

async fn mail_that_nobody_asked_for_says_how_to_stop_it(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    let link = format!("{}{}", world.app.settings.public_url(), stop_path(&world.app.secret, EMAIL));
    for (event, is_unasked) in [(offer(), true), (code(), false)] {
        put(world, &event, &["Zoe@acme.example"]).await;
        assert_eq!(round(world, &transport).await, sent(1));
        let message = peer.received().message;
        let has = |name: &str| message.headers.iter().any(|header| header == name);
        assert_eq!((has("list-unsubscribe"), has("list-unsubscribe-post")), (is_unasked, is_unasked));
        assert_eq!(message.text.unwrap().contains(&link), is_unasked);
        assert_eq!(message.addresses.contains(&format!("href={link}")), is_unasked);
    }
}

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: AdminCommand,
}

async fn who_stopped_mail_gets_codes_and_nothing_else(world: &World) {
    let peer = Peer::start();
    let transport = transport(&peer.settings());
    let mut tx = world.app.db.begin().await.unwrap();
    stop_list::add(&mut tx, &world.app.secret.stopped_address(EMAIL), world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    put(world, &offer(), &["Zoe@acme.example"]).await;
    assert_eq!((round(world, &transport).await, world.count("outbox").await), (Round::default(), 0));
    put(world, &offer(), &["ann@acme.example"]).await;
    put(world, &code(), &[EMAIL]).await;
    assert_eq!(round(world, &transport).await, sent(2));

    let allow = Arguments::try_parse_from(["admin", "allow-mail", EMAIL]).unwrap().command;
    for said in ["Mail goes to zoe@acme.example again.\n", "Mail to zoe@acme.example was not stopped"] {
        let mut notes = Vec::new();
        admin::run(&world.app, &allow, &mut Vec::new(), &mut notes).await.unwrap();
        assert!(String::from_utf8(notes).unwrap().starts_with(said));
    }
    put(world, &offer(), &[EMAIL]).await;
    assert_eq!(round(world, &transport).await, sent(1));
}
