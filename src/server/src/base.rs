//! What knows next to nothing of the product: the clock, the secret, dates in words, compression.

pub mod clock;
pub(crate) mod compression;
pub mod date_time;
pub mod secret;
