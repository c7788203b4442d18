//! Requests for new accounts, from every side: the requester's, the customer's, and that of those who decide before.

mod added_users;
pub mod addresses;
mod asking;
mod authority;
mod confirmation;
mod creating;
mod domain_holders;
mod eligibility;
mod forwarding;
mod named_mail;
mod names;
mod passing_time;
mod queue;
mod random_worlds;
mod same_address;
mod successors;
mod withdrawing;

use api::account_request::{AccountRequest, NewAccountRequest};
use api::path;
use api::pending_account_request::{AccountDecisionKind, NewAccountDecision, NewForwarding, PendingAccountRequest};
use reqwest::Method;
use server::args;
use server::db::Engine;
use server::import_export::import::Outcome;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::run::Stop;
use tests::world::World;

pub const PARTNER: &str = "pat@brightquay-advisory.com";
pub const OTHER_PARTNER: &str = "otto@saltergarth-integration.com";
/// Of a customer whose domain nobody holds.
pub const CUSTOMER: &str = "cora@marlowe-optics.com";
pub const COLLEAGUE: &str = "cyril@marlowe-optics.com";
/// Administers the account of the group's domain.
pub const HOLDER: &str = "hal@kestrelbrook.com";
/// Does as well, on the operator's staff.
pub const INTERNAL_HOLDER: &str = "ina@directory.example";
/// Reads the service in French.
pub const ADDED: &str = "adele@marlowe-optics.com";
pub const OPERATOR: &str = "ruth@directory.example";
pub const STRANGER: &str = "ada@elsewhere.com";

pub const FREE: &str = "marlowe-optics.com";
/// Below a registrable domain that an account holds.
pub const BELOW_HELD: &str = "labs.kestrelbrook.com";

/// A world with these people, one listed account, and nothing asked for yet.
pub struct Requests(pub World);

impl Requests {
    pub async fn open(engine: Engine) -> Requests {
        let world = World::empty_for_years(engine).await;
        let files = Files::default()
            .person("Pat Ellerby", PARTNER)
            .partner("Otto Tarrant", OTHER_PARTNER)
            .person("Cora Marlowe", CUSTOMER)
            .person("Cyril Marlowe", COLLEAGUE)
            .person("Hal Denholme", HOLDER)
            .person("Ada Byron", STRANGER)
            .person_line(&format!("{ADDED},Adèle Marlowe,Marlowe Optics,FR,fr,external,false,false"))
            .person_line(&format!("{INTERNAL_HOLDER},Ina Brandreth,The operator,GB,en,internal,false,false"))
            .person_line(&format!("{OPERATOR},Ruth Caldwell,The operator,GB,en,licensing_support,false,true"))
            .listed("Kestrelbrook", "kestrelbrook.com")
            .grant(HOLDER, "kestrelbrook.com", "", "administrator")
            .grant(INTERNAL_HOLDER, "kestrelbrook.com", "", "administrator")
            .listed("Elsewhere", "elsewhere.com")
            .grant(PARTNER, "elsewhere.com", "", "user");
        assert!(matches!(world.import(&files).await, Outcome::Imported(_)));
        Requests(world)
    }
}

impl Stop for Requests {
    async fn stop(self) {
        self.0.stop().await;
    }
}

/// What the partner asks for on the customer's behalf.
pub fn asked(world: &World, domain_identifier: &str) -> NewAccountRequest {
    NewAccountRequest {
        kind: "customer".to_owned(),
        name: "Marlowe Optics".to_owned(),
        domain_identifier: domain_identifier.to_owned(),
        country: "GB".to_owned(),
        customer_emails: vec![CUSTOMER.to_owned()],
        added_users: vec![ADDED.to_owned()],
        note_to_approver: Some("They are a part of the group.".to_owned()),
        note_to_customer: Some("As agreed by telephone.".to_owned()),
        note_to_added_users: Some("Welcome aboard.".to_owned()),
        policy_version: world.app.policy.version().to_owned(),
    }
}

/// Sends a request under an idempotency key.
pub async fn send(client: &Client, key: &str, new: &NewAccountRequest) -> Answer {
    let call = client.call(Method::POST, path::ACCOUNT_REQUESTS).header(path::IDEMPOTENCY_HEADER, key);
    call.json(new).send().await
}

/// A request of the partner's that was sent.
pub async fn requested(world: &World, domain_identifier: &str) -> AccountRequest {
    let client = world.sign_in(PARTNER).await;
    send(&client, domain_identifier, &asked(world, domain_identifier)).await.json(201)
}

/// The request as its requester sees it now.
pub async fn own(client: &Client, reference: &str) -> AccountRequest {
    client.get(&path::account_request(reference)).await.json(200)
}

/// The request as somebody who decides sees it.
pub async fn pending(client: &Client, reference: &str) -> PendingAccountRequest {
    client.get(&path::pending_account_request(reference)).await.json(200)
}

/// Sends a decision about a version.
pub async fn decide(world: &World, client: &Client, reference: &str, version: i64, reason: Option<&str>) -> Answer {
    let decision = match reason {
        Some(_) => AccountDecisionKind::Deny,
        None => AccountDecisionKind::Approve,
    };
    let (reason, policy_version) = (reason.map(str::to_owned), world.app.policy.version().to_owned());
    let body = NewAccountDecision { decision, reason, added_users: None, version, policy_version };
    client.post(&path::account_request_decision(reference), &body).await
}

/// Approves a request as it is now.
pub async fn approve(world: &World, email: &str, reference: &str) -> PendingAccountRequest {
    let client = world.sign_in(email).await;
    let version = pending(&client, reference).await.version;
    decide(world, &client, reference, version, None).await.json(200)
}

/// Forwards a version of a request.
pub async fn forward(world: &World, client: &Client, reference: &str, version: i64, email: &str) -> Answer {
    let body = NewForwarding {
        email: email.to_owned(),
        note: Some("You decide these.".to_owned()),
        version,
        policy_version: world.app.policy.version().to_owned(),
    };
    client.post(&path::account_request_forwarding(reference), &body).await
}

/// The account's status as stored.
pub async fn account_status(world: &World, reference: &str) -> String {
    let sql = "SELECT status FROM account WHERE request_reference = $1";
    let (status,): (String,) = world.rows(sql, args![reference]).await.remove(0);
    status
}

/// The name of a listed account of another domain: whoever asks for another account with it comes to the operator first.
pub const NAME_OF_ANOTHER: &str = "Elsewhere";

/// By whose word an account is there, as stored.
pub async fn confirmed_by(world: &World, reference: &str) -> String {
    let sql = "SELECT confirmed_by FROM account WHERE request_reference = $1";
    let (word,): (String,) = world.rows(sql, args![reference]).await.remove(0);
    word
}

/// A request of the partner's with other customer contacts.
pub async fn requested_for(world: &World, domain_identifier: &str, contacts: &[&str]) -> AccountRequest {
    let client = world.sign_in(PARTNER).await;
    let customer_emails = contacts.iter().map(|contact| (*contact).to_owned()).collect();
    let new = NewAccountRequest { customer_emails, ..asked(world, domain_identifier) };
    send(&client, domain_identifier, &new).await.json(201)
}
