//! Announcements for screen readers, in one live region for the whole app, which exists before its first text. A status
//! that is added to the page together with its text is not read by every screen reader.

use leptos::prelude::*;

use crate::dom::{attr, element::Element, html};

const PLACE: &str = "announcements";

/// The live region. Once, in the shell.
pub fn live_region() -> Element {
    html::p().class("visually-hidden").attr(attr::ID, PLACE).attr(attr::ROLE, "status")
}

/// Announces a text once, also if it is the same as before.
pub fn announce(words: &str) {
    let words = words.to_owned();
    let Some(place) = document().get_element_by_id(PLACE) else { return };
    place.set_text_content(None);
    request_animation_frame(move || place.set_text_content(Some(&words)));
}
