//! What is over is forgotten after its time: mails, idempotency keys, tallies and codes. And the seal that leaves the machine.

use api::access_request::AccessRequest;
use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use rules::vocabulary::Role;
use serde_json::json;
use server::args;
use server::audit::verify::{self, Known, NotedSeal};
use server::jobs;
use server::jobs::metrics;
use server::sample::{cast, places};
use server::store::outbox;
use tests::world::World;
use tower::ServiceExt;

use crate::access_requests::{entire, send};

tests::on_both_databases! {
    in World::sample:
    mails_are_forgotten_ninety_days_after_they_were_sent_or_given_up,
    the_same_sending_is_known_again_for_a_day,
    tallies_and_codes_are_forgotten,
    the_first_seal_of_each_hour_is_told,
}

async fn forget_after(world: &World, later: TimeDelta) {
    world.app.clock.stand_at(world.app.clock.now() + later);
    jobs::forget(&world.app).await.unwrap();
}

async fn mails_are_forgotten_ninety_days_after_they_were_sent_or_given_up(world: &World) {
    let now = world.app.clock.now();
    world.app.clock.stand_at(now);
    let mut tx = world.app.db.begin().await.unwrap();
    let new = |recipient| outbox::New {
        event: "sign_in_code",
        recipient,
        locale: text::Locale::En,
        details: "{}",
        lane: outbox::Lane::People,
        lifetime: None,
    };
    let mails = ["sent@x.example", "dead@x.example", "waits@x.example"].map(new);
    outbox::put(&mut tx, &mails, now).await.unwrap();
    tx.commit().await.unwrap();
    let leased =
        outbox::lease(&world.app.db, now, TimeDelta::minutes(1), outbox::Room { codes: 0, others: 9 }).await.unwrap();
    let of = |recipient: &str| leased.iter().find(|one| one.mail.recipient == recipient).unwrap();
    outbox::mark_sent(&world.app.db, of("sent@x.example"), now).await.unwrap();
    outbox::mark_dead(&world.app.db, of("dead@x.example"), now, true, "550").await.unwrap();
    let left = async || {
        let rows: Vec<(String,)> = world.rows("SELECT recipient FROM outbox ORDER BY key", args![]).await;
        rows.into_iter().map(|(recipient,)| recipient).collect::<Vec<_>>()
    };
    forget_after(world, TimeDelta::days(90)).await;
    assert_eq!(left().await, ["sent@x.example", "dead@x.example", "waits@x.example"]);
    forget_after(world, TimeDelta::milliseconds(1)).await;
    assert_eq!(left().await, ["waits@x.example"]);
    // What is gone cannot be sent again, and nothing else suffers.
    let mut tx = world.app.db.begin().await.unwrap();
    assert_eq!(outbox::revive(&mut tx, None, now).await.unwrap(), [""; 0]);
    tx.commit().await.unwrap();
}

async fn the_same_sending_is_known_again_for_a_day(world: &World) {
    world.app.clock.stand_at(world.app.clock.now());
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let first: AccessRequest = send(&client, "1", &new).await.json(201);
    forget_after(world, TimeDelta::days(1)).await;
    assert_eq!(send(&client, "1", &new).await.json::<AccessRequest>(201).reference, first.reference);
    forget_after(world, TimeDelta::milliseconds(1)).await;
    assert_eq!(world.count("idempotency").await, 0);
}

async fn tallies_and_codes_are_forgotten(world: &World) {
    let now = world.app.clock.now().timestamp_millis();
    world.write("INSERT INTO tally (name, window_start, count) VALUES ('x', $1, 1)", args![now]).await;
    let code = "INSERT INTO sign_in_code (id, email_folded, binding, created_at) VALUES ('x', 'a@x.example', '', $1)";
    world.write(code, args![now]).await;
    forget_after(world, TimeDelta::days(3)).await;
    assert_eq!((world.count("tally").await, world.count("sign_in_code").await), (0, 0));
}

async fn the_first_seal_of_each_hour_is_told(world: &World) {
    let start = world.app.clock.now();
    let hour = start - TimeDelta::milliseconds(start.timestamp_millis().rem_euclid(3_600_000));
    let mut told = Vec::new();
    for minutes in [0, 1, 59, 60, 61, 119] {
        world.app.clock.stand_at(hour + TimeDelta::minutes(minutes));
        crate::audit::add(&world.app.db, &["one"], json!({ "minutes": minutes })).await;
        told.extend(jobs::seal(&world.app).await.unwrap().map(|seal| (minutes, seal)));
        assert_eq!(jobs::seal(&world.app).await.unwrap(), None, "nothing grew");
    }
    assert_eq!(told.iter().map(|(minutes, _)| *minutes).collect::<Vec<_>>(), [0, 60]);
    for (_, seal) in &told {
        let noted = NotedSeal { number: seal.number, hash: seal.hash.clone() };
        assert!(verify::database(&world.app.db, &Known::new(Some(noted)), &mut Vec::new()).await.unwrap());
    }
    // The metrics have the newest.
    let newest = server::store::trail::seal::newest(&world.app.db).await.unwrap().unwrap();
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = metrics::router(world.app.clone()).oneshot(request).await.unwrap();
    let text = axum::body::to_bytes(answer.into_body(), 100_000).await.unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    let line = text.lines().find(|line| line.starts_with("access_directory_trail_seal_info{")).unwrap();
    assert!(line.contains(&format!("number=\"{}\"", newest.number)) && line.contains(&newest.hash), "{line}");
}
