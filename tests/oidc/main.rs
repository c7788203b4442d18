//! Signing in by OpenID Connect, on both databases: with a real provider, and with a hostile one.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
