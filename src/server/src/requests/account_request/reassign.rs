//! Requests for new accounts that are left without those who should decide.

use api::account_request::AccountRequestEvent;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::AccountDecider;
use serde_json::json;

use crate::db::Tx;
use crate::error::Error;
use crate::requests::account_request::deciders;
use crate::requests::account_request::notify::notify;
use crate::store::account_request::{AccountRequest, by_key, writing};
use crate::store::person;
use crate::store::trail;

/// Hands a request on that waits for administrators who are no more. The table is asked as if no account held the
/// domain; whether it was handed on.
///
/// # Errors
/// The database's or the policy's.
pub async fn pass_without_administrators(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccountRequest,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some(request) = by_key(tx, request.key).await? else { return Ok(false) };
    let waits = request.decider == AccountDecider::ExistingAdministrators;
    // Somebody may have become one since it was found.
    if !waits || !deciders::existing_administrators(tx, policy, &request).await?.is_empty() {
        return Ok(false);
    }
    let next = deciders::next_decider(policy, request.approved_by, false)?;
    let fired = policy.explain(&next.fired);
    let change = request.change(now);
    if !writing::pass_on(tx, &change, request.approved_by, next.answer).await? {
        return Ok(false);
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::PassedOn.as_str(), &request.reference)
        .under(&fired)
        .change(json!({ "decider": request.decider }), json!({ "decider": next.answer }))
        .add(tx, policy.version(), now)
        .await?;
    let Some(request) = by_key(tx, request.key).await? else { return Ok(false) };
    notify(tx, policy, &request, None, now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}
