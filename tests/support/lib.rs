//! What the tests of the API share: a real server on either database, people who sign in to it, and files to import.
//!
//! Nothing here knows what the API should answer; that stands in the tests.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

pub mod answer;
pub mod client;
mod declared;
pub mod files;
pub mod frames;
pub mod log;
pub mod mail;
pub mod postgres;
pub mod run;
pub mod template;
pub mod world;
