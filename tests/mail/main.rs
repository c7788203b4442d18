//! Mail from the outbox to a real mail server and into the hands of a parser that is not ours, on both databases.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod both_parts;
mod hostile;
mod lanes;
mod leases;
mod letters;
mod logs;
mod outcomes;
mod outdated;
mod peer;
mod relay;
mod setting;
mod stopped;
mod support;
