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
    /// Parents before children, siblings by name; absent where the person may not see them.
    pub virtual_accounts: Option<Vec<VirtualAccount>>,
}

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
}
