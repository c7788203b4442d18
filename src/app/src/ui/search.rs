//! A search field: typing searches after a short pause, Enter and the button at once. The caller does the search.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::{
    dom::{attr, busy, element::Element, event, html, signal::State, task},
    routing::navigation,
    session::texts,
    ui::{form, icon},
};

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);

/// What a search field is.
pub struct Search {
    pub id: &'static str,
    pub label: &'static str,
    pub hint: Option<&'static str>,
    /// The words that the list shows.
    pub words: Box<dyn Fn() -> String>,
    /// Searches for these words; whether they were submitted, not just typed.
    pub find: Arc<dyn Fn(String, bool) + Send + Sync>,
}

/// The frame of an input: what it is for, and the button that clears it where something stands in it.
pub fn search_box(input: Element, clear: impl Fn() + Send + 'static) -> Element {
    let button = html::button()
        .class("search__clear")
        .attr(attr::TYPE, "button")
        .attr(attr::ARIA_LABEL, texts().action_clear())
        .el(icon("close"))
        .on(event::CLICK, move |_| clear());
    html::div().class("search__box").el(icon("search")).el(input).el(button)
}

pub fn search(field: Search) -> AnyView {
    let Search { id, label, hint, words, find } = field;
    let typed = State::new(untrack(&*words));
    // Back and links change the words in the URL. While the person types, the field differs from it.
    task::effect(move || {
        let q = words();
        if typed.with_untracked(|typed| typed.trim() != q) {
            typed.set(q);
        }
    });
    let waiting = StoredValue::new_local(None::<(TimeoutHandle, busy::Guard)>);
    let stop_waiting = move || {
        if let Some((handle, _busy)) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop_waiting);
    let found = Arc::clone(&find);
    let on_input = move |event: Event| {
        typed.set(form::input_value(&event));
        stop_waiting();
        let found = Arc::clone(&found);
        let look = move || {
            stop_waiting();
            found(typed.with_untracked(|typed| typed.trim().to_owned()), false);
        };
        if let Ok(handle) = set_timeout_with_handle(look, PAUSE) {
            waiting.set_value(Some((handle, busy::guard())));
        }
    };
    let found = Arc::clone(&find);
    let on_submit = move |event: Event| {
        event.prevent_default();
        stop_waiting();
        found(typed.with_untracked(|typed| typed.trim().to_owned()), true);
    };
    let clear = move || {
        stop_waiting();
        typed.set(String::new());
        find(String::new(), false);
        navigation::focus(id);
    };
    // Escape empties the field, and leaves it once it is empty.
    let erase = clear.clone();
    let on_key = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() != "Escape" || event.is_composing() {
            return;
        }
        event.prevent_default();
        if typed.with_untracked(String::is_empty) { navigation::focus("main") } else { erase() }
    };
    let hint_id = [id, "-hint"].concat();
    let input = html::input()
        .attr(attr::TYPE, "search")
        .attr(attr::NAME, "q")
        .attr(attr::ID, id)
        .attr(attr::MAXLENGTH, "253")
        .attr(attr::AUTOCOMPLETE, "off")
        .attr(attr::SPELLCHECK, "false")
        .attr(attr::ARIA_LABEL, label)
        .attr(attr::ARIA_DESCRIBEDBY, hint_id.clone())
        .attr(attr::PLACEHOLDER, label)
        .value(move || typed.get())
        .on(event::INPUT, on_input)
        .on(event::KEYDOWN, on_key);
    // Where there is no room for its words, its sign is shown instead of the field's.
    let submit = html::button()
        .class("button button--primary")
        .attr(attr::TYPE, "submit")
        .el(icon("search"))
        .el(html::span().text(texts().action_search()));
    let form = html::form().on(event::SUBMIT, on_submit).el(search_box(input, clear)).el(submit);
    let hint = hint.map(|hint| html::p().class("field__hint").attr(attr::ID, hint_id).text(hint));
    html::search().class("search").attr(attr::ARIA_LABEL, label).el(form).els(hint).view()
}
