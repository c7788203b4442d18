//! The current Smart Account, and a search among those in which the person holds a role: a combobox with a list of
//! options (ARIA Authoring Practices), whose focus stays in the field.

use std::{sync::Arc, time::Duration};

use api::{
    account::AccountName,
    directory::{DirectoryPage, DirectoryQuery},
    page::Route,
    path,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::{
    dom::{
        element::{Element, ElementRef, dynamic, el, nothing},
        signal::State,
        task,
    },
    net::resource::{self, Resource},
    routing::navigation::{self, navigate},
    session::{App, texts},
    ui::{form::input_value, icon},
};

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);
const SEARCH: &str = "switcher-search";
const OPTIONS: &str = "switcher-options";

/// What the field and its options share.
#[derive(Clone, Copy)]
struct Search {
    app: App,
    popover: ElementRef,
    source: Resource<DirectoryPage>,
    /// The place of the option that Enter takes.
    active: State<Option<usize>>,
}

pub fn switcher(app: App) -> Element {
    let open = State::new(false);
    let popover = ElementRef::new();
    let name = move || app.current_account.with(|account| account.as_ref().map_or(String::new(), |it| it.name.clone()));
    // The browser closes a popover on Escape and on a click elsewhere, and gives the focus back.
    let on_toggle = move |_| {
        let is_open = |popover: web_sys::HtmlElement| popover.matches(":popover-open").unwrap_or(false);
        let is_open = popover.get_untracked().is_some_and(is_open);
        open.set(is_open);
        // Closed and opened again at once, the field is still there.
        if is_open {
            navigation::focus(SEARCH);
        }
    };
    let trigger = el("button")
        .class("button")
        .attr("type", "button")
        .attr("popovertarget", "switcher")
        .bool_attr_with("aria-expanded", move || open.get())
        .el(el("span").class("visually-hidden").text(texts().switcher_label()).text(" "))
        .el(el("span").text_with(name))
        .el(icon("chevron-down"));
    let menu = el("div")
        .class("menu")
        .attr("id", "switcher")
        .attr("popover", "auto")
        .node_ref(popover)
        .on("toggle", on_toggle)
        .child(dynamic(move || if open.get() { search(app, popover) } else { nothing() }));
    el("div").class("sidenav__switcher").el(trigger).el(menu)
}

fn search(app: App, popover: ElementRef) -> AnyView {
    let words = State::new(String::new());
    let path = move || {
        let query = DirectoryQuery { q: words.get(), held: true, ..DirectoryQuery::default() };
        Some(path::directory(&query))
    };
    let search = Search { app, popover, source: resource::use_resource(path, true), active: State::new(None) };
    task::effect(move || {
        let _ = search.source.get();
        search.active.set(None);
    });
    let mut later = debounce(PAUSE, move |typed: String| words.set(typed));
    let input = el("input")
        .class("field__input")
        .attr("id", SEARCH)
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-expanded", "true")
        .attr("aria-controls", OPTIONS)
        .attr_with("aria-activedescendant", move || search.active.get().map(|at| option_id(at).into()))
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on("keydown", move |event| search.press(&event))
        .on("input", move |event| later(input_value(&event)));
    let found = resource::suspense(search.source, move |page| search.options(page));
    // Announced once the accounts are there, and not on each key.
    let count = move || {
        let found = search.source.value().map(|page| i64::try_from(page.accounts.len()).unwrap_or(i64::MAX));
        found.map_or_else(String::new, |count| texts().directory_count(count))
    };
    queue_microtask(|| navigation::focus(SEARCH));
    let label = el("span").class("field__label").text(texts().switcher_search());
    el("div")
        .el(el("label").class("field").el(label).el(input))
        .el(el("p").class("count").attr("role", "status").text_with(count))
        .child(found)
        .view()
}

impl Search {
    fn options(self, page: &Arc<DirectoryPage>) -> AnyView {
        let names =
            page.accounts.iter().map(|account| AccountName { id: account.id.clone(), name: account.name.clone() });
        el("ul")
            .class("menu__list")
            .attr("id", OPTIONS)
            .attr("role", "listbox")
            .attr("aria-label", texts().switcher_search())
            .els(names.enumerate().map(|(at, account)| self.option(at, account)))
            .view()
    }

    fn option(self, at: usize, account: AccountName) -> Element {
        let is_current = self.app.current_account.with_untracked(|current| current.as_ref() == Some(&account));
        el("li")
            .class("menu__item")
            .attr("id", option_id(at))
            .attr("role", "option")
            .bool_attr_with("aria-selected", move || self.active.get() == Some(at))
            .text(account.name.clone())
            .els(is_current.then(|| icon("check")))
            .on("click", move |_| self.choose(&account))
    }

    fn press(self, event: &Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        let page = untrack(|| self.source.value());
        let count = page.as_ref().map_or(0, |page| page.accounts.len());
        if count == 0 || event.is_composing() {
            return;
        }
        let at = self.active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => at.map_or(0, |at| (at + 1) % count),
            "ArrowUp" => at.map_or(count - 1, |at| (at + count - 1) % count),
            "Home" => 0,
            "End" => count - 1,
            "Enter" => {
                // A single option is selected at once.
                let chosen = at.or((count == 1).then_some(0));
                if let Some(account) = page.iter().flat_map(|page| &page.accounts).nth(chosen.unwrap_or(count)) {
                    self.choose(&AccountName { id: account.id.clone(), name: account.name.clone() });
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.active.set(Some(next));
        if let Some(option) = document().get_element_by_id(&option_id(next)) {
            option.scroll_into_view_with_bool(false);
        }
    }

    fn choose(self, account: &AccountName) {
        if let Some(popover) = self.popover.get_untracked() {
            let _ = popover.unchecked_into::<web_sys::HtmlElement>().hide_popover();
        }
        navigate(&Route::Account { id: account.id.clone(), identifier: None });
        self.app.choose_account(account.clone());
    }
}

fn option_id(at: usize) -> String {
    [OPTIONS, "-", &at.to_string()].concat()
}
