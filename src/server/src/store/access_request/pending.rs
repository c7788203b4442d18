//! Which requests wait for a person's decision. The tables have said who decides; here it is asked of the database.

use api::changes::MOST_COUNTED;
use api::pending_access_request::{Neighbours, PendingOrder, Queue};
use chrono::{DateTime, Utc};
use rules::vocabulary::RequestPath;
use sqlx::{AssertSqlSafe, FromRow};

use super::row::{AccessRequestRow, FROM, SELECTED};
use super::{AccessRequest, read};
use crate::args;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::store::key::{AccessRequestKey, AccountKey, PersonKey};
use crate::store::paged::{Page, Paged};

/// Where more wait than this, the people of one mailbox domain have their turn together.
const MANY: i64 = 2_000;

/// A list of the requests that wait for a person: of each requester first the one that expires first, then the second ones,
/// and so on, so that nobody's many hide anybody's one; or in another order.
pub struct List {
    pub person_key: PersonKey,
    pub queue: Queue,
    pub now: DateTime<Utc>,
    pub path: Option<RequestPath>,
    /// By requester they are as by expiry: no database folds their names.
    pub order: PendingOrder,
}

/// One that waits, as far as the program compares it.
#[derive(Clone, Debug, FromRow)]
pub struct Waiting {
    pub key: AccessRequestKey,
    pub reference: String,
    pub requester_name: String,
    pub requester_organisation: String,
    pub email: String,
    pub email_verified: bool,
    pub account_name: String,
    pub domain_display: String,
}

/// A page of the list. One query, one more beyond its end.
pub async fn page(db: &Db, list: &List, page: Page) -> sqlx::Result<Paged<AccessRequest>> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        request: AccessRequestRow,
        total: i64,
    }
    let listed = list.sql();
    let sql = format!(
        "{listed} {SELECTED}, listed.total {FROM} JOIN listed ON listed.key = r.key \
         WHERE listed.place > $4 AND listed.place <= $5 ORDER BY listed.place"
    );
    let mut arguments = list.arguments();
    arguments.extend(args![page.offset(), page.offset() + page.limit()]);
    let rows: Vec<Row> = db.all(AssertSqlSafe(sql), arguments).await?;
    let total = total(db, page, rows.first().map(|row| row.total), &listed, list.arguments()).await?;
    Ok(Paged { rows: read(rows.into_iter().map(|row| row.request).collect())?, total })
}

/// How many rows a list has: the first row that was read says it; beyond the end of the list none was, and one query asks.
pub async fn total(
    db: &Db,
    page: Page,
    first: Option<i64>,
    listed: &str,
    arguments: Vec<Argument>,
) -> sqlx::Result<i64> {
    match first {
        Some(total) => Ok(total),
        None if page.offset() == 0 => Ok(0),
        None => {
            let (total,) = db.one(AssertSqlSafe(format!("{listed} SELECT count(*) FROM listed")), arguments).await?;
            Ok(total)
        }
    }
}

/// All of the list, in its order, but of each only what is compared: what no database folds or knows. One query.
pub async fn all(db: &Db, list: &List) -> sqlx::Result<Vec<Waiting>> {
    let sql = format!(
        "{} SELECT r.key, r.reference, r.requester_name, r.requester_organisation, p.email, p.email_verified, \
         a.name AS account_name, a.domain_display FROM listed JOIN access_request r ON r.key = listed.key \
         JOIN account a ON a.key = r.account_key JOIN person p ON p.key = r.person_key ORDER BY listed.place",
        list.sql()
    );
    db.all(AssertSqlSafe(sql), list.arguments()).await
}

/// The requests with these keys, in their order. One query, none where there are none.
pub async fn by_keys(db: &Db, keys: &[AccessRequestKey]) -> sqlx::Result<Vec<AccessRequest>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{SELECTED} {FROM} WHERE r.key IN ({})", placeholders(1, keys.len()));
    let mut found = read(db.all(AssertSqlSafe(sql), keys.iter().map(|key| Argument::from(*key)).collect()).await?)?;
    found.sort_by_key(|request| keys.iter().position(|key| *key == request.key));
    Ok(found)
}

/// Where the request with this reference stands in the list. One query.
pub async fn beside(db: &Db, list: &List, reference: &str) -> sqlx::Result<Neighbours> {
    let sql = format!("{}, {BESIDE} WHERE reference = $4 OR place = 1", list.sql());
    let mut arguments = list.arguments();
    arguments.push(reference.into());
    Ok(neighbours(db.all(AssertSqlSafe(sql), arguments).await?, reference))
}

/// After the table `listed`, which has references, places and the total.
pub const BESIDE: &str = "beside AS (SELECT reference, place, total, lag(reference) OVER (ORDER BY place) AS previous, \
     lead(reference) OVER (ORDER BY place) AS next FROM listed) SELECT reference, place, total, previous, next FROM beside";

/// What stands beside a request in a list.
#[derive(FromRow)]
pub struct Beside {
    reference: String,
    place: i64,
    total: i64,
    previous: Option<String>,
    next: Option<String>,
}

/// Of the row of the request with this reference, where it is in the list, and of the first row.
pub fn neighbours(rows: Vec<Beside>, reference: &str) -> Neighbours {
    let (own, mut first): (Vec<Beside>, Vec<Beside>) = rows.into_iter().partition(|row| row.reference == reference);
    match (own.into_iter().next(), first.pop()) {
        (Some(own), _) => {
            Neighbours { place: Some(own.place), total: own.total, previous: own.previous, next: own.next }
        }
        (None, Some(first)) => {
            Neighbours { place: None, total: first.total, previous: None, next: Some(first.reference) }
        }
        (None, None) => Neighbours::default(),
    }
}

impl List {
    /// The table `listed`: keys and references, each with its place, and how many they are.
    fn sql(&self) -> String {
        let order = match self.order {
            PendingOrder::Expiry | PendingOrder::Requester => "fair.turn, r.expires_at, r.key",
            PendingOrder::Newest => "r.created_at DESC, r.key DESC",
            PendingOrder::Account => "a.name_folded, fair.turn, r.expires_at, r.key",
        };
        format!(
            "WITH turns AS (SELECT r.key, r.expires_at, p.email_domain, \
                 row_number() OVER (PARTITION BY r.person_key ORDER BY r.expires_at, r.key) AS turn \
                 FROM access_request r JOIN person p ON p.key = r.person_key WHERE {}), \
             fair AS (SELECT key, CASE WHEN count(*) OVER () > {MANY} \
                 THEN row_number() OVER (PARTITION BY email_domain ORDER BY turn, expires_at, key) ELSE turn END AS turn \
                 FROM turns), \
             listed AS (SELECT r.key, r.reference, row_number() OVER (ORDER BY {order}) AS place, \
                 count(*) OVER () AS total FROM fair JOIN access_request r ON r.key = fair.key \
                 JOIN account a ON a.key = r.account_key WHERE $3 = '' OR r.path = $3)",
            waits(self.queue)
        )
    }

    fn arguments(&self) -> Vec<Argument> {
        args![self.person_key, self.now.timestamp_millis(), self.path.map_or("", RequestPath::as_str)]
    }
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
