//! Reminding those who decide a request for a new account: as for access requests, with limits of its own.

use api::access_request::Reminders;
use api::account_request::AccountRequestEvent;
use rules::FiredRule;
use rules::vocabulary::{AccountDecider, AccountRequestStatus};
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::requests::account_request::notify::notify;
use crate::requests::account_request::outcome::outcome;
use crate::requests::account_request::participant::Participant;
use crate::requests::account_request::reassign::reassign;
use crate::requests::named_mail::count_named_mail;
use crate::store::account_request::{AccountRequest, by_key, contact, writing};
use crate::store::person::Person;
use crate::store::trail;

/// Sends a reminder to those who decide now, under the rules that allow it.
///
/// # Errors
/// Another one was sent at the same time, or the request has ended.
pub async fn remind(
    app: &App,
    person: &Person,
    request: &AccountRequest,
    reminders: &Reminders,
    fired: &[FiredRule],
) -> Result<(), Error> {
    let now = app.clock.now();
    let number = u32::try_from(reminders.sent.len()).unwrap_or(u32::MAX).saturating_add(1);
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    // It may have come to others since it was looked at, or be theirs by now.
    reassign(&mut tx, app, request.key, now).await?;
    let request = by_key(&mut tx, request.key).await?.ok_or(Error::RequestNotFound)?;
    if !writing::remind(&mut tx, request.key, i64::from(number), now).await? {
        return Err(match request.status_at(now) {
            AccountRequestStatus::Pending => Error::ReminderNotDue(reminders.next.as_deref().copied()),
            _ => Error::AccountAlreadyDecided(outcome(&request, person, &Participant::requester(), now)),
        });
    }
    trail::Entry::new(&request.account_id, AccountRequestEvent::ReminderSent.as_str(), &request.reference)
        .by(&person.who)
        .under(fired)
        .change(json!({ "reminders": reminders.sent.len() }), json!({ "reminders": number }))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    if request.decider == AccountDecider::CustomerContacts {
        let contacts = contact::of_request(&mut tx, request.key).await?;
        let reminded = contacts.iter().filter(|contact| contact.is_live()).count();
        count_named_mail(&mut tx, app, person, reminded, now).await?;
    }
    notify(&mut tx, &app.policy, &request, Some(number), now).await?;
    tx.commit().await?;
    Ok(())
}
