//! On paper: what is closed on the screen is open, and the foot says what this is, from when, and where it stands.

use leptos::prelude::*;
use web_sys::Element as DomElement;

use crate::{
    dom::{attr, element::Element, html},
    session::texts,
    ui::format,
};

const FOOT: &str = "print-foot";
/// On what was opened for the paper only.
const OPENED: &str = "data-opened";

/// Prepares the page whenever it is printed, as long as the shell is there.
pub fn foot() -> Element {
    let before = window_event_listener_untyped("beforeprint", |_| {
        if let Some(foot) = document().get_element_by_id(FOOT) {
            let now = format::now_in_words(texts().locale());
            let here = window().location().href().unwrap_or_default();
            foot.set_text_content(Some(&[&document().title(), " · ", &now, " · ", &here].concat()));
        }
        for closed in all("main details:not([open])") {
            let _ = closed.set_attribute(OPENED, "");
            let _ = closed.set_attribute("open", "");
        }
    });
    let after = window_event_listener_untyped("afterprint", |_| {
        for opened in all(&["[", OPENED, "]"].concat()) {
            let _ = opened.remove_attribute(OPENED);
            let _ = opened.remove_attribute("open");
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    html::p().class("print-foot").attr(attr::ID, FOOT)
}

fn all(selector: &str) -> Vec<DomElement> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| wasm_bindgen::JsCast::dyn_into(found.item(index)?).ok()).collect()
}
