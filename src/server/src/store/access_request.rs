//! Access requests as stored.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rules::vocabulary::{Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::clock::from_millis;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::store::word;

/// A request with the account it is for.
#[derive(Clone, Debug)]
pub struct AccessRequest {
    pub key: i64,
    pub reference: String,
    pub account_key: i64,
    pub account_id: String,
    pub account_name: String,
    pub domain_display: String,
    /// As stored: `open` until somebody decides or a job tidies. See [`AccessRequest::status_at`].
    stored_status: RequestStatus,
    pub path: RequestPath,
    pub match_kind: MatchKind,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    pub reason: Option<String>,
    pub deciders: Deciders,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// JSON of `Vec<rules::FiredRule>`.
    pub rules: String,
}

impl AccessRequest {
    /// The status at this time: expired when now ≥ `expires_at` (domain: 3), whether or not a job noticed.
    pub fn status_at(&self, now: DateTime<Utc>) -> RequestStatus {
        if self.stored_status == RequestStatus::Open && now >= self.expires_at {
            return RequestStatus::Expired;
        }
        self.stored_status
    }
}

const COLUMNS: &str = "r.key, r.reference, r.account_key, a.id AS account_id, a.name AS account_name, \
     a.domain_display, r.status, r.path, r.match_kind, r.scope, r.role, r.reason, r.deciders, r.created_at, \
     r.expires_at, r.rules";

#[derive(FromRow)]
struct AccessRequestRow {
    key: i64,
    reference: String,
    account_key: i64,
    account_id: String,
    account_name: String,
    domain_display: String,
    status: String,
    path: String,
    match_kind: String,
    scope: Option<String>,
    role: Option<String>,
    reason: Option<String>,
    deciders: String,
    created_at: i64,
    expires_at: i64,
    rules: String,
}

impl TryFrom<AccessRequestRow> for AccessRequest {
    type Error = sqlx::Error;

    fn try_from(row: AccessRequestRow) -> sqlx::Result<AccessRequest> {
        Ok(AccessRequest {
            stored_status: word("status", &row.status, RequestStatus::parse)?,
            path: word("path", &row.path, RequestPath::parse)?,
            match_kind: word("match_kind", &row.match_kind, MatchKind::parse)?,
            scope: row.scope.map(|scope| word("scope", &scope, Scope::parse)).transpose()?,
            role: row.role.map(|role| word("role", &role, Role::parse)).transpose()?,
            deciders: word("deciders", &row.deciders, Deciders::parse)?,
            created_at: from_millis(row.created_at),
            expires_at: from_millis(row.expires_at),
            key: row.key,
            reference: row.reference,
            account_key: row.account_key,
            account_id: row.account_id,
            account_name: row.account_name,
            domain_display: row.domain_display,
            reason: row.reason,
            rules: row.rules,
        })
    }
}

/// A person's own requests, newest first, at most 200.
pub async fn of_person(db: &Db, person_key: i64) -> sqlx::Result<Vec<AccessRequest>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM access_request r JOIN account a ON a.key = r.account_key \
         WHERE r.person_key = $1 ORDER BY r.created_at DESC, r.key DESC LIMIT 200"
    );
    read(db.all(AssertSqlSafe(sql), args![person_key]).await?)
}

/// One of the person's own requests, by its reference.
pub async fn by_reference(db: &Db, person_key: i64, reference: &str) -> sqlx::Result<Option<AccessRequest>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM access_request r JOIN account a ON a.key = r.account_key \
         WHERE r.person_key = $1 AND r.reference = $2"
    );
    let row: Option<AccessRequestRow> = db.optional(AssertSqlSafe(sql), args![person_key, reference]).await?;
    row.map(AccessRequest::try_from).transpose()
}

/// The person's newest request in each of these accounts.
pub async fn newest_in(db: &Db, person_key: i64, accounts: &[i64]) -> sqlx::Result<HashMap<i64, AccessRequest>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM access_request r JOIN account a ON a.key = r.account_key \
         WHERE r.person_key = $1 AND r.account_key IN ({}) ORDER BY r.created_at, r.key",
        placeholders(2, accounts.len())
    );
    let mut arguments = args![person_key];
    arguments.extend(accounts.iter().map(|key| Argument::from(*key)));
    // Oldest first, so that the newest is the one that stays.
    let requests = read(db.all(AssertSqlSafe(sql), arguments).await?)?;
    Ok(requests.into_iter().map(|request| (request.account_key, request)).collect())
}

/// The Virtual Accounts that requests name: by request, path and role in the order of the paths.
pub async fn items_of(db: &Db, requests: &[i64]) -> sqlx::Result<HashMap<i64, Vec<Item>>> {
    if requests.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT i.request_key, v.id, v.path, i.role FROM access_request_item i \
         JOIN virtual_account v ON v.key = i.virtual_account_key \
         WHERE i.request_key IN ({}) ORDER BY v.path",
        placeholders(1, requests.len())
    );
    let arguments = requests.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<(i64, String, String, String)> = db.all(AssertSqlSafe(sql), arguments).await?;
    let mut items: HashMap<i64, Vec<Item>> = HashMap::new();
    for (request_key, id, path, role) in rows {
        items.entry(request_key).or_default().push(Item { id, path, role: word("role", &role, Role::parse)? });
    }
    Ok(items)
}

/// A Virtual Account that a request names.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: String,
    pub path: String,
    pub role: Role,
}

/// A request to be stored.
pub struct New<'a> {
    pub reference: &'a str,
    pub person_key: i64,
    pub account_key: i64,
    pub path: RequestPath,
    pub match_kind: MatchKind,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    pub reason: Option<&'a str>,
    pub deciders: Deciders,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When the operator decides as well.
    pub escalates_at: DateTime<Utc>,
    /// When the requester is warned.
    pub warns_at: DateTime<Utc>,
    /// Beside a reason: see `trail::commitment`.
    pub reason_salt: Option<&'a str>,
    pub policy_version: &'a str,
    pub rules: &'a str,
    /// Virtual Account keys and roles.
    pub items: &'a [(i64, Role)],
}

/// Stores a request, unless the person has an open one in that account; whether it was stored.
pub async fn insert(tx: &mut Tx, new: &New<'_>) -> sqlx::Result<bool> {
    let now = new.created_at.timestamp_millis();
    tx.run(
        "UPDATE access_request SET status = 'expired', version = version + 1 \
         WHERE person_key = $1 AND account_key = $2 AND status = 'open' AND expires_at <= $3",
        args![new.person_key, new.account_key, now],
    )
    .await?;
    let row: Option<(i64,)> = tx
        .optional(
            "INSERT INTO access_request (reference, person_key, account_key, status, path, match_kind, scope, role, \
             reason, deciders, created_at, expires_at, policy_version, rules, escalates_at, warns_at, reason_salt, version) \
             VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1) \
             ON CONFLICT (person_key, account_key) WHERE status = 'open' DO NOTHING RETURNING key",
            args![
                new.reference,
                new.person_key,
                new.account_key,
                new.path.as_str(),
                new.match_kind.as_str(),
                new.scope.map(|scope| scope.as_str().to_owned()),
                new.role.map(|role| role.as_str().to_owned()),
                new.reason.map(str::to_owned),
                new.deciders.as_str(),
                now,
                new.expires_at.timestamp_millis(),
                new.policy_version,
                new.rules,
                new.escalates_at.timestamp_millis(),
                new.warns_at.timestamp_millis(),
                new.reason_salt.map(str::to_owned),
            ],
        )
        .await?;
    let Some((request_key,)) = row else { return Ok(false) };
    for (virtual_account_key, role) in new.items {
        tx.run(
            "INSERT INTO access_request_item (request_key, virtual_account_key, role) VALUES ($1, $2, $3)",
            args![request_key, *virtual_account_key, role.as_str()],
        )
        .await?;
    }
    Ok(true)
}

/// The reference of the person's open request in an account.
pub async fn open_reference(tx: &mut Tx, person_key: i64, account_key: i64) -> sqlx::Result<Option<String>> {
    let row: Option<(String,)> = tx
        .optional(
            "SELECT reference FROM access_request WHERE person_key = $1 AND account_key = $2 AND status = 'open'",
            args![person_key, account_key],
        )
        .await?;
    Ok(row.map(|(reference,)| reference))
}

const BY_IDEMPOTENCY_KEY: &str =
    "SELECT body_digest, reference FROM idempotency WHERE person_key = $1 AND idempotency_key = $2";

/// What an idempotency key was used for: the body's digest and the reference that was given.
pub async fn used_idempotency_key(db: &Db, person_key: i64, key: &str) -> sqlx::Result<Option<(String, String)>> {
    db.optional(BY_IDEMPOTENCY_KEY, args![person_key, key]).await
}

/// The same within a transaction, where another one may have committed since.
pub async fn by_idempotency_key(tx: &mut Tx, person_key: i64, key: &str) -> sqlx::Result<Option<(String, String)>> {
    tx.optional(BY_IDEMPOTENCY_KEY, args![person_key, key]).await
}

/// Keeps what an idempotency key was used for; whether it was free.
pub async fn keep_idempotency_key(
    tx: &mut Tx,
    person_key: i64,
    key: &str,
    body_digest: &str,
    reference: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "INSERT INTO idempotency (person_key, idempotency_key, body_digest, reference, created_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            args![person_key, key, body_digest, reference, now.timestamp_millis()],
        )
        .await?;
    Ok(written == 1)
}

fn read(rows: Vec<AccessRequestRow>) -> sqlx::Result<Vec<AccessRequest>> {
    rows.into_iter().map(AccessRequest::try_from).collect()
}
