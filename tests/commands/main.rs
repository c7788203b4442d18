//! The binary's commands, called as the binary calls them.

#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod audit;
mod policy;
