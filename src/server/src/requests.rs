//! Asking and deciding: requests for access to an account, requests for a new account, and invitations to one. What they
//! share stands beside them. Nothing here speaks HTTP.

pub mod access_grant;
pub mod access_request;
pub mod account_request;
pub mod admission;
pub mod close_account;
pub mod daily_limit;
pub mod explanation;
pub mod free_text;
pub mod idempotency;
pub mod invitation;
pub mod invite;
pub mod named_mail;
pub mod reminders;
