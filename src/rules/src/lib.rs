//! The product's decisions: typed facts in, typed answers out. See `vocabulary` for the words.
//!
//! Each decision is a module with its `Facts` and what it answers, and a DMN table of the same name in `policy/`.
//! [`Policy`] holds the tables and has a method for each decision; where several are asked for one answer, as in
//! `request_access`, the order stands here as well. Nothing here reads a clock, a disk or a network.
//!
//! Feature `xml` reads policies from DMN and holds the embedded one; feature `check` proves a policy complete; feature
//! `facts` lets a rule that fired say by which facts, for a server that keeps them.

mod decide;
mod policy;

pub mod decisions;
pub mod held_roles;
pub mod request_access;
pub mod string_enum;
pub mod virtual_accounts;
pub mod vocabulary;

#[cfg(feature = "facts")]
pub use decide::facts::AskedFacts;
pub use decide::{Decision, Fired, FiredRule, Undecided};
pub use policy::Policy;
pub use policy::try_facts::{BlockedRule, BlockingCell, Tried, TriedAnswer, TryError};

macro_rules! at_the_root {
    ($($(#[$doc:meta])* $module:ident -> $answer:ty;)+) => {
        pub use decisions::{$($module),+};
    };
}

// `rules::standing` is `rules::decisions::standing`.
for_each_decision!(at_the_root);
