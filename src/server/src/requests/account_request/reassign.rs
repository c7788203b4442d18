//! Handing a pending request to those who decide it by now: who holds a domain, and with which administrators, may have
//! changed since somebody looked last.

use api::account_request::AccountRequestEvent;
use chrono::{DateTime, Utc};
use rules::vocabulary::AccountRequestStatus;
use serde_json::json;

use crate::app::App;
use crate::db::Tx;
use crate::error::Error;
use crate::requests::account_request::deciders::who_decides_request;
use crate::requests::account_request::notify::notify;
use crate::store::account_request::{by_key, contact, writing};
use crate::store::key::AccountRequestKey;
use crate::store::{person, trail};

/// Asks whose turn it is, and hands the request on where it is somebody else's than is stored: they are told. Whether it
/// was handed on. The account's chain is locked.
///
/// # Errors
/// The database's or the policy's.
pub async fn reassign(
    tx: &mut Tx,
    app: &App,
    request_key: AccountRequestKey,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let policy = &app.policy;
    let Some(request) = by_key(tx, request_key).await? else { return Ok(false) };
    if request.status_at(now) != AccountRequestStatus::Pending {
        return Ok(false);
    }
    let contacts = contact::of_request(&mut *tx, request.key).await?;
    let next = who_decides_request(tx, app, &request, &contacts, request.approved_by).await?;
    if next.answer == request.decider {
        return Ok(false);
    }
    if !writing::pass_on(tx, &request.change(now), request.approved_by, next.answer).await? {
        return Ok(false);
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::PassedOn.as_str(), &request.reference)
        .under(&policy.explain(&next.fired))
        .change(json!({ "decider": request.decider }), json!({ "decider": next.answer }))
        .add(tx, policy.version(), now)
        .await?;
    let Some(request) = by_key(tx, request.key).await? else { return Ok(false) };
    notify(tx, policy, &request, None, now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}
