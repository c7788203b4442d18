//! Asking and deciding: requests for access to an account, and requests for a new account. Nothing here speaks HTTP.

pub mod access_request;
pub mod account_request;
