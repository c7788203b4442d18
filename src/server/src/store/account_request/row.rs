//! A row of `account_request` with its account, its requester and who decided it, as both databases give it.

use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, AccountRequestStatus};
use sqlx::FromRow;
use text::Locale;

use super::{AccountRequest, By, Decided, Notes};
use crate::base::clock::from_millis;
use crate::store::access_request::Requester;
use crate::store::decode_enum;
use crate::store::key::{AccountKey, AccountRequestKey, PersonKey};
use crate::store::stored_rules::StoredRules;

/// The beginning of a query that reads [`AccountRequestRow`]s: `r` the request, `a` the account, `p` the requester, `d`
/// who decided.
pub const SELECTED: &str = "SELECT r.key, r.reference, r.account_key, a.id AS account_id, a.name AS account_name, \
     a.domain_identifier, a.domain_display, a.country AS account_country, r.status, r.decider, r.approved_by, \
     r.operator_asked, r.note_to_approver, r.note_to_customer, r.note_to_added_users, r.salt, r.created_at, \
     r.lapses_at, r.rules, r.version, r.decided_at, r.decided_as, r.decision_reason, r.decision_rules, \
     d.key AS by_key, d.name AS by_name, d.email AS by_email, r.person_key, p.email, p.email_verified, \
     r.requester_name, r.requester_organisation, p.country, p.locale, \
     (SELECT count(*) FROM account_request_added_user u WHERE u.request_key = r.key) AS added_users \
     FROM account_request r JOIN account a ON a.key = r.account_key \
     JOIN person p ON p.key = r.person_key LEFT JOIN person d ON d.key = r.decided_by_key";

#[derive(FromRow)]
pub struct AccountRequestRow {
    pub(super) key: AccountRequestKey,
    reference: String,
    account_key: AccountKey,
    account_id: String,
    account_name: String,
    domain_identifier: String,
    domain_display: String,
    account_country: String,
    status: String,
    decider: String,
    approved_by: String,
    operator_asked: bool,
    note_to_approver: Option<String>,
    note_to_customer: Option<String>,
    note_to_added_users: Option<String>,
    salt: String,
    created_at: i64,
    lapses_at: i64,
    rules: StoredRules,
    version: i64,
    decided_at: Option<i64>,
    decided_as: Option<String>,
    decision_reason: Option<String>,
    decision_rules: Option<StoredRules>,
    by_key: Option<PersonKey>,
    by_name: Option<String>,
    by_email: Option<String>,
    person_key: PersonKey,
    email: String,
    email_verified: bool,
    requester_name: String,
    requester_organisation: String,
    country: String,
    locale: String,
    added_users: i64,
}

impl TryFrom<AccountRequestRow> for AccountRequest {
    type Error = sqlx::Error;

    fn try_from(row: AccountRequestRow) -> sqlx::Result<AccountRequest> {
        let by = match (row.by_key, row.by_name, row.by_email) {
            (Some(key), Some(name), Some(email)) => Some(By { key, name, email }),
            _ => None,
        };
        let decided = match (row.decided_at, row.decided_as) {
            (Some(at), Some(viewer)) => Some(Decided {
                at: from_millis(at),
                viewer: decode_enum("decided_as", &viewer, Viewer::parse)?,
                by,
                reason: row.decision_reason,
                rules: row.decision_rules.unwrap_or_default(),
            }),
            _ => None,
        };
        Ok(AccountRequest {
            stored_status: decode_enum("status", &row.status, AccountRequestStatus::parse)?,
            decider: decode_enum("decider", &row.decider, AccountDecider::parse)?,
            approved_by: decode_enum("approved_by", &row.approved_by, ApprovedBy::parse)?,
            key: row.key,
            reference: row.reference,
            account_key: row.account_key,
            account_id: row.account_id,
            account_name: row.account_name,
            domain_identifier: row.domain_identifier,
            domain_display: row.domain_display,
            country: row.account_country,
            operator_asked: row.operator_asked,
            notes: Notes {
                to_approver: row.note_to_approver,
                to_customer: row.note_to_customer,
                to_added_users: row.note_to_added_users,
            },
            salt: row.salt,
            added_users: u32::try_from(row.added_users).unwrap_or(u32::MAX),
            created_at: from_millis(row.created_at),
            lapses_at: from_millis(row.lapses_at),
            rules: row.rules,
            decided,
            version: row.version,
            requester: Requester {
                key: row.person_key,
                email: row.email,
                email_verified: row.email_verified,
                name: row.requester_name,
                organisation: row.requester_organisation,
                country: row.country,
                locale: decode_enum("locale", &row.locale, Locale::parse)?,
            },
        })
    }
}
