//! Who somebody is that signs in, and what proves it.

pub mod identity;
pub mod last_seen;
pub mod open_id;
