//! How many requests a person may send within a day, and how many messages about one of them (table `daily_limits`). What is stored is counted in the transaction that
//! stores it, so that requests at once are no more than one by one.

use chrono::{DateTime, TimeDelta, Utc};
use rules::Policy;
use rules::daily_limits::{self, Facts};

use crate::db::Conn;
use crate::error::Error;
use crate::store::key::AccessRequestKey;
use crate::store::person::Person;
use crate::store::{access_request, account_request};

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    AccessRequest,
    AccountRequest,
    /// About this request.
    AccessRequestMessage(AccessRequestKey),
}

impl Subject {
    fn in_table(self) -> daily_limits::Subject {
        match self {
            Subject::AccessRequest => daily_limits::Subject::AccessRequest,
            Subject::AccountRequest => daily_limits::Subject::AccountRequest,
            Subject::AccessRequestMessage(_) => daily_limits::Subject::AccessRequestMessage,
        }
    }
}

/// Refuses one too many within a day. At most one query.
///
/// # Errors
/// The person sent as many as they may.
pub async fn check_daily_limit(
    policy: &Policy,
    conn: impl Into<Conn<'_>>,
    person: &Person,
    subject: Subject,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let day = TimeDelta::days(1);
    let limit = policy.daily_limits(&Facts { subject: subject.in_table() })?.answer;
    let first = match (limit.checked_sub(1), subject) {
        (None, _) => Some(now),
        (Some(last_but), Subject::AccessRequest) => {
            access_request::sent_since(conn, person.key, now - day, last_but.into()).await?
        }
        (Some(last_but), Subject::AccountRequest) => {
            account_request::sent_since(conn, person.key, now - day, last_but.into()).await?
        }
        (Some(last_but), Subject::AccessRequestMessage(request_key)) => {
            access_request::message::written_since(conn, person.key, request_key, now - day, last_but.into()).await?
        }
    };
    let Some(first) = first else { return Ok(()) };
    Err(match subject {
        Subject::AccessRequest => Error::AccessRequestsUsedUp(limit, first + day),
        Subject::AccountRequest => Error::AccountRequestsUsedUp(limit, first + day),
        Subject::AccessRequestMessage(_) => Error::MessagesUsedUp(limit, first + day),
    })
}
