//! What became of a request for a new account, step by step, from its trail.

use std::collections::HashMap;

use api::account_request::{AccountActor, AccountHistoryEntry, AccountRequestEvent};
use rules::account_request_actions::Viewer;
use rules::vocabulary::AccountRequestStatus;
use serde_json::Value;

use crate::account_request::ending::shown_name;
use crate::account_request::position::Position;
use crate::app::App;
use crate::error::Error;
use crate::standing::readable_email;
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::Contact;
use crate::store::actor::{self, ActingPerson};
use crate::store::key::PersonKey;
use crate::store::person::Person;
use crate::store::trail::{self, Kept};

/// Who reads the steps.
pub struct Reader<'a> {
    pub person: &'a Person,
    pub position: &'a Position,
    /// Whether they may know who administers the account that was asked for.
    pub names_shown: bool,
}

impl Reader<'_> {
    /// Whether they may know the name of the person with this key, who acted as `actor`.
    pub fn knows(&self, actor: Viewer, person_key: PersonKey) -> bool {
        let administers = self.names_shown && actor == Viewer::AccountCreator;
        administers || self.position.knows(self.person, actor, person_key)
    }
}

/// The steps, oldest first. At most two queries, and one for each who acted and to whom no address leads.
///
/// # Errors
/// The database's.
pub async fn of(
    app: &App,
    request: &AccountRequest,
    contacts: &[Contact],
    reader: &Reader<'_>,
) -> Result<Vec<AccountHistoryEntry>, Error> {
    let kept = trail::of_subject(&app.db, &request.reference).await?;
    let people = actor::people(&app.db, kept.iter().filter_map(|kept| kept.who.as_deref())).await?;
    let mut steps: Vec<AccountHistoryEntry> =
        kept.iter().filter_map(|kept| step(kept, request, contacts, &people, reader)).collect();
    // Whether or not a job has noticed.
    let noticed = steps.iter().any(|step| step.event == AccountRequestEvent::Lapsed);
    if request.status_at(app.clock.now()) == AccountRequestStatus::Lapsed && !noticed {
        steps.push(passing(AccountRequestEvent::Lapsed, request));
    }
    Ok(steps)
}

/// As whom somebody acted, for the wire.
pub fn actor(viewer: Viewer) -> AccountActor {
    match viewer {
        Viewer::Requester => AccountActor::Requester,
        Viewer::AccountCreator => AccountActor::AccountCreator,
        Viewer::ExistingAdministrator => AccountActor::ExistingAdministrator,
        Viewer::OperatorApprover => AccountActor::OperatorApprover,
    }
}

fn step(
    kept: &Kept,
    request: &AccountRequest,
    contacts: &[Contact],
    people: &HashMap<String, ActingPerson>,
    reader: &Reader<'_>,
) -> Option<AccountHistoryEntry> {
    let event = AccountRequestEvent::parse(&kept.event)?;
    let Some(who) = &kept.who else {
        return Some(AccountHistoryEntry { at: at(event, kept, request), ..passing(event, request) });
    };
    let viewer = kept.after.get("as").and_then(Value::as_str).and_then(Viewer::parse).unwrap_or(Viewer::Requester);
    let known = people.get(who).filter(|person| reader.knows(viewer, person.key));
    // Whom a customer forwards it to is the customer's business; what the requester corrected is their own.
    let customers = matches!(reader.position.viewer, Viewer::AccountCreator | Viewer::OperatorApprover);
    let told = event != AccountRequestEvent::Forwarded || customers;
    let id = kept.after.get("contact").and_then(Value::as_str);
    let to = contacts.iter().find(|contact| Some(contact.id.as_str()) == id).filter(|_| told);
    let forwarded = event == AccountRequestEvent::Forwarded;
    Some(AccountHistoryEntry {
        event,
        at: kept.at,
        actor: actor(viewer),
        name: known.map(|person| shown_name(&person.name, &person.email)),
        to: to.map(|contact| readable_email(&contact.email)),
        note: to.filter(|_| forwarded).and_then(|contact| contact.note.clone()),
    })
}

/// It lapsed when the time was up, not when that was noticed.
fn at(event: AccountRequestEvent, kept: &Kept, request: &AccountRequest) -> chrono::DateTime<chrono::Utc> {
    if event == AccountRequestEvent::Lapsed { request.lapses_at } else { kept.at }
}

fn passing(event: AccountRequestEvent, request: &AccountRequest) -> AccountHistoryEntry {
    let (at, actor) = (request.lapses_at, AccountActor::Service);
    AccountHistoryEntry { event, at, actor, name: None, to: None, note: None }
}
