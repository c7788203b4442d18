//! Which requests for new accounts wait for a person. The tables have said whose turn it is; here it is asked of the
//! database.

use api::changes::MOST_COUNTED;
use api::pending_account_request::MOST_WAITING;
use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::row::SELECTED;
use super::{AccountRequest, read};
use crate::args;
use crate::db::{Argument, Db};
use crate::store::capped::Capped;
use crate::store::domain_holder::holders_of_requests;
use crate::store::person::Person;

/// The requests that wait for this person, at most [`MOST_WAITING`]: of each requester first the one that lapses first, then
/// the second ones, and so on, so that nobody's many hide anybody's one. Where there are more than are looked at, the people
/// of one mailbox domain have their turn together.
pub async fn pending(db: &Db, person: &Person, now: DateTime<Utc>) -> sqlx::Result<Capped<AccountRequest>> {
    // One more than is shown is read, and is the last, so that what is cut off is what was chosen last.
    let sql = format!(
        "WITH turns AS (SELECT r.key, r.lapses_at, p.email_domain, \
             row_number() OVER (PARTITION BY r.person_key ORDER BY r.lapses_at, r.key) AS turn \
             FROM account_request r JOIN person p ON p.key = r.person_key WHERE {}), \
         in_domain AS (SELECT key, turn, lapses_at, \
             row_number() OVER (PARTITION BY email_domain ORDER BY turn, lapses_at, key) AS domain_turn FROM turns), \
         chosen AS (SELECT key, turn, row_number() OVER (ORDER BY domain_turn, lapses_at, key) AS place FROM in_domain \
             ORDER BY place LIMIT $5) \
         {SELECTED} JOIN chosen ON chosen.key = r.key \
         ORDER BY CASE WHEN chosen.place = $5 THEN 1 ELSE 0 END, chosen.turn, r.lapses_at, r.key",
        waits()
    );
    let rows = db.all(AssertSqlSafe(sql), arguments(person, now, MOST_WAITING + 1)).await?;
    Ok(Capped::new(read(rows)?, MOST_WAITING))
}

/// How many there are, at most [`MOST_COUNTED`].
pub async fn count(db: &Db, person: &Person, now: DateTime<Utc>) -> sqlx::Result<i64> {
    // Each kind of decider by its own index: asked for all at once, every pending request would be looked at.
    let each = turns().map(|turn| format!("SELECT r.key FROM account_request r WHERE {OPEN} AND {turn}"));
    let sql = format!("SELECT count(*) FROM ({} LIMIT $5) waiting", each.join(" UNION ALL "));
    let (count,): (i64,) = db.one(AssertSqlSafe(sql), arguments(person, now, MOST_COUNTED)).await?;
    Ok(count)
}

fn arguments(person: &Person, now: DateTime<Utc>, most: i64) -> Vec<Argument> {
    // No contact has an empty address.
    let email = person.address().unwrap_or_default();
    args![person.key, now.timestamp_millis(), email, person.operator, most]
}

/// `$1` the person, `$2` now.
const OPEN: &str = "r.status = 'pending' AND r.lapses_at > $2 AND r.person_key <> $1";

fn waits() -> String {
    format!("{OPEN} AND (({}))", turns().join(") OR ("))
}

/// Whose turn it can be, no request in two of them: `$3` the person's folded address, `$4` whether they act for the operator.
fn turns() -> [String; 3] {
    [
        "r.decider = 'customer_contacts' AND r.key IN (\
             SELECT c.request_key FROM account_request_contact c WHERE c.email_folded = $3 AND c.ended_at IS NULL)"
            .to_owned(),
        format!(
            "r.decider = 'existing_administrators' AND r.key IN (SELECT r.key FROM {} \
                 JOIN access_grant g ON g.account_key = o.key AND g.person_key = $1 \
                     AND g.role = 'administrator' AND g.virtual_account_key IS NULL WHERE r.status = 'pending')",
            holders_of_requests()
        ),
        "$4 AND r.decider = 'operator_approver'".to_owned(),
    ]
}
