//! The panel right after sending: thanks, and the reference to keep.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::page::{button, page_head};
use crate::{
    element::{Element, el},
    held::Held,
    session::texts,
    task::spawn,
};

/// Instead of the page's heading.
pub fn panel(reference: &str) -> AnyView {
    let kept = el("div")
        .class("cluster")
        .el(el("span").text(texts().requests_reference()))
        .el(el("span").class("reference").text(reference.to_owned()))
        .els(copy_button(reference.to_owned()));
    el("div")
        .class("outcome")
        .child(page_head(texts().requests_sent(), []))
        .el(el("p").text(texts().requests_sent_text()))
        .el(kept)
        .view()
}

/// Browsers offer the clipboard to secure pages only.
fn copy_button(words: String) -> Option<Element> {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return None;
    }
    let is_copied = Held::new(false);
    let copy = move || {
        let writing = window().navigator().clipboard().write_text(&words);
        spawn(async move {
            if JsFuture::from(writing).await.is_ok() {
                let _ = is_copied.try_set(true);
            }
        });
    };
    let said = move || if is_copied.get() { texts().action_copied().to_owned() } else { String::new() };
    Some(
        el("span")
            .class("cluster")
            .el(button(texts().action_copy(), "button button--small", copy))
            .el(el("span").attr("role", "status").live_text(said)),
    )
}
