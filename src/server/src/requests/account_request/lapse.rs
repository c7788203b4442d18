//! Requests for new accounts that lapse.

use api::account_request::AccountRequestEvent;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::AccountRequestStatus;
use serde_json::json;

use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::notifications::{account_facts, requester_of};
use crate::requests::account_request::tell_ended::{tell_contacts, tell_first_deciders};
use crate::store::account_request::{AccountRequest, contact, writing};
use crate::store::person;
use crate::store::trail;

/// Tidies a request whose time is up: its state and its account's, the trail, and mail to the requester and to
/// everybody who was asked. Whether it was this call that did; of several at once, one does.
///
/// # Errors
/// The database's.
pub async fn lapse(tx: &mut Tx, policy: &Policy, request: &AccountRequest, now: DateTime<Utc>) -> Result<bool, Error> {
    if !writing::mark_lapsed(tx, request.key, request.account_key, now).await? {
        return Ok(false);
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::Lapsed.as_str(), &request.reference)
        .change(
            json!({ "status": AccountRequestStatus::Pending }),
            json!({ "status": AccountRequestStatus::Lapsed, "lapsed_at": request.lapses_at }),
        )
        .add(tx, policy.version(), now)
        .await?;
    let event = Event::AccountLapsed { account: account_facts(request), reference: request.reference.clone() };
    mail::put(tx, &event, &[requester_of(request)], now).await?;
    let contacts = contact::of_request(&mut *tx, request.key).await?;
    tell_contacts(tx, request, &contacts, AccountRequestStatus::Lapsed, None, now).await?;
    tell_first_deciders(tx, policy, request, AccountRequestStatus::Lapsed, now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}
