//! The binary's commands that need no server, called as the binary calls them.

#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod admin;
mod audit;
mod audit_format;
mod backup;
mod check;
mod export;
mod import;
mod mail;
mod manual;
mod next_steps;
mod policy;
mod spreadsheets;
