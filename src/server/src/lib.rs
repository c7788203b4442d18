//! The server: it authenticates, loads facts, asks the rules, writes one transaction, and answers.
//!
//! Decisions are not made here but in `rules`; what they decide on is loaded here and sent from here.

pub mod access_grant;
pub mod access_request;
pub mod account_request;
pub mod admin_command;
pub mod app;
pub mod audit;
pub mod browser;
pub mod clock;
mod compressed;
mod csv_export;
pub mod csv_files;
pub mod db;
pub mod deciding;
pub mod domains;
pub mod edge;
mod error;
pub mod export;
pub mod guard;
pub mod guessing;
mod headers;
pub mod identity;
pub mod import;
pub mod jobs;
pub mod limits;
mod listing;
pub mod local_path;
pub mod mail;
pub mod mail_command;
pub mod metrics;
pub mod moment;
pub mod open_id;
mod page;
pub mod policy_command;
pub mod retry;
pub mod router;
pub mod routes;
pub mod sample;
pub mod sample_world;
pub mod secret;
pub mod seen;
pub mod serve;
pub mod settings;
pub mod standing;
pub mod store;
