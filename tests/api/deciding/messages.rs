//! What a requester and whoever decides write to one another.

use api::access_request::{AccessRequest, AccessRequests};
use api::history::{AccessRequestEvent, Actor};
use api::message::Information;
use api::path;
use api::pending_access_request::PendingAccessRequest;
use api::problem::Code;
use reqwest::Method;
use rules::vocabulary::{AccessRequestAction, RequestStatus, Role};
use serde_json::{Value, json};
use server::base::secret::digest;
use server::sample::{cast, places};
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

use super::{advance, approval, decide, go_to, list, mails, pending, refusal, requested, seen, trail};
use crate::access_requests::entire;

tests::on_both_databases! {
    in World::sample:
    both_sides_read_what_either_wrote,
    a_question_tells_the_requester_and_shows_in_both_lists,
    the_requester_reads_no_name_that_they_may_not_know,
    a_message_reaches_the_operator_once_they_decide_as_well,
    twenty_messages_may_be_written_about_one_request_within_a_day,
    messages_at_once_are_no_more_than_one_by_one,
    the_same_message_sent_twice_is_one,
    a_message_extends_nothing_and_ends_with_the_request,
    nobody_else_writes_or_reads,
    what_is_no_message_is_refused_at_its_field,
    the_trail_holds_a_commitment_and_no_text,
    a_note_goes_with_an_approval,
}

async fn write(client: &Client, address: &str, key: &str, text: &str, asks: bool) -> Answer {
    let body = json!({ "text": text, "asks_for_information": asks });
    client.call(Method::POST, address).header(path::IDEMPOTENCY_HEADER, key).json(&body).send().await
}

/// The requester writes.
async fn tell(client: &Client, reference: &str, text: &str) -> Answer {
    write(client, &path::access_request_messages(reference), &digest(text.as_bytes()), text, false).await
}

/// Whoever decides writes, or asks.
async fn answer(client: &Client, reference: &str, text: &str, asks: bool) -> Answer {
    write(client, &path::pending_access_request_messages(reference), &digest(text.as_bytes()), text, asks).await
}

async fn both_sides_read_what_either_wrote(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    assert_eq!(sent.messages.messages, []);
    let told: AccessRequest =
        tell(&client, &sent.reference, " I start on Monday.\nIs that\u{7} possible? ").await.json(201);
    let [message] = &told.messages.messages[..] else { panic!("{:?}", told.messages) };
    assert_eq!(message.text.as_deref(), Some("I start on Monday.\nIs that possible?"));
    assert_eq!((message.own, message.written_as, message.asks_for_information), (true, Actor::Requester, false));

    let read = pending(&administrator, &sent.reference).await.messages.messages;
    assert_eq!(read.len(), 1);
    assert_eq!((read[0].own, &read[0].text), (false, &message.text));
    assert_eq!(read[0].name.as_deref(), Some("Grace Whitlow"), "who decides knows who asks");
    let answered: PendingAccessRequest = answer(&administrator, &sent.reference, "Yes.", false).await.json(201);
    let last = answered.messages.messages.last().unwrap();
    assert_eq!((last.own, last.written_as), (true, Actor::Administrator));

    let read = seen(&client, &sent.reference).await;
    assert_eq!(read.messages.messages.len(), 2);
    assert_eq!(read.messages.messages[1].text.as_deref(), Some("Yes."));
    assert_eq!(read.information, None, "nobody asked for anything");
    let events: Vec<_> = read.history.iter().map(|step| (step.event, step.actor)).collect();
    let written = AccessRequestEvent::MessageWritten;
    assert_eq!(events[1..], [(written, Actor::Requester), (written, Actor::Administrator)]);
    let expected =
        [format!("message_for_decider {}", cast::ADMINISTRATOR), format!("message_for_requester {}", cast::NEWCOMER)];
    assert_eq!(mails(world).await[1..], expected);
    let details: Vec<(String,)> =
        world.rows("SELECT details FROM outbox WHERE event LIKE 'message_%'", server::args![]).await;
    assert!(details.iter().all(|(details,)| !details.contains("Monday") && !details.contains("Yes.")), "{details:?}");
}

async fn a_question_tells_the_requester_and_shows_in_both_lists(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    let shown = async || {
        let own = client.get(path::ACCESS_REQUESTS).await.json::<AccessRequests>(200).requests.remove(0);
        (own.information, list(&administrator, "").await.requests.remove(0).information)
    };
    assert_eq!(shown().await, (None, None));
    let before = super::changes(&client).await.stamp;
    let asked: PendingAccessRequest = answer(&administrator, &sent.reference, "Which team?", true).await.json(201);
    assert!(asked.messages.messages[0].asks_for_information);
    assert_eq!(asked.history.last().unwrap().event, AccessRequestEvent::InformationRequested);
    assert_eq!(shown().await, (Some(Information::Requested), Some(Information::Requested)));
    assert!(super::changes(&client).await.stamp > before, "an open page looks again");
    assert_eq!(mails(world).await.last().unwrap(), &format!("message_for_requester {}", cast::NEWCOMER));

    let before = super::changes(&administrator).await.stamp;
    tell(&client, &sent.reference, "Planning.").await.json::<AccessRequest>(201);
    assert_eq!(shown().await, (Some(Information::Provided), Some(Information::Provided)));
    assert!(super::changes(&administrator).await.stamp > before);
    answer(&administrator, &sent.reference, "Thank you.", false).await.json::<PendingAccessRequest>(201);
    assert_eq!(shown().await.1, Some(Information::Provided), "a word of thanks asks for nothing");
    answer(&administrator, &sent.reference, "Which one?", true).await.json::<PendingAccessRequest>(201);
    assert_eq!(shown().await.0, Some(Information::Requested));
}

async fn the_requester_reads_no_name_that_they_may_not_know(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    answer(&administrator, &sent.reference, "Which team?", true).await.json::<PendingAccessRequest>(201);
    let body = client.get(&path::access_request(&sent.reference)).await;
    assert!(!body.text().contains("Okeby"), "{}", body.text());
    let details: Vec<(String,)> =
        world.rows("SELECT details FROM outbox WHERE event = 'message_for_requester'", server::args![]).await;
    assert!(!details[0].0.contains("Okeby"), "{details:?}");

    // A holder may know the contacts.
    let holder = world.sign_in(cast::EMPLOYEE).await;
    let sent = requested(&holder, &entire(world, places::LISTED, Role::Administrator).await).await;
    answer(&administrator, &sent.reference, "Why?", true).await.json::<PendingAccessRequest>(201);
    let read = seen(&holder, &sent.reference).await.messages.messages;
    assert_eq!(read[0].name.as_deref(), Some("David Okeby"));
    let details: Vec<(String,)> = world
        .rows("SELECT details FROM outbox WHERE event = 'message_for_requester' ORDER BY key", server::args![])
        .await;
    assert!(details[1].0.contains("David Okeby"), "{details:?}");
}

async fn a_message_reaches_the_operator_once_they_decide_as_well(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    let operator = world.sign_in(cast::OPERATOR).await;
    go_to(world, sent.created_at.0 + chrono::TimeDelta::days(10), 60).await;
    answer(&operator, &sent.reference, "Too early.", false).await.problem(404, Code::RequestNotFound);
    tell(&client, &sent.reference, "Before.").await.json::<AccessRequest>(201);
    advance(world, 60).await;
    tell(&client, &sent.reference, "After.").await.json::<AccessRequest>(201);
    let told: Vec<String> =
        mails(world).await.into_iter().filter(|mail| mail.starts_with("message_for_decider")).collect();
    let expected = [cast::ADMINISTRATOR, cast::ADMINISTRATOR, cast::OPERATOR];
    assert_eq!(told, expected.map(|to| format!("message_for_decider {to}")));
    answer(&operator, &sent.reference, "We look at it.", false).await.json::<PendingAccessRequest>(201);
    let last = seen(&client, &sent.reference).await.messages.messages.pop().unwrap();
    assert_eq!((last.written_as, last.name), (Actor::Operator, None));
}

async fn twenty_messages_may_be_written_about_one_request_within_a_day(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    for number in 1..=20 {
        tell(&client, &sent.reference, &format!("Message {number}")).await.json::<AccessRequest>(201);
    }
    let refused = tell(&client, &sent.reference, "One too many").await;
    assert_ne!(refused.header("retry-after"), "");
    let problem = refused.problem(429, Code::TooManyRequests);
    assert!(problem.detail.contains("20 messages"), "{}", problem.detail);
    assert_eq!(seen(&client, &sent.reference).await.messages.messages.len(), 20);
    answer(&administrator, &sent.reference, "My own count", false).await.json::<PendingAccessRequest>(201);

    let first = seen(&client, &sent.reference).await.messages.messages[0].at.0;
    go_to(world, first + chrono::TimeDelta::days(1), 60).await;
    tell(&client, &sent.reference, "Still too many").await.problem(429, Code::TooManyRequests);
    advance(world, 60).await;
    tell(&client, &sent.reference, "The next day").await.json::<AccessRequest>(201);
}

async fn messages_at_once_are_no_more_than_one_by_one(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    let texts: Vec<String> = (0..24).map(|number| format!("Message {number}")).collect();
    let answers = futures_util::future::join_all(texts.iter().map(|text| tell(&client, &sent.reference, text))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 20);
    assert_eq!(seen(&client, &sent.reference).await.messages.messages.len(), 20);
}

async fn the_same_message_sent_twice_is_one(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    let address = path::access_request_messages(&sent.reference);
    let calls = (0..4).map(|_| write(&client, &address, "key", "Hello", false));
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    assert_eq!(seen(&client, &sent.reference).await.messages.messages.len(), 1);
    write(&client, &address, "key", "Good-bye", false).await.problem(409, Code::IdempotencyKeyReused);
}

async fn a_message_extends_nothing_and_ends_with_the_request(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    go_to(world, sent.expires_at.0, 60).await;
    answer(&administrator, &sent.reference, "Which team?", true).await.json::<PendingAccessRequest>(201);
    let told: AccessRequest = tell(&client, &sent.reference, "Planning.").await.json(201);
    assert_eq!((told.expires_at, told.status), (sent.expires_at, RequestStatus::Open));
    advance(world, 60).await;
    let closed = seen(&client, &sent.reference).await;
    assert_eq!(closed.status, RequestStatus::Expired);
    assert!(!closed.actions.contains(&AccessRequestAction::WriteMessage));
    assert_eq!(closed.messages.messages.len(), 2, "it can still be read");
    tell(&client, &sent.reference, "Too late").await.problem(409, Code::AlreadyDecided);
    answer(&administrator, &sent.reference, "Too late", false).await.problem(409, Code::AlreadyDecided);

    let sent = super::send(&client, "2", &entire(world, places::LISTED, Role::User).await).await;
    let sent: AccessRequest = sent.json(201);
    decide(world, &administrator, refusal(&sent.reference, "Not now.")).await;
    tell(&client, &sent.reference, "Why?").await.problem(409, Code::AlreadyDecided);
}

async fn nobody_else_writes_or_reads(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    // A colleague, the operator before it is theirs, and the requester as somebody who decides.
    for email in [cast::EMPLOYEE, cast::OPERATOR, cast::NEWCOMER] {
        let other = world.sign_in(email).await;
        if email != cast::NEWCOMER {
            tell(&other, &sent.reference, "Mine?").await.problem(404, Code::RequestNotFound);
        }
        let asked = answer(&other, &sent.reference, "Mine?", true).await;
        match email {
            cast::NEWCOMER => asked.problem(403, Code::OwnRequest),
            _ => asked.problem(404, Code::RequestNotFound),
        };
    }
    let problem = write(&client, &path::access_request_messages(&sent.reference), "asks", "I ask you", true).await;
    let problem = problem.problem(422, Code::Invalid);
    assert_eq!(problem.fields[0].field, "asks_for_information");
    assert_eq!(seen(&client, &sent.reference).await.messages.messages, []);
}

async fn what_is_no_message_is_refused_at_its_field(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    for (number, (text, words)) in
        [("", "Write the message"), (" \u{0}\n ", "Write the message"), (&"é".repeat(2001), "2,001 characters")]
            .into_iter()
            .enumerate()
    {
        let address = path::access_request_messages(&sent.reference);
        let problem =
            write(&client, &address, &format!("text {number}"), text, false).await.problem(422, Code::Invalid);
        assert_eq!(problem.fields[0].field, "text");
        assert!(problem.fields[0].detail.contains(words), "{problem:?}");
    }
    tell(&client, &sent.reference, &"é".repeat(2000)).await.json::<AccessRequest>(201);
}

async fn the_trail_holds_a_commitment_and_no_text(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    answer(&administrator, &sent.reference, "Which team?", true).await.json::<PendingAccessRequest>(201);
    let entry = trail(world, &sent.reference).await.pop().unwrap();
    assert_eq!(entry["event"], "access_request_information_requested");
    assert!(!entry.to_string().contains("Which team"), "{entry}");
    let rows: Vec<(String, String)> =
        world.rows("SELECT text, salt FROM access_request_message", server::args![]).await;
    assert_eq!(entry["after"]["text"], server::store::trail::commitment(&rows[0].1, &rows[0].0));
    let rules = entry["rules"].as_array().unwrap();
    assert!(rules.contains(&Value::from("access_request_actions/R7")), "{rules:?}");
}

async fn a_note_goes_with_an_approval(world: &World) {
    let (client, administrator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::ADMINISTRATOR).await);
    let sent = requested(&client, &entire(world, places::LISTED, Role::User).await).await;
    let mut decision = refusal(&sent.reference, "Not now.");
    decision.note = Some("With a note".to_owned());
    let refused = decide(world, &administrator, decision).await.problem.unwrap();
    assert_eq!(refused.fields[0].field, "note", "a reason is enough");
    let mut decision = approval(&sent.reference);
    decision.note = Some("é".repeat(2001));
    assert_eq!(decide(world, &administrator, decision.clone()).await.problem.unwrap().fields[0].field, "note");
    decision.note = Some("Welcome.\nYour team lead knows.".to_owned());
    assert_eq!(decide(world, &administrator, decision).await.status, Some(RequestStatus::Approved));
    let decided = seen(&client, &sent.reference).await.decision.unwrap();
    assert_eq!((decided.note.as_deref(), decided.reason), (Some("Welcome.\nYour team lead knows."), None));
    let entry = trail(world, &sent.reference).await.pop().unwrap();
    assert!(entry["after"]["note"].is_string() && entry["after"]["reason"].is_null(), "{entry}");
    assert!(!entry.to_string().contains("Welcome"));
}
