//! What is said aloud and not seen: one place for the whole app, which is there before anything is said in it. A status
//! that comes onto the page together with its words is not read by every screen reader.

use leptos::prelude::*;

use crate::dom::element::{Element, el};

const PLACE: &str = "announcements";

/// The place. Once, in the shell.
pub fn place() -> Element {
    el("p").class("visually-hidden").attr("id", PLACE).attr("role", "status")
}

/// Says it once, also where the same was said before.
pub fn announce(words: &'static str) {
    let Some(place) = document().get_element_by_id(PLACE) else { return };
    place.set_text_content(None);
    request_animation_frame(move || place.set_text_content(Some(words)));
}
