//! Approving and denying a request for a new account: one decision, in one transaction with all that follows from it.

use api::account_request::AccountRequestEvent;
use api::pending_account_request::{AccountDecisionKind, NewAccountDecision};
use chrono::{DateTime, Utc};
use rules::FiredRule;
use rules::Policy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus};
use serde_json::json;

use crate::app::App;
use crate::db::Tx;
use crate::directory::lookup_limit;
use crate::error::{Error, Invalid};
use crate::mail::{self, Event};
use crate::requests::account_request::activate::activate;
use crate::requests::account_request::added_users::choose;
use crate::requests::account_request::deciders::who_decides_request;
use crate::requests::account_request::notifications::{account_facts, commitment_value, requester_of};
use crate::requests::account_request::notify::notify;
use crate::requests::account_request::outcome::approved_by;
use crate::requests::account_request::participant::{Participant, contact_of};
use crate::requests::account_request::reassign::reassign;
use crate::requests::account_request::tell_ended::tell_contacts;
use crate::requests::free_text::{TEXT_LIMIT, clean_text};
use crate::store::account_request::contact::{self, Contact};
use crate::store::account_request::{AccountRequest, added_user, by_key, by_reference, writing};
use crate::store::person::{self, Person};
use crate::store::stored_rules::StoredRules;
use crate::store::trail;

/// A request that is locked for a change: nobody else changes it before the transaction ends.
pub struct LockedRequest {
    pub tx: Tx,
    pub request: AccountRequest,
    pub contacts: Vec<Contact>,
    pub participant: Participant,
    pub fired: Vec<FiredRule>,
    pub now: DateTime<Utc>,
}

/// Who does what, and the version of the request and of the policy that they saw.
pub struct Act<'a> {
    pub person: &'a Person,
    pub reference: &'a str,
    pub action: AccountRequestAction,
    pub version: i64,
    pub policy_version: &'a str,
}

/// Decides a request.
///
/// # Errors
/// The person does not decide it or not now, a reason is missing, the identifier was taken meanwhile, or somebody was
/// quicker.
pub async fn decide(app: &App, person: &Person, reference: &str, new: &NewAccountDecision) -> Result<(), Error> {
    let action = match new.decision {
        AccountDecisionKind::Approve => AccountRequestAction::Approve,
        AccountDecisionKind::Deny => AccountRequestAction::Deny,
    };
    let act = Act { person, reference, action, version: new.version, policy_version: &new.policy_version };
    if new.decision == AccountDecisionKind::Approve {
        // Approving reveals whether there is such an account already, so it counts as a look-up.
        let found = by_reference(&app.db, reference).await?.ok_or(Error::RequestNotFound)?;
        if found.decider == AccountDecider::CustomerContacts {
            lookup_limit::count_own(app, person, &found.domain_identifier).await?;
        }
    }
    let mut locked = lock(app, &act).await?;
    let reason = new.reason.as_deref().and_then(clean_text);
    match (new.decision, &reason) {
        (AccountDecisionKind::Deny, None) => {
            return Err(Invalid::new("reason", |texts| texts.invalid_deny_reason()).into());
        }
        (AccountDecisionKind::Approve, Some(_)) => {
            return Err(Invalid::new("reason", |texts| texts.invalid_not_asked()).into());
        }
        (_, Some(reason)) if reason.chars().count() > TEXT_LIMIT => {
            let length = reason.chars().count() as i64;
            return Err(Invalid::with("reason", move |texts| texts.invalid_reason_too_long(length)).into());
        }
        _ => {}
    }
    if reason.is_some() && new.added_users.is_some() {
        return Err(Invalid::new("added_users", |texts| texts.invalid_not_asked()).into());
    }
    let tx = match (reason, approved_by(locked.participant.viewer)) {
        (Some(reason), _) => deny(&app.policy, person, locked, &reason).await?,
        (None, None) => activate(app, person, locked, new.added_users.as_deref()).await?,
        (None, Some(_)) => {
            if new.added_users.is_some() {
                let users = added_user::of_request(&mut locked.tx, locked.request.key).await?;
                choose(&app.policy, locked.participant.viewer, None, users, new.added_users.as_deref())?;
            }
            pass_on(app, person, locked).await?
        }
    };
    tx.commit().await?;
    Ok(())
}

/// Finds a request, locks it, and asks whether the person may do this to it. What that depends on is read while nobody else
/// can change it.
///
/// # Errors
/// It is not theirs to know of, or not theirs to do this to now; or it is another than the person saw.
pub async fn lock(app: &App, act: &Act<'_>) -> Result<LockedRequest, Error> {
    let now = app.clock.now();
    let found = by_reference(&app.db, act.reference).await?.ok_or(Error::RequestNotFound)?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &found.account_id).await?;
    // Others may decide by now than when somebody looked last. They are told, whatever becomes of this decision.
    if reassign(&mut tx, app, found.key, now).await? {
        tx.commit().await?;
        tx = app.db.begin().await?;
        trail::lock_chain(&mut tx, &found.account_id).await?;
    }
    let request = by_key(&mut tx, found.key).await?.ok_or(Error::RequestNotFound)?;
    let contacts = contact::of_request(&mut tx, request.key).await?;
    let participant =
        Participant::load(&mut tx, app, act.person, &request, &contacts).await?.ok_or(Error::RequestNotFound)?;
    let fired = participant.permit(&app.policy, act.person, &request, act.action, now)?;
    if act.policy_version != app.policy.version() {
        return Err(Error::PolicyChanged);
    }
    if request.version != act.version {
        return Err(Error::Conflict);
    }
    Ok(LockedRequest { tx, request, contacts, participant, fired, now })
}

impl LockedRequest {
    /// Marks the request as ended by this person.
    ///
    /// # Errors
    /// Somebody was quicker.
    pub async fn end(
        &mut self,
        person: &Person,
        status: AccountRequestStatus,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let rules = StoredRules::new(&self.fired)?;
        let viewer = self.participant.viewer;
        let decision = writing::Decision { status, by_key: person.key, viewer, reason, rules: &rules };
        let change = self.request.change(self.now);
        if !writing::decide(&mut self.tx, &change, &decision).await? {
            return Err(Error::Conflict);
        }
        if let (Viewer::AccountCreator, Some(contact)) = (viewer, contact_of(person, &self.contacts)) {
            contact::note_person(&mut self.tx, contact.key, person.key).await?;
        }
        Ok(())
    }
}

/// Ends the account, and sends the requester the reason.
async fn deny(policy: &Policy, person: &Person, mut locked: LockedRequest, reason: &str) -> Result<Tx, Error> {
    locked.end(person, AccountRequestStatus::Denied, Some(reason)).await?;
    let LockedRequest { mut tx, request, contacts, participant, fired, now } = locked;
    trail::Entry::new(&request.account_id, AccountRequestEvent::Denied.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(
            json!({ "status": AccountRequestStatus::Pending }),
            json!({
                "status": AccountRequestStatus::Denied,
                "as": participant.viewer,
                "reason": commitment_value(&request.salt, Some(reason)),
            }),
        )
        .add(&mut tx, policy.version(), now)
        .await?;
    let (account, reference) = (account_facts(&request), request.reference.clone());
    let event = Event::AccountDenied { account, reference, reason: reason.to_owned() };
    mail::put(&mut tx, &event, &[requester_of(&request)], now).await?;
    let own = person.email_folded.as_deref();
    tell_contacts(&mut tx, &request, &contacts, AccountRequestStatus::Denied, own, now).await?;
    person::note_change(&mut tx, request.requester.key).await?;
    Ok(tx)
}

/// Passes the request on to those who decide next, and notifies them.
async fn pass_on(app: &App, person: &Person, locked: LockedRequest) -> Result<Tx, Error> {
    let policy = &app.policy;
    let change = locked.request.change(locked.now);
    let LockedRequest { mut tx, request, contacts, participant, mut fired, now } = locked;
    let approved_by = approved_by(participant.viewer).ok_or(Error::Conflict)?;
    let next = who_decides_request(&mut tx, app, &request, &contacts, approved_by).await?;
    fired.extend(policy.explain(&next.fired));
    if !writing::pass_on(&mut tx, &change, approved_by, next.answer).await? {
        return Err(Error::Conflict);
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::PassedOn.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(json!({ "decider": request.decider }), json!({ "decider": next.answer, "as": participant.viewer }))
        .add(&mut tx, policy.version(), now)
        .await?;
    let request = by_key(&mut tx, request.key).await?.ok_or(Error::Conflict)?;
    notify(&mut tx, policy, &request, None, now).await?;
    person::note_change(&mut tx, request.requester.key).await?;
    Ok(tx)
}
