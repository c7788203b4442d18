//! How requests for new accounts are made and change their state: each change only from the state that it is known to
//! be in. The account's own state changes with them.

use chrono::{DateTime, Utc};
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestStatus, AccountStatus};

use super::Notes;
use crate::args;
use crate::db::Tx;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::folding::fold;
use crate::domains::likeness::name_skeleton;
use crate::domains::search_text::search_text;
use crate::store::batch::{self, Statement};
use crate::store::key::{AccountKey, AccountRequestKey, PersonKey};
use crate::store::stored_rules::StoredRules;

const ADDED_USER: Statement = Statement {
    head: "INSERT INTO account_request_added_user (request_key, email, email_folded)",
    columns: 3,
    tail: "",
};

/// A request to be stored, and the account that it asks for.
pub struct New<'a> {
    pub reference: &'a str,
    pub person_key: PersonKey,
    /// As they are called when they send it; so is their organisation.
    pub requester_name: &'a str,
    pub requester_organisation: &'a str,
    pub account_id: &'a str,
    pub name: &'a str,
    pub identifier: &'a DomainIdentifier,
    pub country: &'a str,
    pub decider: AccountDecider,
    pub notes: &'a Notes,
    pub salt: &'a str,
    pub created_at: DateTime<Utc>,
    pub lapses_at: DateTime<Utc>,
    pub policy_version: &'a str,
    pub rules: &'a StoredRules,
    pub added_users: &'a [EmailAddress],
}

/// Stores the account as pending and the request for it; gives the request's key. Nothing, where the person has a
/// pending request for that identifier: then the transaction must not be committed.
pub async fn insert(tx: &mut Tx, new: &New<'_>) -> sqlx::Result<Option<AccountRequestKey>> {
    let (domain, display) = (new.identifier.ascii(), new.identifier.unicode());
    let (account_key,): (AccountKey,) = tx
        .one(
            "INSERT INTO account (id, name, name_folded, domain_identifier, domain_display, registrable_domain, \
             search_text, country, visibility, kind, status, version, requested_by_key, request_reference, lapses_at, \
             name_skeleton) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'listed', 'customer', 'pending', 1, $9, $10, $11, $12) \
             RETURNING key",
            args![
                new.account_id,
                new.name,
                fold(new.name),
                domain,
                &display,
                new.identifier.registrable(),
                search_text(new.name, domain, &display),
                new.country,
                new.person_key,
                new.reference,
                new.lapses_at.timestamp_millis(),
                name_skeleton(new.name),
            ],
        )
        .await?;
    let row: Option<(AccountRequestKey,)> = tx
        .optional(
            "INSERT INTO account_request (reference, person_key, account_key, domain_identifier, status, decider, \
             approved_by, operator_asked, note_to_approver, note_to_customer, note_to_added_users, salt, created_at, \
             lapses_at, policy_version, rules, version, requester_name, requester_organisation) \
             VALUES ($1, $2, $3, $4, 'pending', $5, 'nobody', $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16) \
             ON CONFLICT (person_key, domain_identifier) WHERE status = 'pending' DO NOTHING RETURNING key",
            args![
                new.reference,
                new.person_key,
                account_key,
                domain,
                new.decider.as_str(),
                new.decider == AccountDecider::OperatorApprover,
                new.notes.to_approver.clone(),
                new.notes.to_customer.clone(),
                new.notes.to_added_users.clone(),
                new.salt,
                new.created_at.timestamp_millis(),
                new.lapses_at.timestamp_millis(),
                new.policy_version,
                new.rules,
                new.requester_name,
                new.requester_organisation,
            ],
        )
        .await?;
    let Some((key,)) = row else { return Ok(None) };
    let users: Vec<_> = new.added_users.iter().map(|user| args![key, user.as_str(), user.folded()]).collect();
    batch::run(tx, &ADDED_USER, &users).await?;
    Ok(Some(key))
}

/// The reference of the person's pending request for an identifier.
pub async fn pending_reference(tx: &mut Tx, person_key: PersonKey, identifier: &str) -> sqlx::Result<Option<String>> {
    let row: Option<(String,)> = tx
        .optional(
            "SELECT reference FROM account_request \
             WHERE person_key = $1 AND domain_identifier = $2 AND status = 'pending'",
            args![person_key, identifier],
        )
        .await?;
    Ok(row.map(|(reference,)| reference))
}

/// A change that ends a request, or hands it on.
pub struct Change {
    pub request_key: AccountRequestKey,
    pub account_key: AccountKey,
    /// As the person saw it.
    pub version: i64,
    pub at: DateTime<Utc>,
}

/// A decision that ends a request.
pub struct Decision<'a> {
    /// Denied, activated, or withdrawn.
    pub status: AccountRequestStatus,
    pub by_key: PersonKey,
    pub viewer: Viewer,
    pub reason: Option<&'a str>,
    pub rules: &'a StoredRules,
}

/// Ends a request that is still pending and of this version, and the account with it; whether it was ended. The
/// identifier of an activated one must be free.
pub async fn decide(tx: &mut Tx, change: &Change, decision: &Decision<'_>) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "UPDATE account_request SET status = $1, decided_at = $2, decided_by_key = $3, decided_as = $4, \
             decision_reason = $5, decision_rules = $6, version = version + 1 \
             WHERE key = $7 AND version = $8 AND status = 'pending' AND lapses_at > $2",
            args![
                decision.status.as_str(),
                change.at.timestamp_millis(),
                decision.by_key,
                decision.viewer.as_str(),
                decision.reason.map(str::to_owned),
                decision.rules,
                change.request_key,
                change.version,
            ],
        )
        .await?;
    if written == 0 {
        return Ok(false);
    }
    let status = match decision.status {
        AccountRequestStatus::Activated => AccountStatus::Active,
        AccountRequestStatus::Withdrawn => AccountStatus::Withdrawn,
        _ => AccountStatus::Denied,
    };
    set_account_status(tx, change.account_key, status).await?;
    Ok(true)
}

/// Hands a pending request of this version to whoever decides from now on, who may be the same; whether it was.
pub async fn pass_on(
    tx: &mut Tx,
    change: &Change,
    approved_by: ApprovedBy,
    decider: AccountDecider,
) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "UPDATE account_request SET approved_by = $1, decider = $2, operator_asked = operator_asked OR $6, \
             version = version + 1 \
             WHERE key = $3 AND version = $4 AND status = 'pending' AND lapses_at > $5",
            args![
                approved_by.as_str(),
                decider.as_str(),
                change.request_key,
                change.version,
                change.at.timestamp_millis(),
                decider == AccountDecider::OperatorApprover,
            ],
        )
        .await?;
    Ok(written == 1)
}

/// Marks a request whose time is up as lapsed, and the account with it; whether this call did.
pub async fn mark_lapsed(
    tx: &mut Tx,
    request_key: AccountRequestKey,
    account_key: AccountKey,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let sql = "UPDATE account_request SET status = 'lapsed', version = version + 1 \
         WHERE key = $1 AND status = 'pending' AND lapses_at <= $2";
    if tx.run(sql, args![request_key, now.timestamp_millis()]).await? == 0 {
        return Ok(false);
    }
    set_account_status(tx, account_key, AccountStatus::Lapsed).await?;
    Ok(true)
}

/// Stores a reminder with its number, from 1, unless it was taken or the request has ended; whether it was stored.
pub async fn remind(
    tx: &mut Tx,
    request_key: AccountRequestKey,
    number: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "INSERT INTO account_request_reminder (request_key, number, sent_at) \
             SELECT key, $2, $3 FROM account_request WHERE key = $1 AND status = 'pending' AND lapses_at > $3 \
             ON CONFLICT (request_key, number) DO NOTHING",
            args![request_key, number, now.timestamp_millis()],
        )
        .await?;
    Ok(written == 1)
}

async fn set_account_status(tx: &mut Tx, account_key: AccountKey, status: AccountStatus) -> sqlx::Result<()> {
    // An account that is active or has ended lapses no more, whatever becomes of it later.
    let sql = "UPDATE account SET status = $1, lapses_at = NULL, version = version + 1 WHERE key = $2";
    tx.run(sql, args![status.as_str(), account_key]).await?;
    Ok(())
}
