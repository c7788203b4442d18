//! The product's decisions: typed facts in, typed answers out. See `vocabulary` for the words.
//!
//! Each decision is a module with its `Facts` and what it answers, and a DMN table of the same name in `policy/`.
//! [`Policy`] holds the tables and has a method for each decision. Nothing here reads a clock, a disk or a network.
//!
//! Feature `xml` reads policies from DMN and holds the embedded one; feature `check` proves a policy complete.

mod decide;
mod policy;

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
pub mod vocabulary;
pub mod your_access;

pub mod string_enum;

pub use decide::{Decision, Fired, FiredRule, Undecided};
pub use policy::Policy;
pub use policy::try_facts::{HeldBack, Obstacle, Tried, TriedAnswer, TryError};
