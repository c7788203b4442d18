//! What is mailed to whom. How it reads is in `templates` and `letter`, how it becomes a message in `message`, how it is
//! sent in `sender` and `transport`.

mod letter;
pub mod message;
mod retry;
pub mod sanitize;
pub mod sender;
mod templates;
pub mod transport;

use anyhow::Context;
use api::account::Grant;
use chrono::{DateTime, Utc};
use rules::vocabulary::{Role, Scope};
use serde::{Deserialize, Serialize};
use templates::Setting;
use text::{Locale, Texts};

use crate::base::secret::Secret;
use crate::db::Tx;
use crate::error::Error;
use crate::settings::Settings;
use crate::store::outbox::{self, Outgoing, Recipient};

/// A mail as its recipient reads it.
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
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
    },
    /// To the requester.
    AccessDeclined { account: AccountFacts, reference: String, reason: String },
    /// To the requester.
    AccessRequestAboutToExpire { account: AccountFacts, reference: String, expires_at: DateTime<Utc> },
    /// To the requester.
    AccessRequestExpired { account: AccountFacts, reference: String },
    /// To the person: another role than before, in the same place.
    AccessChanged { account: AccountFacts, before: Grant, after: Grant },
    /// To the person: somebody took it away.
    AccessRemoved { account: AccountFacts, before: Grant },
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
    /// To the requester.
    AccountActivated { account: AccountFacts, reference: String },
    /// To the requester.
    AccountDenied { account: AccountFacts, reference: String, reason: String },
    /// To the requester.
    AccountLapsed { account: AccountFacts, reference: String },
    /// To a customer contact who was asked.
    AccountOfferLapsed { account: AccountFacts, requester: String, requester_email: String },
    /// To the administrators of a restricted account: another one of the same registrable domain has become active.
    AccountBeside { account: AccountFacts },
    /// To a person who was added to a new account, with the note to added users.
    AddedToAccount { account: AccountFacts, granted: Grant, requester: String, note: Option<String> },
    /// To somebody who proves an address. The code follows from its id.
    SignInCode { id: String },
    /// To an address whose codes somebody tried again and again: so many within a day.
    SignInTried { codes: i64 },
}

/// The account that a mail is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountFacts {
    pub name: String,
    /// In Unicode form.
    pub domain_identifier: String,
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

/// An event as the outbox keeps it.
struct StoredEvent {
    name: String,
    details: String,
}

impl StoredEvent {
    fn new(event: &Event) -> Result<StoredEvent, Error> {
        let mut details = serde_json::to_value(event)?;
        let name = details.as_object_mut().and_then(|details| details.remove("event"));
        let name = name.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        Ok(StoredEvent { name: name.to_owned(), details: details.to_string() })
    }

    fn mail<'a>(&'a self, to: &'a Recipient) -> outbox::New<'a> {
        outbox::New { event: &self.name, recipient: &to.email, locale: to.locale, details: &self.details }
    }
}

/// The mail in its recipient's language.
///
/// # Errors
/// The outbox holds an event or details that this program does not know.
pub fn render(mail: &Outgoing, settings: &Settings, secret: &Secret) -> anyhow::Result<Mail> {
    let mut details: serde_json::Value = serde_json::from_str(&mail.details)?;
    if let Some(details) = details.as_object_mut() {
        details.insert("event".to_owned(), mail.event.clone().into());
    }
    let event: Event =
        serde_json::from_value(details).with_context(|| format!("no template for the event `{}`", mail.event))?;
    let setting = Setting {
        texts: Texts::embedded(Locale::parse(&mail.locale).unwrap_or(Locale::En)),
        public_url: &settings.public_url(),
        operator_name: &settings.service.operator_name,
        secret,
    };
    let letter = templates::letter(&event, &setting);
    Ok(Mail { subject: letter.subject().to_owned(), text: letter.text(), html: letter.html() })
}
