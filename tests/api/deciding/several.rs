//! Several decisions at once, and several people at once.

use api::path;
use api::problem::Code;
use futures_util::future::join_all;
use rules::vocabulary::{RequestStatus, Role};
use serde_json::json;
use server::base::date_time::date_time;
use server::base::time_zone::Zone;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;
use text::Locale;

use super::{approval, code, decide, decide_all, list, mails, refusal, requested, seen};
use crate::access_requests::{entire, with_reason};

tests::on_both_databases! {
    in World::sample:
    each_of_several_decisions_has_an_answer_of_its_own,
    of_two_people_at_once_one_wins_and_the_other_learns_who_and_when,
    thirty_at_once_make_one_decision,
    how_many_come_together_is_limited,
    another_policy_than_the_one_seen_decides_nothing,
}

async fn each_of_several_decisions_has_an_answer_of_its_own(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let stranger = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let first = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await.reference;
    let second = requested(&stranger, &with_reason(world, places::LISTED).await).await.reference;
    let decisions = vec![approval(&first), approval(&second), approval("AR-0000-0000"), refusal(&first, "Late.")];
    let answers = decide_all(world, &administrator, decisions).await;
    let references: Vec<_> = answers.iter().map(|answer| answer.reference.as_str()).collect();
    assert_eq!(references, [first.as_str(), second.as_str(), "AR-0000-0000", first.as_str()], "in their order");
    assert_eq!(answers[0].status, Some(RequestStatus::Approved));
    let codes: Vec<_> = answers[1..].iter().map(code).collect();
    assert_eq!(codes, [Code::Invalid, Code::RequestNotFound, Code::AlreadyDecided]);
    assert_eq!(seen(&stranger, &second).await.status, RequestStatus::Open);
    assert_eq!(list(&administrator, "").await.total, 1);
}

async fn of_two_people_at_once_one_wins_and_the_other_learns_who_and_when(world: &World) {
    world.import(&Files::default().grant(cast::PARTNER, places::LISTED, "", "administrator")).await;
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let (one, other) = (world.sign_in(cast::ADMINISTRATOR).await, world.sign_in(cast::PARTNER).await);
    let reference = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await.reference;
    assert_eq!(decide(world, &one, approval(&reference)).await.status, Some(RequestStatus::Approved));
    let answer = decide(world, &other, refusal(&reference, "Not yet.")).await;
    assert_eq!(code(&answer), Code::AlreadyDecided);
    let decided = super::pending(&other, &reference).await.decision.unwrap();
    let at = date_time(decided.at.0, Locale::En, &Zone::UTC);
    let detail = answer.problem.unwrap().detail;
    assert!(detail.contains("David Okeby approved") && detail.contains(&at), "{detail}");
    assert!(detail.ends_with("Your decision was not recorded."), "{detail}");
}

async fn thirty_at_once_make_one_decision(world: &World) {
    let mut files = Files::default();
    let people: Vec<String> = (0..30).map(|number| format!("decider{number}@northmoor-rail.com")).collect();
    for email in &people {
        files = files.person("Somebody", email).grant(email, places::LISTED, "", "administrator");
    }
    world.import(&files).await;
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let reference = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await.reference;
    let clients = join_all(people.iter().map(|email| world.sign_in(email))).await;
    let answers = join_all(clients.iter().enumerate().map(|(number, client)| {
        let decision = if number % 2 == 0 { approval(&reference) } else { refusal(&reference, "No.") };
        decide(world, client, decision)
    }))
    .await;
    let won: Vec<_> = answers.iter().filter_map(|answer| answer.status).collect();
    assert_eq!(won.len(), 1, "{won:?}");
    assert!(answers.iter().filter(|answer| answer.status.is_none()).all(|answer| code(answer) == Code::AlreadyDecided));
    assert_eq!(seen(&newcomer, &reference).await.status, won[0]);
    assert_eq!(super::trail(world, &reference).await.len(), 2);
    let told = mails(world).await.into_iter().filter(|mail| mail.ends_with(cast::NEWCOMER)).count();
    assert_eq!(told, 1, "the requester is told once");
}

async fn how_many_come_together_is_limited(world: &World) {
    let client = world.sign_in(cast::ADMINISTRATOR).await;
    let body = |count: usize| {
        json!({
            "decisions": vec![approval("AR-0000-0000"); count],
            "policy_version": world.app.policy.version(),
        })
    };
    for count in [0, 51] {
        let answer = client.post(path::ACCESS_REQUEST_DECISIONS, &body(count)).await;
        assert_eq!(answer.invalid_fields(), ["decisions"], "{count}");
    }
    assert_eq!(client.post(path::ACCESS_REQUEST_DECISIONS, &body(50)).await.status, 200);
}

async fn another_policy_than_the_one_seen_decides_nothing(world: &World) {
    let client = world.sign_in(cast::ADMINISTRATOR).await;
    let body = json!({ "decisions": [approval("AR-0000-0000")], "policy_version": "0" });
    client.post(path::ACCESS_REQUEST_DECISIONS, &body).await.problem(409, Code::PolicyChanged);
}
