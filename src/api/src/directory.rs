//! `GET /api/v1/directory`, `GET /api/v1/suggested-accounts` and `POST /api/v1/account-look-ups`: finding accounts.

use rules::string_enum;
use serde::{Deserialize, Serialize};

use crate::account::AccountSummary;

string_enum! {
    /// Only accounts to which the person stands so.
    DirectoryAccess {
        /// They hold a role there.
        Held = "held",
        /// They have asked for access, and the request is open or expired.
        Requested = "requested",
        /// They asked for the account itself, and it waits for whoever decides.
        Pending = "pending",
    }
}

string_enum! {
    /// The order of the list, where it is not that of the person's access.
    DirectoryOrder {
        Name = "name",
        NameDescending = "name_descending",
        Identifier = "identifier",
        IdentifierDescending = "identifier_descending",
    }
}

/// The query of `GET /directory`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[serde(default, deny_unknown_fields)]
pub struct DirectoryQuery {
    /// Words of a name or domain identifier in any order, each of them a beginning, or from three letters on any part; at most
    /// 253 characters; empty for the plain list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Whether `q` is also looked up as an entire name or identifier (Enter and *Search*; never as the person types).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub entire: bool,
    /// [`DirectoryPage::next`] of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Only accounts to which the person stands so: nothing is looked up for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<DirectoryAccess>,
    /// Only accounts of this country (ISO 3166-1 alpha-2, in capitals).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Without it, accounts where the person has access come first, and of a search those that fit best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<DirectoryOrder>,
}

/// A page of at most 25 accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryPage {
    pub accounts: Vec<AccountSummary>,
    /// Where the next page begins, if there is one. Opaque.
    pub next: Option<String>,
    /// `q` with one word spelled otherwise, where nothing was found and that finds something.
    pub did_you_mean: Option<String>,
}

/// How many accounts are suggested at most.
pub const MOST_SUGGESTED: usize = 5;

/// The listed accounts of the person's own domain, at most five, while they hold no role in any.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestedAccounts {
    pub accounts: Vec<AccountSummary>,
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
