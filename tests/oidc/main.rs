//! Signing in by OpenID Connect, on both databases: with a real provider, with a hostile one, and who somebody is then.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod addresses;
mod binding;
mod browser;
mod handover;
mod hanging;
mod hostile;
mod keys;
mod locks;
mod logs;
mod mutations;
mod pages;
mod peer;
mod real;
mod setting;
mod successor;
mod tabs;
mod tenants;
mod try_out;
mod variants;
