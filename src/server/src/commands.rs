//! The commands of the binary that have more to do than call one function.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod check;
pub mod ending;
pub mod export;
pub mod import;
pub mod mail;
pub mod policy;
pub mod restore;
pub mod serve;
pub mod settings;
