//! Access requests: `POST /access-requests`, its preview, and a person's own requests.

use rules::string_enum;
use rules::vocabulary::{
    AccessRequestAction, AccountRequestStatus, AccountStatus, Deciders, MatchKind, RequestPath, RequestStatus, Role,
    Scope,
};
use serde::{Deserialize, Serialize};

use crate::{
    account::Contact,
    history::HistoryEntry,
    message::{Information, Messages},
    moment::Moment,
    session::Place,
};

/// The body of `POST /access-requests` and of `POST /access-request-previews`.
///
/// Which fields are needed is the decision `request_form`: the wizard asks scope and role, the way by identifier a reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccessRequest {
    /// The account's id.
    pub account: String,
    /// The entire identifier or name by which the account was looked up: a restricted account answers to nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// With the scope `entire`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// With the scope `selected`: at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub virtual_accounts: Vec<VirtualAccountRole>,
    /// 1 to 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The version of the policy that the person saw; another one is answered with 409 `policy_changed`.
    pub policy_version: String,
}

/// A Virtual Account asked for, by id, and the role in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VirtualAccountRole {
    pub id: String,
    pub role: Role,
}

/// What will happen if the request is sent (domain: 2, before sending). Nothing is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessRequestPreview {
    pub path: RequestPath,
    pub deciders: Deciders,
    /// Those who decide, as far as the person may know them; the others stay unnamed.
    pub deciders_named: Vec<Contact>,
    pub expires_at: Moment,
    pub rules: Vec<RuleFired>,
}

/// A rule that decided, with its sentence in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleFired {
    /// The decision's name, for example `request_path`.
    pub decision: String,
    /// The rule's label in its table, for example `R3`.
    pub rule: String,
    pub explanation: String,
}

/// A person's own access request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessRequest {
    /// Random, stays valid: `AR-7K3M-9QXT`.
    pub reference: String,
    /// The account's public id.
    pub account: String,
    pub account_name: String,
    pub domain_identifier: String,
    /// Nobody decides, and nobody is reminded, while it is not active.
    pub account_status: AccountStatus,
    pub status: RequestStatus,
    pub path: RequestPath,
    pub match_kind: MatchKind,
    /// Absent where the administrator chooses it.
    pub scope: Option<Scope>,
    /// Absent where the administrator chooses it, and with selected Virtual Accounts.
    pub role: Option<Role>,
    pub virtual_accounts: Vec<RequestedVirtualAccount>,
    pub reason: Option<String>,
    pub deciders: Deciders,
    /// Those who decide while it is open, as far as the person may know them; empty in the list.
    pub deciders_named: Vec<Contact>,
    pub created_at: Moment,
    pub expires_at: Moment,
    /// Whole days until it expires, rounded up; 0 once expired.
    pub days_left: i64,
    pub rules: Vec<RuleFired>,
    /// Where access works once it is given: by what was granted, and until then by what was asked for.
    pub places: Vec<Place>,
    /// Whether it stayed undecided for so long that the operator decides as well.
    pub escalated: bool,
    /// What the person may do about it (decision `access_request_actions`).
    pub actions: Vec<AccessRequestAction>,
    pub reminders: Reminders,
    pub decision: Option<Decided>,
    /// Whether whoever decides has asked for information.
    pub information: Option<Information>,
    /// Empty in the list.
    pub messages: Messages,
    /// Oldest first; empty in the list.
    pub history: Vec<HistoryEntry>,
}

/// Reminders of a request (decision `reminders`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminders {
    /// When each was sent, oldest first.
    pub sent: Vec<Moment>,
    /// From when on the next may be sent; absent where none may ever be.
    pub next: Option<Moment>,
    /// How many may be sent in all.
    pub maximum: u32,
}

/// How a request was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decided {
    pub at: Moment,
    /// Whether the operator decided, not an administrator.
    pub by_operator: bool,
    /// Who decided, where the reader may know it.
    pub name: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// What was written beside an approval.
    pub note: Option<String>,
    /// What was granted.
    pub granted: Option<Granted>,
    pub rules: Vec<RuleFired>,
}

/// What was granted, beside what was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Granted {
    pub scope: Scope,
    /// With the scope `entire`.
    pub role: Option<Role>,
    pub virtual_accounts: Vec<RequestedVirtualAccount>,
    /// Whether it is exactly what was asked.
    pub as_asked: bool,
}

/// A Virtual Account asked for, as the person saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestedVirtualAccount {
    /// Names from the top, joined with ` / `.
    pub path: String,
    pub role: Role,
}

string_enum! {
    /// How a person's own requests are filtered, access requests and account requests alike.
    OwnRequestStatus {
        /// Open, or pending.
        Waiting = "waiting",
        /// Approved, or activated.
        Granted = "granted",
        /// Declined, or denied.
        Declined = "declined",
        /// Expired, or lapsed.
        Expired = "expired",
        /// Cancelled, or withdrawn.
        TakenBack = "taken_back",
    }
}

impl From<OwnRequestStatus> for RequestStatus {
    fn from(status: OwnRequestStatus) -> RequestStatus {
        match status {
            OwnRequestStatus::Waiting => RequestStatus::Open,
            OwnRequestStatus::Granted => RequestStatus::Approved,
            OwnRequestStatus::Declined => RequestStatus::Declined,
            OwnRequestStatus::Expired => RequestStatus::Expired,
            OwnRequestStatus::TakenBack => RequestStatus::Cancelled,
        }
    }
}

impl From<OwnRequestStatus> for AccountRequestStatus {
    fn from(status: OwnRequestStatus) -> AccountRequestStatus {
        match status {
            OwnRequestStatus::Waiting => AccountRequestStatus::Pending,
            OwnRequestStatus::Granted => AccountRequestStatus::Activated,
            OwnRequestStatus::Declined => AccountRequestStatus::Denied,
            OwnRequestStatus::Expired => AccountRequestStatus::Lapsed,
            OwnRequestStatus::TakenBack => AccountRequestStatus::Withdrawn,
        }
    }
}

/// The query of `GET /access-requests` and of `GET /account-requests`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct OwnRequestsQuery {
    /// Part of an account's name, an identifier, or a reference.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OwnRequestStatus>,
    /// From 1, which is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// The answer to `GET /access-requests`: a page of at most 25 of a person's own, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessRequests {
    pub requests: Vec<AccessRequest>,
    /// Whether the person has any, whatever the query.
    pub any: bool,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
}
