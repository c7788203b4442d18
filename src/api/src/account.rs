//! A Smart Account as one person may see it: `GET /api/v1/accounts/{id}` and the rows of the directory.

use rules::vocabulary::{AccessState, AccountStatus, MatchKind, RequestPath, RequestStatus, Role, Visibility};
use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// An account's public id and name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountName {
    /// 26 characters of base 32: 128 random bits.
    pub id: String,
    pub name: String,
}

/// One row of the directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSummary {
    pub id: String,
    pub name: String,
    /// In Unicode form, lower case: `münchen-werke.de`.
    pub domain_identifier: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    pub visibility: Visibility,
    pub status: AccountStatus,
    /// The person's verified e-mail domain beside the account's identifier.
    pub match_kind: MatchKind,
    /// Whether that kind counts as a match (decision `domain_match`).
    pub matches: bool,
    pub administrators: Administrators,
    pub your_access: YourAccess,
    /// Whether the row opens to Virtual Accounts (decision `disclosure`).
    pub virtual_accounts_shown: bool,
}

/// Administrators' names and addresses, or nothing but that they are hidden (decision `disclosure`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Administrators {
    Hidden,
    Shown(Vec<Contact>),
}

/// A person in clear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub name: String,
    pub email: String,
}

/// The column *Your access* (decision `your_access`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct YourAccess {
    pub state: AccessState,
    /// Whether `Request access` is offered.
    pub may_request: bool,
    /// How access is asked for, or why not (decision `request_path`).
    pub path: RequestPath,
    /// The roles held, those on the entire account first.
    pub grants: Vec<Grant>,
    /// The newest request, where there is one.
    pub request: Option<RequestState>,
    /// The reference of the person's own request by which the account was asked for.
    pub account_request: Option<String>,
}

/// A role held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    pub role: Role,
    /// The Virtual Account's path with ` / `, or nothing for the entire Smart Account.
    pub virtual_account: Option<String>,
}

/// The newest access request for an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestState {
    pub reference: String,
    pub status: RequestStatus,
    pub expires_at: Moment,
    /// Whole days until it expires, rounded up; 0 once expired.
    pub days_left: i64,
}

/// The answer to `GET /accounts/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    pub summary: AccountSummary,
    /// Parents before children, siblings by name; absent where the person may not see them. Of more than
    /// [`MOST_VIRTUAL_ACCOUNTS`] only the first ones at the top: `GET /accounts/{id}/virtual-accounts` has the others.
    pub virtual_accounts: Option<Vec<VirtualAccount>>,
    /// How many stand at the top, where not all of them are in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_top: Option<u32>,
}

/// How many Virtual Accounts are sent with their account, and on a page of them.
pub const MOST_VIRTUAL_ACCOUNTS: u32 = 300;

/// The name and path of an account's default Virtual Account, which people read in their language.
pub const DEFAULT_VIRTUAL_ACCOUNT: &str = "Default";

/// A node of an account's Virtual Account tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VirtualAccount {
    pub id: String,
    pub name: String,
    /// 0 at the top.
    pub depth: u32,
    /// Whether it is the account's default one.
    pub default: bool,
    /// The roles the person holds on it or on a Virtual Account above it; roles on the entire account are in the summary.
    pub roles: Vec<Role>,
    /// Whether the person's open request asks for it.
    pub requested: bool,
    /// Whether `Request access` is offered beside it: not where the person holds all that can be asked for in it.
    pub may_request: bool,
    /// Its place among the others, where not all Virtual Accounts of the account are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// The place of a Virtual Account among those that are sent and those that are not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Part {
    /// Among all that stand directly below the same one, from 1.
    pub position: u32,
    /// How many stand directly below it.
    pub children: u32,
    /// Whether it is what was looked for, and not only above that.
    pub found: bool,
}

/// The query of `GET /accounts/{id}/virtual-accounts`: without more than a page, those at the top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct VirtualAccountsQuery {
    /// The entire identifier or name by which the account was looked up: a restricted one answers to nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The id of the one below which they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    /// Whether at any depth, and not only directly below.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deep: bool,
    /// Only those, at any depth, whose name contains this.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only these, at any depth: an id, or a path joined with ` / `, on each line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub named: String,
    /// From 1, which is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// A page of at most [`MOST_VIRTUAL_ACCOUNTS`], with all that are above them, up to the one below which they were asked for.
/// Empty where the person may not see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VirtualAccounts {
    /// Parents before children, siblings by name.
    pub virtual_accounts: Vec<VirtualAccount>,
    /// How many there are on all pages, without those above them.
    pub total: u32,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
}
