//! Thirty days: a request is open until then and expired from then on, and can then be made anew.

use api::access_request::{AccessRequest, AccessRequests};
use api::account::Account;
use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use rules::vocabulary::{AccessState, RequestStatus, Role};
use serde_json::{Value, json};
use server::sample::{cast, places};
use server::store::access_request::by_reference;
use tests::world::World;

use super::{entire, send};

/// In seconds (domain: 3).
const THIRTY_DAYS: i64 = 2_592_000;

tests::on_both_databases! {
    in World::sample:
    a_request_expires_exactly_thirty_days_after_it_was_made,
    a_minute_earlier_it_is_open_and_from_then_on_it_can_be_made_anew,
    a_retry_after_it_expired_is_still_the_same_request,
}

async fn advance(world: &World, seconds: i64) {
    world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": seconds })).await.json::<Value>(200);
}

async fn a_request_expires_exactly_thirty_days_after_it_was_made(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent: AccessRequest = send(&client, "1", &entire(world, places::LISTED, Role::User).await).await.json(201);
    assert_eq!(sent.expires_at.0, sent.created_at.0 + TimeDelta::seconds(THIRTY_DAYS));
    let stored = by_reference(&world.app.db, &sent.reference).await.unwrap().unwrap();
    for (before, status) in [
        (1000, RequestStatus::Open),
        (1, RequestStatus::Open),
        (0, RequestStatus::Expired),
        (-1, RequestStatus::Expired),
    ] {
        let now = sent.expires_at.0 - TimeDelta::milliseconds(before);
        assert_eq!(stored.status_at(now), status, "{before} ms before");
    }
}

async fn a_minute_earlier_it_is_open_and_from_then_on_it_can_be_made_anew(world: &World) {
    crate::directory::give_role_elsewhere(world, cast::NEWCOMER).await;
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let account = path::account(&new.account, None);
    let first: AccessRequest = send(&client, "1", &new).await.json(201);
    let state = async || client.get(&account).await.json::<Account>(200).summary.your_access;

    advance(world, THIRTY_DAYS - 60).await;
    let open: AccessRequest = client.get(&path::access_request(&first.reference)).await.json(200);
    assert_eq!((open.status, open.days_left), (RequestStatus::Open, 1));
    assert_eq!((state().await.state, state().await.may_request), (AccessState::Requested, false));
    send(&client, "2", &new).await.problem(409, Code::RequestOpen);

    advance(world, 60).await;
    let expired: AccessRequest = client.get(&path::access_request(&first.reference)).await.json(200);
    assert_eq!((expired.status, expired.days_left), (RequestStatus::Expired, 0));
    assert_eq!((state().await.state, state().await.may_request), (AccessState::Expired, true));
    assert_eq!(
        crate::directory::found(&client, "", false).await,
        ["Fallowmere Foods", places::LISTED_NAME],
        "still listed"
    );

    let second: AccessRequest = send(&client, "2", &new).await.json(201);
    assert_ne!(second.reference, first.reference);
    let listed: AccessRequests = client.get(path::ACCESS_REQUESTS).await.json(200);
    let listed: Vec<(&str, RequestStatus)> =
        listed.requests.iter().map(|request| (request.reference.as_str(), request.status)).collect();
    let expected =
        [(second.reference.as_str(), RequestStatus::Open), (first.reference.as_str(), RequestStatus::Expired)];
    assert_eq!(listed, expected, "newest first");
    assert_eq!(state().await.request.unwrap().reference, second.reference);
}

async fn a_retry_after_it_expired_is_still_the_same_request(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let first: AccessRequest = send(&client, "1", &new).await.json(201);
    advance(world, THIRTY_DAYS).await;
    let again: AccessRequest = send(&client, "1", &new).await.json(201);
    assert_eq!((again.reference, again.status), (first.reference, RequestStatus::Expired));
    assert_eq!(world.count("access_request").await, 1);
}
