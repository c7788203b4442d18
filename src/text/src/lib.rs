//! Every sentence that a person reads, in English and French: one accessor per message of `locales/`.
//! Numbers are grouped here; dates, names and markup are the caller's.

pub use locale::Locale;
pub use texts::Texts;
#[cfg(feature = "embedded")]
pub use texts::patterns_json;

mod locale;
mod pattern;
mod texts;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
