//! When the next reminder may be sent (domain: 3, cooldown and maximum from policy).

use api::access_request::Reminders;
use api::moment::Moment;
use chrono::{DateTime, TimeDelta, Utc};
use rules::Policy;
use rules::reminders::{self, Subject};
use rules::vocabulary::ReminderState;

use crate::error::Error;

/// When the next reminder about a request may be sent, from those that were: the cooldown runs from the last one, or from
/// when the request was sent. None is left once the next one would fall on the request's end.
///
/// # Errors
/// The policy's.
pub fn allowance(
    policy: &Policy,
    subject: Subject,
    (begins, ends): (DateTime<Utc>, DateTime<Utc>),
    sent: &[DateTime<Utc>],
) -> Result<Reminders, Error> {
    let allowed = policy.reminders(&reminders::Facts { subject })?.answer;
    let last = sent.last().copied().unwrap_or(begins);
    let next = last + TimeDelta::days(i64::from(allowed.cooldown.days()));
    let is_left = u32::try_from(sent.len()).is_ok_and(|sent| sent < allowed.maximum) && next < ends;
    let sent = sent.iter().copied().map(Moment).collect();
    Ok(Reminders { sent, next: is_left.then_some(Moment(next)), maximum: allowed.maximum })
}

/// Whether one may be sent now: from the moment `next` on.
pub fn state(reminders: &Reminders, now: DateTime<Utc>) -> ReminderState {
    match reminders.next {
        None => ReminderState::UsedUp,
        Some(next) if now < *next => ReminderState::CoolingDown,
        Some(_) => ReminderState::Available,
    }
}
