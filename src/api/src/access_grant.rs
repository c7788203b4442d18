//! Who holds what in an account: `/accounts/{id}/grants`.

use rules::vocabulary::{GrantAction, Role};
use serde::{Deserialize, Serialize};

use crate::account::Contact;

/// The query of `GET /accounts/{id}/grants`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct AccessGrantQuery {
    /// Part of a name or an address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// From 1, which is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// A page of at most 50 grants, those of a person in a row: all that the reader administers or may read, or else the
/// reader's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessGrants {
    /// The account's name.
    pub account_name: String,
    pub grants: Vec<AccessGrant>,
    /// How many grants fit the query, on all pages.
    pub total: i64,
    /// How many people hold them.
    pub people: i64,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
    /// Whether the reader administers the account or part of it, and so sees the grants of others.
    pub administers: bool,
    /// Whether the reader sees everybody's grants, and changes none of them (decision `grants_shown`).
    pub reads_entire: bool,
}

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessGrant {
    pub id: String,
    pub person: Contact,
    pub organisation: String,
    pub role: Role,
    /// The Virtual Account's path with ` / `, or nothing for the entire Smart Account.
    pub virtual_account: Option<String>,
    /// Whether it is the reader's own.
    pub own: bool,
    /// What the reader may do about it (decision `grant_actions`).
    pub actions: Vec<GrantAction>,
    /// The roles to which it may be changed.
    pub roles: Vec<Role>,
    /// To be sent back with a change or a removal.
    pub version: i64,
}

/// The body of `PATCH /accounts/{id}/grants/{grant}`. The answer is the [`AccessGrant`] as it is then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccessGrantChange {
    pub role: Role,
    pub version: i64,
}

/// The query of `DELETE /accounts/{id}/grants/{grant}`: removes a grant, or gives up one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(deny_unknown_fields)]
pub struct AccessGrantRemoval {
    pub version: i64,
}
