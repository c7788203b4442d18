//! Asking for access to one account: what the policy offers, the person's answers, what will happen, and sending.
//! The wizard and the way by identifier are pages upon it.

pub mod answers;
pub mod asking;
pub mod check;
pub mod fields;
pub mod form;
pub mod obstacle;
pub mod offer;
pub mod outlook;
pub mod sending;
pub mod virtual_accounts;
