//! Who may decide what: nobody their own request, nobody beyond their own authority, and nobody else learns of it.

use api::access_request::VirtualAccountRole;
use api::path;
use api::problem::Code;
use rules::vocabulary::{Deciders, RequestStatus, Role, Scope, Verdict};
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

use super::{approval, code, decide, list, pending, refusal, requested};
use crate::access_requests::{entire, selected, virtual_account_id};

tests::on_both_databases! {
    in World::sample:
    who_does_not_decide_a_request_does_not_learn_of_it,
    nobody_decides_their_own_request,
    the_administrator_of_a_part_decides_within_it,
    the_administrator_of_a_part_sees_no_request_beyond_it,
    the_operator_decides_where_nobody_administers,
    internal_people_are_sent_to_a_support_case,
    whoever_is_no_administrator_any_more_decides_no_more,
    an_administrator_who_may_not_decide_is_not_asked,
    nobody_decides_about_an_account_that_is_not_active,
    parts_are_named_to_nobody_who_has_lost_all_access,
}

async fn who_does_not_decide_a_request_does_not_learn_of_it(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    // Holds a role there, administers another account, is a stranger, runs the service, made the request.
    for email in [cast::EMPLOYEE, cast::FRENCH_ADMINISTRATOR, cast::PUBLIC_MAILBOX, cast::OPERATOR, cast::NEWCOMER] {
        let client = world.sign_in(email).await;
        assert_eq!(list(&client, "").await.total, 0, "{email}");
        let shown = client.get(&path::pending_access_request(&sent.reference)).await;
        let unknown = client.get(&path::pending_access_request("AR-0000-0000")).await;
        assert_eq!(shown.fingerprint(), unknown.fingerprint(), "{email}");
        if email != cast::NEWCOMER {
            let answer = decide(world, &client, refusal(&sent.reference, "No.")).await;
            assert_eq!(code(&answer), Code::RequestNotFound, "{email}");
        }
    }
}

async fn nobody_decides_their_own_request(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&client, &selected(world, places::LISTED, &[("Ireland", Role::User)]).await).await;
    assert_eq!(sent.deciders, Deciders::SmartAccountAdministrators);
    // Made administrator of everything while the request was open.
    world.import(&Files::default().grant(cast::NEWCOMER, places::LISTED, "", "administrator")).await;
    assert_eq!(code(&decide(world, &client, approval(&sent.reference)).await), Code::OwnRequest);
    let shown = pending(&client, &sent.reference).await;
    assert_eq!((shown.verdict, shown.actions.len()), (Verdict::OwnRequest, 0));
    assert_eq!(list(&client, "").await.total, 0);
    let other = world.sign_in(cast::ADMINISTRATOR).await;
    assert_eq!(decide(world, &other, approval(&sent.reference)).await.status, Some(RequestStatus::Approved));
}

async fn the_administrator_of_a_part_decides_within_it(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let client = world.sign_in(cast::VIRTUAL_ACCOUNT_ADMINISTRATOR).await;
    let sent =
        requested(&requester, &selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await).await;
    let shown = pending(&client, &sent.reference).await;
    let scopes: Vec<_> = shown.offer.scopes.iter().map(|offer| offer.scope).collect();
    assert_eq!(scopes, [Scope::Selected], "the entire account is not theirs to give");
    let names: Vec<_> = shown.offer.virtual_accounts.iter().map(|one| (one.name.as_str(), one.depth)).collect();
    assert_eq!(names[0], ("Leeds", 0));
    assert!(names.contains(&("Signalling", 1)) && !names.iter().any(|(name, _)| *name == "Ireland"), "{names:?}");

    let beyond = virtual_account_id(world, places::LISTED, "Ireland").await;
    let beyond = super::NewDecision {
        scope: Some(Scope::Selected),
        virtual_accounts: vec![VirtualAccountRole { id: beyond, role: Role::Viewer }],
        ..approval(&sent.reference)
    };
    let all = super::NewDecision { scope: Some(Scope::Entire), role: Some(Role::Viewer), ..approval(&sent.reference) };
    for more in [beyond, all] {
        assert_eq!(code(&decide(world, &client, more).await), Code::BeyondAuthority);
    }
    assert_eq!(decide(world, &client, approval(&sent.reference)).await.status, Some(RequestStatus::Approved));
}

async fn the_administrator_of_a_part_sees_no_request_beyond_it(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let client = world.sign_in(cast::VIRTUAL_ACCOUNT_ADMINISTRATOR).await;
    let both = [(places::LISTED_DEEP, Role::User), ("Ireland", Role::User)];
    let sent = requested(&requester, &selected(world, places::LISTED, &both).await).await;
    assert_eq!(list(&client, "").await.total, 0);
    client.get(&path::pending_access_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
    assert_eq!(code(&decide(world, &client, approval(&sent.reference)).await), Code::RequestNotFound);
    // Somebody else administers both parts, so that administrators of parts decide it: but not one of half of it.
    let both = Files::default().grant(cast::PARTNER, places::LISTED, "Ireland", "administrator").grant(
        cast::PARTNER,
        places::LISTED,
        places::LISTED_SUBTREE,
        "administrator",
    );
    world.import(&both).await;
    assert_eq!(list(&world.sign_in(cast::PARTNER).await, "").await.total, 1);
    assert_eq!(list(&client, "").await.total, 0);
    assert_eq!(code(&decide(world, &client, approval(&sent.reference)).await), Code::RequestNotFound);
    // With the other part as well, all that is asked lies within theirs.
    world
        .import(&Files::default().grant(
            cast::VIRTUAL_ACCOUNT_ADMINISTRATOR,
            places::LISTED,
            "Ireland",
            "administrator",
        ))
        .await;
    assert_eq!(list(&client, "").await.total, 1);
    assert_eq!(decide(world, &client, approval(&sent.reference)).await.status, Some(RequestStatus::Approved));
}

async fn the_operator_decides_where_nobody_administers(world: &World) {
    let requester = world.sign_in(cast::WITHOUT_ADMINISTRATOR).await;
    let operator = world.sign_in(cast::OPERATOR).await;
    let sent = requested(&requester, &entire(world, places::WITHOUT_ADMINISTRATOR, Role::Administrator).await).await;
    assert_eq!(list(&operator, "").await.total, 0, "nothing as an administrator");
    assert_eq!(list(&operator, "?queue=operator").await.requests[0].reference, sent.reference);
    assert!(pending(&operator, &sent.reference).await.for_operator);
    let stranger = world.sign_in(cast::PUBLIC_MAILBOX).await;
    assert_eq!(code(&decide(world, &stranger, approval(&sent.reference)).await), Code::RequestNotFound);
    assert_eq!(decide(world, &operator, approval(&sent.reference)).await.status, Some(RequestStatus::Approved));
    let decided = super::seen(&requester, &sent.reference).await.decision.unwrap();
    assert!(decided.by_operator);

    let other = world.sign_in(cast::ADMINISTRATOR).await;
    other.get(&path::pending_access_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
    assert_eq!(code(&decide(world, &other, refusal(&sent.reference, "No.")).await), Code::RequestNotFound);
    other.get(&format!("{}?queue=operator", path::PENDING_ACCESS_REQUESTS)).await.problem(404, Code::NotFound);
    assert_eq!(super::changes(&other).await.operator_pending, None);
    assert_eq!(super::changes(&operator).await.operator_pending, Some(0));
}

async fn internal_people_are_sent_to_a_support_case(world: &World) {
    let client = world.sign_in(cast::INTERNAL).await;
    let body = serde_json::json!({ "decisions": [], "policy_version": world.app.policy.version() });
    let problem = client.post(path::ACCESS_REQUEST_DECISIONS, &body).await.problem(403, Code::SupportCase);
    assert!(problem.link.is_some());
}

async fn whoever_is_no_administrator_any_more_decides_no_more(world: &World) {
    world.import(&Files::default().grant(cast::PARTNER, places::LISTED, "", "administrator")).await;
    let requester = world.sign_in(cast::NEWCOMER).await;
    let client = world.sign_in(cast::PARTNER).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    assert_eq!(list(&client, "").await.total, 1);
    world.import(&Files::default().grant(cast::PARTNER, places::LISTED, "", "viewer")).await;
    assert_eq!(list(&client, "").await.total, 0);
    assert_eq!(code(&decide(world, &client, approval(&sent.reference)).await), Code::RequestNotFound);
}

async fn an_administrator_who_may_not_decide_is_not_asked(world: &World) {
    world.import(&Files::default().grant(cast::INTERNAL, places::WITHOUT_ADMINISTRATOR, "", "administrator")).await;
    let requester = world.sign_in(cast::WITHOUT_ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::WITHOUT_ADMINISTRATOR, Role::User).await).await;
    assert_eq!(sent.deciders, Deciders::Operator, "internal staff open a support case");
    assert_eq!(super::mails(world).await, [format!("access_requested {}", cast::OPERATOR)]);
}

async fn nobody_decides_about_an_account_that_is_not_active(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    let lapsed = format!("{},{},IE,listed,customer,lapsed", places::LISTED_NAME, places::LISTED);
    world.import(&Files::default().account(&lapsed)).await;
    assert_eq!(list(&administrator, "").await.total, 0);
    administrator.get(&path::pending_access_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
    assert_eq!(code(&decide(world, &administrator, approval(&sent.reference)).await), Code::RequestNotFound);
}

async fn parts_are_named_to_nobody_who_has_lost_all_access(world: &World) {
    let requester = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &crate::access_requests::with_reason(world, places::LISTED).await).await;
    let part = virtual_account_id(world, places::LISTED, places::LISTED_DEEP).await;
    let granted = super::NewDecision {
        scope: Some(Scope::Selected),
        virtual_accounts: vec![VirtualAccountRole { id: part, role: Role::Viewer }],
        ..approval(&sent.reference)
    };
    decide(world, &administrator, granted).await;
    let parts = async || {
        let request = super::seen(&requester, &sent.reference).await;
        let granted = request.decision.unwrap().granted.unwrap();
        granted.virtual_accounts.into_iter().map(|part| part.path).collect::<Vec<_>>()
    };
    assert_eq!(parts().await, ["Great Britain / Leeds / Signalling"]);
    let key = world.person_key(cast::PUBLIC_MAILBOX).await;
    world.write("DELETE FROM access_grant WHERE person_key = $1", server::args![key]).await;
    assert!(parts().await.is_empty());
}
