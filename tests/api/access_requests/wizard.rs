//! The wizard: scope, role and Virtual Accounts, for who matches or holds a grant.

use api::access_request::{AccessRequest, AccessRequestPreview, AccessRequests, NewAccessRequest};
use api::path;
use api::problem::Code;
use rules::vocabulary::{Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope};
use server::sample::{cast, places};
use tests::world::World;

use super::{entire, selected, send, virtual_account_id};

tests::on_both_databases! {
    in World::sample:
    an_entire_account_is_asked_for_with_a_role,
    virtual_accounts_are_asked_for_with_a_role_each,
    a_preview_says_what_sending_will_do_and_stores_nothing,
    each_field_that_is_not_valid_is_named,
    who_holds_part_may_ask_for_more,
    an_administrator_of_everything_asked_for_decides_too,
    a_request_is_its_own_persons_only,
    rules_are_explained_in_the_persons_language,
}

async fn an_entire_account_is_asked_for_with_a_role(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let answer = send(&client, "1", &entire(world, places::LISTED, Role::User).await).await;
    let sent: AccessRequest = answer.json(201);
    assert_eq!((sent.scope, sent.role, sent.reason.as_deref()), (Some(Scope::Entire), Some(Role::User), None));
    assert_eq!((sent.status, sent.days_left), (RequestStatus::Open, 30));
    assert_eq!((sent.path, sent.match_kind), (RequestPath::Wizard, MatchKind::Same));
    assert_eq!(sent.deciders, Deciders::SmartAccountAdministrators);
    assert_eq!((sent.account_name.as_str(), sent.domain_identifier.as_str()), (places::LISTED_NAME, places::LISTED));
    let names: Vec<&str> = sent.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["License Registration Portal", "Smart Software Manager", "EA", "MCE"]);
    let decisions: Vec<&str> = sent.rules.iter().map(|rule| rule.decision.as_str()).collect();
    assert_eq!(decisions, ["domain_match", "request_path", "request_form", "deciders", "lifetimes"]);

    assert_eq!(answer.header("location"), path::access_request(&sent.reference));
    let shown: AccessRequest = client.get(answer.header("location")).await.json(200);
    assert_eq!(shown, sent);
    let listed: AccessRequests = client.get(path::ACCESS_REQUESTS).await.json(200);
    assert_eq!(listed.requests, [AccessRequest { history: Vec::new(), ..sent }], "the list has no history");
}

async fn virtual_accounts_are_asked_for_with_a_role_each(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let asked = [(places::LISTED_DEEP, Role::Administrator), ("Corporate", Role::Viewer)];
    let sent: AccessRequest = send(&client, "1", &selected(world, places::LISTED, &asked).await).await.json(201);
    let virtual_accounts: Vec<(&str, Role)> =
        sent.virtual_accounts.iter().map(|item| (item.path.as_str(), item.role)).collect();
    let expected = [("Corporate", Role::Viewer), ("Great Britain / Leeds / Signalling", Role::Administrator)];
    assert_eq!(
        (sent.scope, sent.role, virtual_accounts.as_slice()),
        (Some(Scope::Selected), None, expected.as_slice())
    );
    assert_eq!(sent.places.len(), 5, "administrators have one place more");
}

async fn a_preview_says_what_sending_will_do_and_stores_nothing(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::Approver).await;
    let tables = ["access_request", "trail", "outbox", "idempotency"];
    let counts = || futures_util::future::join_all(tables.map(|table| world.count(table)));
    let before = counts().await;
    let preview: AccessRequestPreview = client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json(200);
    assert_eq!(counts().await, before);
    let sent: AccessRequest = send(&client, "1", &new).await.json(201);
    assert_eq!((preview.path, preview.deciders, &preview.rules), (sent.path, sent.deciders, &sent.rules));
    let later = sent.expires_at.0 - preview.expires_at.0;
    assert!((0..3_600_000).contains(&later.num_milliseconds()), "{later}");
}

async fn each_field_that_is_not_valid_is_named(world: &World) {
    let plain = entire(world, places::LISTED, Role::User).await;
    let leeds = selected(world, places::LISTED, &[(places::LISTED_SUBTREE, Role::User)]).await;
    let twice = selected(world, places::LISTED, &[("Ireland", Role::User), ("Ireland", Role::Viewer)]).await;
    let approver = selected(world, places::LISTED, &[("Ireland", Role::Approver)]).await;
    let mut foreign = leeds.clone();
    foreign.virtual_accounts[0].id = virtual_account_id(world, places::GROUP, "Applications").await;
    let mut several = twice.clone();
    several.virtual_accounts.push(foreign.virtual_accounts[0].clone());
    let refused: [(&str, NewAccessRequest, &[&str]); 11] = [
        ("no scope", NewAccessRequest { scope: None, ..plain.clone() }, &["scope"]),
        ("no role", NewAccessRequest { role: None, ..plain.clone() }, &["role"]),
        ("a reason", NewAccessRequest { reason: Some("x".into()), ..plain.clone() }, &["reason"]),
        (
            "both",
            NewAccessRequest { virtual_accounts: leeds.virtual_accounts.clone(), ..plain.clone() },
            &["virtual_accounts"],
        ),
        ("nothing selected", NewAccessRequest { virtual_accounts: vec![], ..leeds.clone() }, &["virtual_accounts"]),
        ("a role for all", NewAccessRequest { role: Some(Role::User), ..leeds.clone() }, &["role"]),
        ("one twice", twice, &["virtual_accounts"]),
        ("a role that parts do not have", approver, &["virtual_accounts"]),
        ("another account's", foreign, &["virtual_accounts"]),
        ("two mistakes in one field", several, &["virtual_accounts", "virtual_accounts"]),
        (
            "nothing at all",
            NewAccessRequest { scope: None, role: None, reason: Some("x".into()), ..plain },
            &["reason", "scope"],
        ),
    ];
    let client = world.sign_in(cast::NEWCOMER).await;
    for (number, (what, new, fields)) in refused.iter().enumerate() {
        assert_eq!(send(&client, &number.to_string(), new).await.invalid_fields(), *fields, "{what}");
        let preview = client.post(path::ACCESS_REQUEST_PREVIEWS, new).await;
        assert_eq!(preview.invalid_fields(), *fields, "the preview of {what}");
    }
    assert_eq!(world.count("access_request").await, 0);
    assert_eq!(world.count("idempotency").await, 0);
}

async fn who_holds_part_may_ask_for_more(world: &World) {
    let partner = world.sign_in(cast::PARTNER).await;
    let sent: AccessRequest =
        send(&partner, "1", &entire(world, places::LISTED, Role::Administrator).await).await.json(201);
    assert_eq!((sent.path, sent.match_kind), (RequestPath::Wizard, MatchKind::None));
}

async fn an_administrator_of_everything_asked_for_decides_too(world: &World) {
    let both = Deciders::AdministratorsAndVirtualAccountAdministrators;
    let only = Deciders::SmartAccountAdministrators;
    let (leeds, deep, other) = (places::LISTED_SUBTREE, places::LISTED_DEEP, "Great Britain/Glasgow");
    let client = world.sign_in(cast::NEWCOMER).await;
    for (paths, deciders) in
        [(vec![leeds], both), (vec![leeds, deep], both), (vec![deep, other], only), (vec![other], only)]
    {
        let asked: Vec<(&str, Role)> = paths.iter().map(|path| (*path, Role::User)).collect();
        let new = selected(world, places::LISTED, &asked).await;
        let preview: AccessRequestPreview = client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json(200);
        assert_eq!(preview.deciders, deciders, "{paths:?}");
    }
}

async fn a_request_is_its_own_persons_only(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let sent: AccessRequest = send(&client, "1", &entire(world, places::LISTED, Role::User).await).await.json(201);
    for other in [cast::EMPLOYEE, cast::ADMINISTRATOR, cast::OPERATOR] {
        let other = world.sign_in(other).await;
        other.get(&path::access_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
        assert_eq!(other.get(path::ACCESS_REQUESTS).await.json::<AccessRequests>(200).requests, []);
    }
}

async fn rules_are_explained_in_the_persons_language(world: &World) {
    let french = world.sign_in(cast::FRENCH).await;
    let sent: AccessRequest = send(&french, "1", &entire(world, places::FRENCH, Role::User).await).await.json(201);
    assert_eq!(sent.rules[0].explanation, "Le domaine de votre adresse e-mail est celui de ce compte.");
}
