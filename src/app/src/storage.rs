//! What this browser keeps: drafts in the tab, and the choice of light or dark.

pub mod color_scheme;
pub mod draft;
