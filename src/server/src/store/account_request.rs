//! Requests for new accounts as stored: reading them. Making them and changing their state lies in `writing`, the
//! customer contacts in `contact`, the people who are added in `added_user`, the lists of whoever decides in `pending`.

pub mod added_user;
pub mod contact;
pub mod pending;
mod row;
pub mod writing;

use std::collections::HashMap;

use api::access_request::OwnRequestsQuery;
use chrono::{DateTime, Utc};
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestStatus, Affiliation};
use sqlx::AssertSqlSafe;

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Argument, Conn, Db, Tx, placeholders};
use crate::store::Batch;
use crate::store::access_request::{OwnPage, Requester, fits_own, own_arguments, own_page};
use crate::store::domain_holder::holders_of_requests;
use crate::store::key::{AccountKey, AccountRequestKey, PersonKey};
use crate::store::paged::{Page, Paged};
use crate::store::stored_rules::StoredRules;
use row::{AccountRequestRow, SELECTED};

/// A request with the account that it asks for, who made it, and how it was decided.
#[derive(Clone, Debug)]
pub struct AccountRequest {
    pub key: AccountRequestKey,
    pub reference: String,
    pub account_key: AccountKey,
    pub account_id: String,
    pub account_name: String,
    /// In ASCII form.
    pub domain_identifier: String,
    /// In Unicode form.
    pub domain_display: String,
    /// The account's.
    pub country: String,
    pub requester: Requester,
    /// As stored: `pending` until somebody decides or a job tidies. See [`AccountRequest::status_at`].
    stored_status: AccountRequestStatus,
    /// Whose turn it is, or was when it ended.
    pub decider: AccountDecider,
    /// Who let it pass last.
    pub approved_by: ApprovedBy,
    /// Whether the operator's approver was asked.
    pub operator_asked: bool,
    pub notes: Notes,
    /// For what the trail holds of addresses, notes and reasons: see `trail::commitment`.
    pub salt: String,
    /// How many people are added once it is accepted.
    pub added_users: u32,
    pub created_at: DateTime<Utc>,
    pub lapses_at: DateTime<Utc>,
    pub rules: StoredRules,
    /// Absent while nobody has decided, and where it lapsed.
    pub decided: Option<Decided>,
    pub version: i64,
}

/// What the requester wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    pub to_approver: Option<String>,
    pub to_customer: Option<String>,
    pub to_added_users: Option<String>,
}

/// How a request ended.
#[derive(Clone, Debug)]
pub struct Decided {
    pub at: DateTime<Utc>,
    /// As whom they decided.
    pub viewer: Viewer,
    /// Absent where the person is no longer known.
    pub by: Option<By>,
    pub reason: Option<String>,
    pub rules: StoredRules,
}

/// Who decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub key: PersonKey,
    /// Empty where they gave none.
    pub name: String,
    pub email: String,
}

impl AccountRequest {
    /// A change of this version at that time.
    pub fn change(&self, now: DateTime<Utc>) -> writing::Change {
        writing::Change { request_key: self.key, account_key: self.account_key, version: self.version, at: now }
    }

    /// The status at this time: lapsed when now ≥ `lapses_at` (domain: 4), whether or not a job noticed.
    pub fn status_at(&self, now: DateTime<Utc>) -> AccountRequestStatus {
        if self.stored_status == AccountRequestStatus::Pending && now >= self.lapses_at {
            return AccountRequestStatus::Lapsed;
        }
        self.stored_status
    }
}

/// The request with this reference.
pub async fn by_reference(db: &Db, reference: &str) -> sqlx::Result<Option<AccountRequest>> {
    let sql = format!("{SELECTED} WHERE r.reference = $1");
    let row: Option<AccountRequestRow> = db.optional(AssertSqlSafe(sql), args![reference]).await?;
    row.map(AccountRequest::try_from).transpose()
}

/// The reference of a request.
pub async fn reference(db: &Db, key: AccountRequestKey) -> sqlx::Result<String> {
    let (reference,) = db.one("SELECT reference FROM account_request WHERE key = $1", args![key]).await?;
    Ok(reference)
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestEnd {
    Lapsed(DateTime<Utc>),
    Withdrawn(DateTime<Utc>),
    Decided(DateTime<Utc>),
}

/// Whether and how a request has ended by now, whether or not a job noticed.
pub async fn request_end(db: &Db, key: AccountRequestKey, now: DateTime<Utc>) -> sqlx::Result<Option<RequestEnd>> {
    let sql = "SELECT lapses_at, decided_at, status FROM account_request \
         WHERE key = $1 AND (decided_at IS NOT NULL OR lapses_at <= $2)";
    let row: Option<(i64, Option<i64>, String)> = db.optional(sql, args![key, now.timestamp_millis()]).await?;
    Ok(row.map(|(lapses_at, decided_at, status)| match decided_at {
        Some(at) if status == AccountRequestStatus::Withdrawn.as_str() => RequestEnd::Withdrawn(from_millis(at)),
        Some(decided_at) => RequestEnd::Decided(from_millis(decided_at)),
        None => RequestEnd::Lapsed(from_millis(lapses_at)),
    }))
}

/// A request as it is within a transaction.
pub async fn by_key(tx: &mut Tx, key: AccountRequestKey) -> sqlx::Result<Option<AccountRequest>> {
    let sql = format!("{SELECTED} WHERE r.key = $1");
    let row: Option<AccountRequestRow> = tx.optional(AssertSqlSafe(sql), args![key]).await?;
    row.map(AccountRequest::try_from).transpose()
}

/// A page of a person's own requests, newest first. Two queries.
pub async fn of_person(
    db: &Db,
    person_key: PersonKey,
    query: &OwnRequestsQuery,
    now: DateTime<Utc>,
    page: Page,
) -> sqlx::Result<OwnPage<AccountRequest>> {
    let status = query.status.map_or("", |status| AccountRequestStatus::from(status).as_str());
    let fits = fits_own("CASE WHEN r.status = 'pending' AND r.lapses_at <= $5 THEN 'lapsed' ELSE r.status END");
    let arguments = own_arguments(person_key, query, status, now);
    let OwnPage { page: Paged { rows, total }, any } =
        own_page(db, "account_request", SELECTED, &fits, arguments, page).await?;
    Ok(OwnPage { page: Paged { rows: read(rows)?, total }, any })
}

/// The person's request for an account with this identifier that is pending, as stored: a job may not have noticed that
/// it lapsed.
pub async fn pending_for(db: &Db, person_key: PersonKey, identifier: &str) -> sqlx::Result<Option<AccountRequest>> {
    let sql = format!("{SELECTED} WHERE r.person_key = $1 AND r.domain_identifier = $2 AND r.status = 'pending'");
    let row: Option<AccountRequestRow> = db.optional(AssertSqlSafe(sql), args![person_key, identifier]).await?;
    row.map(AccountRequest::try_from).transpose()
}

/// When the person sent the last but so many requests, where that was after `since`.
pub async fn sent_since(
    conn: impl Into<Conn<'_>>,
    person_key: PersonKey,
    since: DateTime<Utc>,
    last_but: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let sql = "SELECT created_at FROM account_request WHERE person_key = $1 AND created_at > $2 \
               ORDER BY created_at DESC LIMIT 1 OFFSET $3";
    let arguments = args![person_key, since.timestamp_millis(), last_but];
    let row: Option<(i64,)> = conn.into().optional(sql, arguments).await?;
    Ok(row.map(|(created_at,)| from_millis(created_at)))
}

/// Pending requests whose time is up, at most 100 after this key.
pub async fn lapsed(
    db: &Db,
    now: DateTime<Utc>,
    after: AccountRequestKey,
) -> sqlx::Result<Batch<AccountRequest, AccountRequestKey>> {
    let sql =
        format!("{SELECTED} WHERE r.status = 'pending' AND r.lapses_at <= $1 AND r.key > $2 ORDER BY r.key LIMIT 100");
    Ok(batch(db.all(AssertSqlSafe(sql), args![now.timestamp_millis(), after]).await?))
}

/// Pending requests of which others may have to decide by now, at most 100 after this key: those that wait for administrators
/// of accounts which have none any more whose staff may decide, and those whose domain is held while others decide.
pub async fn to_reassign(
    db: &Db,
    now: DateTime<Utc>,
    deciding: &[Affiliation],
    after: AccountRequestKey,
) -> sqlx::Result<Batch<AccountRequest, AccountRequestKey>> {
    if deciding.is_empty() {
        return Ok(batch(Vec::new()));
    }
    let holders = holders_of_requests();
    let sql = format!(
        "{SELECTED} WHERE r.status = 'pending' AND r.lapses_at > $1 AND r.key > $2 AND (\
         (r.decider = 'existing_administrators' AND r.key NOT IN (SELECT r.key FROM {holders} \
             JOIN access_grant g ON g.account_key = o.key AND g.role = 'administrator' \
                 AND g.virtual_account_key IS NULL AND g.person_key <> r.person_key \
             JOIN person q ON q.key = g.person_key AND q.affiliation IN ({}) WHERE r.status = 'pending')) \
         OR (r.decider <> 'existing_administrators' AND r.approved_by <> 'existing_administrators' \
             AND r.key IN (SELECT r.key FROM {holders} WHERE r.status = 'pending'))) ORDER BY r.key LIMIT 100",
        placeholders(3, deciding.len())
    );
    let mut arguments = args![now.timestamp_millis(), after];
    arguments.extend(deciding.iter().map(|affiliation| Argument::from(affiliation.as_str())));
    Ok(batch(db.all(AssertSqlSafe(sql), arguments).await?))
}

/// When reminders of these requests were sent, oldest first.
pub async fn reminders(
    db: &Db,
    keys: &[AccountRequestKey],
) -> sqlx::Result<HashMap<AccountRequestKey, Vec<DateTime<Utc>>>> {
    let rows: Vec<(AccountRequestKey, i64)> = match keys {
        [] => Vec::new(),
        keys => {
            let sql = format!(
                "SELECT request_key, sent_at FROM account_request_reminder WHERE request_key IN ({}) \
                 ORDER BY request_key, number",
                placeholders(1, keys.len())
            );
            db.all(AssertSqlSafe(sql), keys.iter().map(|key| Argument::from(*key)).collect()).await?
        }
    };
    let mut sent: HashMap<AccountRequestKey, Vec<DateTime<Utc>>> = HashMap::new();
    for (key, at) in rows {
        sent.entry(key).or_default().push(from_millis(at));
    }
    Ok(sent)
}

fn batch(rows: Vec<AccountRequestRow>) -> Batch<AccountRequest, AccountRequestKey> {
    Batch { last: rows.last().map(|row| row.key), rows: rows.into_iter().map(AccountRequest::try_from).collect() }
}

fn read(rows: Vec<AccountRequestRow>) -> sqlx::Result<Vec<AccountRequest>> {
    rows.into_iter().map(AccountRequest::try_from).collect()
}
