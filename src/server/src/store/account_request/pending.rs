//! Which requests for new accounts wait for a person. The tables have said whose turn it is; here it is asked of the
//! database.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::row::SELECTED;
use super::{AccountRequest, read};
use crate::args;
use crate::db::{Argument, Db};
use crate::store::person::Person;

/// How many waiting requests are looked at, those that lapse first.
const MOST: i64 = 200;

/// The requests that wait for this person, what lapses first at the head, at most [`MOST`].
pub async fn pending(db: &Db, person: &Person, now: DateTime<Utc>) -> sqlx::Result<Vec<AccountRequest>> {
    let sql = format!("{SELECTED} WHERE {WAITS} ORDER BY r.lapses_at, r.key LIMIT $5");
    read(db.all(AssertSqlSafe(sql), arguments(person, now)).await?)
}

/// How many there are, at most [`MOST`].
pub async fn count(db: &Db, person: &Person, now: DateTime<Utc>) -> sqlx::Result<i64> {
    let sql = format!("SELECT count(*) FROM (SELECT r.key FROM account_request r WHERE {WAITS} LIMIT $5) waiting");
    let (count,): (i64,) = db.one(AssertSqlSafe(sql), arguments(person, now)).await?;
    Ok(count)
}

fn arguments(person: &Person, now: DateTime<Utc>) -> Vec<Argument> {
    // No contact has an empty address.
    let email = person.address().unwrap_or_default();
    args![person.key, now.timestamp_millis(), email, person.operator, MOST]
}

/// `$1` the person, `$2` now, `$3` their folded address, `$4` whether they act for the operator.
const WAITS: &str = "r.status = 'pending' AND r.lapses_at > $2 AND r.person_key <> $1 AND (\
     (r.decider = 'customer_contacts' AND r.key IN (\
         SELECT c.request_key FROM account_request_contact c WHERE c.email_folded = $3 AND c.ended_at IS NULL)) \
     OR (r.decider = 'existing_administrators' AND r.key IN (\
         SELECT h.request_key FROM access_grant g \
         JOIN account o ON o.key = g.account_key AND o.status = 'active' \
         JOIN account_request_holder h ON h.account_key = g.account_key \
         WHERE g.person_key = $1 AND g.role = 'administrator' AND g.virtual_account_key IS NULL)) \
     OR ($4 AND r.decider = 'operator_approver'))";
