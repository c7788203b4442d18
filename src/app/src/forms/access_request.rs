//! Asking for access to one account: what the policy offers, the person's answers, what will happen, and sending.
//! Two pages use it: the wizard, and the request by identifier.

pub mod answers;
pub mod blocked;
pub mod check_answers;
pub mod fields;
pub mod form;
pub mod held_access;
pub mod questions;
pub mod request_form;
pub mod submit;
pub mod virtual_accounts;
