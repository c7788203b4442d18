//! A person's own requests for new accounts as they are sent.

use api::access_request::Reminders;
use api::account_request::{AccountDecided, AccountRequest as Body, ContactState, CustomerContact};
use chrono::{DateTime, Utc};
use rules::notes_shown::Reader as NotesReader;
use rules::reminders::Subject;
use rules::vocabulary::{AccountRequestAction, AccountRequestStatus};
use rules::{Decision, FiredRule, Policy};

use crate::app::App;
use crate::base::clock::days_left;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::requests::account_request::added_users;
use crate::requests::account_request::deciders::identifier_of;
use crate::requests::account_request::history::{self, Reader, actor};
use crate::requests::account_request::notifications::visible_notes;
use crate::requests::account_request::outcome::{display_name, outcome};
use crate::requests::account_request::participant::{Participant, allowing};
use crate::requests::explanation::explain_stored;
use crate::requests::reminders;
use crate::store::account_request::added_user::{self, AddedUser};
use crate::store::account_request::contact::{self, Contact, ContactOrigin};
use crate::store::account_request::{self, AccountRequest, by_reference};
use crate::store::grant;
use crate::store::person::Person;

/// One of the person's own requests with its contacts, added users and reminders.
pub struct OwnAccountRequest {
    pub request: AccountRequest,
    pub contacts: Vec<Contact>,
    users: Vec<AddedUser>,
    pub reminders: Reminders,
    /// Whether the person may know who administers the account: they hold a role in it.
    names_shown: bool,
}

/// One of the person's own requests, by its reference. Five queries.
///
/// # Errors
/// There is none, or it is somebody else's.
pub async fn own_request(app: &App, person: &Person, reference: &str) -> Result<OwnAccountRequest, Error> {
    let request = by_reference(&app.db, reference).await?.filter(|request| request.requester.key == person.key);
    let request = request.ok_or(Error::RequestNotFound)?;
    with_details(app, person, vec![request]).await?.pop().ok_or(Error::RequestNotFound)
}

/// The requests with their details. Four queries, however many they are.
///
/// # Errors
/// The database's or the policy's.
pub async fn with_details(
    app: &App,
    person: &Person,
    requests: Vec<AccountRequest>,
) -> Result<Vec<OwnAccountRequest>, Error> {
    let keys: Vec<_> = requests.iter().map(|request| request.key).collect();
    let accounts: Vec<_> = requests.iter().map(|request| request.account_key).collect();
    let mut contacts = contact::of_requests(&app.db, &keys).await?;
    let mut users = added_user::of_requests(&app.db, &keys).await?;
    let mut sent = account_request::reminders(&app.db, &keys).await?;
    let held = grant::roles_in(&app.db, person.key, &accounts).await?;
    let own = |request: AccountRequest| {
        let (key, span) = (request.key, (request.created_at, request.lapses_at));
        let sent = sent.remove(&key).unwrap_or_default();
        Ok(OwnAccountRequest {
            contacts: contacts.remove(&key).unwrap_or_default(),
            users: users.remove(&key).unwrap_or_default(),
            reminders: reminders::allowance(&app.policy, Subject::AccountRequest, span, &sent)?,
            names_shown: held.contains_key(&request.account_key),
            request,
        })
    };
    requests.into_iter().map(own).collect()
}

impl OwnAccountRequest {
    /// What the person may do about it (decision `account_request_actions`).
    ///
    /// # Errors
    /// The policy's.
    pub fn actions(&self, policy: &Policy, now: DateTime<Utc>) -> Result<Decision<Vec<AccountRequestAction>>, Error> {
        let refused = self.contacts.iter().any(|contact| contact.is_live() && contact.refused);
        Participant::requester().actions(policy, &self.request, reminders::state(&self.reminders, now), refused, now)
    }

    /// The rules that offer this action now.
    ///
    /// # Errors
    /// Why it is not offered.
    pub fn permit(
        &self,
        policy: &Policy,
        person: &Person,
        action: AccountRequestAction,
        now: DateTime<Utc>,
    ) -> Result<Vec<FiredRule>, Error> {
        let decision = self.actions(policy, now)?;
        if let Some(fired) = allowing(policy, &decision, action) {
            return Ok(fired);
        }
        Err(match self.request.status_at(now) {
            AccountRequestStatus::Pending if action == AccountRequestAction::SendReminder => {
                Error::ReminderNotDue(self.reminders.next.as_deref().copied())
            }
            AccountRequestStatus::Pending => Error::ContactNotFound,
            _ => Error::AccountAlreadyDecided(outcome(&self.request, person, &Participant::requester(), now)),
        })
    }

    /// As it is sent, without its history.
    ///
    /// # Errors
    /// The policy's, or rules that cannot be read.
    pub fn body(self, app: &App, person: &Person) -> Result<Body, Error> {
        let now = app.clock.now();
        let actions = self.actions(&app.policy, now)?.answer;
        let OwnAccountRequest { request, contacts, users, reminders, names_shown } = self;
        let notes = visible_notes(&app.policy, NotesReader::Requester, &request.notes)?;
        let reader = Reader { person, participant: &Participant::requester(), names_shown };
        Ok(Body {
            status: request.status_at(now),
            days_left: days_left(now, request.lapses_at),
            contacts: customer_contacts(&contacts),
            added_users: added_users::bodies(app, &identifier_of(&request)?, &users)?,
            rules: explain_stored(&request.rules, person.locale)?,
            decision: decision_body(&request, &reader)?,
            reference: request.reference,
            account: request.account_id,
            name: request.account_name,
            domain_identifier: request.domain_display,
            country: request.country,
            decider: request.decider,
            note_to_approver: notes.to_approver,
            note_to_customer: notes.to_customer,
            note_to_added_users: notes.to_added_users,
            created_at: request.created_at.into(),
            lapses_at: request.lapses_at.into(),
            actions,
            reminders,
            history: Vec::new(),
        })
    }

    /// As it is sent, with its history. At most two queries more.
    ///
    /// # Errors
    /// The database's or the policy's.
    pub async fn body_with_history(self, app: &App, person: &Person) -> Result<Body, Error> {
        let reader = Reader { person, participant: &Participant::requester(), names_shown: self.names_shown };
        let history = history::load(&app.db, app.clock.now(), &self.request, &self.contacts, &reader).await?;
        Ok(Body { history, ..self.body(app, person)? })
    }
}

/// How a request ended, as this reader may know it; lapsing is no decision.
///
/// # Errors
/// Rules that cannot be read.
pub fn decision_body(request: &AccountRequest, reader: &Reader<'_>) -> Result<Option<AccountDecided>, Error> {
    let Some(decided) = &request.decided else { return Ok(None) };
    let known = decided.by.as_ref().filter(|by| reader.knows(decided.viewer, by.key));
    Ok(Some(AccountDecided {
        at: decided.at.into(),
        by: actor(decided.viewer),
        name: known.map(|by| display_name(&by.name, &by.email)),
        reason: decided.reason.clone(),
        rules: explain_stored(&decided.rules, reader.person.locale)?,
    }))
}

/// The contacts as the requester sees them. A person to whom a customer forwarded the request stays unnamed, unless
/// the requester has to correct the address. An address that was corrected is left out.
fn customer_contacts(contacts: &[Contact]) -> Vec<CustomerContact> {
    let successor = |key| contacts.iter().find(|contact| contact.from_key == Some(key)).map(|contact| contact.way);
    let one = |contact: &Contact| {
        let state = match (contact.is_live(), successor(contact.key)) {
            (false, Some(ContactOrigin::Corrected)) => return None,
            (false, _) => ContactState::Forwarded,
            (true, _) if contact.refused => ContactState::Refused,
            (true, _) if !contact.asked => ContactState::Waiting,
            (true, _) if contact.way == ContactOrigin::Forwarded => ContactState::ForwardedTo,
            (true, _) => ContactState::Asked,
        };
        let named = contact.way != ContactOrigin::Forwarded || state == ContactState::Refused;
        Some(CustomerContact { id: contact.id.clone(), email: named.then(|| readable_email(&contact.email)), state })
    };
    contacts.iter().filter_map(one).collect()
}
