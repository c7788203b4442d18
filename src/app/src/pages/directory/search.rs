//! The search form. Typing shows accounts by part of their name; Enter and Search also look for the entire one.

use std::time::Duration;

use api::directory::DirectoryQuery;
use leptos::prelude::*;
use web_sys::Event;

use crate::{
    element::el,
    navigation::{self, go, replace},
    ready,
    route::Route,
    session::texts,
    task,
    ui::{form, icon},
};

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);
const INPUT: &str = "directory-search";
const HINT: &str = "directory-search-hint";

pub fn search(query: Memo<DirectoryQuery>) -> AnyView {
    let typed = RwSignal::new(query.with_untracked(|query| query.q.clone()));
    // Back and links change the query; while the person types, the field is ahead of it.
    task::follow(move || {
        let q = query.with(|query| query.q.clone());
        if typed.with_untracked(|typed| typed.trim() != q) {
            typed.set(q);
        }
    });
    let waiting = StoredValue::new_local(None::<(TimeoutHandle, ready::Busy)>);
    let stop_waiting = move || {
        if let Some((handle, _busy)) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop_waiting);
    let on_input = move |event: Event| {
        typed.set(form::typed(&event));
        stop_waiting();
        let look = move || {
            stop_waiting();
            replace(&found_by(&typed.get_untracked(), false));
        };
        if let Ok(handle) = set_timeout_with_handle(look, PAUSE) {
            waiting.set_value(Some((handle, ready::busy())));
        }
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        stop_waiting();
        go(&found_by(&typed.get_untracked(), true));
    };
    let clear = move |_| {
        stop_waiting();
        typed.set(String::new());
        replace(&found_by("", false));
        navigation::focus(INPUT);
    };
    let input = el("input")
        .attr("type", "search")
        .attr("name", "q")
        .attr("id", INPUT)
        .attr("maxlength", "253")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-label", texts().directory_search_label())
        .attr("aria-describedby", HINT)
        .attr("placeholder", texts().directory_search_label())
        .value(move || typed.get())
        .on("input", on_input);
    let clear = el("button")
        .class("search__clear")
        .attr("type", "button")
        .attr("aria-label", texts().action_clear())
        .el(icon("close"))
        .on("click", clear);
    let submit = el("button").class("button button--primary").attr("type", "submit").text(texts().action_search());
    let form = el("form")
        .attr("role", "search")
        .on("submit", on_submit)
        .el(el("div").class("search__box").el(icon("search")).el(input).el(clear))
        .el(submit);
    let hint = el("p").class("field__hint").attr("id", HINT).text(texts().directory_search_hint());
    el("search").class("search").el(form).el(hint).view()
}

fn found_by(words: &str, entire: bool) -> Route {
    let q = words.trim().to_owned();
    let entire = entire && !q.is_empty();
    Route::Directory(DirectoryQuery { q, entire, ..DirectoryQuery::default() })
}
