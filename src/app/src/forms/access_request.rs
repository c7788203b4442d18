//! Asking for access to one account: what the policy offers, the person's answers, what will happen, and sending.
//! The wizard and the way by identifier are pages upon it.

pub mod answers;
pub mod blocked;
pub mod check_answers;
pub mod fields;
pub mod form;
pub mod questions;
pub mod submit;
pub mod virtual_accounts;
pub mod wizard;
