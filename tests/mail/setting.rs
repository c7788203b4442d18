//! Mails to send, and what became of them in the outbox.

use std::sync::Arc;

use api::session::Place;
use chrono::{DateTime, Utc};
use rules::vocabulary::{Role, Scope};
use server::args;
use server::mail::sender::Round;
use server::mail::transport::Transport;
use server::mail::{self, AccessFacts, AccountFacts, Event, NewAccountFacts, RequestFacts};
use server::settings::mail::MailSettings;
use server::store::outbox::Recipient;
use tests::mail::deliver_due;
use tests::world::World;

/// What a row of the outbox says about sending.
#[derive(Debug, PartialEq, sqlx::FromRow)]
pub struct Row {
    pub attempts: i64,
    pub due_at: i64,
    pub lease: Option<String>,
    pub sent_at: Option<i64>,
    pub dead_at: Option<i64>,
    pub refused: bool,
    pub last_error: Option<String>,
}

pub fn account() -> AccountFacts {
    AccountFacts { name: "Northmoor Energy".to_owned(), domain_identifier: "northmoor.example".to_owned() }
}

pub fn entire(role: Role) -> AccessFacts {
    AccessFacts { scope: Some(Scope::Entire), role: Some(role), virtual_accounts: vec![] }
}

pub fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A request with this reason.
pub fn request(reason: Option<&str>) -> RequestFacts {
    RequestFacts {
        account: account(),
        reference: "AR-7K3M-9QXT".to_owned(),
        requester: "Sam Everby".to_owned(),
        requester_email: "sam@everby.example".to_owned(),
        organisation: "Everby Translations".to_owned(),
        asked: entire(Role::User),
        held: Some(Vec::new()),
        reason: reason.map(str::to_owned),
        expires_at: moment("2026-12-04T10:15:00Z"),
    }
}

/// A request for a new account.
pub fn new_account() -> NewAccountFacts {
    NewAccountFacts {
        account: account(),
        country: "GB".to_owned(),
        reference: "AR-7K3M-9QXT".to_owned(),
        requester: "Sam Everby".to_owned(),
        requester_email: "sam@everby.example".to_owned(),
        organisation: "Everby Translations".to_owned(),
        lapses_at: moment("2027-02-02T10:15:00Z"),
        added_users: Some((2, Role::User)),
    }
}

/// Where access works.
pub fn places() -> Vec<Place> {
    vec![
        Place {
            name: "Software Manager".to_owned(),
            administrators_only: false,
            description_en: "see which licences are in use".to_owned(),
            description_fr: "voir les licences utilisées".to_owned(),
            link: Some("https://software.directory.example".to_owned()),
        },
        Place {
            name: "PnP".to_owned(),
            administrators_only: true,
            description_en: "Plug and Play: set up devices from afar".to_owned(),
            description_fr: "Plug and Play : mettre en service des appareils à distance".to_owned(),
            link: None,
        },
    ]
}

/// A mail that anybody may get.
pub fn expired() -> Event {
    Event::AccessRequestExpired { account: account(), reference: "AR-7K3M-9QXT".to_owned() }
}

/// Puts one mail to each address into the outbox.
pub async fn put(world: &World, event: &Event, emails: &[&str]) {
    let recipients: Vec<Recipient> =
        emails.iter().map(|email| Recipient { email: (*email).to_owned(), locale: text::Locale::En }).collect();
    let mut tx = world.app.db.begin().await.unwrap();
    mail::put(&mut tx, event, &recipients, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

pub fn transport(settings: &MailSettings) -> Arc<Transport> {
    Arc::new(Transport::open(settings).unwrap().unwrap())
}

/// One round of sending.
pub async fn round(world: &World, transport: &Arc<Transport>) -> Round {
    deliver_due(&world.app, transport).await.unwrap()
}

pub fn sent(count: usize) -> Round {
    Round { sent: count, ..Round::default() }
}

pub fn failed(count: usize) -> Round {
    Round { failed: count, ..Round::default() }
}

pub fn dead(count: usize) -> Round {
    Round { dead: count, ..Round::default() }
}

/// The one mail of this recipient.
pub async fn row(world: &World, recipient: &str) -> Row {
    let sql = "SELECT attempts, due_at, lease, sent_at, dead_at, refused, last_error FROM outbox WHERE recipient = $1";
    let mut rows: Vec<Row> = world.rows(sql, args![recipient]).await;
    assert_eq!(rows.len(), 1, "mails to {recipient}");
    rows.remove(0)
}

/// Sets the clock ahead by as much more.
pub fn wait(world: &World, seconds: i64) {
    world.app.clock.set_ahead(world.app.clock.ahead_seconds() + seconds);
}
