//! A row of `access_request` with its account, its requester and its decider, as both databases give it.

use api::message::Information;
use rules::vocabulary::{AccountStatus, Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope};
use sqlx::FromRow;
use text::Locale;

use super::{AccessRequest, Decided, Requester};
use crate::base::clock::from_millis;
use crate::store::decode_enum;
use crate::store::key::{AccessRequestKey, AccountKey, PersonKey};
use crate::store::stored_rules::StoredRules;

/// The beginning of a query that reads [`AccessRequestRow`]s.
pub const SELECTED: &str = "SELECT r.key, r.reference, r.account_key, a.id AS account_id, a.name AS account_name, \
     a.domain_display, a.status AS account_status, r.status, r.path, r.match_kind, r.scope, r.role, r.reason, r.deciders, r.created_at, \
     r.expires_at, r.escalates_at, r.information, r.rules, r.version, r.decided_at, r.decided_by_operator, d.name AS decided_by, \
     r.decision_reason, r.decision_rules, r.granted_scope, r.granted_role, r.person_key, p.email, p.email_verified, \
     r.requester_name, r.requester_organisation, p.country, p.locale";

/// What it reads from: `r` the request, `a` the account, `p` the requester, `d` who decided.
pub const FROM: &str = "FROM access_request r JOIN account a ON a.key = r.account_key \
     JOIN person p ON p.key = r.person_key LEFT JOIN person d ON d.key = r.decided_by_key";

#[derive(FromRow)]
pub struct AccessRequestRow {
    pub(super) key: AccessRequestKey,
    reference: String,
    account_key: AccountKey,
    account_id: String,
    account_name: String,
    domain_display: String,
    account_status: String,
    status: String,
    path: String,
    match_kind: String,
    scope: Option<String>,
    role: Option<String>,
    reason: Option<String>,
    deciders: String,
    created_at: i64,
    expires_at: i64,
    escalates_at: i64,
    information: Option<String>,
    rules: StoredRules,
    version: i64,
    decided_at: Option<i64>,
    decided_by_operator: bool,
    decided_by: Option<String>,
    decision_reason: Option<String>,
    decision_rules: Option<StoredRules>,
    granted_scope: Option<String>,
    granted_role: Option<String>,
    person_key: PersonKey,
    email: String,
    email_verified: bool,
    requester_name: String,
    requester_organisation: String,
    country: String,
    locale: String,
}

impl TryFrom<AccessRequestRow> for AccessRequest {
    type Error = sqlx::Error;

    fn try_from(row: AccessRequestRow) -> sqlx::Result<AccessRequest> {
        let scope =
            |column, scope: Option<String>| scope.map(|scope| decode_enum(column, &scope, Scope::parse)).transpose();
        let role = |column, role: Option<String>| role.map(|role| decode_enum(column, &role, Role::parse)).transpose();
        let (granted_scope, granted_role) =
            (scope("granted_scope", row.granted_scope)?, role("granted_role", row.granted_role)?);
        let decided = row.decided_at.map(|at| Decided {
            at: from_millis(at),
            by_operator: row.decided_by_operator,
            name: row.decided_by,
            reason: row.decision_reason,
            granted_scope,
            granted_role,
            rules: row.decision_rules.unwrap_or_default(),
        });
        Ok(AccessRequest {
            stored_status: decode_enum("status", &row.status, RequestStatus::parse)?,
            request_path: decode_enum("path", &row.path, RequestPath::parse)?,
            match_kind: decode_enum("match_kind", &row.match_kind, MatchKind::parse)?,
            scope: scope("scope", row.scope)?,
            role: role("role", row.role)?,
            deciders: decode_enum("deciders", &row.deciders, Deciders::parse)?,
            created_at: from_millis(row.created_at),
            expires_at: from_millis(row.expires_at),
            escalates_at: from_millis(row.escalates_at),
            information: row
                .information
                .map(|information| decode_enum("information", &information, Information::parse))
                .transpose()?,
            key: row.key,
            reference: row.reference,
            account_key: row.account_key,
            account_id: row.account_id,
            account_name: row.account_name,
            domain_display: row.domain_display,
            account_status: decode_enum("account_status", &row.account_status, AccountStatus::parse)?,
            requester: Requester {
                key: row.person_key,
                email: row.email,
                email_verified: row.email_verified,
                name: row.requester_name,
                organisation: row.requester_organisation,
                country: row.country,
                locale: decode_enum("locale", &row.locale, Locale::parse)?,
            },
            reason: row.reason,
            rules: row.rules,
            decided,
            version: row.version,
        })
    }
}
