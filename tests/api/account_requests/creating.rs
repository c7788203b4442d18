//! From the request to the account: who is asked in which order, what approving makes, and what denying ends.

use api::account::{Account, Administrators};
use api::account_request::{AccountActor, AccountRequest, AccountRequestEvent, AddedUser, NewAccountRequest};
use api::directory::DirectoryPage;
use api::invitation::InvitationAnswer;
use api::path;
use api::problem::Code;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, AccountStatus, Role};
use serde_json::{Value, json};
use tests::files::Files;

use super::{
    ADDED, BELOW_HELD, COLLEAGUE, CUSTOMER, FREE, HOLDER, INTERNAL_HOLDER, NAME_OF_ANOTHER, OPERATOR, OTHER_PARTNER,
    PARTNER, Requests, account_status, approve, asked, decide, own, pending, requested, send,
};
use crate::deciding::{changes, mails, trail};

tests::on_both_databases! {
    in Requests::open:
    the_customer_creates_the_account_and_becomes_its_administrator,
    administrators_of_the_same_domain_decide_before_the_customer,
    the_operators_approver_comes_before_both_where_the_name_is_like_anothers,
    a_denial_ends_the_account_with_its_reason,
    the_first_decision_wins_and_the_second_hears_of_it,
    of_two_requests_for_one_identifier_one_is_activated,
    whether_the_identifier_is_taken_is_a_look_up,
    each_reads_the_note_that_is_for_them,
    who_is_asked_twice_decides_as_the_one_whose_turn_it_is,
    nobody_learns_who_administers_an_account_in_which_they_hold_nothing,
}

async fn the_customer_creates_the_account_and_becomes_its_administrator(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let customer = world.sign_in(CUSTOMER).await;
    assert_eq!(changes(&customer).await.pending_accounts, 1);
    let shown = pending(&customer, &sent.reference).await;
    assert_eq!(shown.viewer, Viewer::AccountCreator);
    use AccountRequestAction::{Approve, Deny, Forward};
    assert_eq!(shown.actions, [Forward, Deny, Approve]);
    assert_eq!(shown.contacts, [CUSTOMER]);
    assert_eq!(shown.added_users, [AddedUser { email: ADDED.into(), role: Some(Role::User), invited: false }]);
    let before = changes(&world.sign_in(PARTNER).await).await.stamp;

    let done = approve(world, CUSTOMER, &sent.reference).await;
    assert_eq!((done.status, done.actions.len()), (AccountRequestStatus::Activated, 0));
    assert_eq!(changes(&customer).await.pending_accounts, 0);
    let account: Account = customer.get(&path::account(&sent.account, None)).await.json(200);
    assert_eq!(account.summary.status, AccountStatus::Active);
    assert_eq!(account.summary.your_access.grants[0].role, Role::Administrator);
    let Administrators::Shown(administrators) = &account.summary.administrators else { panic!("hidden") };
    assert_eq!(administrators[0].email, CUSTOMER);
    let parts = account.virtual_accounts.unwrap();
    assert_eq!(parts.iter().map(|part| (part.name.as_str(), part.default)).collect::<Vec<_>>(), [("Default", true)]);
    let added = world.sign_in(ADDED).await;
    let listed: DirectoryPage = added.get(path::DIRECTORY).await.json(200);
    assert_eq!(listed.accounts[0].your_access.grants[0].role, Role::User);

    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    let decision = seen.decision.unwrap();
    assert_eq!((seen.status, decision.by), (AccountRequestStatus::Activated, AccountActor::AccountCreator));
    assert_eq!(decision.name, None, "an administrator's name is greyed for who holds nothing there");
    assert!(changes(&partner).await.stamp > before);
    let expected = [("account_offered", CUSTOMER), ("added_to_account", ADDED), ("account_activated", PARTNER)];
    assert_eq!(mails(world).await, expected.map(|(event, to)| format!("{event} {to}")));
    let locales: Vec<(String,)> =
        world.rows("SELECT locale FROM outbox WHERE event = 'added_to_account'", server::args![]).await;
    assert_eq!(locales, [("fr".to_owned(),)]);

    // The account is found as any other, by part and by its entire identifier.
    let stranger = world.sign_in(HOLDER).await;
    let found: DirectoryPage = stranger.get("/api/v1/directory?q=marlowe").await.json(200);
    assert_eq!(found.accounts.len(), 1);
    let found: Value = stranger.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": FREE })).await.json(200);
    assert_eq!(found["accounts"].as_array().unwrap().len(), 1);
    let entries = trail(world, &sent.reference).await;
    let events: Vec<&Value> = entries.iter().map(|entry| &entry["event"]).collect();
    assert_eq!(events, ["account_requested", "account_activated"]);
    assert_eq!(entries[1]["rules"], json!(["account_request_actions/R6"]), "the rule that allows it, and no other");
}

async fn administrators_of_the_same_domain_decide_before_the_customer(Requests(world): &Requests) {
    let sent = requested(world, BELOW_HELD).await;
    assert_eq!(sent.decider, AccountDecider::ExistingAdministrators);
    assert_eq!(mails(world).await, [format!("account_requested {HOLDER}")], "nobody of the operator's staff");
    let customer = world.sign_in(CUSTOMER).await;
    let unknown = customer.get(&path::pending_account_request("AR-0000-0000")).await;
    let hidden = customer.get(&path::pending_account_request(&sent.reference)).await;
    assert_eq!(hidden.fingerprint(), unknown.fingerprint(), "the customer was not asked yet");

    let internal = world.sign_in(INTERNAL_HOLDER).await;
    assert_eq!(changes(&internal).await.pending_accounts, 0, "they would be sent to a support case");
    let holder = world.sign_in(HOLDER).await;
    assert_eq!(changes(&holder).await.pending_accounts, 1);
    let shown = pending(&holder, &sent.reference).await;
    assert_eq!(shown.viewer, Viewer::ExistingAdministrator);
    assert_eq!(shown.actions, [AccountRequestAction::Deny, AccountRequestAction::Approve]);
    let passed = approve(world, HOLDER, &sent.reference).await;
    assert_eq!((passed.status, passed.decider), (AccountRequestStatus::Pending, AccountDecider::CustomerContacts));
    assert!(passed.actions.is_empty());
    assert_eq!(account_status(world, &sent.reference).await, "pending");
    assert_eq!(changes(&holder).await.pending_accounts, 0);

    let shown = pending(&customer, &sent.reference).await;
    let step = &shown.history[1];
    assert_eq!((step.event, step.actor), (AccountRequestEvent::PassedOn, AccountActor::ExistingAdministrator));
    assert_eq!(step.name, None);
    approve(world, CUSTOMER, &sent.reference).await;
    assert_eq!(account_status(world, &sent.reference).await, "active");
    let expected = [
        ("account_requested", HOLDER),
        ("account_offered", CUSTOMER),
        // A colleague at the domain above, which is no match.
        ("invited_to_account", ADDED),
        ("account_activated", PARTNER),
    ];
    assert_eq!(mails(world).await, expected.map(|(event, to)| format!("{event} {to}")));
    let events: Vec<Value> = trail(world, &sent.reference).await.iter().map(|entry| entry["event"].clone()).collect();
    assert_eq!(events, ["account_requested", "account_request_passed_on", "account_activated"]);
}

async fn the_operators_approver_comes_before_both_where_the_name_is_like_anothers(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let new = NewAccountRequest { name: NAME_OF_ANOTHER.to_owned(), ..asked(world, BELOW_HELD) };
    let sent: AccountRequest = send(&partner, "1", &new).await.json(201);
    let holder = world.sign_in(HOLDER).await;
    holder.get(&path::pending_account_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
    let shown = approve(world, OPERATOR, &sent.reference).await;
    assert_eq!((shown.viewer, shown.decider), (Viewer::OperatorApprover, AccountDecider::ExistingAdministrators));
    let shown = approve(world, HOLDER, &sent.reference).await;
    assert_eq!(shown.decider, AccountDecider::CustomerContacts);
    approve(world, CUSTOMER, &sent.reference).await;
    assert_eq!(account_status(world, &sent.reference).await, "active");
    let names: Vec<Option<String>> =
        pending(&holder, &sent.reference).await.history.into_iter().map(|step| step.name).collect();
    let (pat, hal, cora) = ("Pat Ellerby".into(), "Hal Denholme".into(), "Cora Marlowe".into());
    assert_eq!(names, [Some(pat), None, Some(hal), Some(cora)], "the operator's people stay unnamed");
}

async fn a_denial_ends_the_account_with_its_reason(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let customer = world.sign_in(CUSTOMER).await;
    let problem = decide(world, &customer, &sent.reference, 1, Some(" \n ")).await.problem(422, Code::Invalid);
    assert_eq!(problem.fields[0].field, "reason");
    decide(world, &customer, &sent.reference, 1, Some(&"x".repeat(2001))).await.problem(422, Code::Invalid);
    let done: Value = decide(world, &customer, &sent.reference, 1, Some("We have one.")).await.json(200);
    assert_eq!(done["status"], "denied");
    assert_eq!(account_status(world, &sent.reference).await, "denied");
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    assert_eq!(seen.decision.unwrap().reason.as_deref(), Some("We have one."));
    assert!(seen.actions.is_empty());
    assert_eq!(mails(world).await[1], format!("account_denied {PARTNER}"));
    assert!(!trail(world, &sent.reference).await[1].to_string().contains("We have one"));
    // It is no longer among what waits, and the identifier is free.
    let listed: DirectoryPage = partner.get(path::DIRECTORY).await.json(200);
    assert_eq!(listed.accounts.len(), 1);
    assert_eq!(send(&partner, "next", &asked(world, FREE)).await.status, 201);
}

async fn the_first_decision_wins_and_the_second_hears_of_it(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let mut new = asked(world, FREE);
    new.customer_emails.push(COLLEAGUE.to_owned());
    let sent: AccountRequest = send(&partner, "1", &new).await.json(201);
    let (one, other) = (world.sign_in(CUSTOMER).await, world.sign_in(COLLEAGUE).await);
    let answers = tokio::join!(
        decide(world, &one, &sent.reference, 1, None),
        decide(world, &other, &sent.reference, 1, Some("No, thank you.")),
    );
    let statuses = [answers.0.status, answers.1.status];
    assert!(statuses == [200, 409] || statuses == [409, 200], "{statuses:?}");
    let (late, winner) = if statuses[0] == 409 { (answers.0, "Cyril Marlowe") } else { (answers.1, "Cora Marlowe") };
    let problem = late.problem(409, Code::AlreadyDecided);
    assert!(problem.detail.starts_with(winner), "{}", problem.detail);
    for client in [one, other] {
        let shown = pending(&client, &sent.reference).await;
        assert_eq!(shown.decision.unwrap().name.as_deref(), Some(winner), "later visitors see who decided");
        assert!(shown.actions.is_empty());
    }
    let ends = trail(world, &sent.reference).await.len();
    assert_eq!(ends, 2);
}

async fn of_two_requests_for_one_identifier_one_is_activated(Requests(world): &Requests) {
    let first = requested(world, FREE).await;
    let other = world.sign_in(OTHER_PARTNER).await;
    let mut new = asked(world, FREE);
    new.customer_emails = vec![COLLEAGUE.to_owned()];
    let second: AccountRequest = send(&other, "1", &new).await.json(201);
    let clients = (world.sign_in(CUSTOMER).await, world.sign_in(COLLEAGUE).await);
    let answers = tokio::join!(
        decide(world, &clients.0, &first.reference, 1, None),
        decide(world, &clients.1, &second.reference, 1, None),
    );
    let (late, client, lost) = match answers.0.status {
        200 => (answers.1, clients.1, second.reference),
        _ => (answers.0, clients.0, first.reference),
    };
    late.problem(409, Code::IdentifierTaken);
    let statuses: Vec<(String,)> = world
        .rows("SELECT status FROM account WHERE domain_identifier = $1 ORDER BY status", server::args![FREE])
        .await;
    assert_eq!(statuses, [("active".to_owned(),), ("pending".to_owned(),)]);
    let shown = pending(&client, &lost).await;
    assert!(shown.identifier_taken && shown.version == 1, "nothing was changed");
    decide(world, &client, &lost, 1, Some("There is one now.")).await.json::<Value>(200);
}

async fn whether_the_identifier_is_taken_is_a_look_up(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let (client, key) = (world.sign_in(CUSTOMER).await, world.person_key(CUSTOMER).await);
    let guesses = "SELECT mac FROM guess WHERE person_key = $1";
    for _ in 0..2 {
        assert!(!pending(&client, &sent.reference).await.identifier_taken);
        assert_eq!(world.rows::<(String,)>(guesses, server::args![key]).await.len(), 1);
    }
    world.import(&Files::default().restricted("Marlowe Optics", FREE)).await;
    assert!(pending(&client, &sent.reference).await.identifier_taken, "looked up before on that day");
    let now = world.app.clock.now().timestamp_millis();
    for number in 0..100 {
        let guess = "INSERT INTO guess (person_key, mac, made_at) VALUES ($1, $2, $3)";
        world.write(guess, server::args![key, format!("guess-{number}"), now]).await;
    }
    world.write("DELETE FROM guess WHERE mac NOT LIKE 'guess-%'", server::args![]).await;
    assert!(!pending(&client, &sent.reference).await.identifier_taken, "the look-ups are used up");
    decide(world, &client, &sent.reference, 1, None).await.problem(429, Code::TooManyLookUps);
    decide(world, &client, &sent.reference, 1, Some("No.")).await.json::<Value>(200);
}

async fn each_reads_the_note_that_is_for_them(Requests(world): &Requests) {
    let sent = requested(world, BELOW_HELD).await;
    let holder = world.sign_in(HOLDER).await;
    let page = holder.get(&path::pending_account_request(&sent.reference)).await;
    assert!(page.text().contains("part of the group") && !page.text().contains("telephone"), "{}", page.text());
    approve(world, HOLDER, &sent.reference).await;
    let customer = world.sign_in(CUSTOMER).await;
    let page = customer.get(&path::pending_account_request(&sent.reference)).await;
    assert!(page.text().contains("telephone") && !page.text().contains("part of the group"), "{}", page.text());
    approve(world, CUSTOMER, &sent.reference).await;
    let details: Vec<(String, String)> =
        world.rows("SELECT event, details FROM outbox ORDER BY key", server::args![]).await;
    for (event, details) in details {
        let notes = ["part of the group", "telephone", "Welcome"].map(|note| details.contains(note));
        let expected = match event.as_str() {
            "account_requested" => [true, false, false],
            "account_offered" => [false, true, false],
            "added_to_account" | "invited_to_account" => [false, false, true],
            _ => [false; 3],
        };
        assert_eq!(notes, expected, "{event}: {details}");
    }
}

async fn nobody_learns_who_administers_an_account_in_which_they_hold_nothing(Requests(world): &Requests) {
    // A second account of the same domain, with another administrator, and a second administrator of the first.
    let second = Files::default()
        .listed("Kestrelbrook Retail", "retail.kestrelbrook.com")
        .grant(OTHER_PARTNER, "retail.kestrelbrook.com", "", "administrator")
        .grant(COLLEAGUE, "kestrelbrook.com", "", "administrator");
    world.import(&second).await;
    let partner = world.sign_in(PARTNER).await;
    let mut new = asked(world, BELOW_HELD);
    new.added_users = vec![PARTNER.to_owned()];
    let sent: AccountRequest = send(&partner, "1", &new).await.json(201);
    approve(world, HOLDER, &sent.reference).await;
    let stranger = world.sign_in(OTHER_PARTNER).await;
    assert_eq!(pending(&stranger, &sent.reference).await.history[1].name, None);
    let fellow = world.sign_in(COLLEAGUE).await;
    assert_eq!(pending(&fellow, &sent.reference).await.history[1].name.as_deref(), Some("Hal Denholme"));
    // The requester becomes a user of the new account by accepting, and knows its administrator, but no other account's.
    approve(world, CUSTOMER, &sent.reference).await;
    let invitation = crate::invitations::invitation_of(world, PARTNER).await;
    assert_eq!(own(&partner, &sent.reference).await.decision.unwrap().name, None, "before that, neither");
    let accepted = crate::invitations::answer(&partner, &invitation, InvitationAnswer::Accept).await;
    assert_eq!(accepted.status, 200, "{}", accepted.text());
    let names: Vec<Option<String>> =
        own(&partner, &sent.reference).await.history.into_iter().map(|step| step.name).collect();
    assert_eq!(names, [Some("Pat Ellerby".into()), None, Some("Cora Marlowe".into())]);
    assert_eq!(own(&partner, &sent.reference).await.decision.unwrap().name.as_deref(), Some("Cora Marlowe"));
}

async fn who_is_asked_twice_decides_as_the_one_whose_turn_it_is(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let new = NewAccountRequest { customer_emails: vec![HOLDER.to_owned()], ..asked(world, BELOW_HELD) };
    let sent: AccountRequest = send(&partner, "1", &new).await.json(201);
    let holder = world.sign_in(HOLDER).await;
    assert_eq!(pending(&holder, &sent.reference).await.viewer, Viewer::ExistingAdministrator);
    let shown = approve(world, HOLDER, &sent.reference).await;
    assert_eq!((shown.viewer, shown.decider), (Viewer::AccountCreator, AccountDecider::CustomerContacts));
    assert!(shown.actions.contains(&AccountRequestAction::Approve), "{:?}", shown.actions);
    approve(world, HOLDER, &sent.reference).await;
    assert_eq!(account_status(world, &sent.reference).await, "active");
}
