//! The states of an account that was there: inactive, where roles sleep and the identifier is kept, and closed, for good.

mod closing;
mod removing;

use api::access_request::AccessRequest;
use api::account::Account;
use api::directory::DirectoryPage;
use api::path;
use api::problem::Code;
use clap::Parser;
use rules::vocabulary::{AccessState, AccountDecider, AccountStatus, EntryPage, RequestStatus, Role};
use serde_json::json;
use server::commands::admin::{AdminCommand, run};
use server::import_export::import::Outcome;
use tests::files::Files;
use tests::world::World;

use crate::access_requests::{send, with_reason};
use crate::account_requests::{CUSTOMER, FREE, HOLDER, PARTNER, Requests, asked, requested};
use crate::deciding::list;

tests::on_both_databases! {
    in Requests::open:
    roles_sleep_in_an_inactive_account_and_wake_with_it,
    requests_wait_while_an_account_is_inactive,
    an_inactive_account_keeps_its_identifier,
    an_inactive_account_holds_its_domain_and_decides_nothing,
    a_file_closes_no_account,
}

/// The account that Hal administers.
const HELD: &str = "kestrelbrook.com";
/// Somebody of its domain who asks for access.
const ASKING: &str = "una@kestrelbrook.com";

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: AdminCommand,
}

/// Runs `access-directory admin`; what it says.
async fn admin(world: &World, arguments: &[&str]) -> Result<String, String> {
    let arguments = Arguments::try_parse_from(["admin"].iter().chain(arguments)).unwrap();
    let (mut output, mut notes) = (Vec::new(), Vec::new());
    let done = run(&world.app, &arguments.command, &mut output, &mut notes).await;
    assert_eq!(output, b"", "there is nothing for scripts");
    done.map(|()| String::from_utf8(notes).unwrap()).map_err(|error| format!("{error:#}"))
}

/// Imports the account with this status.
async fn set_status(world: &World, status: &str) {
    let line = format!("Kestrelbrook,{HELD},GB,listed,customer,{status}");
    assert!(matches!(world.import(&Files::default().account(&line)).await, Outcome::Imported(_)));
}

/// A request of somebody of the account's domain, waiting for Hal.
async fn waiting(world: &World) -> AccessRequest {
    world.import(&Files::default().person("Una Stroud", ASKING)).await;
    let client = world.sign_in(ASKING).await;
    let new = api::access_request::NewAccessRequest {
        identifier: None,
        reason: None,
        scope: Some(rules::vocabulary::Scope::Entire),
        role: Some(Role::User),
        ..with_reason(world, HELD).await
    };
    send(&client, "1", &new).await.json(201)
}

async fn roles_sleep_in_an_inactive_account_and_wake_with_it(Requests(world): &Requests) {
    let (holder, account) = (world.sign_in(HOLDER).await, world.account_id(HELD).await);
    set_status(world, "inactive").await;
    let session = holder.session().await;
    assert_eq!((session.entry, session.holds_role), (EntryPage::ByIdentifier, false));
    assert_eq!(session.current_account, None);
    holder.get(path::DIRECTORY).await.problem(403, Code::RoleNeeded);

    // With a role elsewhere they see what became of it, and can do nothing there.
    world.import(&Files::default().grant(HOLDER, "elsewhere.com", "", "user")).await;
    let page: DirectoryPage = holder.get(path::DIRECTORY).await.json(200);
    let row = page.accounts.iter().find(|row| row.id == account).unwrap();
    assert_eq!((row.status, row.your_access.state), (AccountStatus::Inactive, AccessState::Inactive));
    assert!(!row.your_access.may_request);
    let shown: Account = holder.get(&path::account(&account, None)).await.json(200);
    assert_eq!(shown.summary.administrators, api::account::Administrators::Hidden);
    let listed: DirectoryPage = world.sign_in(PARTNER).await.get("/api/v1/directory?q=kestrelbrook").await.json(200);
    assert!(listed.accounts.is_empty(), "others do not find it");

    set_status(world, "active").await;
    let page: DirectoryPage = holder.get(path::DIRECTORY).await.json(200);
    let row = page.accounts.iter().find(|row| row.id == account).unwrap();
    assert_eq!((row.status, row.your_access.state), (AccountStatus::Active, AccessState::Role));
    assert_eq!(row.your_access.grants[0].role, Role::Administrator);
}

async fn requests_wait_while_an_account_is_inactive(Requests(world): &Requests) {
    let sent = waiting(world).await;
    let (holder, asking) = (world.sign_in(HOLDER).await, world.sign_in(ASKING).await);
    assert_eq!(list(&holder, "").await.requests.len(), 1);
    set_status(world, "inactive").await;
    assert!(list(&holder, "").await.requests.is_empty());
    world.app.clock.stand_at(sent.created_at.0 + chrono::TimeDelta::days(3));
    let reminder = path::access_request_reminders(&sent.reference);
    asking.post(&reminder, &json!({})).await.problem(409, Code::AccountNotActive);
    let seen: AccessRequest = asking.get(&path::access_request(&sent.reference)).await.json(200);
    assert_eq!(seen.status, RequestStatus::Open);
    set_status(world, "active").await;
    assert_eq!(list(&holder, "").await.requests.len(), 1);
    assert!(matches!(asking.post(&reminder, &json!({})).await.status, 200..300));
}

async fn an_inactive_account_keeps_its_identifier(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let line = format!("Marlowe,{FREE},GB,listed,customer,inactive");
    assert!(matches!(world.import(&Files::default().account(&line)).await, Outcome::Imported(_)));
    let customer = world.sign_in(CUSTOMER).await;
    let version = crate::account_requests::pending(&customer, &sent.reference).await.version;
    let answer = crate::account_requests::decide(world, &customer, &sent.reference, version, None).await;
    answer.problem(409, Code::IdentifierTaken);
}

async fn an_inactive_account_holds_its_domain_and_decides_nothing(Requests(world): &Requests) {
    let client = world.sign_in(PARTNER).await;
    let decider = async |key: &str| {
        let mut new = asked(world, &format!("{key}.{HELD}"));
        new.customer_emails = vec![format!("cora@{key}.{HELD}")];
        let sent: api::account_request::AccountRequest =
            crate::account_requests::send(&client, key, &new).await.json(201);
        sent.decider
    };
    assert_eq!(decider("east").await, AccountDecider::ExistingAdministrators);
    set_status(world, "inactive").await;
    assert_eq!(decider("west").await, AccountDecider::OperatorApprover);
}

async fn a_file_closes_no_account(Requests(world): &Requests) {
    for status in ["closed", "withdrawn"] {
        let line = format!("Kestrelbrook,{HELD},GB,listed,customer,{status}");
        let Outcome::Refused(report) = world.import(&Files::default().account(&line)).await else { panic!("{status}") };
        let told = format!("{report:?}");
        assert!(told.contains("use `active`, `inactive`, `pending`, `denied` or `lapsed`"), "{told}");
    }
}
