//! Reminding those who decide a request for access.

use std::slice;

use api::access_request::Reminders;
use api::history::AccessRequestEvent;
use rules::FiredRule;
use rules::vocabulary::RequestStatus;
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::mail::Event;
use crate::requests::access_request::deciders::choose_deciders;
use crate::requests::access_request::held_by_requesters::HeldByRequesters;
use crate::requests::access_request::notifications::{request_facts, tell_deciders};
use crate::requests::access_request::outcome::outcome;
use crate::store::access_request::{AccessRequest, Item, by_reference, writing};
use crate::store::grant;
use crate::store::person::Person;
use crate::store::trail;

/// Sends a reminder to those who decide now, under the rules that allow it.
///
/// # Errors
/// Another one was sent at the same time, or the request has ended.
pub async fn remind(
    app: &App,
    person: &Person,
    request: &AccessRequest,
    asked: &[Item],
    reminders: &Reminders,
    fired: &[FiredRule],
) -> Result<(), Error> {
    let now = app.clock.now();
    let number = u32::try_from(reminders.sent.len()).unwrap_or(u32::MAX).saturating_add(1);
    let all = grant::administrators(&app.db, &[request.account_key]).await?.remove(&request.account_key);
    let paths: Vec<&str> = asked.iter().map(|item| item.path.as_str()).collect();
    let (_, chosen) = choose_deciders(&app.policy, all.unwrap_or_default(), person.key, &paths)?;

    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    if !writing::remind(&mut tx, request.key, i64::from(number), now).await? {
        drop(tx);
        let request = by_reference(&app.db, &request.reference).await?.ok_or(Error::RequestNotFound)?;
        return Err(match request.status_at(now) {
            RequestStatus::Open => Error::ReminderNotDue(reminders.next.as_deref().copied()),
            _ => Error::AlreadyDecided(outcome(&request, now).for_requester(false)),
        });
    }
    trail::Entry::new(&request.account_id, AccessRequestEvent::ReminderSent.as_str(), &request.reference)
        .by(&person.who)
        .under(fired)
        .change(json!({ "reminders": reminders.sent.len() }), json!({ "reminders": number }))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let held = HeldByRequesters::load(&mut tx, slice::from_ref(request)).await?;
    let facts = request_facts(request, asked, held.in_account_of(request));
    let event = |as_operator| Event::AccessRequestReminder { request: facts.clone(), as_operator, number };
    tell_deciders(&mut tx, request, &chosen, event, now).await?;
    tx.commit().await?;
    Ok(())
}
