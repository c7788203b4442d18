//! Access requests for whoever decides them: `GET /pending-access-requests`, one of them, and decisions.

use rules::string_enum;
use rules::vocabulary::{AccessRequestAction, Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope, Verdict};
use serde::{Deserialize, Serialize};

use crate::access_request::{Decided, RequestedVirtualAccount, RuleFired, VirtualAccountRole};
use crate::account::{AccountName, Contact, Grant};
use crate::history::HistoryEntry;
use crate::message::{Information, Messages};
use crate::moment::Moment;
use crate::problem::Problem;

string_enum! {
    /// Which requests: those that the person decides as an administrator, or those that came to the operator.
    Queue {
        Administrator = "administrator",
        Operator = "operator",
    }
}

string_enum! {
    /// The order of the list.
    PendingOrder {
        /// What expires first, which is what was made first.
        Expiry = "expiry",
        Newest = "newest",
        Account = "account",
        Requester = "requester",
    }
}

/// The query of `GET /pending-access-requests`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct PendingQuery {
    /// Without it, `administrator`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<Queue>,
    /// Part of the requester's name or address, of the account's name or identifier, or the entire reference.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only this kind of domain match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_kind: Option<MatchKind>,
    /// Only requests that name a scope and roles (`wizard`), or only those that leave them open (`by_identifier`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<RequestPath>,
    /// Without it, `expiry`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<PendingOrder>,
    /// From 1, which is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// A page of at most 25 requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingPage {
    pub requests: Vec<PendingSummary>,
    /// How many requests fit the query, on all pages.
    pub total: i64,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingSummary {
    pub reference: String,
    pub account: AccountName,
    pub domain_identifier: String,
    pub requester: Contact,
    pub organisation: String,
    /// Whether the requester's domain is another one than the account's but could be taken for it.
    pub looks_alike: bool,
    pub match_kind: MatchKind,
    /// Whether that kind counts as a match (decision `domain_match`).
    pub matches: bool,
    pub path: RequestPath,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    pub virtual_accounts: Vec<RequestedVirtualAccount>,
    /// What the requester holds in the account already.
    pub held: Vec<Grant>,
    pub created_at: Moment,
    pub expires_at: Moment,
    /// Whole days until it expires, rounded up.
    pub days_left: i64,
    /// Who decides it; with `operator` nobody else does.
    pub deciders: Deciders,
    /// Whether it stayed undecided for so long that the operator decides as well.
    pub escalated: bool,
    /// Whether the requester was asked for information.
    pub information: Option<Information>,
    pub status: RequestStatus,
    /// To be sent back with a decision: another one decides about another state.
    pub version: i64,
}

/// The answer to `GET /pending-access-requests/{reference}`. It stays readable for its deciders once it is decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingAccessRequest {
    pub summary: PendingSummary,
    /// ISO 3166-1 alpha-2 of the requester's profile.
    pub country: String,
    pub email_verified: bool,
    pub reason: Option<String>,
    pub rules: Vec<RuleFired>,
    pub messages: Messages,
    pub history: Vec<HistoryEntry>,
    /// What this reader may do about it (decision `access_request_actions`); nothing where they may not decide it.
    pub actions: Vec<AccessRequestAction>,
    /// Whether and why this reader may decide it (decision `authority`).
    pub verdict: Verdict,
    pub verdict_rules: Vec<RuleFired>,
    /// Whether the reader decides it for the operator, not as an administrator.
    pub for_operator: bool,
    /// What this reader may grant instead of what was asked.
    pub offer: Offer,
    pub decision: Option<Decided>,
    pub neighbours: Neighbours,
}

/// Where a request stands in the reader's list, which may be narrowed and ordered by the query.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Neighbours {
    /// From 1; absent where it does not wait in that list, for example because it is decided.
    pub place: Option<i64>,
    /// How many wait in that list.
    pub total: i64,
    /// The reference of the request before it.
    pub previous: Option<String>,
    /// The one after it; where it has no place in the list, the first one.
    pub next: Option<String>,
}

impl Neighbours {
    /// Of the request with this reference in a list of references.
    #[must_use]
    pub fn beside(reference: &str, list: &[&str]) -> Neighbours {
        let place = list.iter().position(|other| *other == reference);
        let at = |place: Option<usize>| list.get(place?).map(|other| (*other).to_owned());
        Neighbours {
            place: place.map(|place| i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1)),
            total: i64::try_from(list.len()).unwrap_or(i64::MAX),
            previous: at(place.and_then(|place| place.checked_sub(1))),
            next: at(Some(place.map_or(0, |place| place.saturating_add(1)))),
        }
    }
}

/// What may be granted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    pub scopes: Vec<ScopeOffer>,
    /// Parents before children, siblings by name; only those that the reader may grant.
    pub virtual_accounts: Vec<OfferedVirtualAccount>,
}

/// A scope, and the roles that may be granted in it (decision `roles_offered`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScopeOffer {
    pub scope: Scope,
    pub roles: Vec<Role>,
}

/// A Virtual Account that may be granted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferedVirtualAccount {
    pub id: String,
    pub name: String,
    /// 0 at the top of what is offered.
    pub depth: u32,
    /// The role that was asked for in it, if it was asked for.
    pub asked: Option<Role>,
}

string_enum! {
    /// What is decided.
    DecisionKind {
        Approve = "approve",
        Decline = "decline",
    }
}

/// The body of `POST /access-request-decisions`: from 1 to 50, each answered for itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDecisions {
    pub decisions: Vec<NewDecision>,
    /// The version of the policy that the person saw; another one is answered with 409 `policy_changed`.
    pub policy_version: String,
}

/// One decision. An approval without scope, role and Virtual Accounts grants what was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    pub reference: String,
    /// [`PendingSummary::version`] as the person saw it.
    pub version: i64,
    pub decision: DecisionKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// With the scope `entire`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// With the scope `selected`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub virtual_accounts: Vec<VirtualAccountRole>,
    /// Needed to decline, 1 to 2,000 characters; the requester reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// With an approval: at most 2,000 characters, which the requester reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One answer for each decision, in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionAnswers {
    pub answers: Vec<DecisionAnswer>,
}

/// What became of one decision: a status, or the problem that kept it from being made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionAnswer {
    pub reference: String,
    pub status: Option<RequestStatus>,
    pub problem: Option<Problem>,
}
