//! What a requester does about their own request: reminders, cancelling, and making it again.

use api::access_request::AccessRequest;
use api::history::AccessRequestEvent;
use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use rules::vocabulary::{AccessRequestAction, RequestStatus, Role};
use serde_json::json;
use server::base::date_time::date_time;
use server::base::time_zone::Zone;
use server::sample::{cast, places};
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;
use text::Locale;

use super::{advance, approval, code, decide, list, mails, requested, seen};
use crate::access_requests::{entire, send};

tests::on_both_databases! {
    in World::sample:
    a_reminder_may_be_sent_every_three_days_and_three_times,
    a_reminder_goes_to_whoever_decides_and_extends_nothing,
    of_two_reminders_at_once_one_is_sent,
    a_cancelled_request_is_nobodys_to_decide_and_can_be_made_again,
    nobody_follows_the_request_of_another,
}

const DAY: i64 = 86_400;

async fn remind(client: &Client, reference: &str) -> Answer {
    client.post(&path::access_request_reminders(reference), &json!({})).await
}

async fn a_reminder_may_be_sent_every_three_days_and_three_times(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    assert_eq!(
        sent.reminders.next,
        Some((sent.created_at.0 + TimeDelta::days(3)).into()),
        "the cooldown runs from the request"
    );
    for number in 1..=3 {
        let before = seen(&client, &sent.reference).await;
        assert!(!before.actions.contains(&AccessRequestAction::SendReminder));
        let problem = remind(&client, &sent.reference).await.problem(409, Code::ReminderNotDue);
        let next = date_time(before.reminders.next.unwrap().0, Locale::En, &Zone::UTC);
        assert!(problem.detail.contains(&next), "{}", problem.detail);

        super::go_to(world, before.reminders.next.unwrap().0, 60).await;
        remind(&client, &sent.reference).await.problem(409, Code::ReminderNotDue);
        advance(world, 60).await;
        assert!(seen(&client, &sent.reference).await.actions.contains(&AccessRequestAction::SendReminder));
        let after: AccessRequest = remind(&client, &sent.reference).await.json(201);
        assert_eq!(after.reminders.sent.len(), number);
        let expected = (number < 3).then(|| (after.reminders.sent[number - 1].0 + TimeDelta::days(3)).into());
        assert_eq!(after.reminders.next, expected);
        assert_eq!(after.history.last().unwrap().event, AccessRequestEvent::ReminderSent);
    }
    advance(world, 4 * DAY).await;
    remind(&client, &sent.reference).await.problem(409, Code::ReminderNotDue);
}

async fn a_reminder_goes_to_whoever_decides_and_extends_nothing(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    advance(world, 11 * DAY).await;
    let after: AccessRequest = remind(&client, &sent.reference).await.json(201);
    assert_eq!(after.expires_at, sent.expires_at);
    let expected = [cast::ADMINISTRATOR, cast::OPERATOR].map(|to| format!("access_request_reminder {to}"));
    assert_eq!(mails(world).await[1..], expected, "after ten days the operator as well");
}

async fn of_two_reminders_at_once_one_is_sent(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    advance(world, 3 * DAY).await;
    let calls = (0..8).map(|_| remind(&client, &sent.reference));
    let answers = futures_util::future::join_all(calls).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(seen(&client, &sent.reference).await.reminders.sent.len(), 1);
    assert_eq!(mails(world).await.len(), 2);
}

async fn a_cancelled_request_is_nobodys_to_decide_and_can_be_made_again(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let sent = requested(&client, &new).await;
    let cancel = async || client.post(&path::access_request_cancellation(&sent.reference), &json!({})).await;
    let cancelled: AccessRequest = cancel().await.json(200);
    assert_eq!((cancelled.status, cancelled.decision), (RequestStatus::Cancelled, None));
    assert_eq!(cancelled.actions, [AccessRequestAction::RequestAgain]);
    let twice = cancel().await.problem(409, Code::AlreadyDecided);
    assert!(!twice.detail.contains("decision"), "whoever cancels decides nothing: {}", twice.detail);
    remind(&client, &sent.reference).await.problem(409, Code::AlreadyDecided);

    assert_eq!(list(&administrator, "").await.total, 0);
    let answer = decide(world, &administrator, approval(&sent.reference)).await;
    assert_eq!(code(&answer), Code::AlreadyDecided);
    assert!(answer.problem.unwrap().detail.contains("cancelled"));
    let again: AccessRequest = send(&client, "2", &new).await.json(201);
    assert_ne!(again.reference, sent.reference);
}

async fn nobody_follows_the_request_of_another(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    advance(world, 4 * DAY).await;
    for email in [cast::ADMINISTRATOR, cast::EMPLOYEE] {
        let other = world.sign_in(email).await;
        other.get(&path::access_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
        remind(&other, &sent.reference).await.problem(404, Code::RequestNotFound);
        let cancel = other.post(&path::access_request_cancellation(&sent.reference), &json!({})).await;
        cancel.problem(404, Code::RequestNotFound);
    }
    assert_eq!(seen(&client, &sent.reference).await.status, RequestStatus::Open);
}
