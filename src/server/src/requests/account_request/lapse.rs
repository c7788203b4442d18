//! Requests for new accounts that lapse.

use api::account_request::AccountRequestEvent;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::AccountRequestStatus;
use serde_json::json;

use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::notifications::{account_facts, requester_name, requester_of};
use crate::requests::account_request::notify::recipient;
use crate::store::account_request::contact::{self, Contact};
use crate::store::account_request::{AccountRequest, writing};
use crate::store::person;
use crate::store::trail;

/// Tidies a request whose time is up: its state and its account's, the trail, and mail to the requester and to the
/// customer contacts who were asked. Whether it was this call that did; of several at once, one does.
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
    let mut contacts = contact::of_request(&mut *tx, request.key).await?;
    contacts.retain(|contact| contact.is_live() && contact.asked);
    let emails: Vec<String> = contacts.iter().map(|contact: &Contact| contact.email_folded.clone()).collect();
    let locales = person::locales(tx, &emails).await?;
    let event = Event::AccountOfferLapsed {
        account: account_facts(request),
        requester: requester_name(request),
        requester_email: readable_email(&request.requester.email),
    };
    let recipients: Vec<_> = contacts.iter().map(|contact| recipient(request, contact, &locales)).collect();
    mail::put(tx, &event, &recipients, now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(true)
}
