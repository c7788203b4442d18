//! A reference that people read to each other, with the button that copies it.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{icon, page::button};
use crate::{
    dom::{attr, element::Element, html, signal::State, task::spawn},
    session::texts,
};

pub fn reference(words: &str) -> Element {
    html::span()
        .class("cluster")
        .el(html::span().class("reference").untranslated().text(words.to_owned()))
        .els(copy_button(words.to_owned()))
}

/// Browsers offer the clipboard to secure pages only.
pub fn copy_button(words: String) -> Option<Element> {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return None;
    }
    let is_copied = State::new(false);
    let copy = move || {
        let writing = window().navigator().clipboard().write_text(&words);
        spawn(async move {
            if JsFuture::from(writing).await.is_ok() {
                let _ = is_copied.try_set(true);
            }
        });
    };
    let feedback = move || if is_copied.get() { texts().action_copied().to_owned() } else { String::new() };
    let button = button("", "button button--small button--quiet", copy).el(icon("copy")).text(texts().action_copy());
    Some(
        html::span()
            .class("cluster copy")
            .el(button)
            .el(html::span().class("muted").attr(attr::ROLE, "status").text_with(feedback)),
    )
}
