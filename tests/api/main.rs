//! The API over HTTP, on both databases. Files are named as the routes are.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod access_grants;
mod access_requests;
mod account_look_ups;
mod account_request_links;
mod account_requests;
mod account_states;
mod accounts;
mod assets;
mod audit;
mod authority;
mod contention;
mod database_pooler;
mod database_rights;
mod database_tls;
mod deciding;
mod directory;
mod edge;
mod endpoints;
mod erase;
mod export;
mod exports;
mod guessing;
mod import;
mod invitations;
mod limits;
mod lookalikes;
mod next_page;
mod out_of_service;
mod problems;
mod profile;
mod queries;
mod replay;
mod restricted;
mod retention;
mod sample;
mod schema;
mod secret;
mod session;
mod sessions;
mod sign_in;
mod sign_in_by_code;
mod stop_mail;
mod time_zones;
mod truncated;
