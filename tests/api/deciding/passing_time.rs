//! What time brings: the operator after ten days, a warning, expiry; each once, however late it is noticed.

use api::access_request::AccessRequest;
use api::history::{AccessRequestEvent, Actor};
use api::problem::Code;
use chrono::TimeDelta;
use rules::vocabulary::{Deciders, RequestStatus, Role};
use server::args;
use server::base::clock::from_millis;
use server::db::Engine;
use server::jobs::round;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

use super::{advance, approval, changes, code, decide, go_to, list, mails, pending, requested, seen, trail};
use crate::access_requests::{entire, send, with_reason};

tests::on_both_databases! {
    in World::sample:
    after_ten_days_the_operator_decides_as_well_and_the_requester_is_told,
    the_operator_decides_from_the_very_millisecond_on,
    whoever_asked_is_warned_five_days_before_the_end,
    nobody_is_told_to_remind_who_has_no_reminder_left,
    expiry_is_noticed_once_and_a_decision_comes_too_late,
    at_the_last_millisecond_it_is_decided_and_at_the_next_it_is_not,
    a_server_that_was_off_for_a_year_tells_of_the_end_only,
    making_it_again_tidies_what_no_job_has_tidied,
    several_jobs_at_once_tell_once,
    where_the_administrators_change_the_request_follows,
    one_request_that_cannot_be_read_stops_no_other,
    a_clock_that_is_not_the_databases_is_not_ready,
}

const DAY: i64 = 86_400;

async fn after_ten_days_the_operator_decides_as_well_and_the_requester_is_told(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let operator = world.sign_in(cast::OPERATOR).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    advance(world, 10 * DAY - 60).await;
    assert_eq!(round(&world.app).await.unwrap(), 0);
    assert_eq!(
        (list(&operator, "?queue=operator").await.total, seen(&newcomer, &sent.reference).await.escalated),
        (0, false)
    );
    advance(world, 60).await;
    // Decided on read: no job was needed for it.
    assert_eq!(changes(&operator).await.operator_pending, Some(1));
    assert!(seen(&newcomer, &sent.reference).await.escalated);
    assert!(pending(&operator, &sent.reference).await.for_operator);

    let before = changes(&newcomer).await.stamp;
    assert_eq!((round(&world.app).await.unwrap(), round(&world.app).await.unwrap()), (1, 0));
    let told =
        [format!("access_request_rerouted {}", cast::OPERATOR), format!("access_request_escalated {}", cast::NEWCOMER)];
    assert_eq!(mails(world).await[1..], told);
    assert!(changes(&newcomer).await.stamp > before);
    let step = seen(&newcomer, &sent.reference).await.history.pop().unwrap();
    assert_eq!((step.event, step.actor, step.name), (AccessRequestEvent::Escalated, Actor::Service, None));
    assert_eq!(decide(world, &operator, approval(&sent.reference)).await.status, Some(RequestStatus::Approved));
}

async fn the_operator_decides_from_the_very_millisecond_on(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let operator = world.sign_in(cast::OPERATOR).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    let sql = "SELECT escalates_at FROM access_request WHERE reference = $1";
    let (comes_at,): (i64,) = world.rows(sql, args![&sent.reference]).await.remove(0);
    let comes_at = from_millis(comes_at);
    world.app.clock.stand_at(comes_at - TimeDelta::milliseconds(1));
    assert_eq!(list(&operator, "?queue=operator").await.total, 0);
    assert_eq!(code(&decide(world, &operator, approval(&sent.reference)).await), Code::RequestNotFound);
    world.app.clock.stand_at(comes_at);
    assert_eq!(list(&operator, "?queue=operator").await.total, 1);
    assert!(seen(&newcomer, &sent.reference).await.escalated);
    assert_eq!(decide(world, &operator, approval(&sent.reference)).await.status, Some(RequestStatus::Approved));
}

async fn whoever_asked_is_warned_five_days_before_the_end(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    advance(world, 11 * DAY).await;
    round(&world.app).await.unwrap();
    let so_far = mails(world).await.len();
    go_to(world, sent.expires_at.0, 5 * DAY + 60).await;
    assert_eq!(round(&world.app).await.unwrap(), 0);
    advance(world, 60).await;
    assert_eq!((round(&world.app).await.unwrap(), round(&world.app).await.unwrap()), (1, 0));
    assert_eq!(mails(world).await[so_far..], [format!("access_request_about_to_expire {}", cast::NEWCOMER)]);
    assert_eq!(seen(&newcomer, &sent.reference).await.status, RequestStatus::Open);
}

async fn nobody_is_told_to_remind_who_has_no_reminder_left(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let other = world.sign_in(cast::INCOMPLETE_PROFILE).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    world.import(&Files::default().person("Jamie Pellow", cast::INCOMPLETE_PROFILE)).await;
    let kept: AccessRequest = send(&other, "2", &entire(world, places::LISTED, Role::User).await).await.json(201);
    for _ in 0..3 {
        advance(world, 3 * DAY).await;
        let address = api::path::access_request_reminders(&sent.reference);
        newcomer.post(&address, &serde_json::json!({})).await.json::<AccessRequest>(201);
    }
    go_to(world, sent.expires_at.0, 5 * DAY - 60).await;
    round(&world.app).await.unwrap();
    let sql = "SELECT details FROM outbox WHERE event = 'access_request_about_to_expire'";
    let rows: Vec<(String,)> = world.rows(sql, args![]).await;
    let said = |reference: &str| rows.iter().find(|(details,)| details.contains(reference)).unwrap().0.clone();
    assert!(said(&sent.reference).contains("\"may_remind\":false"), "{}", said(&sent.reference));
    assert!(said(&kept.reference).contains("\"may_remind\":true"), "{}", said(&kept.reference));
}

async fn expiry_is_noticed_once_and_a_decision_comes_too_late(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    go_to(world, sent.expires_at.0, 0).await;
    advance(world, 1).await;
    let answer = decide(world, &administrator, approval(&sent.reference)).await;
    assert_eq!(code(&answer), Code::AlreadyDecided);
    assert!(answer.problem.unwrap().detail.contains("expired"));
    let unnoticed = seen(&newcomer, &sent.reference).await;
    let step = unnoticed.history.last().unwrap();
    assert_eq!((step.event, step.at), (AccessRequestEvent::Expired, sent.expires_at), "before any job");

    assert_eq!((round(&world.app).await.unwrap(), round(&world.app).await.unwrap()), (1, 0));
    let noticed = seen(&newcomer, &sent.reference).await;
    assert_eq!((noticed.status, &noticed.history), (RequestStatus::Expired, &unnoticed.history));
    let told = mails(world).await.into_iter().filter(|mail| mail.starts_with("access_request_expired")).count();
    assert_eq!(told, 1);
    let entry = trail(world, &sent.reference).await.pop().unwrap();
    assert_eq!((entry["event"].as_str(), entry["who"].as_str()), (Some("access_request_expired"), None));
}

async fn at_the_last_millisecond_it_is_decided_and_at_the_next_it_is_not(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let first = requested(&newcomer, &new).await;
    world.app.clock.stand_at(first.expires_at.0);
    assert_eq!(code(&decide(world, &administrator, approval(&first.reference)).await), Code::AlreadyDecided);
    let second: AccessRequest = send(&newcomer, "2", &new).await.json(201);
    world.app.clock.stand_at(second.expires_at.0 - TimeDelta::milliseconds(1));
    assert_eq!(decide(world, &administrator, approval(&second.reference)).await.status, Some(RequestStatus::Approved));
}

async fn a_server_that_was_off_for_a_year_tells_of_the_end_only(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    advance(world, 366 * DAY).await;
    assert_eq!((round(&world.app).await.unwrap(), round(&world.app).await.unwrap()), (1, 0));
    assert_eq!(mails(world).await[1..], [format!("access_request_expired {}", cast::NEWCOMER)]);
    assert_eq!(seen(&newcomer, &sent.reference).await.history.last().unwrap().at, sent.expires_at);
}

async fn making_it_again_tidies_what_no_job_has_tidied(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let first = requested(&newcomer, &new).await;
    advance(world, 31 * DAY).await;
    send(&newcomer, "2", &new).await.json::<AccessRequest>(201);
    assert_eq!(round(&world.app).await.unwrap(), 0, "nothing is left to do");
    let events: Vec<_> =
        trail(world, &first.reference).await.iter().map(|entry| entry["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(events, ["access_requested", "access_request_expired"]);
    assert!(mails(world).await.contains(&format!("access_request_expired {}", cast::NEWCOMER)));
}

async fn several_jobs_at_once_tell_once(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    for days in [11, 15, 5] {
        advance(world, days * DAY).await;
        futures_util::future::join_all((0..8).map(|_| round(&world.app))).await;
    }
    let mut told = mails(world).await.split_off(1);
    told.sort();
    let expected = [
        format!("access_request_about_to_expire {}", cast::NEWCOMER),
        format!("access_request_escalated {}", cast::NEWCOMER),
        format!("access_request_expired {}", cast::NEWCOMER),
        format!("access_request_rerouted {}", cast::OPERATOR),
    ];
    assert_eq!(told, expected);
}

async fn where_the_administrators_change_the_request_follows(world: &World) {
    let requester = world.sign_in(cast::WITHOUT_ADMINISTRATOR).await;
    let operator = world.sign_in(cast::OPERATOR).await;
    let sent = requested(&requester, &entire(world, places::WITHOUT_ADMINISTRATOR, Role::User).await).await;
    assert_eq!(sent.deciders, Deciders::Operator);
    world.import(&Files::default().grant(cast::PARTNER, places::WITHOUT_ADMINISTRATOR, "", "administrator")).await;
    assert_eq!(seen(&requester, &sent.reference).await.deciders, Deciders::SmartAccountAdministrators);
    assert_eq!(list(&operator, "?queue=operator").await.total, 0);
    let partner = world.sign_in(cast::PARTNER).await;
    assert_eq!(list(&partner, "").await.total, 1);
    assert_eq!(mails(world).await[1..], [format!("access_request_rerouted {}", cast::PARTNER)]);
    let step = seen(&requester, &sent.reference).await.history.pop().unwrap();
    assert_eq!((step.event, step.actor), (AccessRequestEvent::DecidersChanged, Actor::Service));
}

async fn one_request_that_cannot_be_read_stops_no_other(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let first = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    let other = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let second = requested(&other, &with_reason(world, places::LISTED).await).await;
    // As a newer version of the program might have written it.
    let mut tx = world.app.db.begin().await.unwrap();
    match tx.engine() {
        Engine::Sqlite => tx.run("PRAGMA ignore_check_constraints = ON", args![]).await.unwrap(),
        Engine::Postgres => {
            tx.run("ALTER TABLE access_request DROP CONSTRAINT access_request_deciders", args![]).await.unwrap()
        }
    };
    let unknown = "UPDATE access_request SET deciders = 'committee' WHERE reference = $1";
    tx.run(unknown, args![&first.reference]).await.unwrap();
    tx.commit().await.unwrap();
    advance(world, 40 * DAY).await;
    assert_eq!(round(&world.app).await.unwrap(), 1);
    let sql = "SELECT reference FROM access_request WHERE status = 'expired'";
    assert_eq!(world.rows::<(String,)>(sql, args![]).await, [(second.reference.clone(),)]);
    assert!(mails(world).await.contains(&format!("access_request_expired {}", cast::PUBLIC_MAILBOX)));
    let failures = world.app.job_failures.load(std::sync::atomic::Ordering::Relaxed);
    assert_eq!(failures, 1, "it is counted, and tried again in the next round");
    round(&world.app).await.unwrap();
    assert_eq!(world.app.job_failures.load(std::sync::atomic::Ordering::Relaxed), 2);
}

async fn a_clock_that_is_not_the_databases_is_not_ready(world: &World) {
    let wall = |seconds: i64| move || world.app.clock.wall() + TimeDelta::seconds(seconds);
    let status = async || world.nobody().get("/readyz").await.status;
    for (seconds, most) in [(0, 2), (1, 2), (-1, 2)] {
        server::jobs::clocks::compare(&world.app, wall(seconds)).await.unwrap();
        assert_eq!(status().await, 200, "{seconds} of {most}");
    }
    for seconds in [660, -660, 3, -3] {
        let compared = server::jobs::clocks::compare(&world.app, wall(seconds)).await;
        // SQLite has no clock of its own.
        let differs = world.app.db.engine() == Engine::Postgres;
        assert_eq!((compared.is_err(), status().await == 503), (differs, differs), "{seconds}");
    }
    server::jobs::clocks::compare(&world.app, wall(0)).await.unwrap();
    assert_eq!(status().await, 200, "once it was set, it is ready");
}
