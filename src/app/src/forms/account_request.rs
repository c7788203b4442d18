//! Requesting a new account on a customer's behalf: the answers, their draft, and sending them.
//! The page shows the form and the dialog before sending.

pub mod eligibility;
pub mod form;
pub mod submit;
