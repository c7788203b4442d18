//! A person's own requests as they are sent.

use api::access_request::{AccessRequest as Body, Decided, Granted, RequestedVirtualAccount};
use api::account::Contact;
use api::message::Messages;
use chrono::{DateTime, Utc};
use rules::access_request_actions::{self, Viewer};
use rules::reminders::Subject;
use rules::vocabulary::{AccessRequestAction, AccountStatus, RequestStatus};
use rules::{Decision, Policy, disclosure, domain_match};
use text::Locale;

use crate::app::App;
use crate::base::clock::days_left;
use crate::directory::account_view::readable_path;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::error::Error;
use crate::requests::access_request::deciders::{choose_deciders, named};
use crate::requests::access_request::history;
use crate::requests::access_request::message::messages;
use crate::requests::access_request::places::places_of;
use crate::requests::explanation::explain_stored;
use crate::requests::reminders;
use crate::store::access_request::{AccessRequest, Item, by_reference, items_of, reminders_of};
use crate::store::grant;
use crate::store::person::Person;

/// One of the person's own requests with its Virtual Accounts and reminders.
pub struct OwnAccessRequest {
    pub request: AccessRequest,
    pub asked: Vec<Item>,
    pub granted: Vec<Item>,
    pub reminders: api::access_request::Reminders,
    /// Whether the person may know the account's contacts.
    pub names_shown: bool,
    /// Whether the person may know the account's Virtual Accounts.
    parts_shown: bool,
}

/// One of the person's own requests, by its reference. Four queries.
///
/// # Errors
/// There is none, or it is somebody else's.
pub async fn own_request(app: &App, person: &Person, reference: &str) -> Result<OwnAccessRequest, Error> {
    let request = by_reference(&app.db, reference).await?.filter(|request| request.requester.key == person.key);
    let request = request.ok_or(Error::RequestNotFound)?;
    with_details(app, person, vec![request]).await?.pop().ok_or(Error::RequestNotFound)
}

/// The requests with their details. Three queries, however many they are.
///
/// # Errors
/// The database's or the policy's.
pub async fn with_details(
    app: &App,
    person: &Person,
    requests: Vec<AccessRequest>,
) -> Result<Vec<OwnAccessRequest>, Error> {
    let keys: Vec<_> = requests.iter().map(|request| request.key).collect();
    let mut accounts: Vec<_> = requests.iter().map(|request| request.account_key).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut items = items_of(&app.db, &keys).await?;
    let mut sent = reminders_of(&app.db, &keys).await?;
    let held = grant::roles_in(&app.db, person.key, &accounts).await?;
    let own = |request: AccessRequest| {
        let (key, span) = (request.key, (request.created_at, request.expires_at));
        let sent = sent.remove(&key).unwrap_or_default();
        let shown = disclosure_for(app, person.verified_domain(), &request, held.contains_key(&request.account_key))?;
        Ok(OwnAccessRequest {
            names_shown: shown.contacts,
            parts_shown: shown.virtual_accounts,
            reminders: reminders::allowance(&app.policy, Subject::AccessRequest, span, &sent)?,
            asked: items.asked.remove(&key).unwrap_or_default(),
            granted: items.granted.remove(&key).unwrap_or_default(),
            request,
        })
    };
    requests.into_iter().map(own).collect()
}

/// What of the account is shown to its requester, whose proven domain this is (decision `disclosure`).
fn disclosure_for(
    app: &App,
    domain: Option<&str>,
    request: &AccessRequest,
    holds: bool,
) -> Result<disclosure::Answer, Error> {
    let matches = match DomainIdentifier::parse(&request.domain_display) {
        Ok(identifier) => {
            let match_kind = match_kind(&app.public_mailboxes, domain, &identifier);
            app.policy.domain_match(&domain_match::Facts::of_kind(match_kind))?.answer
        }
        Err(_) => false,
    };
    let holds_grant = holds && request.account_status == AccountStatus::Active;
    Ok(app.policy.disclosure(&disclosure::Facts { holds_grant, matches })?.answer)
}

/// Whether the requester may know the account's contacts by name; `holds`: whether they hold a role in it.
///
/// # Errors
/// The policy's.
pub fn may_requester_know_contacts(app: &App, request: &AccessRequest, holds: bool) -> Result<bool, Error> {
    let email = EmailAddress::stored(&request.requester.email).ok().filter(|_| request.requester.email_verified);
    Ok(disclosure_for(app, email.as_ref().map(EmailAddress::domain), request, holds)?.contacts)
}

impl OwnAccessRequest {
    /// What the person may do about it (decision `access_request_actions`).
    ///
    /// # Errors
    /// The policy's.
    pub fn actions(&self, policy: &Policy, now: DateTime<Utc>) -> Result<Decision<Vec<AccessRequestAction>>, Error> {
        let facts = access_request_actions::Facts {
            viewer: Viewer::Requester,
            status: self.request.status_at(now),
            account_status: self.request.account_status,
            reminder: reminders::state(&self.reminders, now),
        };
        Ok(policy.access_request_actions(&facts)?)
    }

    /// As it is sent, without its history.
    ///
    /// # Errors
    /// The policy's, or rules that cannot be read.
    pub fn body(self, app: &App, person: &Person) -> Result<Body, Error> {
        let now = app.clock.now();
        let actions = self.actions(&app.policy, now)?.answer;
        let rules = explain_stored(&self.request.rules, person.locale)?;
        let mut decision = decision_body(&self.request, &self.asked, &self.granted, self.names_shown, person.locale)?;
        let OwnAccessRequest { request, asked, granted, reminders, parts_shown, .. } = self;
        let mut virtual_accounts: Vec<RequestedVirtualAccount> = asked.iter().map(virtual_account).collect();
        // A person who has lost all access to the account may no longer know its Virtual Accounts.
        if !parts_shown {
            virtual_accounts.clear();
            let granted = decision.iter_mut().filter_map(|decision| decision.granted.as_mut());
            granted.for_each(|granted| granted.virtual_accounts.clear());
        }
        Ok(Body {
            places: places_of(app, &request, &asked, &granted)?,
            status: request.status_at(now),
            escalated: request.is_escalated(now),
            days_left: days_left(now, request.expires_at),
            reference: request.reference,
            account: request.account_id,
            account_name: request.account_name,
            domain_identifier: request.domain_display,
            account_status: request.account_status,
            path: request.request_path,
            match_kind: request.match_kind,
            scope: request.scope,
            role: request.role,
            virtual_accounts,
            reason: request.reason,
            deciders: request.deciders,
            deciders_named: Vec::new(),
            created_at: request.created_at.into(),
            expires_at: request.expires_at.into(),
            rules,
            actions,
            reminders,
            decision,
            information: request.information,
            messages: Messages::default(),
            history: Vec::new(),
        })
    }

    /// Those who decide it, as far as the person may know them. One query, where they may.
    async fn deciders_named(&self, app: &App, person: &Person) -> Result<Vec<Contact>, Error> {
        if !self.names_shown || self.request.status_at(app.clock.now()) != RequestStatus::Open {
            return Ok(Vec::new());
        }
        let all = grant::administrators_of(&app.db, self.request.account_key).await?;
        let paths: Vec<&str> = self.asked.iter().map(|item| item.path.as_str()).collect();
        let (_, deciders) = choose_deciders(&app.policy, all.clone(), person.key, &paths)?;
        named(&app.policy, &all, &deciders)
    }

    /// As it is sent, with its messages and its history. At most four queries more.
    ///
    /// # Errors
    /// The database's or the policy's.
    pub async fn body_in_full(self, app: &App, person: &Person) -> Result<Body, Error> {
        let history =
            history::load(&app.db, app.clock.now(), &self.request, Some(person.key).filter(|_| !self.names_shown))
                .await?;
        let messages = messages(&app.db, &self.request, person.key, self.names_shown).await?;
        let deciders_named = self.deciders_named(app, person).await?;
        Ok(Body { messages, history, deciders_named, ..self.body(app, person)? })
    }
}

/// How a request was decided, if it was; cancelling is no decision.
///
/// # Errors
/// Rules that cannot be read.
pub fn decision_body(
    request: &AccessRequest,
    asked: &[Item],
    granted: &[Item],
    names_shown: bool,
    locale: Locale,
) -> Result<Option<Decided>, Error> {
    let Some(decided) = &request.decided else { return Ok(None) };
    if decided.granted_scope.is_none() && decided.reason.is_none() {
        return Ok(None);
    }
    let as_asked = |scope| Some(scope) == request.scope && decided.granted_role == request.role && asked == granted;
    Ok(Some(Decided {
        at: decided.at.into(),
        by_operator: decided.by_operator,
        name: decided.name.clone().filter(|_| names_shown),
        reason: decided.reason.clone().filter(|_| decided.granted_scope.is_none()),
        note: decided.reason.clone().filter(|_| decided.granted_scope.is_some()),
        granted: decided.granted_scope.map(|scope| Granted {
            scope,
            role: decided.granted_role,
            virtual_accounts: granted.iter().map(virtual_account).collect(),
            as_asked: as_asked(scope),
        }),
        rules: explain_stored(&decided.rules, locale)?,
    }))
}

/// A Virtual Account as it is sent.
pub fn virtual_account(item: &Item) -> RequestedVirtualAccount {
    RequestedVirtualAccount { path: readable_path(&item.path), role: item.role }
}
