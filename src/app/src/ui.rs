//! Pieces that pages are made of. Plain functions that return a view: nothing here fetches or decides.

use crate::dom::{attr, element::Element, html};

pub mod address;
pub mod announce;
pub mod breakable;
pub mod chips;
pub mod copy;
pub mod dialog;
pub mod fold;
pub mod form;
pub mod format;
pub mod help;
pub mod list;
pub mod menu_button;
pub mod notice;
pub mod page;
pub mod receipt;
pub mod roving_focus;
pub mod search;
pub mod status_message;
pub mod steps;
pub mod table;
pub mod time;
pub mod tree;
pub mod unsaved_changes;

/// A sign from `public/icons.svg`, for the eye only.
pub fn icon(name: &str) -> Element {
    let href = ["/icons.svg#", name].concat();
    html::svg().class("icon").attr(attr::ARIA_HIDDEN, "true").el(html::use_().attr(attr::HREF, href))
}
