//! The server: it authenticates, loads facts, asks the rules, writes one transaction, and answers.
//!
//! Decisions are not made here but in `rules`; what they decide on is loaded here and sent from here.

pub mod app;
pub mod audit;
pub mod backup;
pub mod base;
pub mod commands;
pub mod db;
pub mod directory;
pub mod domains;
mod error;
pub mod http;
pub mod import_export;
pub mod jobs;
pub mod mail;
pub mod net;
pub mod next_steps;
pub mod rate_limits;
pub mod requests;
pub mod router;
pub mod routes;
pub mod sample;
pub mod settings;
pub mod sign_in;
pub mod store;
