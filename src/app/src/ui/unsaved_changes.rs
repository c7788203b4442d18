//! Text in a dialog that is not stored as a draft, as the forms are. The browser asks before the page is
//! closed or left, by Back too. Nothing asks before the dialog is closed, and the page below cannot be left
//! by a link.

use std::{cell::Cell, rc::Rc};

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, EventTarget};

use crate::session::texts;

// No context: the page is left where Leptos knows no owner.
thread_local! {
    static ASKS: Cell<bool> = const { Cell::new(true) };
}

/// Nothing asks any more: the page is no longer its person's.
pub fn stop_asking() {
    ASKS.set(false);
}

/// Asks while `is_unsaved`, as long as the view that calls this.
pub fn ask_before_leaving(is_unsaved: impl Fn() -> bool + 'static) {
    let is_unsaved: Rc<dyn Fn() -> bool> = Rc::new(is_unsaved);
    let unloaded = Rc::clone(&is_unsaved);
    let handle = window_event_listener_untyped("beforeunload", move |event| {
        if ASKS.get() && unloaded() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
    ask_before_going_back(is_unsaved);
}

/// Within the app, Back unloads nothing. Only the Navigation API can stop it; a browser without it does not ask.
fn ask_before_going_back(is_unsaved: Rc<dyn Fn() -> bool>) {
    let api = Reflect::get(&window(), &JsValue::from_str("navigation"));
    let Some(api) = api.ok().and_then(|api| api.dyn_into::<EventTarget>().ok()) else { return };
    let ask: Box<dyn Fn(Event)> = Box::new(move |event| {
        let goes_back = event.cancelable() && kind(&event).as_deref() == Some("traverse");
        if goes_back && is_unsaved() && !confirm_leaving() {
            event.prevent_default();
        }
    });
    let ask = Closure::wrap(ask);
    let _ = api.add_event_listener_with_callback("navigate", ask.as_ref().unchecked_ref());
    let ask = StoredValue::new_local(ask);
    on_cleanup(move || {
        ask.with_value(|ask| {
            let _ = api.remove_event_listener_with_callback("navigate", ask.as_ref().unchecked_ref());
        });
    });
}

/// `push`, `replace`, `reload` or `traverse` (HTML, the `NavigateEvent` interface).
fn kind(event: &Event) -> Option<String> {
    Reflect::get(event, &JsValue::from_str("navigationType")).ok()?.as_string()
}

/// Whether what was filled in may be thrown away: asks the person.
pub fn may_discard() -> bool {
    window().confirm_with_message(texts().draft_question()).unwrap_or(true)
}

fn confirm_leaving() -> bool {
    window().confirm_with_message(texts().unsaved_question()).unwrap_or(true)
}
