//! The decisions, a module each: its facts, what it answers, and which table it asks.

pub mod access_request_actions;
pub mod account_deciders;
pub mod account_request_actions;
pub mod admission;
pub mod authority;
pub mod contacts;
pub mod creation_route;
pub mod deciders;
pub mod disclosure;
pub mod domain_match;
pub mod entry;
pub mod grant_actions;
pub mod lifetimes;
pub mod notes_shown;
pub mod places;
pub mod profile_fields;
pub mod reminders;
pub mod request_form;
pub mod request_path;
pub mod roles_offered;
pub mod standing;
pub mod visibility;
pub mod your_access;
