//! Every sentence that a person reads, in English and French: one accessor per message of `locales/`.
//! Numbers are grouped here; dates, names and markup are the caller's.
//!
//! The browser fetches what stands in `locales/LANGUAGE` before it shows anything, and what stands in `pages` there with the
//! pages that come later. What stands in `server` stays on the server.

pub use locale::Locale;
pub use texts::Texts;
#[cfg(feature = "embedded")]
pub use texts::{page_patterns_json, patterns_json};

mod locale;
mod pattern;
mod texts;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
