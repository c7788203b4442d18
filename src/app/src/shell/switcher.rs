//! The current Smart Account, and a search among those in which the person holds a role: a combobox with a list of
//! options (ARIA Authoring Practices), whose focus stays in the field.

use std::{sync::Arc, time::Duration};

use api::{
    account::AccountName,
    directory::{DirectoryAccess, DirectoryPage, DirectoryQuery},
    page::Route,
    path,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::{
    dom::{
        attr,
        element::{Element, ElementRef, dynamic, nothing},
        event, html,
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
    let trigger = html::button()
        .class("button")
        .attr(attr::TYPE, "button")
        .attr(attr::POPOVERTARGET, "switcher")
        .bool_attr_with(attr::ARIA_EXPANDED, move || open.get())
        .el(html::span().class("visually-hidden").text(texts().switcher_label()).text(" "))
        .el(html::span().untranslated().text_with(name))
        .el(icon("chevron-down"));
    let menu = html::div()
        .class("menu")
        .attr(attr::ID, "switcher")
        .attr(attr::POPOVER, "auto")
        .node_ref(popover)
        .on(event::TOGGLE, on_toggle)
        .child(dynamic(move || if open.get() { search(app, popover) } else { nothing() }));
    html::div().class("sidenav__switcher").el(trigger).el(menu)
}

fn search(app: App, popover: ElementRef) -> AnyView {
    let words = State::new(String::new());
    let path = move || {
        let query = DirectoryQuery { q: words.get(), access: Some(DirectoryAccess::Held), ..DirectoryQuery::default() };
        Some(path::directory(&query))
    };
    let search = Search { app, popover, source: resource::use_resource(path, true), active: State::new(None) };
    task::effect(move || {
        let _ = search.source.get();
        search.active.set(None);
    });
    let mut later = debounce(PAUSE, move |typed: String| words.set(typed));
    let input = html::input()
        .class("field__input")
        .attr(attr::ID, SEARCH)
        .attr(attr::TYPE, "text")
        .attr(attr::ROLE, "combobox")
        .attr(attr::ARIA_AUTOCOMPLETE, "list")
        .attr(attr::ARIA_EXPANDED, "true")
        .attr(attr::ARIA_CONTROLS, OPTIONS)
        .attr_with(attr::ARIA_ACTIVEDESCENDANT, move || search.active.get().map(|at| option_id(at).into()))
        .attr(attr::AUTOCOMPLETE, "off")
        .attr(attr::SPELLCHECK, "false")
        .on(event::KEYDOWN, move |event| search.press(&event))
        .on(event::INPUT, move |event| later(input_value(&event)));
    let found = resource::suspense(search.source, move |page| search.options(page));
    // Announced once the accounts are there, and not on each key.
    let count = move || {
        let found = search.source.value().map(|page| i64::try_from(page.accounts.len()).unwrap_or(i64::MAX));
        found.map_or_else(String::new, |count| texts().directory_count(count))
    };
    queue_microtask(|| navigation::focus(SEARCH));
    let label = html::span().class("field__label").text(texts().switcher_search());
    html::div()
        .el(html::label().class("field").el(label).el(input))
        .el(html::p().class("count").attr(attr::ROLE, "status").text_with(count))
        .child(found)
        .view()
}

impl Search {
    fn options(self, page: &Arc<DirectoryPage>) -> AnyView {
        let names =
            page.accounts.iter().map(|account| AccountName { id: account.id.clone(), name: account.name.clone() });
        html::ul()
            .class("menu__list")
            .attr(attr::ID, OPTIONS)
            .attr(attr::ROLE, "listbox")
            .attr(attr::ARIA_LABEL, texts().switcher_search())
            .els(names.enumerate().map(|(at, account)| self.option(at, account)))
            .view()
    }

    fn option(self, at: usize, account: AccountName) -> Element {
        let is_current = self.app.current_account.with_untracked(|current| current.as_ref() == Some(&account));
        html::li()
            .class("menu__item")
            .attr(attr::ID, option_id(at))
            .attr(attr::ROLE, "option")
            .bool_attr_with(attr::ARIA_SELECTED, move || self.active.get() == Some(at))
            .untranslated()
            .text(account.name.clone())
            .els(is_current.then(|| icon("check")))
            .on(event::CLICK, move |_| self.choose(&account))
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
