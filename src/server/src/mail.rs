//! What is mailed to whom. How it reads is in `templates` and `letter`, how it becomes a message in `message`, how it is
//! sent in `sender` and `transport`.

mod idle_connections;
mod letter;
pub mod message;
mod refusals;
mod retry;
pub mod sanitize;
pub mod sender;
mod templates;
pub mod transport;

use anyhow::Context;
use api::account::Grant;
use api::session::Place;
use chrono::{DateTime, TimeDelta, Utc};
use letter::Letter;
use rules::vocabulary::{AccountRequestStatus, Role, Scope};
use serde::{Deserialize, Serialize};
use templates::Setting;
use text::{Locale, Texts};

use crate::base::secret::Secret;
use crate::base::time_zone::Zone;
use crate::db::{Db, Tx};
use crate::domains::email::folded;
use crate::error::Error;
use crate::settings::Settings;
use crate::store::outbox::{self, Lane, Outgoing, Recipient};
use crate::store::{person, sign_in_code};

/// Where the pages are on which somebody stops mail, before the token.
pub const STOP_PATH: &str = "/stop-mail";

/// A mail as its recipient reads it.
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where its recipient can say that they never want to be written to again; absent where they asked for it.
    pub stop_link: Option<String>,
}

/// What a mail is about (domain: 5). Kept as JSON in the outbox under the name of the variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// To those who decide.
    AccessRequested { request: RequestFacts, as_operator: bool },
    /// To those who decide: the request is still undecided. `number` counts from 1.
    AccessRequestReminder { request: RequestFacts, as_operator: bool, number: u32 },
    /// To those who decide from now on: the operator after 10 days, or administrators that the account has now.
    AccessRequestRerouted { request: RequestFacts, as_operator: bool, escalated: bool },
    /// To the requester: the operator decides as well from now on.
    AccessRequestEscalated { account: AccountFacts, reference: String },
    /// To the requester: asked versus granted.
    AccessApproved {
        account: AccountFacts,
        reference: String,
        asked: AccessFacts,
        granted: AccessFacts,
        as_asked: bool,
        /// Where it works.
        #[serde(default)]
        places: Vec<Place>,
        /// What was written beside it.
        #[serde(default)]
        note: Option<String>,
    },
    /// To the requester.
    AccessDeclined { account: AccountFacts, reference: String, reason: String },
    /// To those who decide: the requester wrote to them.
    MessageForDecider { account: AccountFacts, reference: String, requester: String, as_operator: bool },
    /// To the requester: somebody who decides wrote to them, or asked for information. With the writer's name where the
    /// requester may know it.
    MessageForRequester {
        account: AccountFacts,
        reference: String,
        writer: Option<String>,
        by_operator: bool,
        asks_for_information: bool,
    },
    /// To the requester.
    AccessRequestAboutToExpire {
        account: AccountFacts,
        reference: String,
        expires_at: DateTime<Utc>,
        /// Whether a reminder may still be sent before the end.
        #[serde(default = "yes")]
        may_remind: bool,
    },
    /// To the requester.
    AccessRequestExpired { account: AccountFacts, reference: String },
    /// To the person: another role than before, in the same place.
    AccessChanged {
        account: AccountFacts,
        before: Grant,
        after: Grant,
        #[serde(default)]
        by: ChangedBy,
    },
    /// To the person: somebody took it away.
    AccessRemoved {
        account: AccountFacts,
        before: Grant,
        #[serde(default)]
        by: ChangedBy,
    },
    /// To those who decide before the customer, with the note to the approver. `reminder` counts from 1.
    AccountRequested { request: NewAccountFacts, as_operator: bool, note: Option<String>, reminder: Option<u32> },
    /// To those who approved it before the customer: another contact stands in the place of one that they saw. With `again`
    /// they decide again, else their approval holds.
    AccountContactChanged { request: NewAccountFacts, as_operator: bool, before: String, after: String, again: bool },
    /// To a customer contact, with the note to the customer. The mail's link is that contact's own.
    AccountOffered { request: NewAccountFacts, contact: String, note: Option<String>, reminder: Option<u32> },
    /// To the person to whom a customer contact forwarded the request, with what they wrote and the note to the customer.
    AccountRequestForwarded {
        request: NewAccountFacts,
        contact: String,
        /// The address of who forwarded it.
        by: String,
        forwarding_note: Option<String>,
        note: Option<String>,
    },
    /// To the requester: how many of those whom they added were let in, or invited, and how many were taken out.
    AccountActivated {
        account: AccountFacts,
        reference: String,
        #[serde(default)]
        let_in: usize,
        #[serde(default)]
        left_out: usize,
    },
    /// To the requester.
    AccountDenied { account: AccountFacts, reference: String, reason: String },
    /// To the requester.
    AccountLapsed { account: AccountFacts, reference: String },
    /// To a customer contact who was asked: it lapsed, was withdrawn, or somebody else decided it. Mails from before tell of a
    /// lapse only.
    #[serde(alias = "account_offer_lapsed")]
    AccountOfferEnded {
        account: AccountFacts,
        requester: String,
        requester_email: String,
        #[serde(default = "lapsed")]
        how: AccountRequestStatus,
    },
    /// To those who decide before the customer: it lapsed or was withdrawn.
    AccountRequestEnded { request: NewAccountFacts, as_operator: bool, how: AccountRequestStatus },
    /// To whoever held a role in an account that was closed for good.
    AccountClosed { account: AccountFacts, reason: String },
    /// To the administrators of a restricted account: another one of the same registrable domain has become active.
    AccountBeside { account: AccountFacts },
    /// To a person who was added to an account, with the note to added users. `on_proof`: theirs once they sign in.
    AddedToAccount {
        account: AccountFacts,
        granted: Vec<Grant>,
        requester: String,
        note: Option<String>,
        on_proof: bool,
    },
    /// To a person who was added to an account and holds nothing before they accept.
    InvitedToAccount { account: AccountFacts, invited: InvitationFacts },
    /// To the same person: nobody answered yet. Nothing that others wrote is in it.
    InvitationAboutToEnd { domain_identifier: String, invitation: String, on_proof: bool, expires_at: DateTime<Utc> },
    /// To whoever invited somebody who declined, or did not answer in time.
    InvitationUnanswered { account: AccountFacts, email: String, declined: bool },
    /// To somebody who proves an address. The code follows from its id.
    SignInCode { id: String },
    /// To an address whose codes somebody tried again and again: so many within a day.
    SignInTried { codes: i64 },
}

/// Who changed somebody's access, as that person may know it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedBy {
    /// An administrator whose name they may not know.
    #[default]
    Administrator,
    /// Their name, or their address while they have given none.
    Named(String),
    Operator,
}

fn lapsed() -> AccountRequestStatus {
    AccountRequestStatus::Lapsed
}

fn yes() -> bool {
    true
}

/// The account that a mail is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountFacts {
    pub name: String,
    /// In Unicode form.
    pub domain_identifier: String,
}

/// What somebody who is invited to an account reads of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationFacts {
    /// The invitation's public id.
    pub id: String,
    /// The address of who invites.
    pub inviter: String,
    pub granted: Vec<Grant>,
    pub note: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// The request that a mail to a decider is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestFacts {
    pub account: AccountFacts,
    pub reference: String,
    pub requester: String,
    pub requester_email: String,
    pub organisation: String,
    pub asked: AccessFacts,
    /// What the requester holds in the account already. Absent in what an earlier version stored.
    #[serde(default)]
    pub held: Option<Vec<Grant>>,
    pub reason: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// The request for a new account that a mail to a decider is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewAccountFacts {
    pub account: AccountFacts,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub reference: String,
    pub requester: String,
    pub requester_email: String,
    pub organisation: String,
    pub lapses_at: DateTime<Utc>,
    /// How many people are to be added, and as what; nothing where there are none.
    #[serde(default)]
    pub added_users: Option<(u32, Role)>,
}

/// Scope, role and Virtual Accounts, asked or granted. Without a scope the administrator chooses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccessFacts {
    pub scope: Option<Scope>,
    /// With the scope `entire`.
    pub role: Option<Role>,
    /// Readable paths and roles, with the scope `selected`.
    pub virtual_accounts: Vec<(String, Role)>,
}

/// Puts one mail for each recipient into the outbox. One query.
pub async fn put(tx: &mut Tx, event: &Event, recipients: &[Recipient], now: DateTime<Utc>) -> Result<(), Error> {
    let kept = StoredEvent::new(event)?;
    let mails: Vec<outbox::New<'_>> = recipients.iter().map(|recipient| kept.mail(recipient)).collect();
    outbox::put(tx, &mails, now).await?;
    Ok(())
}

/// Puts mails into the outbox that each tell of something else, and gives their message ids in this order. One query.
pub async fn put_each(tx: &mut Tx, mails: &[(Event, Recipient)], now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    let kept: Vec<StoredEvent> = mails.iter().map(|(event, _)| StoredEvent::new(event)).collect::<Result<_, _>>()?;
    let mails: Vec<outbox::New<'_>> = kept.iter().zip(mails).map(|(kept, (_, to))| kept.mail(to)).collect();
    Ok(outbox::put(tx, &mails, now).await?)
}

/// Puts a mail into the outbox, and gives its message id.
pub async fn put_one(tx: &mut Tx, event: &Event, to: &Recipient, now: DateTime<Utc>) -> Result<String, Error> {
    let mut message_ids = outbox::put(tx, &[StoredEvent::new(event)?.mail(to)], now).await?;
    Ok(message_ids.pop().unwrap_or_default())
}

impl Event {
    /// In which order it goes.
    fn lane(&self) -> Lane {
        match self {
            Event::SignInCode { .. } => Lane::Codes,
            Event::AccountOffered { .. }
            | Event::AccountRequestForwarded { .. }
            | Event::AccountOfferEnded { .. }
            | Event::AccountClosed { .. }
            | Event::AddedToAccount { .. }
            | Event::InvitedToAccount { .. }
            | Event::InvitationAboutToEnd { .. }
            | Event::SignInTried { .. } => Lane::Bulk,
            _ => Lane::People,
        }
    }

    /// Whether its recipient did not ask for it: then they can say that they never want another. Those who use the service
    /// get what it has to tell them.
    pub fn is_unasked(&self) -> bool {
        self.lane() == Lane::Bulk && !matches!(self, Event::AccountClosed { .. })
    }

    /// For how long it is worth something.
    fn lifetime(&self) -> Option<TimeDelta> {
        matches!(self, Event::SignInCode { .. }).then_some(sign_in_code::LIFETIME)
    }
}

/// An event as the outbox keeps it.
struct StoredEvent {
    name: String,
    details: String,
    lane: Lane,
    lifetime: Option<TimeDelta>,
}

impl StoredEvent {
    fn new(event: &Event) -> Result<StoredEvent, Error> {
        let mut details = serde_json::to_value(event)?;
        let name = details.as_object_mut().and_then(|details| details.remove("event"));
        let name = name.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        let (lane, lifetime) = (event.lane(), event.lifetime());
        Ok(StoredEvent { name: name.to_owned(), details: details.to_string(), lane, lifetime })
    }

    fn mail<'a>(&'a self, to: &'a Recipient) -> outbox::New<'a> {
        outbox::New {
            event: &self.name,
            recipient: &to.email,
            locale: to.locale,
            details: &self.details,
            lane: self.lane,
            lifetime: self.lifetime,
        }
    }
}

/// The event that a mail of the outbox tells of.
///
/// # Errors
/// The outbox holds an event or details that this program does not know.
pub fn event(mail: &Outgoing) -> anyhow::Result<Event> {
    let mut details: serde_json::Value = serde_json::from_str(&mail.details)?;
    if let Some(details) = details.as_object_mut() {
        details.insert("event".to_owned(), mail.event.clone().into());
    }
    serde_json::from_value(details).with_context(|| format!("no template for the event `{}`", mail.event))
}

/// The mail in its recipient's language, with the hours of their time zone ([`zone_of`]).
///
/// # Errors
/// The outbox holds an event or details that this program does not know.
pub fn render(mail: &Outgoing, zone: &Zone, settings: &Settings, secret: &Secret) -> anyhow::Result<Mail> {
    let event = event(mail)?;
    let public_url = settings.public_url();
    let stop_link = event.is_unasked().then(|| format!("{public_url}{}", stop_path(secret, &folded(&mail.recipient))));
    let setting = Setting {
        texts: Texts::embedded(Locale::parse(&mail.locale).unwrap_or(Locale::En)),
        zone,
        public_url: &public_url,
        operator_name: &settings.service.operator_name,
        support_link: settings.service.support_link.as_deref(),
        stop_link: stop_link.as_deref(),
        secret,
    };
    let letter = templates::letter(&event, &setting);
    Ok(Mail { stop_link, ..Mail::from(&letter) })
}

/// The mail by which whoever runs the service tries the relay.
pub fn trial(settings: &Settings) -> Mail {
    let operator_name = &settings.service.operator_name;
    Mail::from(&templates::trial(Texts::embedded(Locale::En), &settings.public_url(), operator_name))
}

impl From<&Letter> for Mail {
    fn from(letter: &Letter) -> Mail {
        Mail { subject: letter.subject().to_owned(), text: letter.text(), html: letter.html(), stop_link: None }
    }
}

/// The time zone of a mail's recipient: as the profile to which the address leads names it now, else UTC. One query.
pub async fn zone_of(db: &Db, mail: &Outgoing) -> sqlx::Result<Zone> {
    Ok(Zone::from_profile(person::time_zone(db, &folded(&mail.recipient)).await?.as_deref()))
}

/// The path of the page on which somebody says that this address is never to be written to again.
pub fn stop_path(secret: &Secret, email_folded: &str) -> String {
    let address = secret.stopped_address(email_folded);
    format!("{STOP_PATH}/{address}.{}", secret.stop_link_proof(&address))
}
