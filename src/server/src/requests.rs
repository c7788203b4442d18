//! Asking and deciding: requests for access to an account, and requests for a new account. What both share stands beside
//! them. Nothing here speaks HTTP.

pub mod access_request;
pub mod account_request;
pub mod admission;
pub mod explanation;
pub mod free_text;
pub mod idempotency;
pub mod reminders;
