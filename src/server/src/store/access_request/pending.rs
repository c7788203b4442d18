//! Which requests wait for a person's decision. The tables have said who decides; here it is asked of the database.

use api::changes::MOST_COUNTED;
use api::pending_access_request::{MOST_WAITING, Queue};
use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::row::{AccessRequestRow, FROM, SELECTED};
use super::{AccessRequest, read};
use crate::args;
use crate::db::{Db, Tx};
use crate::store::capped::Capped;
use crate::store::key::{AccountKey, PersonKey};

/// The requests that wait for this person in a queue, at most [`MOST_WAITING`]: of each requester first the one that expires
/// first, then the second ones, and so on, so that nobody's many hide anybody's one. Where there are more than are looked at,
/// the people of one mailbox domain have their turn together.
pub async fn pending(
    db: &Db,
    person_key: PersonKey,
    queue: Queue,
    now: DateTime<Utc>,
) -> sqlx::Result<Capped<AccessRequest>> {
    // One more than is shown is read, and is the last, so that what is cut off is what was chosen last.
    let sql = format!(
        "WITH turns AS (SELECT r.key, r.expires_at, p.email_domain, \
             row_number() OVER (PARTITION BY r.person_key ORDER BY r.expires_at, r.key) AS turn \
             FROM access_request r JOIN person p ON p.key = r.person_key WHERE {}), \
         in_domain AS (SELECT key, turn, expires_at, \
             row_number() OVER (PARTITION BY email_domain ORDER BY turn, expires_at, key) AS domain_turn FROM turns), \
         chosen AS (SELECT key, turn, row_number() OVER (ORDER BY domain_turn, expires_at, key) AS place FROM in_domain \
             ORDER BY place LIMIT $3) \
         {SELECTED} {FROM} JOIN chosen ON chosen.key = r.key \
         ORDER BY CASE WHEN chosen.place = $3 THEN 1 ELSE 0 END, chosen.turn, r.expires_at, r.key",
        waits(queue)
    );
    let rows = db.all(AssertSqlSafe(sql), args![person_key, now.timestamp_millis(), MOST_WAITING + 1]).await?;
    Ok(Capped::new(read(rows)?, MOST_WAITING))
}

/// How many there are, at most [`MOST_COUNTED`].
pub async fn count(db: &Db, person_key: PersonKey, queue: Queue, now: DateTime<Utc>) -> sqlx::Result<i64> {
    // Each part by its own index: asked for all at once, every open request would be looked at.
    let each = parts(queue).iter().map(|part| format!("SELECT r.key FROM access_request r WHERE {part}"));
    let each: Vec<String> = each.collect();
    let sql = format!("SELECT count(*) FROM ({} LIMIT $3) waiting", each.join(" UNION ALL "));
    let (count,): (i64,) = db.one(AssertSqlSafe(sql), args![person_key, now.timestamp_millis(), MOST_COUNTED]).await?;
    Ok(count)
}

/// The open requests of an account, whoever decides them.
pub async fn open_in(tx: &mut Tx, account_key: AccountKey, now: DateTime<Utc>) -> sqlx::Result<Vec<AccessRequest>> {
    let sql = format!(
        "{SELECTED} {FROM} WHERE r.account_key = $1 AND r.status = 'open' AND r.expires_at > $2 ORDER BY r.key"
    );
    let rows: Vec<AccessRequestRow> = tx.all(AssertSqlSafe(sql), args![account_key, now.timestamp_millis()]).await?;
    read(rows)
}

/// A person's open requests, however many they are.
pub async fn open_of_person(db: &Db, person_key: PersonKey, now: DateTime<Utc>) -> sqlx::Result<Vec<AccessRequest>> {
    let sql =
        format!("{SELECTED} {FROM} WHERE r.person_key = $1 AND r.status = 'open' AND r.expires_at > $2 ORDER BY r.key");
    read(db.all(AssertSqlSafe(sql), args![person_key, now.timestamp_millis()]).await?)
}

/// The accounts in which a request is open: their keys and public ids.
pub async fn accounts_with_open_requests(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<Vec<(AccountKey, String)>> {
    let sql = "SELECT key, id FROM account WHERE key IN (\
         SELECT account_key FROM access_request WHERE status = 'open' AND expires_at > $1) ORDER BY key";
    tx.all(sql, args![now.timestamp_millis()]).await
}

fn waits(queue: Queue) -> String {
    format!("(({}))", parts(queue).join(") OR ("))
}

/// What waits in a queue, no request in two parts.
fn parts(queue: Queue) -> &'static [&'static str] {
    match queue {
        Queue::Administrator => &[FOR_ADMINISTRATOR],
        Queue::Operator => &[FOR_OPERATOR, ESCALATED],
    }
}

/// `$1` the person, `$2` now. Nobody decides about an account that is not active. A Virtual Account's administrator
/// decides where all that is asked lies below theirs; the last line is `rules::virtual_accounts::lies_in`.
const FOR_ADMINISTRATOR: &str = "r.status = 'open' AND r.expires_at > $2 AND r.person_key <> $1 \
     AND EXISTS (SELECT 1 FROM account o WHERE o.key = r.account_key AND o.status = 'active') \
     AND r.account_key IN (SELECT g.account_key FROM access_grant g WHERE g.person_key = $1 AND g.role = 'administrator') \
     AND ((r.deciders IN ('smart_account_administrators', 'administrators_and_virtual_account_administrators') \
           AND EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 AND g.account_key = r.account_key \
                       AND g.virtual_account_key IS NULL AND g.role = 'administrator')) \
      OR (r.deciders IN ('virtual_account_administrators', 'administrators_and_virtual_account_administrators') \
          AND EXISTS (SELECT 1 FROM access_request_item i WHERE i.request_key = r.key) \
          AND NOT EXISTS (SELECT 1 FROM access_request_item i JOIN virtual_account v ON v.key = i.virtual_account_key \
                          WHERE i.request_key = r.key AND NOT EXISTS (\
              SELECT 1 FROM access_grant g JOIN virtual_account t ON t.key = g.virtual_account_key \
              WHERE g.person_key = $1 AND g.account_key = r.account_key AND g.role = 'administrator' \
              AND (v.path = t.path OR substr(v.path, 1, length(t.path) + 1) = t.path || '/')))))";

/// What the operator decides from the start: `$1` the operator's person, `$2` now.
const FOR_OPERATOR: &str = "r.status = 'open' AND r.deciders = 'operator' AND r.expires_at > $2 AND r.person_key <> $1 \
     AND EXISTS (SELECT 1 FROM account o WHERE o.key = r.account_key AND o.status = 'active')";

/// What others have left undecided for too long.
const ESCALATED: &str = "r.status = 'open' AND r.deciders <> 'operator' AND r.escalates_at <= $2 AND r.expires_at > $2 \
     AND r.person_key <> $1 \
     AND EXISTS (SELECT 1 FROM account o WHERE o.key = r.account_key AND o.status = 'active')";
