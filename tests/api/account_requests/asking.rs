//! Asking for a new account: what is checked, what is taken, and what the requester sees of it.

use api::account_request::{AccountRequest, AccountRequestEvent, AccountRequestPreview, AccountRequests, ContactState};
use api::directory::DirectoryPage;
use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use futures_util::future::join_all;
use rules::vocabulary::{AccessState, AccountDecider, AccountRequestStatus, AccountStatus};
use serde_json::json;
use server::args;
use server::import_export::import::Options;
use tests::client::Client;
use tests::files::Files;

use super::{
    BELOW_HELD, CUSTOMER, FREE, HOLDER, OPERATOR, OTHER_PARTNER, PARTNER, Requests, STRANGER, approve, asked, own,
    requested, requested_for, send,
};
use crate::deciding::{mails, trail};
use crate::guessing::look_up;

tests::on_both_databases! {
    in Requests::open:
    a_request_makes_a_pending_account_that_the_requester_sees_and_nobody_else,
    the_preview_says_who_decides_and_stores_nothing,
    each_field_is_checked_and_named_with_its_value,
    an_account_with_the_identifier_leads_to_requesting_access,
    one_request_at_a_time_for_an_identifier_and_person,
    a_retried_request_is_one,
    internal_people_open_a_support_case,
    a_person_sends_fifty_requests_within_a_day,
    a_name_has_no_link_and_no_address_in_it,
    sent_at_once_there_are_fifty_as_well,
    a_contact_approves_whatever_others_looked_up,
    an_export_knows_nothing_of_what_was_not_accepted,
}

async fn preview(client: &Client, new: &api::account_request::NewAccountRequest) -> AccountRequestPreview {
    client.post(path::ACCOUNT_REQUEST_PREVIEWS, new).await.json(200)
}

async fn a_request_makes_a_pending_account_that_the_requester_sees_and_nobody_else(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    assert_eq!((sent.status, sent.decider), (AccountRequestStatus::Pending, AccountDecider::CustomerContacts));
    assert_eq!((sent.domain_identifier.as_str(), sent.days_left), (FREE, 90));
    assert_eq!(sent.lapses_at.0 - sent.created_at.0, TimeDelta::seconds(7_776_000));
    assert_eq!(sent.contacts.len(), 1);
    assert_eq!((sent.contacts[0].email.as_deref(), sent.contacts[0].state), (Some(CUSTOMER), ContactState::Asked));
    assert_eq!(sent.history.len(), 1);
    assert_eq!(mails(world).await, [format!("account_offered {CUSTOMER}")]);

    let partner = world.sign_in(PARTNER).await;
    let listed: DirectoryPage = partner.get(path::DIRECTORY).await.json(200);
    let rows: Vec<_> = listed.accounts.iter().map(|row| (row.name.as_str(), row.your_access.state)).collect();
    assert_eq!(rows, [("Elsewhere", AccessState::Role), ("Marlowe Optics", AccessState::Pending)]);
    let row = &listed.accounts[1];
    assert_eq!((row.status, row.your_access.may_request), (AccountStatus::Pending, false));
    assert_eq!(row.your_access.account_request.as_deref(), Some(sent.reference.as_str()));
    assert_eq!(partner.get(&path::account(&sent.account, None)).await.status, 200);
    assert_eq!(partner.get(path::ACCOUNT_REQUESTS).await.json::<AccountRequests>(200).requests.len(), 1);

    for email in [OTHER_PARTNER, STRANGER, CUSTOMER, HOLDER] {
        let client = world.sign_in(email).await;
        client.get(&path::account(&sent.account, Some(FREE))).await.problem(404, Code::AccountNotFound);
        client.get(&path::account_request(&sent.reference)).await.problem(404, Code::RequestNotFound);
        let found = client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": FREE })).await;
        assert_eq!(found.text(), r#"{"accounts":[],"truncated":false}"#, "{email}");
    }
    let entries = trail(world, &sent.reference).await;
    assert_eq!(entries[0]["event"], AccountRequestEvent::Requested.as_str());
    assert_eq!(entries[0]["rules"], json!(["creation_route/R5", "account_deciders/R4", "lifetimes/R2"]));
    let kept = entries[0].to_string();
    for text in [CUSTOMER, "telephone", "Welcome", "adele"] {
        assert!(!kept.contains(text), "the trail keeps `{text}` in clear: {kept}");
    }
}

async fn the_preview_says_who_decides_and_stores_nothing(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let mut new = asked(world, " Marlowe-Optics.COM. ");
    new.customer_emails = vec![CUSTOMER.to_uppercase(), CUSTOMER.to_owned(), "agent@elsewhere.com".to_owned()];
    let free = preview(&client, &new).await;
    assert_eq!((free.domain_identifier.as_str(), free.decider), (FREE, AccountDecider::OperatorApprover));
    assert_eq!(free.customer_emails, ["CORA@marlowe-optics.com", "agent@elsewhere.com"], "each once");
    assert_eq!(free.unrelated_emails, ["agent@elsewhere.com"]);
    let held = preview(&client, &asked(world, BELOW_HELD)).await;
    assert_eq!(held.decider, AccountDecider::ExistingAdministrators);
    assert_eq!(held.rules.iter().filter(|rule| rule.decision == "account_deciders").count(), 1);
    assert_eq!((world.count("account_request").await, world.count("outbox").await), (0, 0));
    // The only administrator of the account with that domain does not decide their own request.
    let holder = world.sign_in(HOLDER).await;
    assert_eq!(preview(&holder, &asked(world, BELOW_HELD)).await.decider, AccountDecider::OperatorApprover);
}

async fn each_field_is_checked_and_named_with_its_value(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let good = asked(world, FREE);
    let mut wrong = good.clone();
    wrong.kind = "partner_holding".to_owned();
    wrong.name = "  ".to_owned();
    wrong.domain_identifier = "co.uk".to_owned();
    wrong.country = "XX".to_owned();
    wrong.customer_emails = vec!["cora@".to_owned(), CUSTOMER.to_owned(), "no-at".to_owned(), PARTNER.to_uppercase()];
    wrong.added_users = vec!["a b@c.com".to_owned()];
    wrong.note_to_customer = Some("x".repeat(2001));
    for address in [path::ACCOUNT_REQUEST_PREVIEWS, path::ACCOUNT_REQUESTS] {
        let call = client.call(reqwest::Method::POST, address).header(path::IDEMPOTENCY_HEADER, "1").json(&wrong);
        let problem = call.send().await.problem(422, Code::Invalid);
        let fields: Vec<(&str, &str)> =
            problem.fields.iter().map(|field| (field.field.as_str(), field.detail.as_str())).collect();
        let named = |field: &str, part: &str| fields.iter().any(|(name, text)| *name == field && text.contains(part));
        for (field, part) in [
            ("kind", "Partner holding accounts cannot be requested here"),
            ("name", "name of the Smart Account"),
            ("domain_identifier", "“co.uk”"),
            ("country", "country"),
            ("customer_emails", "“cora@”"),
            ("customer_emails", "“no-at”"),
            ("customer_emails", "your own address"),
            ("added_users", "“a b@c.com”"),
            ("note_to_customer", "2,001"),
        ] {
            assert!(named(field, part), "{field} `{part}`: {fields:?}");
        }
        assert_eq!(fields.len(), 9, "{fields:?}");
    }
    let unknown = api::account_request::NewAccountRequest { kind: "reseller".to_owned(), ..good.clone() };
    assert_eq!(client.post(path::ACCOUNT_REQUEST_PREVIEWS, &unknown).await.invalid_fields(), ["kind"]);
    for (identifier, part) in [
        ("", "customer’s domain"),
        ("acme", "only part"),
        ("10.0.0.1", "IP address"),
        ("gmail.com", "mailbox"),
        ("www.acme.com", "domain only: acme.com"),
        ("https://www.acme.com/en?a=b", "domain only: acme.com"),
        ("ann@gmail.com", "mailbox"),
        ("ann@eu.acme.com", "domain only: eu.acme.com"),
    ] {
        let new = api::account_request::NewAccountRequest { domain_identifier: identifier.to_owned(), ..good.clone() };
        let problem = client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.problem(422, Code::Invalid);
        assert!(problem.fields[0].detail.contains(part), "{identifier}: {problem:?}");
    }
    for (count, expected) in [(0, 422), (1, 200), (100, 200), (101, 422)] {
        let customer_emails = (0..count).map(|number| format!("c{number}@marlowe-optics.com")).collect();
        let new = api::account_request::NewAccountRequest { customer_emails, ..good.clone() };
        assert_eq!(client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.status, expected, "{count} addresses");
    }
    assert_eq!(world.count("account_request").await, 0);
}

async fn an_account_with_the_identifier_leads_to_requesting_access(Requests(world): &Requests) {
    let hidden = Files::default().restricted("Quietwater", "quietwater-systems.com");
    world.import(&hidden).await;
    let client = world.sign_in(PARTNER).await;
    for identifier in ["kestrelbrook.com", "Quietwater-Systems.com"] {
        for address in [path::ACCOUNT_REQUEST_PREVIEWS, path::ACCOUNT_REQUESTS] {
            let new = asked(world, identifier);
            let call = client.call(reqwest::Method::POST, address).header(path::IDEMPOTENCY_HEADER, "1").json(&new);
            let problem = call.send().await.problem(409, Code::IdentifierTaken);
            let link = format!("/request-access?identifier={}", identifier.to_lowercase());
            assert_eq!(problem.link.as_deref(), Some(link.as_str()));
        }
    }
    // An account that merely has this text for a name is not in the way.
    world.import(&Files::default().listed("marlowe-optics.com", "marlowe-trading.com")).await;
    assert_eq!(requested(world, FREE).await.status, AccountRequestStatus::Pending);
}

async fn one_request_at_a_time_for_an_identifier_and_person(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let client = world.sign_in(PARTNER).await;
    let problem = send(&client, "again", &asked(world, "MARLOWE-optics.com")).await.problem(409, Code::RequestOpen);
    assert_eq!(problem.link, Some(format!("/account-requests/{}", sent.reference)));
    // Somebody else hears nothing of it: the identifier is free for them.
    let other = world.sign_in(OTHER_PARTNER).await;
    let second: AccountRequest = send(&other, "1", &asked(world, FREE)).await.json(201);
    assert_eq!(second.status, AccountRequestStatus::Pending);
    assert_ne!(second.account, sent.account);
}

async fn a_retried_request_is_one(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let new = asked(world, FREE);
    let answers = join_all((0..4).map(|_| send(&client, "same", &new))).await;
    let mut references: Vec<String> =
        answers.iter().map(|answer| answer.json::<AccountRequest>(201).reference).collect();
    references.dedup();
    assert_eq!(references.len(), 1);
    assert_eq!((world.count("account_request").await, world.count("outbox").await), (1, 1));
    let other = asked(world, "marlowe-trading.com");
    send(&client, "same", &other).await.problem(409, Code::IdempotencyKeyReused);
    assert_eq!(own(&client, &references[0]).await.added_users.len(), 1);
}

async fn internal_people_open_a_support_case(Requests(world): &Requests) {
    let client = world.sign_in(super::INTERNAL_HOLDER).await;
    for address in [path::ACCOUNT_REQUEST_PREVIEWS, path::ACCOUNT_REQUESTS] {
        client.post(address, &asked(world, FREE)).await.problem(403, Code::SupportCase);
    }
}

async fn a_person_sends_fifty_requests_within_a_day(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let start = world.app.clock.now();
    world.app.clock.stand_at(start);
    for number in 0..50 {
        let sent = send(&client, &number.to_string(), &asked(world, &format!("marlowe-{number}.com"))).await;
        assert_eq!(sent.status, 201);
    }
    let late = asked(world, "marlowe-late.com");
    world.app.clock.stand_at(start + TimeDelta::days(1) - TimeDelta::milliseconds(1));
    let refused = send(&client, "late", &late).await;
    refused.problem(429, Code::TooManyRequests);
    let next = start + TimeDelta::days(1) + TimeDelta::milliseconds(999);
    assert_eq!(refused.header("retry-after"), next.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    let other = world.sign_in(OTHER_PARTNER).await;
    assert_eq!(send(&other, "1", &late).await.status, 201, "somebody else has not sent any");
    world.app.clock.stand_at(start + TimeDelta::days(1));
    assert_eq!(send(&client, "late", &late).await.status, 201);
}

async fn a_name_has_no_link_and_no_address_in_it(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    for name in ["Prize: https://evil.example", "WWW.evil.example", "claim@evil.example"] {
        let new = api::account_request::NewAccountRequest { name: name.to_owned(), ..asked(world, FREE) };
        let problem = send(&partner, "k", &new).await.problem(422, Code::Invalid);
        assert_eq!(problem.fields[0].field, "name");
        assert!(problem.fields[0].detail.contains("cannot contain a link"), "{problem:?}");
    }
}

async fn sent_at_once_there_are_fifty_as_well(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let send_one = async |number: usize| {
        send(&client, &number.to_string(), &asked(world, &format!("marlowe-{number}.com"))).await.status
    };
    let mut statuses = Vec::new();
    for first in (0..64).step_by(8) {
        statuses.extend(join_all((first..first + 8).map(send_one)).await);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 50, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 14, "{statuses:?}");
    assert_eq!(world.count("account_request").await, 50);
}

async fn an_export_knows_nothing_of_what_was_not_accepted(Requests(world): &Requests) {
    let before = exported(world).await;
    requested(world, FREE).await;
    let other = asked(world, "marlowe-trading.com");
    let partner = world.sign_in(PARTNER).await;
    let sent: AccountRequest = send(&partner, "1", &other).await.json(201);
    assert_eq!(exported(world).await, before);
    // An imported account that is not active has the identifier of the next one, which is activated.
    world.import(&Files::default().account("Old Marlowe,marlowe-trading.com,GB,listed,customer,lapsed")).await;
    approve(world, OPERATOR, &sent.reference).await;
    approve(world, CUSTOMER, &sent.reference).await;
    let files = exported(world).await;
    assert!(files[0].contains("Marlowe Optics,marlowe-trading.com,GB,listed,customer,active"), "{}", files[0]);
    assert!(!files[0].contains("Old Marlowe") && !files[0].contains(FREE), "{}", files[0]);
    assert!(files[3].contains("cora@marlowe-optics.com,marlowe-trading.com,,administrator"), "{}", files[3]);
    // The files that the operator has still say that it lapsed: the new account stays as it is.
    world.import(&Files::default().account("Old Marlowe,marlowe-trading.com,GB,listed,customer,lapsed")).await;
    assert_eq!(super::account_status(world, &sent.reference).await, "active");
    // What was exported can be imported, here with a word that it is to be taken over.
    let adopt = vec![server::domains::DomainIdentifier::parse("marlowe-trading.com").unwrap()];
    let active = Files::default().account("Marlowe,marlowe-trading.com,GB,listed,customer,active");
    world.import_with(&active, &Options { adopt, ..Options::default() }).await;
    let account: api::account::Account = partner.get(&path::account(&sent.account, None)).await.json(200);
    assert_eq!(account.summary.name, "Marlowe");
}

async fn exported(world: &tests::world::World) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    server::import_export::export::directory(&world.app.db, directory.path()).await.unwrap();
    Files::read(directory.path())
}

async fn a_contact_approves_whatever_others_looked_up(Requests(world): &Requests) {
    let of_domain = requested(world, FREE).await;
    // One from elsewhere, for whom it is not their own domain.
    let from_elsewhere = requested_for(world, "marlowe-trading.com", &[STRANGER]).await;
    approve(world, OPERATOR, &from_elsewhere.reference).await;
    let day = world.app.clock.now().timestamp_millis().div_euclid(86_400_000) * 86_400_000;
    for name in ["guess", "guess_without_access"] {
        let sql = "INSERT INTO tally (name, window_start, count) VALUES ($1, $2, 1000000) \
             ON CONFLICT (name, window_start) DO UPDATE SET count = 1000000";
        world.write(sql, args![name, day]).await;
    }
    let partner = world.sign_in(PARTNER).await;
    look_up(&partner, "another.com").await.problem(429, Code::TooManyLookUps);
    for (contact, sent) in [(CUSTOMER, of_domain), (STRANGER, from_elsewhere)] {
        assert_eq!(approve(world, contact, &sent.reference).await.status, AccountRequestStatus::Activated, "{contact}");
    }
}
