//! How access requests are made and change their state: each change only from the state that it is known to be in.

use chrono::{DateTime, Utc};
use rules::vocabulary::{Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope};

use crate::args;
use crate::db::Tx;
use crate::store::batch::{self, Statement};
use crate::store::key::{AccessRequestKey, AccountKey, PersonKey, VirtualAccountKey};
use crate::store::stored_rules::StoredRules;

const ITEM: Statement = Statement {
    head: "INSERT INTO access_request_item (request_key, virtual_account_key, role)",
    columns: 3,
    tail: "",
};

const GRANTED_ITEM: Statement = Statement {
    head: "INSERT INTO access_request_granted_item (request_key, virtual_account_key, role)",
    columns: 3,
    tail: "",
};

/// A request to be stored.
pub struct New<'a> {
    pub reference: &'a str,
    pub person_key: PersonKey,
    /// As they are called when they send it; so is their organisation.
    pub requester_name: &'a str,
    pub requester_organisation: &'a str,
    pub account_key: AccountKey,
    pub request_path: RequestPath,
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
    pub rules: &'a StoredRules,
    /// Virtual Account keys and roles.
    pub items: &'a [(VirtualAccountKey, Role)],
}

/// Stores a request, unless the person has an open one in that account; whether it was stored. One whose time is up is
/// in the way until [`mark_expired`] has ended it.
pub async fn insert(tx: &mut Tx, new: &New<'_>) -> sqlx::Result<bool> {
    let now = new.created_at.timestamp_millis();
    let row: Option<(AccessRequestKey,)> = tx
        .optional(
            "INSERT INTO access_request (reference, person_key, account_key, status, path, match_kind, scope, role, \
             reason, deciders, created_at, expires_at, policy_version, rules, escalates_at, warns_at, reason_salt, \
             requester_name, requester_organisation, version) \
             VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1) \
             ON CONFLICT (person_key, account_key) WHERE status = 'open' DO NOTHING RETURNING key",
            args![
                new.reference,
                new.person_key,
                new.account_key,
                new.request_path.as_str(),
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
                new.requester_name,
                new.requester_organisation,
            ],
        )
        .await?;
    let Some((request_key,)) = row else { return Ok(false) };
    insert_items(tx, &ITEM, request_key, new.items).await?;
    Ok(true)
}

/// The reference of the person's open request in an account.
pub async fn open_reference(
    tx: &mut Tx,
    person_key: PersonKey,
    account_key: AccountKey,
) -> sqlx::Result<Option<String>> {
    let row: Option<(String,)> = tx
        .optional(
            "SELECT reference FROM access_request WHERE person_key = $1 AND account_key = $2 AND status = 'open'",
            args![person_key, account_key],
        )
        .await?;
    Ok(row.map(|(reference,)| reference))
}

/// A decision to be stored.
pub struct Decision<'a> {
    pub status: RequestStatus,
    /// Nobody: the operator, by a command.
    pub by_key: Option<PersonKey>,
    pub by_operator: bool,
    pub at: DateTime<Utc>,
    pub reason: Option<&'a str>,
    /// Beside a reason: see `trail::commitment`.
    pub reason_salt: Option<&'a str>,
    pub rules: &'a StoredRules,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    /// Virtual Account keys and roles.
    pub items: &'a [(VirtualAccountKey, Role)],
}

/// Stores a decision about a request that is still open and of this version; whether it was stored.
pub async fn decide(
    tx: &mut Tx,
    request_key: AccessRequestKey,
    version: i64,
    decision: &Decision<'_>,
) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "UPDATE access_request SET status = $1, decided_by_key = $2, decided_by_operator = $3, decided_at = $4, \
             decision_reason = $5, decision_reason_salt = $6, decision_rules = $7, granted_scope = $8, \
             granted_role = $9, version = version + 1 \
             WHERE key = $10 AND version = $11 AND status = 'open' AND expires_at > $4",
            args![
                decision.status.as_str(),
                decision.by_key,
                decision.by_operator,
                decision.at.timestamp_millis(),
                decision.reason.map(str::to_owned),
                decision.reason_salt.map(str::to_owned),
                decision.rules,
                decision.scope.map(|scope| scope.as_str().to_owned()),
                decision.role.map(|role| role.as_str().to_owned()),
                request_key,
                version,
            ],
        )
        .await?;
    if written != 1 {
        return Ok(false);
    }
    insert_items(tx, &GRANTED_ITEM, request_key, decision.items).await?;
    Ok(true)
}

/// Marks an open request whose time is up as expired; whether it was this call that did.
pub async fn mark_expired(tx: &mut Tx, reference: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "UPDATE access_request SET status = 'expired', version = version + 1 \
             WHERE reference = $1 AND status = 'open' AND expires_at <= $2",
            args![reference, now.timestamp_millis()],
        )
        .await?;
    Ok(written == 1)
}

/// Notes that a reminder was sent, the one with this number from 1, of a request that is open; whether it was noted.
pub async fn remind(tx: &mut Tx, request_key: AccessRequestKey, number: i64, now: DateTime<Utc>) -> sqlx::Result<bool> {
    // Writes nothing new, but holds the request as it is until the mail is in the outbox.
    let held = tx
        .run(
            "UPDATE access_request SET version = version WHERE key = $1 AND status = 'open' AND expires_at > $2",
            args![request_key, now.timestamp_millis()],
        )
        .await?;
    if held != 1 {
        return Ok(false);
    }
    let written = tx
        .run(
            "INSERT INTO access_request_reminder (request_key, number, sent_at) VALUES ($1, $2, $3) \
             ON CONFLICT DO NOTHING",
            args![request_key, number, now.timestamp_millis()],
        )
        .await?;
    Ok(written == 1)
}

/// Sends an open request to other deciders.
pub async fn reroute(tx: &mut Tx, request_key: AccessRequestKey, deciders: Deciders) -> sqlx::Result<()> {
    tx.run("UPDATE access_request SET deciders = $1 WHERE key = $2", args![deciders.as_str(), request_key]).await?;
    Ok(())
}

async fn insert_items(
    tx: &mut Tx,
    statement: &Statement,
    request_key: AccessRequestKey,
    items: &[(VirtualAccountKey, Role)],
) -> sqlx::Result<()> {
    let rows: Vec<_> = items.iter().map(|(key, role)| args![request_key, *key, role.as_str()]).collect();
    batch::run(tx, statement, &rows).await
}
