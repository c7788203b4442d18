//! What time brings: reminders and their limits, and the lapse after 90 days, to the second.

use api::account_request::{AccountRequest, AccountRequestEvent};
use api::directory::DirectoryPage;
use api::path;
use api::problem::Code;
use chrono::{DateTime, TimeDelta, Utc};
use rules::vocabulary::{AccessState, AccountRequestAction, AccountRequestStatus};
use serde_json::json;
use tests::client::Client;

use super::{
    BELOW_HELD, CUSTOMER, FREE, HOLDER, PARTNER, Requests, account_status, approve, asked, decide, own, pending,
    requested, send,
};
use crate::deciding::{changes, mails, trail};

tests::on_both_databases! {
    in Requests::open:
    a_request_lapses_after_90_days_to_the_second,
    who_was_asked_is_told_that_it_lapsed_once,
    a_reminder_reaches_nobody_whose_address_was_refused,
    after_the_lapse_a_new_request_is_made_from_the_old_one,
    reminders_go_to_whoever_decides_with_a_cooldown_and_a_maximum,
}

async fn remind(client: &Client, request: &AccountRequest) -> tests::answer::Answer {
    client.post(&path::account_request_reminders(&request.reference), &json!({})).await
}

fn after_days(start: DateTime<Utc>, days: i64, seconds: i64) -> DateTime<Utc> {
    start + TimeDelta::seconds(days * 86_400 + seconds)
}

async fn a_request_lapses_after_90_days_to_the_second(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let clock = &world.app.clock;
    let (customer, partner) = (world.sign_in(CUSTOMER).await, world.sign_in(PARTNER).await);
    clock.stand_at(after_days(sent.created_at.0, 90, -1));
    let shown = pending(&customer, &sent.reference).await;
    assert_eq!((shown.status, shown.summary.days_left), (AccountRequestStatus::Pending, 1));
    assert_eq!(changes(&customer).await.pending_accounts, 1);
    let listed: DirectoryPage = partner.get(path::DIRECTORY).await.json(200);
    assert_eq!(listed.accounts[1].your_access.state, AccessState::Pending);

    clock.stand_at(after_days(sent.created_at.0, 90, 0));
    let shown = pending(&customer, &sent.reference).await;
    assert_eq!((shown.status, shown.actions.len()), (AccountRequestStatus::Lapsed, 0));
    assert_eq!(changes(&customer).await.pending_accounts, 0);
    decide(world, &customer, &sent.reference, 1, None).await.problem(409, Code::AlreadyDecided);
    let seen = own(&partner, &sent.reference).await;
    assert_eq!((seen.status, seen.days_left), (AccountRequestStatus::Lapsed, 0));
    assert_eq!(seen.actions, [AccountRequestAction::RequestAgain]);
    assert_eq!(seen.history[1].event, AccountRequestEvent::Lapsed);
    assert_eq!(seen.history[1].at, sent.lapses_at);
    let listed: DirectoryPage = partner.get(path::DIRECTORY).await.json(200);
    assert_eq!(listed.accounts.len(), 1, "no longer Pending");
    assert_eq!(account_status(world, &sent.reference).await, "pending", "no job has noticed");
}

async fn a_reminder_reaches_nobody_whose_address_was_refused(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let mut new = asked(world, FREE);
    new.customer_emails.push(super::COLLEAGUE.to_owned());
    let sent: AccountRequest = send(&client, "1", &new).await.json(201);
    super::addresses::refuse(world, CUSTOMER).await;
    world.app.clock.stand_at(after_days(sent.created_at.0, 3, 0));
    let reminded: AccountRequest = remind(&client, &sent).await.json(201);
    assert_eq!(mails(world).await[2..], [format!("account_offered {}", super::COLLEAGUE)]);
    assert_eq!(reminded.contacts[0].state, api::account_request::ContactState::Refused);
    assert_eq!(reminded.actions, [AccountRequestAction::CorrectAddress, AccountRequestAction::Withdraw]);
    // That the reminder was refused says nothing of the mail that asked.
    super::addresses::refuse_newest(world, super::COLLEAGUE).await;
    assert_eq!(own(&client, &sent.reference).await.contacts[1].state, api::account_request::ContactState::Asked);
}

async fn who_was_asked_is_told_that_it_lapsed_once(Requests(world): &Requests) {
    let (asked, waiting) = (requested(world, FREE).await, requested(world, BELOW_HELD).await);
    world.app.clock.stand_at(after_days(waiting.created_at.0, 90, 0));
    let rounds = tokio::join!(server::jobs::round(&world.app), server::jobs::round(&world.app));
    assert_eq!(rounds.0.unwrap() + rounds.1.unwrap(), 2);
    let expected = [
        format!("account_offered {CUSTOMER}"),
        format!("account_requested {HOLDER}"),
        format!("account_lapsed {PARTNER}"),
        format!("account_offer_ended {CUSTOMER}"),
        format!("account_lapsed {PARTNER}"),
        // Who was asked first in the other request; its contact never was.
        format!("account_request_ended {HOLDER}"),
    ];
    let mut told = mails(world).await;
    let mut expected = expected.to_vec();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    for reference in [&asked.reference, &waiting.reference] {
        assert_eq!(account_status(world, reference).await, "lapsed");
        let events: Vec<String> =
            trail(world, reference).await.iter().map(|entry| entry["event"].as_str().unwrap().to_owned()).collect();
        assert_eq!(events, ["account_requested", "account_lapsed"]);
    }
}

async fn after_the_lapse_a_new_request_is_made_from_the_old_one(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let client = world.sign_in(PARTNER).await;
    let new = asked(world, FREE);
    world.app.clock.stand_at(after_days(sent.created_at.0, 90, -1));
    send(&client, "early", &new).await.problem(409, Code::RequestOpen);
    // Before any job has tidied the old one.
    world.app.clock.stand_at(after_days(sent.created_at.0, 90, 0));
    let old = own(&client, &sent.reference).await;
    assert_eq!(
        (old.note_to_customer, old.note_to_approver),
        (new.note_to_customer.clone(), new.note_to_approver.clone())
    );
    let again: AccountRequest = send(&client, "again", &new).await.json(201);
    assert_eq!(again.status, AccountRequestStatus::Pending);
    assert_eq!(account_status(world, &sent.reference).await, "lapsed");
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 0, "it was tidied on the way");
    approve(world, CUSTOMER, &again.reference).await;
    assert_eq!(account_status(world, &again.reference).await, "active");
}

async fn reminders_go_to_whoever_decides_with_a_cooldown_and_a_maximum(Requests(world): &Requests) {
    let sent = requested(world, BELOW_HELD).await;
    let client = world.sign_in(PARTNER).await;
    let clock = &world.app.clock;
    let day = |days, seconds| after_days(sent.created_at.0, days, seconds);
    clock.stand_at(day(3, -1));
    remind(&client, &sent).await.problem(409, Code::ReminderNotDue);
    clock.stand_at(day(3, 0));
    let reminded: AccountRequest = remind(&client, &sent).await.json(201);
    assert_eq!((reminded.reminders.sent.len(), reminded.reminders.next), (1, Some(day(6, 0).into())));
    assert_eq!(reminded.lapses_at, sent.lapses_at, "a reminder extends nothing");
    approve(world, HOLDER, &sent.reference).await;
    clock.stand_at(day(6, 0));
    remind(&client, &sent).await.json::<AccountRequest>(201);
    clock.stand_at(day(9, 0));
    let answers = tokio::join!(remind(&client, &sent), remind(&client, &sent));
    let mut statuses = [answers.0.status, answers.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "one of two at once");
    clock.stand_at(day(30, 0));
    remind(&client, &sent).await.problem(409, Code::ReminderNotDue);
    let to: Vec<String> = mails(world).await;
    let expected = [
        ("account_requested", HOLDER),
        ("account_requested", HOLDER),
        ("account_offered", CUSTOMER),
        ("account_offered", CUSTOMER),
        ("account_offered", CUSTOMER),
    ];
    assert_eq!(to, expected.map(|(event, to)| format!("{event} {to}")));
}
