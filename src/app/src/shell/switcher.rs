//! The current Smart Account, and a search among those in which the person holds a role.

use std::time::Duration;

use api::{
    account::AccountName,
    directory::{DirectoryPage, DirectoryQuery},
    path,
};
use leptos::prelude::*;

use super::menu::list;
use crate::{
    element::{Element, Handle, el, live, nothing},
    held::Held,
    navigation::{self, go},
    remote,
    route::Route,
    session::{App, texts},
    ui::{form::typed, icon, page::button},
};

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);
const SEARCH: &str = "switcher-search";

pub fn switcher(app: App) -> Element {
    let open = Held::new(false);
    let popover = Handle::new();
    let name = move || app.current_account.with(|account| account.as_ref().map_or(String::new(), |it| it.name.clone()));
    // The browser closes a popover on Escape and on a click elsewhere, and gives the focus back.
    let on_toggle = move |_| {
        let is_open = |popover: web_sys::HtmlElement| popover.matches(":popover-open").unwrap_or(false);
        open.set(popover.get_untracked().is_some_and(is_open));
    };
    let trigger = el("button")
        .class("button")
        .attr("type", "button")
        .attr("popovertarget", "switcher")
        .live_bool("aria-expanded", move || open.get())
        .el(el("span").class("visually-hidden").text(texts().switcher_label()).text(" "))
        .el(el("span").live_text(name))
        .el(icon("chevron-down"));
    let menu = el("div")
        .class("menu")
        .attr("id", "switcher")
        .attr("popover", "auto")
        .handle(popover)
        .on("toggle", on_toggle)
        .child(live(move || if open.get() { search(app, popover) } else { nothing() }));
    el("div").class("sidenav__switcher").el(trigger).el(menu)
}

fn search(app: App, popover: Handle) -> AnyView {
    let words = Held::new(String::new());
    let path = move || {
        let query = DirectoryQuery { q: words.get(), held: true, ..DirectoryQuery::default() };
        Some(path::directory(&query))
    };
    let source = remote::load::<DirectoryPage>(path, true);
    let mut later = debounce(PAUSE, move |typed: String| words.set(typed));
    let input = el("input")
        .class("field__input")
        .attr("id", SEARCH)
        .attr("type", "search")
        .attr("autocomplete", "off")
        .on("input", move |event| later(typed(&event)));
    let results = remote::show(source, move |page| {
        if page.accounts.is_empty() {
            return el("p").class("muted").text(texts().nothing_found()).view();
        }
        let names =
            page.accounts.iter().map(|account| AccountName { id: account.id.clone(), name: account.name.clone() });
        list(names.map(|name| item(app, popover, name))).view()
    });
    queue_microtask(|| navigation::focus(SEARCH));
    let label = el("span").class("field__label").text(texts().switcher_search());
    el("div")
        .el(el("label").class("field").el(label).el(input))
        .el(el("div").attr("role", "status").child(results))
        .view()
}

fn item(app: App, popover: Handle, account: AccountName) -> Element {
    let name = account.name.clone();
    let is_current = app.current_account.with_untracked(|current| current.as_ref() == Some(&account));
    let item = button(&name, "menu__item", move || {
        if let Some(popover) = popover.get_untracked() {
            let _ = popover.hide_popover();
        }
        go(&Route::Account { id: account.id.clone(), identifier: None });
        app.choose_account(account.clone());
    });
    if is_current { item.attr("aria-current", "true") } else { item }
}
