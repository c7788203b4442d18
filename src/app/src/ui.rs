//! Pieces that pages are made of. Plain functions that return a view: nothing here fetches or decides.

use crate::dom::element::{Element, el};

pub mod access;
pub mod account_request;
pub mod address;
pub mod announce;
pub mod chips;
pub mod copy;
pub mod decided;
pub mod dialog;
pub mod form;
pub mod help;
pub mod list;
pub mod menu_button;
pub mod notice;
pub mod page;
pub mod profile;
pub mod reminders;
pub mod request;
pub mod said;
pub mod scheme;
pub mod search;
pub mod sent;
pub mod steps;
pub mod support;
pub mod table;
pub mod time;
pub mod timeline;
pub mod tree;
pub mod unsaved;
pub mod walk;

/// A sign from `public/icons.svg`, for the eye only.
pub fn icon(name: &str) -> Element {
    let href = ["/icons.svg#", name].concat();
    el("svg").class("icon").attr("aria-hidden", "true").el(el("use").attr("href", href))
}
