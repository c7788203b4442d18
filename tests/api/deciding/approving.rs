//! Approving and declining: what the requester, the directory, the mail and the trail say afterwards.

use api::access_request::VirtualAccountRole;
use api::account::{Account, Administrators};
use api::directory::DirectoryPage;
use api::history::{AccessRequestEvent, Actor};
use api::path;
use api::pending_access_request::NewDecision;
use api::problem::Code;
use rules::vocabulary::{AccessRequestAction, AccessState, RequestStatus, Role, Scope};
use serde_json::json;
use server::args;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

use super::{approval, changes, code, decide, mails, pending, refusal, requested, seen, trail};
use crate::access_requests::{entire, selected, virtual_account_id, with_reason};

tests::on_both_databases! {
    in World::sample:
    what_is_approved_as_asked_is_held_at_once,
    another_scope_is_granted_and_shown_beside_what_was_asked,
    a_request_without_a_scope_needs_one_to_be_approved,
    declining_needs_a_reason_which_the_requester_reads,
    what_is_granted_must_be_offered_and_exist,
    asking_for_less_does_not_end_an_administrators_role,
    the_policy_that_a_decision_names_is_kept,
    access_works_where_it_was_granted_and_not_where_it_was_asked_for,
}

async fn what_is_approved_as_asked_is_held_at_once(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    requester.get(path::DIRECTORY).await.problem(403, Code::RoleNeeded);
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    let before = changes(&requester).await;
    assert_eq!(changes(&administrator).await.pending, 1);

    let answer = decide(world, &administrator, approval(&sent.reference)).await;
    assert_eq!(answer.status, Some(RequestStatus::Approved), "{answer:?}");

    assert_eq!(changes(&administrator).await.pending, 0);
    assert!(changes(&requester).await.stamp > before.stamp, "an open page learns of it");
    let directory: DirectoryPage = requester.get(path::DIRECTORY).await.json(200);
    let row = directory.accounts.iter().find(|row| row.name == places::LISTED_NAME).unwrap();
    assert_eq!(row.your_access.state, AccessState::Role);
    assert_eq!((row.your_access.grants[0].role, &row.your_access.grants[0].virtual_account), (Role::User, &None));
    let Administrators::Shown(contacts) = &row.administrators else { panic!("the contacts are still greyed") };
    assert!(contacts.iter().any(|contact| contact.email == cast::ADMINISTRATOR));

    let request = seen(&requester, &sent.reference).await;
    let decided = request.decision.unwrap();
    assert!(decided.granted.unwrap().as_asked);
    assert_eq!(decided.name.as_deref(), Some("David Okeby"), "now that they hold a grant");
    let steps: Vec<_> = request.history.iter().map(|step| (step.event, step.actor)).collect();
    assert_eq!(
        steps,
        [(AccessRequestEvent::Requested, Actor::Requester), (AccessRequestEvent::Approved, Actor::Administrator)]
    );
    assert_eq!(mails(world).await[1..], [format!("access_approved {}", cast::NEWCOMER)]);
    let entry = trail(world, &sent.reference).await.remove(1);
    assert_eq!(
        (&entry["event"], &entry["who"]),
        (&json!("access_approved"), &json!(world.person_id(cast::ADMINISTRATOR).await))
    );
    assert_eq!(entry["after"]["granted"], json!({ "scope": "entire", "role": "user", "virtual_accounts": [] }));
    assert!(entry["rules"].as_array().unwrap().contains(&json!("authority/R5")), "{entry}");
}

async fn another_scope_is_granted_and_shown_beside_what_was_asked(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::Administrator).await).await;
    let part = virtual_account_id(world, places::LISTED, places::LISTED_DEEP).await;
    let smaller = NewDecision {
        scope: Some(Scope::Selected),
        virtual_accounts: vec![VirtualAccountRole { id: part, role: Role::Viewer }],
        ..approval(&sent.reference)
    };
    decide(world, &administrator, smaller).await;

    let request = seen(&requester, &sent.reference).await;
    assert_eq!((request.scope, request.role), (Some(Scope::Entire), Some(Role::Administrator)), "as asked");
    let granted = request.decision.unwrap().granted.unwrap();
    assert!(!granted.as_asked);
    assert_eq!((granted.scope, granted.role), (Scope::Selected, None));
    let parts: Vec<_> = granted.virtual_accounts.iter().map(|part| (part.path.as_str(), part.role)).collect();
    assert_eq!(parts, [("Great Britain / Leeds / Signalling", Role::Viewer)]);
    let account: Account = requester.get(&path::account(&sent.account, None)).await.json(200);
    let held: Vec<_> = account.summary.your_access.grants.iter().map(|grant| grant.role).collect();
    assert_eq!(held, [Role::Viewer], "and no administrator");
}

async fn a_request_without_a_scope_needs_one_to_be_approved(world: &World) {
    let requester = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &with_reason(world, places::LISTED).await).await;
    assert_eq!(pending(&administrator, &sent.reference).await.reason.as_deref(), Some("I plan their network."));

    let answer = decide(world, &administrator, approval(&sent.reference)).await;
    assert_eq!(code(&answer), Code::Invalid);
    assert_eq!(answer.problem.unwrap().fields[0].field, "scope");
    assert_eq!(seen(&requester, &sent.reference).await.status, RequestStatus::Open);

    let chosen = NewDecision { scope: Some(Scope::Entire), role: Some(Role::Viewer), ..approval(&sent.reference) };
    assert_eq!(decide(world, &administrator, chosen).await.status, Some(RequestStatus::Approved));
}

async fn declining_needs_a_reason_which_the_requester_reads(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    for missing in ["", " \n ", &"x".repeat(2001)] {
        let answer = decide(world, &administrator, refusal(&sent.reference, missing)).await;
        assert_eq!(answer.problem.unwrap().fields[0].field, "reason", "{missing}");
    }
    decide(world, &administrator, refusal(&sent.reference, "Ask your own\nteam first.")).await;
    let request = seen(&requester, &sent.reference).await;
    assert_eq!(request.status, RequestStatus::Declined);
    let decided = request.decision.unwrap();
    assert_eq!(decided.reason.as_deref(), Some("Ask your own\nteam first."));
    assert_eq!((decided.name, decided.granted), (None, None), "whoever has no access learns no name");
    assert_eq!(request.actions, [AccessRequestAction::RequestAgain]);
    assert!(request.history.iter().all(|step| step.name.as_deref() != Some("David Okeby")), "{:?}", request.history);
    let content = trail(world, &sent.reference).await.remove(1).to_string();
    assert!(!content.contains("team first"), "a person's free text is in {content}");
    assert_eq!(world.count("access_request_granted_item").await, 0);
}

async fn what_is_granted_must_be_offered_and_exist(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    let elsewhere: (String,) = world
        .rows("SELECT v.id FROM virtual_account v JOIN account a ON a.key = v.account_key WHERE a.domain_identifier = 'voltarive.fr' LIMIT 1", server::args![])
        .await
        .remove(0);
    let part = |id: &str, role| vec![VirtualAccountRole { id: id.to_owned(), role }];
    let own = virtual_account_id(world, places::LISTED, places::LISTED_DEEP).await;
    for (scope, role, virtual_accounts, field) in [
        (Some(Scope::Entire), None, vec![], "role"),
        (None, Some(Role::User), vec![], "scope"),
        (Some(Scope::Selected), None, vec![], "virtual_accounts"),
        (Some(Scope::Selected), None, part(&elsewhere.0, Role::User), "virtual_accounts"),
        (Some(Scope::Selected), None, part(&own, Role::Approver), "virtual_accounts"),
        (Some(Scope::Entire), Some(Role::User), part(&own, Role::User), "virtual_accounts"),
    ] {
        let decision = NewDecision { scope, role, virtual_accounts, ..approval(&sent.reference) };
        let answer = decide(world, &administrator, decision.clone()).await;
        assert_eq!(code(&answer), Code::Invalid, "{decision:?}");
        assert_eq!(answer.problem.unwrap().fields[0].field, field, "{decision:?}");
    }
    assert_eq!(seen(&requester, &sent.reference).await.status, RequestStatus::Open);
}

async fn asking_for_less_does_not_end_an_administrators_role(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent =
        requested(&requester, &selected(world, places::LISTED, &[(places::LISTED_SUBTREE, Role::Viewer)]).await).await;
    // Whoever holds it already is not let ask: they were made administrator meanwhile.
    let more = Files::default().grant(cast::NEWCOMER, places::LISTED, places::LISTED_SUBTREE, "administrator");
    world.import(&more).await;
    let answer = decide(world, &administrator, approval(&sent.reference)).await;
    assert_eq!(answer.status, Some(RequestStatus::Approved), "{answer:?}");
    let account: Account = requester.get(&path::account(&sent.account, None)).await.json(200);
    let held: Vec<_> = account.summary.your_access.grants.iter().map(|grant| grant.role).collect();
    assert_eq!(held, [Role::Administrator]);
}

async fn the_policy_that_a_decision_names_is_kept(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::User).await).await;
    decide(world, &administrator, approval(&sent.reference)).await;
    let entry = trail(world, &sent.reference).await.pop().unwrap();
    let version = entry["policy"].as_str().unwrap();
    let kept: Vec<(String,)> = world.rows("SELECT compiled FROM policy WHERE version = $1", args![version]).await;
    assert_eq!(kept, [(serde_json::to_string(&world.app.policy).unwrap(),)]);
}

async fn access_works_where_it_was_granted_and_not_where_it_was_asked_for(world: &World) {
    let requester = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&requester, &entire(world, places::LISTED, Role::Administrator).await).await;
    let names = |request: &api::access_request::AccessRequest| -> Vec<String> {
        request.places.iter().map(|place| place.name.clone()).collect()
    };
    assert!(names(&sent).contains(&"PnP".to_owned()), "it may become an administrator's: {:?}", names(&sent));
    let less = NewDecision { scope: Some(Scope::Entire), role: Some(Role::Viewer), ..approval(&sent.reference) };
    decide(world, &administrator, less).await;
    let request = seen(&requester, &sent.reference).await;
    assert!(!names(&request).is_empty() && !names(&request).contains(&"PnP".to_owned()), "{:?}", names(&request));
    assert!(request.places.iter().all(|place| place.link.is_some() && !place.description_fr.is_empty()));
    let sql = "SELECT details FROM outbox WHERE event = 'access_approved'";
    let (mail,): (String,) = world.rows(sql, args![]).await.remove(0);
    assert!(mail.contains("Smart Software Manager") && !mail.contains("PnP"), "{mail}");
}
