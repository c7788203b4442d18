//! Requests that cannot be made: each refusal with its reason and the way on.

use api::access_request::AccessRequest;
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

use super::{entire, send, with_reason};

tests::on_both_databases! {
    in World::sample:
    a_second_request_for_the_account_leads_to_the_first,
    another_policy_than_the_person_saw_is_a_conflict,
    an_incomplete_profile_says_what_it_lacks,
    an_account_that_is_not_active_cannot_be_requested,
    internal_people_open_a_support_case_and_licensing_support_requests,
    an_unknown_request_is_not_found,
}

async fn a_second_request_for_the_account_leads_to_the_first(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let first: AccessRequest = send(&client, "1", &entire(world, places::LISTED, Role::User).await).await.json(201);
    let second = entire(world, places::LISTED, Role::Viewer).await;
    let problem = send(&client, "2", &second).await.problem(409, Code::RequestOpen);
    assert_eq!(problem.link, Some(format!("/requests/{}", first.reference)));
    client.post(path::ACCESS_REQUEST_PREVIEWS, &second).await.problem(409, Code::RequestOpen);
    send(&client, "3", &with_reason(world, places::GROUP).await).await.json::<AccessRequest>(201);
    assert_eq!(world.count("access_request").await, 2);
}

async fn another_policy_than_the_person_saw_is_a_conflict(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let mut new = entire(world, places::LISTED, Role::User).await;
    for version in ["", "0", &new.policy_version.clone()[1..]] {
        version.clone_into(&mut new.policy_version);
        send(&client, "1", &new).await.problem(409, Code::PolicyChanged);
        client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.problem(409, Code::PolicyChanged);
    }
    assert_eq!(world.count("access_request").await, 0);
}

async fn an_incomplete_profile_says_what_it_lacks(world: &World) {
    let client = world.sign_in(cast::INCOMPLETE_PROFILE).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let problem = send(&client, "1", &new).await.problem(403, Code::ProfileIncomplete);
    let fields: Vec<&str> = problem.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["organisation", "country"]);
    let body = serde_json::json!({ "organisation": "Northmoor Rail", "country": "GB" });
    assert_eq!(client.patch(path::PROFILE, &body).await.status, 200);
    send(&client, "1", &new).await.json::<AccessRequest>(201);
}

async fn an_account_that_is_not_active_cannot_be_requested(world: &World) {
    let client = world.sign_in(cast::PARTNER).await;
    for domain in [places::PENDING, places::DENIED, places::LAPSED] {
        send(&client, "1", &with_reason(world, domain).await).await.problem(404, Code::AccountNotFound);
    }
    let standing = Files::default().grant(cast::PARTNER, places::PENDING, "", "viewer");
    world.import(&standing).await;
    let new = with_reason(world, places::PENDING).await;
    send(&client, "1", &new).await.problem(409, Code::AccountNotActive);
}

async fn internal_people_open_a_support_case_and_licensing_support_requests(world: &World) {
    let new = with_reason(world, places::LISTED).await;
    let internal = world.sign_in(cast::INTERNAL).await;
    let problem = send(&internal, "1", &new).await.problem(403, Code::SupportCase);
    assert_eq!(problem.link, world.app.settings.service.licensing_support_link);
    let licensing = world.sign_in(cast::LICENSING_SUPPORT).await;
    send(&licensing, "1", &new).await.json::<AccessRequest>(201);
}

async fn an_unknown_request_is_not_found(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    for reference in ["AR-0000-0000", "x", "%", "a/b"] {
        client.get(&path::access_request(reference)).await.problem(404, Code::RequestNotFound);
    }
}
