//! `GET /api/v1/directory` and `POST /api/v1/account-look-ups`: finding accounts.

use serde::{Deserialize, Serialize};

use crate::account::AccountSummary;

/// The query of `GET /directory`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct DirectoryQuery {
    /// Part of a name or domain identifier, at most 253 characters; empty for the plain list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Whether `q` is also looked up as an entire name or identifier (Enter and *Search*; never as the person types).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub entire: bool,
    /// [`DirectoryPage::next`] of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Only accounts in which the person holds a role (the switcher).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

/// A page of at most 25 accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryPage {
    pub accounts: Vec<AccountSummary>,
    /// Where the next page begins, if there is one. Opaque.
    pub next: Option<String>,
}

/// The body of `POST /account-look-ups`: *Account domain identifier*, or the entire name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountLookUp {
    pub identifier: String,
}

/// How many listed accounts below a domain are found.
pub const MOST_BELOW: i64 = 100;

/// The account with that entire identifier or name, and the listed ones below that domain, at most 100. May be empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountsFound {
    pub accounts: Vec<AccountSummary>,
    /// Whether more are listed below that domain.
    pub truncated: bool,
}
