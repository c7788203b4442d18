//! Withdrawing a request for a new account: its requester takes it back while nobody has decided it.

use api::account_request::AccountRequestEvent;
use rules::FiredRule;
use rules::account_request_actions::Viewer;
use rules::vocabulary::AccountRequestStatus;
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::requests::account_request::outcome::outcome;
use crate::requests::account_request::participant::Participant;
use crate::requests::account_request::tell_ended::{tell_contacts, tell_first_deciders};
use crate::store::account_request::{AccountRequest, by_key, contact, writing};
use crate::store::person::{self, Person};
use crate::store::stored_rules::StoredRules;
use crate::store::trail;

/// Ends one of the person's own requests and the account with it, under the rules that allow it. Its identifier is free
/// for another request of theirs.
///
/// # Errors
/// It ended before.
pub async fn withdraw(app: &App, person: &Person, found: &AccountRequest, fired: &[FiredRule]) -> Result<(), Error> {
    let now = app.clock.now();
    let (how, rules) = (AccountRequestStatus::Withdrawn, StoredRules::new(fired)?);
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &found.account_id).await?;
    let request = by_key(&mut tx, found.key).await?.ok_or(Error::RequestNotFound)?;
    let decision =
        writing::Decision { status: how, by_key: person.key, viewer: Viewer::Requester, reason: None, rules: &rules };
    if !writing::decide(&mut tx, &request.change(now), &decision).await? {
        return Err(Error::AccountAlreadyDecided(outcome(&request, person, &Participant::requester(), now)));
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::Withdrawn.as_str(), &request.reference)
        .by(&person.who)
        .under(fired)
        .change(json!({ "status": AccountRequestStatus::Pending }), json!({ "status": how }))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let contacts = contact::of_request(&mut tx, request.key).await?;
    tell_contacts(&mut tx, &request, &contacts, how, None, now).await?;
    tell_first_deciders(&mut tx, &app.policy, &request, how, now).await?;
    person::note_change(&mut tx, person.key).await?;
    tx.commit().await?;
    Ok(())
}
