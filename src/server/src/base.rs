//! What the rest stands on: the clock, the secret, dates and places in words, compression, formulas.

pub mod clock;
pub mod command_user;
pub(crate) mod compression;
pub mod date_time;
pub mod formula;
pub mod permissions;
pub mod place_name;
pub mod secret;
pub mod time_zone;
