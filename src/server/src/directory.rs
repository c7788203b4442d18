//! What a person may see of accounts, and who has access to them.

pub mod access_grants;
pub mod account_view;
pub(crate) mod did_you_mean;
pub(crate) mod listing;
pub mod lookup_limit;
pub(crate) mod virtual_accounts;
