//! Which requests for new accounts wait for a person. The tables have said whose turn it is; here it is asked of the
//! database.

use api::changes::MOST_COUNTED;
use api::pending_access_request::Neighbours;
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use super::row::{AccountRequestRow, SELECTED};
use super::{AccountRequest, read};
use crate::args;
use crate::db::{Argument, Db};
use crate::store::access_request::pending::{BESIDE, neighbours, total};
use crate::store::domain_holder::holders_of_requests;
use crate::store::paged::{Page, Paged};
use crate::store::person::Person;

/// Where more wait than this, the people of one mailbox domain have their turn together.
const MANY: i64 = 200;

/// A page of the requests that wait for this person: of each requester first the one that lapses first, then the second
/// ones, and so on, so that nobody's many hide anybody's one. One query, one more beyond the end.
pub async fn page(db: &Db, person: &Person, now: DateTime<Utc>, page: Page) -> sqlx::Result<Paged<AccountRequest>> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        request: AccountRequestRow,
        total: i64,
    }
    let listed = listed_sql();
    let sql = format!(
        "{listed} SELECT listed.total, {} JOIN listed ON listed.key = r.key WHERE listed.place > $5 AND listed.place <= $6 \
         ORDER BY listed.place",
        SELECTED.trim_start_matches("SELECT ")
    );
    let mut arguments = person_arguments(person, now);
    arguments.extend(args![page.offset(), page.offset() + page.limit()]);
    let rows: Vec<Row> = db.all(AssertSqlSafe(sql), arguments).await?;
    let total = total(db, page, rows.first().map(|row| row.total), &listed, person_arguments(person, now)).await?;
    Ok(Paged { rows: read(rows.into_iter().map(|row| row.request).collect())?, total })
}

/// Where the request with this reference stands among all that wait. One query.
pub async fn beside(db: &Db, person: &Person, now: DateTime<Utc>, reference: &str) -> sqlx::Result<Neighbours> {
    let sql = format!("{}, {BESIDE} WHERE reference = $5 OR place = 1", listed_sql());
    let mut arguments = person_arguments(person, now);
    arguments.push(reference.into());
    Ok(neighbours(db.all(AssertSqlSafe(sql), arguments).await?, reference))
}

/// The table `listed`: keys and references, each with its place, and how many they are.
fn listed_sql() -> String {
    format!(
        "WITH turns AS (SELECT r.key, r.reference, r.lapses_at, p.email_domain, \
             row_number() OVER (PARTITION BY r.person_key ORDER BY r.lapses_at, r.key) AS turn \
             FROM account_request r JOIN person p ON p.key = r.person_key WHERE {}), \
         fair AS (SELECT key, reference, lapses_at, CASE WHEN count(*) OVER () > {MANY} \
             THEN row_number() OVER (PARTITION BY email_domain ORDER BY turn, lapses_at, key) ELSE turn END AS turn \
             FROM turns), \
         listed AS (SELECT key, reference, row_number() OVER (ORDER BY turn, lapses_at, key) AS place, \
             count(*) OVER () AS total FROM fair)",
        waits()
    )
}

/// How many there are, at most [`MOST_COUNTED`].
pub async fn count(db: &Db, person: &Person, now: DateTime<Utc>) -> sqlx::Result<i64> {
    // Each kind of decider by its own index: asked for all at once, every pending request would be looked at.
    let each = turns().map(|turn| format!("SELECT r.key FROM account_request r WHERE {OPEN} AND {turn}"));
    let sql = format!("SELECT count(*) FROM ({} LIMIT $5) waiting", each.join(" UNION ALL "));
    let mut arguments = person_arguments(person, now);
    arguments.push(MOST_COUNTED.into());
    let (count,): (i64,) = db.one(AssertSqlSafe(sql), arguments).await?;
    Ok(count)
}

fn person_arguments(person: &Person, now: DateTime<Utc>) -> Vec<Argument> {
    // No contact has an empty address.
    let email = person.address().unwrap_or_default();
    args![person.key, now.timestamp_millis(), email, person.operator]
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
