//! One key, one request: a retry is the same request, and however many come at once, one row is stored.

use api::access_request::{AccessRequest, NewAccessRequest};
use api::path;
use api::problem::Code;
use futures_util::future::join_all;
use rules::vocabulary::Role;
use serde_json::Value;
use server::sample::{cast, places};
use tests::answer::Answer;
use tests::world::World;

use super::{entire, send, with_reason};

tests::on_both_databases! {
    in World::sample:
    the_same_key_twice_is_one_request_and_one_answer,
    the_same_key_with_another_body_is_refused,
    a_key_is_its_persons_own,
    a_key_is_needed_and_has_100_characters_at_most,
    what_was_refused_uses_no_key_up,
    thirty_at_once_under_one_key_are_one_request,
    thirty_at_once_under_different_keys_are_one_request,
    one_key_for_two_accounts_at_once_is_one_request,
}

async fn the_same_key_twice_is_one_request_and_one_answer(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let (first, second) = (send(&client, "1", &new).await, send(&client, "1", &new).await);
    assert_eq!(first.status, 201);
    assert_eq!((&second.body, second.header("location")), (&first.body, first.header("location")));
    assert_stored_once(world).await;
}

async fn the_same_key_with_another_body_is_refused(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    send(&client, "1", &new).await.json::<AccessRequest>(201);
    for other in [NewAccessRequest { role: Some(Role::Viewer), ..new }, with_reason(world, places::GROUP).await] {
        send(&client, "1", &other).await.problem(409, Code::IdempotencyKeyReused);
    }
    assert_stored_once(world).await;
}

async fn a_key_is_its_persons_own(world: &World) {
    let new = entire(world, places::LISTED, Role::User).await;
    for person in [cast::NEWCOMER, cast::EMPLOYEE] {
        send(&world.sign_in(person).await, "1", &new).await.json::<AccessRequest>(201);
    }
    assert_eq!(world.count("access_request").await, 2);
}

async fn a_key_is_needed_and_has_100_characters_at_most(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let without = client.post(path::ACCESS_REQUESTS, &new).await;
    assert_eq!(without.invalid_fields(), [path::IDEMPOTENCY_HEADER]);
    for key in ["", &"k".repeat(101)] {
        assert_eq!(send(&client, key, &new).await.invalid_fields(), [path::IDEMPOTENCY_HEADER]);
    }
    send(&client, &"k".repeat(100), &new).await.json::<AccessRequest>(201);
}

async fn what_was_refused_uses_no_key_up(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let refused = NewAccessRequest { role: None, ..new.clone() };
    assert_eq!(send(&client, "1", &refused).await.invalid_fields(), ["role"]);
    send(&client, "1", &new).await.json::<AccessRequest>(201);
}

async fn thirty_at_once_under_one_key_are_one_request(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let answers = join_all((0..30).map(|_| send(&client, "1", &new))).await;
    let references: Vec<String> = answers.iter().map(|answer| answer.json::<AccessRequest>(201).reference).collect();
    assert!(references.iter().all(|reference| *reference == references[0]), "{references:?}");
    assert_stored_once(world).await;
}

async fn thirty_at_once_under_different_keys_are_one_request(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let keys: Vec<String> = (0..30).map(|number| number.to_string()).collect();
    let answers = join_all(keys.iter().map(|key| send(&client, key, &new))).await;
    let (stored, refused): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((stored.len(), refused.len()), (1, 29));
    let link = format!("/requests/{}", stored[0].json::<AccessRequest>(201).reference);
    for answer in refused {
        assert_eq!(answer.problem(409, Code::RequestOpen).link.as_ref(), Some(&link));
    }
    assert_stored_once(world).await;
}

async fn one_key_for_two_accounts_at_once_is_one_request(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let (one, other) = (entire(world, places::LISTED, Role::User).await, with_reason(world, places::GROUP).await);
    let answers = join_all((0..10).map(|turn| send(&client, "1", if turn % 2 == 0 { &one } else { &other }))).await;
    let stored: Vec<Value> =
        answers.iter().filter(|answer| answer.status == 201).map(|answer| answer.json(201)).collect();
    assert!(!stored.is_empty() && stored.iter().all(|body| body == &stored[0]));
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        refused.problem(409, Code::IdempotencyKeyReused);
    }
    assert_stored_once(world).await;
}

/// One request, with one trail row, one mail for its one administrator, and one key.
async fn assert_stored_once(world: &World) {
    for table in ["access_request", "outbox", "idempotency"] {
        assert_eq!(world.count(table).await, 1, "{table}");
    }
    let sql = "SELECT count(*) FROM trail WHERE content NOT LIKE '%\"event\":\"imported\"%'";
    let entries: Vec<(i64,)> = world.rows(sql, server::args![]).await;
    assert_eq!(entries, [(2,)], "the sign-in and the request");
}
