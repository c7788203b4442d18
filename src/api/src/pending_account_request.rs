//! Requests for new accounts for whoever decides them: the *Pending Request* page and its actions (domain: 4).

use rules::account_request_actions::Viewer;
use rules::string_enum;
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, Role};
use serde::{Deserialize, Serialize};

use crate::access_request::RuleFired;
use crate::account::Contact;
use crate::account_request::{AccountDecided, AccountHistoryEntry, AddedUser};
use crate::moment::Moment;
use crate::pending_access_request::Neighbours;

/// The query of `GET /pending-account-requests`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct PendingAccountsQuery {
    /// From 1, which is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// The answer to `GET /pending-account-requests`: a page of at most 25 that wait for this person, what lapses first before
/// the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingAccountRequests {
    pub requests: Vec<PendingAccountSummary>,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
}

/// A row of that list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingAccountSummary {
    pub reference: String,
    /// The Smart Account's name.
    pub name: String,
    pub domain_identifier: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    pub requester: Contact,
    pub organisation: String,
    /// How many people get access beside whoever accepts it.
    pub added_users: i64,
    /// The role that each of them gets unless whoever accepts it chooses another (decision `account_roles`).
    pub added_user_role: Role,
    /// Whether the requester's domain is another one than the account's but could be taken for it.
    pub looks_alike: bool,
    pub created_at: Moment,
    pub lapses_at: Moment,
    /// Whole days until it lapses, rounded up; 0 once it has.
    pub days_left: i64,
}

/// The answer to `GET /pending-account-requests/{reference}`. It stays readable for its deciders once it is decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingAccountRequest {
    pub summary: PendingAccountSummary,
    pub status: AccountRequestStatus,
    /// As whom this person reads it.
    pub viewer: Viewer,
    /// Whose turn it is, or was when it ended.
    pub decider: AccountDecider,
    /// The note that is for this reader (decision `notes_shown`).
    pub note: Option<String>,
    /// The customer contacts who may accept it now.
    pub contacts: Vec<String>,
    pub added_users: Vec<AddedUser>,
    /// The roles that this person may give them when approving (decisions `account_roles` and `added_user_roles`); none
    /// where they do not choose.
    pub added_user_roles: Vec<Role>,
    /// Whether an account with the identifier has come into being since: then it can only be denied. Never where the person's
    /// look-ups of the day are used up.
    pub identifier_taken: bool,
    /// What this person may do about it (decision `account_request_actions`).
    pub actions: Vec<AccountRequestAction>,
    /// The rules that say so.
    pub rules: Vec<RuleFired>,
    pub decision: Option<AccountDecided>,
    /// Oldest first, with the chain of forwardings.
    pub history: Vec<AccountHistoryEntry>,
    /// To be sent back with a decision: another one decides about another state.
    pub version: i64,
    pub neighbours: Neighbours,
}

string_enum! {
    /// What is decided.
    AccountDecisionKind {
        Approve = "approve",
        Deny = "deny",
    }
}

/// The body of `POST /pending-account-requests/{reference}/decision`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccountDecision {
    pub decision: AccountDecisionKind,
    /// Needed to deny, 1 to 2,000 characters; the requester reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who of the added users is let in, and in which role: with an approval by whoever accepts the account. Those who are
    /// missing are taken out; without this field each gets the role that was asked for. Whoever approves becomes the
    /// account's administrator, whatever is said of their own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_users: Option<Vec<ChosenUser>>,
    /// [`PendingAccountRequest::version`] as the person saw it.
    pub version: i64,
    /// The version of the policy that the person saw; another one is answered with 409 `policy_changed`.
    pub policy_version: String,
}

/// One of the added users, and the role that whoever accepts the account gives them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChosenUser {
    pub email: String,
    pub role: Role,
}

/// The body of `POST /pending-account-requests/{reference}/forwarding`: that person decides from then on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewForwarding {
    pub email: String,
    /// For that person: at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// [`PendingAccountRequest::version`] as the person saw it.
    pub version: i64,
    /// The version of the policy that the person saw; another one is answered with 409 `policy_changed`.
    pub policy_version: String,
}
