//! The focus among elements that are one stop for the Tab key: arrow keys, Home and End move it.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Moves the focus among those that fit `selector` inside the element that listens, from the last on to the first.
/// Other keys are left alone.
pub fn move_focus(event: &Event, selector: &str) {
    let event: &KeyboardEvent = event.unchecked_ref();
    let root = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(found) = root.and_then(|root| root.query_selector_all(selector).ok()) else { return };
    let item = |index: u32| found.item(index).and_then(|item| item.dyn_into::<HtmlElement>().ok());
    let count = found.length();
    let active = document().active_element();
    let is_active = |index: &u32| item(*index).is_some_and(|item| item.is_same_node(active.as_deref()));
    let Some(at) = (0..count).find(is_active) else { return };
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => (at + 1) % count,
        "ArrowLeft" | "ArrowUp" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = item(next) {
        let _ = item.focus();
    }
}
