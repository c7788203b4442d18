//! Access requests as stored: reading them. Making them and changing their state lies in `writing`, the lists of
//! whoever decides in `pending`.

pub mod due;
pub mod message;
pub mod pending;
pub mod row;
pub mod writing;

use std::collections::HashMap;

use api::access_request::OwnRequestsQuery;
use api::message::Information;
use chrono::{DateTime, Utc};
use rules::vocabulary::{AccountStatus, Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope};
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Argument, Conn, Db, Row, Tx, like_literal, placeholders};
use crate::domains::search_text::{LAST, words};
use crate::store::decode_enum;
use crate::store::key::{AccessRequestKey, AccountKey, PersonKey, VirtualAccountKey};
use crate::store::paged::{Page, Paged};
use crate::store::stored_rules::StoredRules;
use row::{AccessRequestRow, FROM, SELECTED};

/// A request with the account it is for, who made it, and how it was decided.
#[derive(Clone, Debug)]
pub struct AccessRequest {
    pub key: AccessRequestKey,
    pub reference: String,
    pub account_key: AccountKey,
    pub account_id: String,
    pub account_name: String,
    pub domain_display: String,
    pub account_status: AccountStatus,
    pub requester: Requester,
    /// As stored: `open` until somebody decides or a job tidies. See [`AccessRequest::status_at`].
    stored_status: RequestStatus,
    pub request_path: RequestPath,
    pub match_kind: MatchKind,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    pub reason: Option<String>,
    pub deciders: Deciders,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When the operator decides as well.
    pub escalates_at: DateTime<Utc>,
    /// Whether whoever decides has asked for information.
    pub information: Option<Information>,
    pub rules: StoredRules,
    /// Absent while nobody has decided.
    pub decided: Option<Decided>,
    pub version: i64,
}

/// Who made a request.
#[derive(Clone, Debug)]
pub struct Requester {
    pub key: PersonKey,
    pub email: String,
    pub email_verified: bool,
    pub name: String,
    pub organisation: String,
    pub country: String,
    pub locale: Locale,
}

/// How a request was decided, or cancelled.
#[derive(Clone, Debug)]
pub struct Decided {
    pub at: DateTime<Utc>,
    pub by_operator: bool,
    /// Absent where the person is no longer known.
    pub name: Option<String>,
    /// Why it was declined, or what was written beside an approval.
    pub reason: Option<String>,
    /// Where it was approved.
    pub granted_scope: Option<Scope>,
    /// With the scope `entire`.
    pub granted_role: Option<Role>,
    pub rules: StoredRules,
}

/// A Virtual Account that a request names, or that was granted.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub key: VirtualAccountKey,
    pub id: String,
    pub path: String,
    pub role: Role,
}

/// The Virtual Accounts of some requests, by request and in the order of the paths.
#[derive(Debug, Default)]
pub struct Items {
    pub asked: HashMap<AccessRequestKey, Vec<Item>>,
    pub granted: HashMap<AccessRequestKey, Vec<Item>>,
}

impl AccessRequest {
    /// The status at this time: expired when now ≥ `expires_at` (domain: 3), whether or not a job noticed.
    pub fn status_at(&self, now: DateTime<Utc>) -> RequestStatus {
        if self.stored_status == RequestStatus::Open && now >= self.expires_at {
            return RequestStatus::Expired;
        }
        self.stored_status
    }

    /// Whether the operator decides it now: alone, or as well.
    pub fn is_with_operator(&self, now: DateTime<Utc>) -> bool {
        self.deciders == Deciders::Operator || self.is_escalated(now)
    }

    /// Whether it stayed undecided for so long that the operator decides as well (domain: 3, after 10 days). What only the
    /// operator decides was theirs before.
    pub fn is_escalated(&self, now: DateTime<Utc>) -> bool {
        self.decided.is_none() && self.deciders != Deciders::Operator && now >= self.escalates_at
    }
}

/// Those of a person's own requests that a list shows, and whether there are any at all.
pub struct OwnPage<T> {
    pub page: Paged<T>,
    pub any: bool,
}

/// A page of a person's own requests, newest first. Two queries.
pub async fn of_person(
    db: &Db,
    person_key: PersonKey,
    query: &OwnRequestsQuery,
    now: DateTime<Utc>,
    page: Page,
) -> sqlx::Result<OwnPage<AccessRequest>> {
    let status = query.status.map_or("", |status| RequestStatus::from(status).as_str());
    let ended = "CASE WHEN r.status = 'open' AND r.expires_at <= $5 THEN 'expired' ELSE r.status END";
    let arguments = own_arguments(person_key, query, status, now);
    let selected = format!("{SELECTED} {FROM}");
    let OwnPage { page: Paged { rows, total }, any } =
        own_page(db, "access_request", &selected, &fits_own(ended), arguments, page).await?;
    Ok(OwnPage { page: Paged { rows: read(rows)?, total }, any })
}

/// A page of the requests of a person in a table: those that `fits` tells, newest first. Two queries.
pub async fn own_page<T: Row>(
    db: &Db,
    table: &str,
    selected: &str,
    fits: &str,
    arguments: Vec<Argument>,
    page: Page,
) -> sqlx::Result<OwnPage<T>> {
    let sql = format!(
        "SELECT count(*), coalesce(sum(CASE WHEN {fits} THEN 1 ELSE 0 END), 0) \
         FROM {table} r JOIN account a ON a.key = r.account_key WHERE r.person_key = $1"
    );
    let (all, total): (i64, i64) = db.one(AssertSqlSafe(sql), arguments.clone()).await?;
    let sql = format!(
        "{selected} WHERE r.person_key = $1 AND {fits} ORDER BY r.created_at DESC, r.key DESC LIMIT $6 OFFSET $7"
    );
    let mut arguments = arguments;
    arguments.extend(args![page.limit(), page.offset()]);
    let rows = db.all(AssertSqlSafe(sql), arguments).await?;
    Ok(OwnPage { page: Paged { rows, total }, any: all > 0 })
}

/// Which of a person's own requests a list shows: `status` is what is now in the column of that name.
pub fn fits_own(status: &str) -> String {
    format!(
        "(replace(a.search_text, '.', ' ') LIKE $2 ESCAPE '\\' OR lower(r.reference) LIKE $3 ESCAPE '\\') \
         AND ($4 = '' OR {status} = $4)"
    )
}

/// What [`fits_own`] compares with: `$1` the person, `$2` the words as a search compares them, `$3` what references have, `$4`
/// the status, `$5` now.
pub fn own_arguments(
    person_key: PersonKey,
    query: &OwnRequestsQuery,
    status: &str,
    now: DateTime<Utc>,
) -> Vec<Argument> {
    let containing = |text: &str| format!("%{}%", like_literal(text));
    let sought = words(&query.q);
    // What has no word in it is part of no name.
    let sought = if sought.is_empty() && !query.q.trim().is_empty() { LAST } else { &sought };
    args![person_key, containing(sought), containing(&query.q.trim().to_lowercase()), status, now.timestamp_millis()]
}

/// When the person sent the last but so many requests, where that was after `since`.
pub async fn sent_since(
    conn: impl Into<Conn<'_>>,
    person_key: PersonKey,
    since: DateTime<Utc>,
    last_but: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let sql = "SELECT created_at FROM access_request WHERE person_key = $1 AND created_at > $2 \
               ORDER BY created_at DESC LIMIT 1 OFFSET $3";
    let arguments = args![person_key, since.timestamp_millis(), last_but];
    let row: Option<(i64,)> = conn.into().optional(sql, arguments).await?;
    Ok(row.map(|(created_at,)| from_millis(created_at)))
}

/// A request by its reference, whoever made it.
pub async fn by_reference(db: &Db, reference: &str) -> sqlx::Result<Option<AccessRequest>> {
    let sql = format!("{SELECTED} {FROM} WHERE r.reference = $1");
    let row: Option<AccessRequestRow> = db.optional(AssertSqlSafe(sql), args![reference]).await?;
    row.map(AccessRequest::try_from).transpose()
}

/// A request as it is within a transaction.
pub async fn by_key(tx: &mut Tx, key: AccessRequestKey) -> sqlx::Result<Option<AccessRequest>> {
    let sql = format!("{SELECTED} {FROM} WHERE r.key = $1");
    let row: Option<AccessRequestRow> = tx.optional(AssertSqlSafe(sql), args![key]).await?;
    row.map(AccessRequest::try_from).transpose()
}

/// The person's newest request in each of these accounts.
pub async fn newest_in(
    db: &Db,
    person_key: PersonKey,
    accounts: &[AccountKey],
) -> sqlx::Result<HashMap<AccountKey, AccessRequest>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "{SELECTED} {FROM} WHERE r.person_key = $1 AND r.account_key IN ({}) AND r.key = (\
         SELECT n.key FROM access_request n WHERE n.person_key = $1 AND n.account_key = r.account_key \
         ORDER BY n.created_at DESC, n.key DESC LIMIT 1)",
        placeholders(2, accounts.len())
    );
    let mut arguments = args![person_key];
    arguments.extend(accounts.iter().map(|key| Argument::from(*key)));
    let requests = read(db.all(AssertSqlSafe(sql), arguments).await?)?;
    Ok(requests.into_iter().map(|request| (request.account_key, request)).collect())
}

/// The Virtual Accounts that requests name and those that were granted. One query.
pub async fn items_of(conn: impl Into<Conn<'_>>, requests: &[AccessRequestKey]) -> sqlx::Result<Items> {
    #[derive(FromRow)]
    struct Row {
        granted: i32,
        request_key: AccessRequestKey,
        key: VirtualAccountKey,
        id: String,
        path: String,
        role: String,
    }
    let mut items = Items::default();
    if requests.is_empty() {
        return Ok(items);
    }
    let select = |granted: i32, table: &str| {
        format!(
            "SELECT {granted} AS granted, i.request_key, v.key, v.id, v.path, i.role FROM {table} i \
             JOIN virtual_account v ON v.key = i.virtual_account_key WHERE i.request_key IN ({})",
            placeholders(1, requests.len())
        )
    };
    let (asked, granted) = (select(0, "access_request_item"), select(1, "access_request_granted_item"));
    let sql = format!("{asked} UNION ALL {granted} ORDER BY 5");
    let arguments = requests.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<Row> = conn.into().all(AssertSqlSafe(sql), arguments).await?;
    for row in rows {
        let of_kind = if row.granted == 1 { &mut items.granted } else { &mut items.asked };
        let role = decode_enum("role", &row.role, Role::parse)?;
        of_kind.entry(row.request_key).or_default().push(Item { key: row.key, id: row.id, path: row.path, role });
    }
    Ok(items)
}

/// When reminders of these requests were sent, by request, oldest first.
pub async fn reminders_of(
    conn: impl Into<Conn<'_>>,
    requests: &[AccessRequestKey],
) -> sqlx::Result<HashMap<AccessRequestKey, Vec<DateTime<Utc>>>> {
    if requests.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT request_key, sent_at FROM access_request_reminder WHERE request_key IN ({}) ORDER BY number",
        placeholders(1, requests.len())
    );
    let arguments = requests.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<(AccessRequestKey, i64)> = conn.into().all(AssertSqlSafe(sql), arguments).await?;
    let mut sent: HashMap<AccessRequestKey, Vec<DateTime<Utc>>> = HashMap::new();
    for (request_key, sent_at) in rows {
        sent.entry(request_key).or_default().push(from_millis(sent_at));
    }
    Ok(sent)
}

fn read(rows: Vec<AccessRequestRow>) -> sqlx::Result<Vec<AccessRequest>> {
    rows.into_iter().map(AccessRequest::try_from).collect()
}
