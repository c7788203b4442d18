//! The forms of several steps: what is asked, what was typed, what is wrong with it, and how it is sent.

pub mod access_request;
pub mod account_request;
pub mod decision;
pub mod message;
