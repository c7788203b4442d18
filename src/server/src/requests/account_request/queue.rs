//! Requests for new accounts as those see them who decide them.

use api::account::Contact as InClear;
use api::pending_access_request::Neighbours;
use api::pending_account_request::{
    PendingAccountRequest, PendingAccountRequests, PendingAccountSummary, PendingAccountsQuery,
};
use chrono::{DateTime, Utc};
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountRequestAction, AccountRequestStatus, Action, ReminderState, Role};

use crate::app::App;
use crate::base::clock::days_left;
use crate::directory::account_view::readable_email;
use crate::domains::confusable::look_alike;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::requests::account_request::added_users;
use crate::requests::account_request::deciders::{identifier_of, who_decides_request};
use crate::requests::account_request::history::{self, Reader};
use crate::requests::account_request::is_taken;
use crate::requests::account_request::notifications::visible_note;
use crate::requests::account_request::participant::Participant;
use crate::requests::account_request::view::decision_body;
use crate::requests::admission::is_admitted;
use crate::requests::explanation::explain;
use crate::store::account_request::contact::{self, Contact};
use crate::store::account_request::{AccountRequest, added_user, by_key, by_reference, pending};
use crate::store::paged::{Page, Paged};
use crate::store::person::Person;

/// How many requests a page has.
const PAGE: i64 = 25;

/// The requests that wait for this person. At most two queries.
///
/// # Errors
/// The database's.
pub async fn list(app: &App, person: &Person, query: &PendingAccountsQuery) -> Result<PendingAccountRequests, Error> {
    let (now, page) = (app.clock.now(), Page::new(query.page, PAGE));
    let Paged { rows, total } = if may_decide(app, person)? {
        pending::page(&app.db, person, now, page).await?
    } else {
        Paged { rows: Vec::new(), total: 0 }
    };
    let role = added_users::asked_role(&app.policy)?;
    let requests = rows.iter().map(|request| summary(request, role, now)).collect();
    Ok(PendingAccountRequests { requests, next: page.next(total) })
}

fn may_decide(app: &App, person: &Person) -> Result<bool, Error> {
    is_admitted(&app.policy, person.affiliation, Action::DecideAccountRequest)
}

/// How many there are. At most one query.
///
/// # Errors
/// The database's.
pub async fn count(app: &App, person: &Person) -> Result<i64, Error> {
    if may_decide(app, person)? { Ok(pending::count(&app.db, person, app.clock.now()).await?) } else { Ok(0) }
}

/// One request, for somebody who decides it, decided before, or is to know how it ended. At most 21 queries, ten
/// of them to look its identifier up where that is the first time on that day.
///
/// # Errors
/// It is not theirs to know of.
pub async fn show(app: &App, person: &Person, reference: &str) -> Result<PendingAccountRequest, Error> {
    let now = app.clock.now();
    let found = by_reference(&app.db, reference).await?.ok_or(Error::RequestNotFound)?;
    let mut tx = app.db.snapshot().await?;
    let request = by_key(&mut tx, found.key).await?.ok_or(Error::RequestNotFound)?;
    let contacts = contact::of_request(&mut tx, request.key).await?;
    let participant = Participant::load(&mut tx, app, person, &request, &contacts).await?;
    // The requester has a page of their own.
    let participant =
        participant.filter(|participant| participant.viewer != Viewer::Requester).ok_or(Error::RequestNotFound)?;
    let users = added_user::of_request(&mut tx, request.key).await?;
    let status = request.status_at(now);
    let pending = status == AccountRequestStatus::Pending;
    // Why it is theirs to decide, for those who decide before the customer.
    let decider = who_decides_request(&mut tx, app, &request, &contacts, request.approved_by).await?;
    tx.commit().await?;
    let is_first = participant.their_turn && participant.viewer != Viewer::AccountCreator;
    let identifier_taken = pending && may_know_taken(app, person, &request.domain_identifier).await?;

    let actions = participant.actions(&app.policy, &request, ReminderState::UsedUp, false, now)?;
    let mut fired = if pending && is_first { app.policy.explain(&decider.fired) } else { Vec::new() };
    fired.extend(app.policy.explain(&actions.fired));
    let reader = Reader { person, participant: &participant, names_shown: false };
    let mut shown_users = added_users::bodies(app, &identifier_of(&request)?, &users)?;
    let may_approve = actions.answer.contains(&AccountRequestAction::Approve);
    let added_user_roles =
        if may_approve { added_users::roles_to_give(&app.policy, participant.viewer)? } else { Vec::new() };
    if may_approve && participant.viewer == Viewer::AccountCreator {
        added_users::as_creator(app, person, &users, &mut shown_users)?;
    }
    let neighbours = if may_decide(app, person)? {
        pending::beside(&app.db, person, now, &request.reference).await?
    } else {
        Neighbours::default()
    };
    let live = contacts.iter().filter(|contact| contact.is_live());
    Ok(PendingAccountRequest {
        status,
        viewer: participant.viewer,
        decider: request.decider,
        note: visible_note(&app.policy, participant.viewer, &request.notes)?,
        contacts: live.map(|contact: &Contact| readable_email(&contact.email)).collect(),
        added_users: shown_users,
        added_user_roles,
        identifier_taken,
        rules: explain(&fired, person.locale),
        actions: actions.answer,
        decision: decision_body(&request, &reader)?,
        history: history::load(&app.db, now, &request, &contacts, &reader).await?,
        version: request.version,
        neighbours,
        summary: summary(&request, added_users::asked_role(&app.policy)?, now),
    })
}

/// Whether there is an account with this identifier by now, as far as the person may look it up. Otherwise somebody could
/// send requests to themselves and watch names without using up their look-ups. Accepting asks again.
async fn may_know_taken(app: &App, person: &Person, identifier: &str) -> Result<bool, Error> {
    match is_taken(app, person, identifier).await {
        Err(Error::TooManyLookUps(_)) => Ok(false),
        found => found,
    }
}

fn summary(request: &AccountRequest, added_user_role: Role, now: DateTime<Utc>) -> PendingAccountSummary {
    let requester = &request.requester;
    PendingAccountSummary {
        reference: request.reference.clone(),
        name: request.account_name.clone(),
        domain_identifier: request.domain_display.clone(),
        country: request.country.clone(),
        requester: InClear { name: requester.name.clone(), email: readable_email(&requester.email) },
        organisation: requester.organisation.clone(),
        added_users: request.added_users.into(),
        added_user_role,
        looks_alike: EmailAddress::stored(&requester.email)
            .is_ok_and(|email| look_alike(email.domain(), &request.domain_identifier)),
        created_at: request.created_at.into(),
        lapses_at: request.lapses_at.into(),
        days_left: days_left(now, request.lapses_at),
    }
}
