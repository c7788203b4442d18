//! The people who are added: what is said of them before anything is granted, and what whoever accepts the account
//! chooses for each.

use api::account_request::{AccountRequest, AccountRequestPreview, AddedUser, NewAccountRequest};
use api::directory::DirectoryPage;
use api::path;
use api::pending_account_request::{AccountDecisionKind, ChosenUser, NewAccountDecision, PendingAccountRequest};
use api::problem::{Code, Problem};
use rules::vocabulary::Role;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

use super::{
    ADDED, BELOW_HELD, COLLEAGUE, CUSTOMER, FREE, HOLDER, PARTNER, Requests, approve, asked, own, pending, send,
};
use crate::deciding::{mails, trail};

tests::on_both_databases! {
    in Requests::open:
    what_added_people_get_is_said_before_it_is_sent_and_before_it_is_approved,
    whether_somebody_has_proved_an_address_is_not_told,
    whoever_accepts_takes_people_out_and_chooses_their_role,
    no_role_beyond_the_table_and_nobody_else_is_let_in,
    who_does_not_accept_the_account_chooses_nobody,
    without_a_choice_everybody_gets_what_was_asked_for,
}

const ELSEWHERE: &str = "gina@saltergarth-integration.com";

fn user(email: &str, role: Option<Role>, invited: bool) -> AddedUser {
    AddedUser { email: email.to_owned(), role, invited }
}

async fn requested_with(world: &World, domain_identifier: &str, users: &[&str]) -> AccountRequest {
    let added_users = users.iter().map(|user| (*user).to_owned()).collect();
    let new = NewAccountRequest { added_users, ..asked(world, domain_identifier) };
    send(&world.sign_in(PARTNER).await, "users", &new).await.json(201)
}

/// Approves, with these people let in.
async fn let_in(world: &World, client: &Client, reference: &str, people: &[(&str, Role)]) -> Answer {
    let version = pending(client, reference).await.version;
    let chosen = people.iter().map(|(email, role)| ChosenUser { email: (*email).to_owned(), role: *role });
    let body = NewAccountDecision {
        decision: AccountDecisionKind::Approve,
        reason: None,
        added_users: Some(chosen.collect()),
        version,
        policy_version: world.app.policy.version().to_owned(),
    };
    client.post(&path::account_request_decision(reference), &body).await
}

async fn roles(world: &World, email: &str) -> Vec<Role> {
    let listed: DirectoryPage = world.sign_in(email).await.get(path::DIRECTORY).await.json(200);
    listed.accounts.iter().flat_map(|account| account.your_access.grants.iter().map(|grant| grant.role)).collect()
}

async fn what_added_people_get_is_said_before_it_is_sent_and_before_it_is_approved(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let new = NewAccountRequest { added_users: vec![ADDED.into(), ELSEWHERE.into()], ..asked(world, FREE) };
    let preview: AccountRequestPreview = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.json(200);
    let expected = [user(ADDED, Some(Role::User), false), user(ELSEWHERE, Some(Role::User), true)];
    assert_eq!(preview.added_users, expected);
    let sent = requested_with(world, FREE, &[ADDED, ELSEWHERE]).await;
    assert_eq!(sent.added_users, expected);
    let shown = pending(&world.sign_in(CUSTOMER).await, &sent.reference).await;
    assert_eq!(shown.added_users, expected);
    assert_eq!(shown.added_user_roles, [Role::User, Role::Viewer]);
    let (facts,): (String,) =
        world.rows("SELECT details FROM outbox WHERE event = 'account_offered'", server::args![]).await.remove(0);
    assert!(facts.contains("\"added_users\":[2,\"user\"]"), "the mail says how many, and as what: {facts}");
}

async fn whether_somebody_has_proved_an_address_is_not_told(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let known = NewAccountRequest { added_users: vec![ADDED.into()], ..asked(world, FREE) };
    let unknown = NewAccountRequest { added_users: vec!["nora@marlowe-optics.com".into()], ..asked(world, FREE) };
    let shown = async |new: &NewAccountRequest| -> AccountRequestPreview {
        partner.post(path::ACCOUNT_REQUEST_PREVIEWS, new).await.json(200)
    };
    let (known, unknown) = (shown(&known).await.added_users, shown(&unknown).await.added_users);
    assert_eq!(user("", known[0].role, known[0].invited), user("", unknown[0].role, unknown[0].invited));
}

async fn whoever_accepts_takes_people_out_and_chooses_their_role(Requests(world): &Requests) {
    let sent = requested_with(world, FREE, &[ADDED, COLLEAGUE, ELSEWHERE]).await;
    let customer = world.sign_in(CUSTOMER).await;
    let done: PendingAccountRequest =
        let_in(world, &customer, &sent.reference, &[(ADDED, Role::Viewer), (ELSEWHERE, Role::User)]).await.json(200);
    let expected =
        [user(ADDED, Some(Role::Viewer), false), user(COLLEAGUE, None, false), user(ELSEWHERE, Some(Role::User), true)];
    assert_eq!(done.added_users, expected);
    assert_eq!(roles(world, ADDED).await, [Role::Viewer]);
    let seen = own(&world.sign_in(PARTNER).await, &sent.reference).await;
    assert_eq!(seen.added_users, expected, "the requester sees it");
    let told = mails(world).await;
    assert!(!told.iter().any(|mail| mail.ends_with(COLLEAGUE)), "who was taken out hears nothing: {told:?}");
    assert!(told.contains(&format!("invited_to_account {ELSEWHERE}")), "{told:?}");
    // They hold no role anywhere.
    world.sign_in(COLLEAGUE).await.get(path::DIRECTORY).await.problem(403, Code::RoleNeeded);
    let entry = trail(world, &sent.reference).await.pop().unwrap();
    assert_eq!(entry["after"]["left_out"].as_array().unwrap().len(), 1);
    let given: Vec<_> = entry["after"]["added"].as_array().unwrap().iter().map(|group| group["role"].clone()).collect();
    assert_eq!(given, ["user", "viewer"]);
    assert!(entry["rules"].as_array().unwrap().contains(&"added_user_roles/R1".into()), "{entry}");
}

async fn no_role_beyond_the_table_and_nobody_else_is_let_in(Requests(world): &Requests) {
    let sent = requested_with(world, FREE, &[ADDED]).await;
    let customer = world.sign_in(CUSTOMER).await;
    let refused = async |people: &[(&str, Role)]| -> Problem {
        let_in(world, &customer, &sent.reference, people).await.problem(422, Code::Invalid)
    };
    for role in [Role::Administrator, Role::Approver] {
        let problem = refused(&[(ADDED, role)]).await;
        assert_eq!(problem.fields[0].field, "added_users");
        assert!(problem.fields[0].detail.contains(ADDED), "{problem:?}");
    }
    let problem = refused(&[(ADDED, Role::User), (COLLEAGUE, Role::User)]).await;
    assert!(problem.fields[0].detail.contains(COLLEAGUE), "{problem:?}");
    refused(&[(ADDED, Role::User), (ADDED, Role::Viewer)]).await;
    assert_eq!(super::account_status(world, &sent.reference).await, "pending", "nothing was stored");
}

async fn who_does_not_accept_the_account_chooses_nobody(Requests(world): &Requests) {
    let sent = requested_with(world, BELOW_HELD, &[ADDED]).await;
    let holder = world.sign_in(HOLDER).await;
    assert!(pending(&holder, &sent.reference).await.added_user_roles.is_empty());
    let_in(world, &holder, &sent.reference, &[(ADDED, Role::User)]).await.problem(422, Code::Invalid);
    let_in(world, &holder, &sent.reference, &[]).await.problem(422, Code::Invalid);
    approve(world, HOLDER, &sent.reference).await;
}

async fn without_a_choice_everybody_gets_what_was_asked_for(Requests(world): &Requests) {
    let sent = requested_with(world, FREE, &[ADDED, CUSTOMER]).await;
    let customer = world.sign_in(CUSTOMER).await;
    let own_row = user(CUSTOMER, Some(Role::Administrator), false);
    assert_eq!(pending(&customer, &sent.reference).await.added_users[1], own_row, "what they become");
    let done = approve(world, CUSTOMER, &sent.reference).await;
    assert_eq!(done.added_users, [user(ADDED, Some(Role::User), false), own_row]);
    assert_eq!(roles(world, CUSTOMER).await, [Role::Administrator]);
}
