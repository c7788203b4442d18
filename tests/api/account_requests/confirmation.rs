//! Nobody makes an account by approving it themselves: without an address of exactly the domain, somebody else vouches first,
//! and an approval is for the addresses that it saw.

use api::account_request::{AccountActor, AccountRequest, AccountRequestEvent, ContactState, CorrectedContact};
use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use reqwest::Method;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus};
use serde_json::{Value, json};
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::addresses::refuse;
use super::{
    BELOW_HELD, COLLEAGUE, CUSTOMER, FREE, HOLDER, OPERATOR, PARTNER, Requests, STRANGER, account_status, approve,
    asked, confirmed_by, decide, forward, own, pending, requested, requested_for, send,
};
use crate::deciding::{changes, mails, trail};

tests::on_both_databases! {
    in Requests::open:
    nobody_from_elsewhere_founds_a_domains_account,
    the_operators_approver_sees_why_and_lets_it_pass_or_denies_it,
    what_waits_for_the_operator_is_reminded_of_and_lapses,
    only_an_address_of_exactly_the_domain_decides_alone,
    nobody_is_their_own_customer_by_a_tag_a_dot_or_a_quote,
    whoever_let_it_pass_is_asked_again_about_another_address,
    an_approval_holds_for_an_address_that_has_as_much_to_do_with_the_domain,
    a_request_forwarded_out_of_the_domain_comes_to_the_operator,
    an_approval_holds_for_whom_an_approved_contact_forwards_it_to,
    who_decides_reads_who_asked_as_they_were_called_then,
}

async fn nobody_from_elsewhere_founds_a_domains_account(Requests(world): &Requests) {
    let sent = requested_for(world, FREE, &[STRANGER]).await;
    assert_eq!(sent.decider, AccountDecider::OperatorApprover);
    assert_eq!(sent.contacts[0].state, ContactState::Waiting);
    assert_eq!(mails(world).await, [format!("account_requested {OPERATOR}")]);
    let stranger = world.sign_in(STRANGER).await;
    let page = path::pending_account_request(&sent.reference);
    stranger.get(&page).await.problem(404, Code::RequestNotFound);
    decide(world, &stranger, &sent.reference, 1, None).await.problem(404, Code::RequestNotFound);

    approve(world, OPERATOR, &sent.reference).await;
    assert_eq!(pending(&stranger, &sent.reference).await.actions.len(), 3);
    approve(world, STRANGER, &sent.reference).await;
    assert_eq!(account_status(world, &sent.reference).await, "active");
    assert_eq!(confirmed_by(world, &sent.reference).await, "operator");
    let events: Vec<Value> = trail(world, &sent.reference).await.iter().map(|entry| entry["rules"].clone()).collect();
    assert_eq!(events[1], json!(["account_request_actions/R8", "account_deciders/R8"]));
    assert_eq!(events[2], json!(["account_request_actions/R9"]), "the rule for a contact from elsewhere");
}

async fn the_operators_approver_sees_why_and_lets_it_pass_or_denies_it(Requests(world): &Requests) {
    let sent = requested_for(world, FREE, &[CUSTOMER, STRANGER]).await;
    let operator = world.sign_in(OPERATOR).await;
    assert_eq!(changes(&operator).await.pending_accounts, 1);
    let shown = pending(&operator, &sent.reference).await;
    assert_eq!((shown.viewer, shown.decider), (Viewer::OperatorApprover, AccountDecider::OperatorApprover));
    assert_eq!(shown.actions, [AccountRequestAction::Deny, AccountRequestAction::Approve]);
    assert_eq!(shown.contacts, [CUSTOMER, STRANGER]);
    assert_eq!(shown.note.as_deref(), Some("They are a part of the group."));
    let why: Vec<&str> = shown.rules.iter().map(|rule| rule.explanation.as_str()).collect();
    assert!(why[0].starts_with("Not all of the customer’s contacts have an address of exactly this domain"), "{why:?}");

    let passed = approve(world, OPERATOR, &sent.reference).await;
    assert_eq!((passed.decider, passed.actions.len()), (AccountDecider::CustomerContacts, 0));
    assert_eq!(changes(&operator).await.pending_accounts, 0);
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    let step = &seen.history[1];
    assert_eq!((step.event, step.actor), (AccountRequestEvent::PassedOn, AccountActor::OperatorApprover));
    assert_eq!(step.name, None, "the operator's people stay unnamed");
    let expected = [("account_requested", OPERATOR), ("account_offered", CUSTOMER), ("account_offered", STRANGER)];
    assert_eq!(mails(world).await, expected.map(|(event, to)| format!("{event} {to}")));

    let other = requested_for(world, "marlowe-trading.com", &[CUSTOMER]).await;
    decide(world, &operator, &other.reference, 1, Some("Not theirs.")).await.json::<Value>(200);
    let seen = own(&partner, &other.reference).await;
    assert_eq!(
        (seen.status, seen.decision.unwrap().by),
        (AccountRequestStatus::Denied, AccountActor::OperatorApprover)
    );
    let told = [format!("account_requested {OPERATOR}"), format!("account_denied {PARTNER}")];
    assert_eq!(mails(world).await[3..], told);
}

async fn what_waits_for_the_operator_is_reminded_of_and_lapses(Requests(world): &Requests) {
    let sent = requested_for(world, FREE, &[STRANGER]).await;
    let partner = world.sign_in(PARTNER).await;
    world.app.clock.stand_at(sent.created_at.0 + TimeDelta::days(3));
    partner.post(&path::account_request_reminders(&sent.reference), &json!({})).await.json::<AccountRequest>(201);
    let requested = format!("account_requested {OPERATOR}");
    assert_eq!(mails(world).await, [requested.clone(), requested]);
    world.app.clock.stand_at(sent.created_at.0 + TimeDelta::days(90));
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 1);
    let told = [format!("account_lapsed {PARTNER}"), format!("account_request_ended {OPERATOR}")];
    assert_eq!(mails(world).await[2..], told, "no contact was ever asked");
    assert_eq!(account_status(world, &sent.reference).await, "lapsed");
}

async fn only_an_address_of_exactly_the_domain_decides_alone(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    for (identifier, contacts, alone) in [
        ("marlowe-optics.com", &["a@marlowe-optics.com", "b@Marlowe-Optics.com"][..], true),
        ("marlowe-optics.com", &["a@eu.marlowe-optics.com"], false),
        ("eu.marlowe-optics.com", &["a@marlowe-optics.com"], false),
        ("eu.marlowe-optics.com", &["a@us.marlowe-optics.com"], false),
        ("marlowe-optics.com", &["a@gmail.com"], false),
        ("marlowe-optics.com", &["a@marlowe-optics.com", "b@gmail.com"], false),
        ("marlowe-optics.com", &["a@ontmarlowe-optics.com"], false),
    ] {
        let mut new = asked(world, identifier);
        new.customer_emails = contacts.iter().map(|email| (*email).to_owned()).collect();
        let preview: Value = client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.json(200);
        let expected = if alone { "customer_contacts" } else { "operator_approver" };
        assert_eq!(preview["decider"], expected, "{identifier} {contacts:?}");
    }
}

async fn nobody_is_their_own_customer_by_a_tag_a_dot_or_a_quote(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    for email in ["pat+2@brightquay-advisory.com", "P.at@brightquay-advisory.com", "pat+@BRIGHTQUAY-advisory.com"] {
        let mut new = asked(world, FREE);
        new.customer_emails = vec![CUSTOMER.to_owned(), email.to_owned()];
        for address in [path::ACCOUNT_REQUEST_PREVIEWS, path::ACCOUNT_REQUESTS] {
            let call = client.call(Method::POST, address).header(path::IDEMPOTENCY_HEADER, "1").json(&new);
            let problem = call.send().await.problem(422, Code::Invalid);
            assert_eq!(problem.fields[0].field, "customer_emails", "{email}");
        }
    }
    let sent = requested(world, FREE).await;
    let customer = world.sign_in(CUSTOMER).await;
    let email = "p.at+x@brightquay-advisory.com";
    let problem = forward(world, &customer, &sent.reference, 1, email).await.problem(422, Code::Invalid);
    assert_eq!(problem.fields[0].field, "email");
    // Another contact with a tag may be somebody else: nothing rests on it.
    forward(world, &customer, &sent.reference, 1, "cora+it@marlowe-optics.com").await.json::<Value>(200);
}

async fn correct(client: &Client, request: &AccountRequest, email: &str) -> Answer {
    let contact = request.contacts.iter().find(|contact| contact.state == ContactState::Refused).unwrap();
    let body = CorrectedContact { email: email.to_owned() };
    client.call(Method::PUT, &path::account_request_contact(&request.reference, &contact.id)).json(&body).send().await
}

/// What the newest mail says.
async fn newest_mail(world: &World) -> Value {
    let sql = "SELECT details FROM outbox ORDER BY key DESC LIMIT 1";
    let (details,): (String,) = world.rows(sql, server::args![]).await.remove(0);
    serde_json::from_str(&details).unwrap()
}

async fn whoever_let_it_pass_is_asked_again_about_another_address(Requests(world): &Requests) {
    let gone = "gone.cfo@kestrelbrook.com";
    for (identifier, contact, first) in [(BELOW_HELD, gone, HOLDER), (FREE, CUSTOMER, OPERATOR)] {
        let contacts = if first == OPERATOR { vec![contact, "x@third.com"] } else { vec![contact] };
        let sent = requested_for(world, identifier, &contacts).await;
        approve(world, first, &sent.reference).await;
        refuse(world, contact).await;
        let partner = world.sign_in(PARTNER).await;
        let seen = own(&partner, &sent.reference).await;
        let now: AccountRequest = correct(&partner, &seen, STRANGER).await.json(200);
        assert_eq!(now.decider, sent.decider, "{identifier}");
        let told = newest_mail(world).await;
        assert_eq!(
            (&told["before"], &told["after"], &told["again"]),
            (&json!(contact), &json!(STRANGER), &json!(true))
        );
        assert_eq!(mails(world).await.last().unwrap(), &format!("account_contact_changed {first}"));
        let stranger = world.sign_in(STRANGER).await;
        stranger.get(&path::pending_account_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
        let entry = trail(world, &sent.reference).await.pop().unwrap();
        let turn = |decider: &str, by: &str| json!({ "decider": decider, "approved_by": by });
        let approver = if first == HOLDER { "existing_administrators" } else { "operator_approver" };
        assert_eq!(entry["before"]["turn"], turn("customer_contacts", approver));
        assert_eq!(entry["after"]["turn"], turn(sent.decider.as_str(), "nobody"));

        assert_eq!(pending(&world.sign_in(first).await, &sent.reference).await.actions.len(), 2);
        approve(world, first, &sent.reference).await;
        approve(world, STRANGER, &sent.reference).await;
        assert_eq!(account_status(world, &sent.reference).await, "active");
    }
}

async fn an_approval_holds_for_an_address_that_has_as_much_to_do_with_the_domain(Requests(world): &Requests) {
    let (mistyped, right) = ("gian@kestrelbrook.com", "gina@kestrelbrook.com");
    world.import(&Files::default().person("Gina Denholme", right)).await;
    let sent = requested_for(world, BELOW_HELD, &[mistyped]).await;
    approve(world, HOLDER, &sent.reference).await;
    refuse(world, mistyped).await;
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    let now: AccountRequest = correct(&partner, &seen, right).await.json(200);
    assert_eq!((now.decider, now.contacts[0].state), (AccountDecider::CustomerContacts, ContactState::Asked));
    let told = mails(world).await;
    let expected = [format!("account_offered {right}"), format!("account_contact_changed {HOLDER}")];
    assert_eq!(told[told.len() - 2..], expected);
    assert_eq!(newest_mail(world).await["again"], json!(false));
    approve(world, right, &sent.reference).await;
    assert_eq!(confirmed_by(world, &sent.reference).await, "administrators");
}

async fn a_request_forwarded_out_of_the_domain_comes_to_the_operator(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let customer = world.sign_in(CUSTOMER).await;
    forward(world, &customer, &sent.reference, 1, STRANGER).await.json::<Value>(200);
    assert_eq!(own(&world.sign_in(PARTNER).await, &sent.reference).await.decider, AccountDecider::OperatorApprover);
    let told = mails(world).await;
    assert_eq!(told, [format!("account_offered {CUSTOMER}"), format!("account_requested {OPERATOR}")]);
    let stranger = world.sign_in(STRANGER).await;
    stranger.get(&path::pending_account_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
    // Who was asked before sees that it is somebody else's turn.
    assert_eq!(pending(&customer, &sent.reference).await.decider, AccountDecider::OperatorApprover);
    decide(world, &customer, &sent.reference, 2, None).await.problem(409, Code::NotYourTurn);
    approve(world, OPERATOR, &sent.reference).await;
    approve(world, STRANGER, &sent.reference).await;
    assert_eq!(confirmed_by(world, &sent.reference).await, "operator");
}

async fn an_approval_holds_for_whom_an_approved_contact_forwards_it_to(Requests(world): &Requests) {
    let sent = requested_for(world, FREE, &[STRANGER]).await;
    approve(world, OPERATOR, &sent.reference).await;
    let stranger = world.sign_in(STRANGER).await;
    forward(world, &stranger, &sent.reference, 2, COLLEAGUE).await.json::<Value>(200);
    let told = mails(world).await;
    let expected = [format!("account_request_forwarded {COLLEAGUE}"), format!("account_contact_changed {OPERATOR}")];
    assert_eq!(told[told.len() - 2..], expected);
    assert_eq!(newest_mail(world).await["again"], json!(false));
    // From there out of the domain again it has less to do with it than before.
    let colleague = world.sign_in(COLLEAGUE).await;
    forward(world, &colleague, &sent.reference, 3, "x@third.com").await.json::<Value>(200);
    assert_eq!(mails(world).await.last().unwrap(), &format!("account_contact_changed {OPERATOR}"));
    assert_eq!(newest_mail(world).await["again"], json!(true));
    assert_eq!(changes(&world.sign_in(OPERATOR).await).await.pending_accounts, 1);
}

async fn who_decides_reads_who_asked_as_they_were_called_then(Requests(world): &Requests) {
    let sent = requested(world, BELOW_HELD).await;
    let partner = world.sign_in(PARTNER).await;
    let new = crate::access_requests::with_reason(world, "kestrelbrook.com").await;
    crate::access_requests::send(&partner, "1", &new).await.json::<Value>(201);
    let holder = world.sign_in(HOLDER).await;
    let change = json!({ "name": "Hal’s Own Office", "organisation": "Kestrelbrook" });
    let changed = partner.patch(path::PROFILE, &change).await;
    assert!(changed.status < 300, "{}", changed.text());
    let shown = pending(&holder, &sent.reference).await;
    assert_eq!(shown.summary.requester.name, "Pat Ellerby");
    assert_eq!(shown.summary.organisation, "An organisation");
    let list = holder.get(path::PENDING_ACCESS_REQUESTS).await;
    assert!(list.text().contains("Pat Ellerby") && !list.text().contains("Own Office"), "{}", list.text());
    let again = crate::account_requests::NewAccountRequest { name: "Marlowe Two".to_owned(), ..asked(world, FREE) };
    let later: AccountRequest = send(&partner, "2", &again).await.json(201);
    let customer = world.sign_in(CUSTOMER).await;
    assert_eq!(pending(&customer, &later.reference).await.summary.requester.name, "Hal’s Own Office");
}
