//! Asking for a new account on a customer's behalf: the answers and their draft, sending them, and what is said then.
//! The form and the dialog before sending are a page upon it.

pub mod form;
pub mod submit;
