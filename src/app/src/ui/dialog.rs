//! A modal question on the native `<dialog>`, which keeps the focus inside and gives it back.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use crate::dom::{
    attr,
    element::{Element, ElementRef},
    event, html,
    signal::State,
    task,
};

/// A dialog that shows while `open`; Escape closes it. `actions` are its buttons, the safe one first.
pub fn dialog(open: State<bool>, title: &str, body: AnyView, actions: impl IntoIterator<Item = Element>) -> AnyView {
    let handle = ElementRef::new();
    task::effect(move || {
        let Some(element) = handle.get() else { return };
        let element: HtmlDialogElement = element.unchecked_into();
        match (open.get(), element.open()) {
            (true, false) => {
                let _ = element.show_modal();
            }
            (false, true) => element.close(),
            _ => {}
        }
    });
    // The event comes later than the dialog closes: by then it may have been opened again, by a key.
    let closed = move |_| {
        let is_shown =
            handle.get_untracked().is_some_and(|element| element.unchecked_into::<HtmlDialogElement>().open());
        if !is_shown {
            open.set(false);
        }
    };
    html::dialog()
        .class("dialog")
        .attr(attr::ARIA_LABEL, title.to_owned())
        .node_ref(handle)
        .on(event::CLOSE, closed)
        .el(html::h2().class("dialog__title").text(title.to_owned()))
        .el(html::div().class("dialog__body").child(body))
        .el(html::div().class("dialog__actions").els(actions))
        .view()
}
