//! A menu behind a button of the bar: `<details>` that closes on Escape, on a click elsewhere and on a choice.

use api::changes::{Changes, MOST_COUNTED};
use api::page::Route;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, FocusEvent, HtmlDetailsElement, HtmlElement, KeyboardEvent, Node};

use crate::{
    dom::{
        attr,
        element::{Element, ElementRef, dynamic, fragment, nothing},
        event, html,
        signal::Memo,
    },
    routing::navigation::is_current,
    session::{App, texts},
    ui::{icon, page::link},
};

/// The button shows `sign` and `label`; `body` is the menu.
pub fn menu(sign: Element, label: Element, body: impl IntoIterator<Item = Element>) -> Element {
    let handle = ElementRef::new();
    let outside = window_event_listener(ev::click, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if !contains(handle, target.as_ref()) {
            close(handle, false);
        }
    });
    on_cleanup(move || outside.remove());
    html::details()
        .class("topbar__menu")
        .node_ref(handle)
        .on(event::KEYDOWN, move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                close(handle, true);
            }
        })
        // Leaving with the Tab key closes the menu too. After a click beside everything there is no next element.
        .on(event::FOCUSOUT, move |event| {
            let next = event.unchecked_ref::<FocusEvent>().related_target();
            let next = next.and_then(|target| target.dyn_into::<Node>().ok());
            if next.is_some() && !contains(handle, next.as_ref()) {
                close(handle, false);
            }
        })
        .el(html::summary().el(sign).text(" ").el(label))
        .el(html::div().class("menu").els(body).on(event::CLICK, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<DomElement>().ok());
            if target.is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some())) {
                close(handle, false);
            }
        }))
}

/// A list of entries, under a heading where it has one.
pub fn list(entries: impl IntoIterator<Item = Element>) -> Element {
    html::ul().class("menu__list").els(entries.into_iter().map(|entry| html::li().el(entry)))
}

pub fn heading(words: String) -> Element {
    html::p().class("menu__heading").text(words)
}

/// A link to a page, marked where it is the current one.
pub fn page_link(page: Route, sign: &str, words: &'static str, class: &'static str) -> Element {
    let link = link(&page, "", class).el(icon(sign)).el(html::span().text(words));
    let current = is_current(page);
    link.attr_with(attr::ARIA_CURRENT, move || current().then_some("page".into()))
}

/// The entries about accounts and requests, each an item of a list. Which of them are shown depends on the session.
pub fn access_entries(app: App, class: &'static str) -> AnyView {
    let changes = app.changes;
    // Both wait on the same page.
    let waiting = Memo::new(move |_| changes.with(|changes| changes.pending + changes.pending_accounts));
    let queued = Memo::new(move |_| changes.with(|changes| changes.operator_pending.unwrap_or_default()));
    let has_directory = app.directory_memo();
    let may_decide = Memo::new(move |_| has_directory.get() || waiting.get() > 0);
    let has_queue = Memo::new(move |_| changes.with(|changes| changes.operator_pending.is_some()));
    fragment(vec![
        directory_entry(app, class),
        html::li()
            .el(page_link(Route::Requests(Default::default()), "request", texts().menu_your_requests(), class))
            .view(),
        entry(may_decide, move || {
            page_link(Route::PendingRequests(Default::default()), "inbox", texts().menu_pending(), class)
                .child(badge(waiting))
        }),
        entry(has_queue, move || {
            page_link(Route::OperatorQueue(Default::default()), "queue", texts().menu_operator_queue(), class)
                .child(badge(queued))
        }),
    ])
}

/// The way to the directory, for those to whom it is open.
pub fn directory_entry(app: App, class: &'static str) -> AnyView {
    entry(app.directory_memo(), move || {
        page_link(Route::Directory(Default::default()), "tree", texts().menu_your_access(), class)
    })
}

/// An entry that comes and goes.
pub fn entry(is_there: Memo<bool>, link: impl Fn() -> Element + Send + 'static) -> AnyView {
    dynamic(move || if is_there.get() { html::li().el(link()).view() } else { nothing() })
}

/// How many requests wait for the person, wherever: beside the sign of a menu that is closed.
pub fn waiting_badge(app: App) -> AnyView {
    let waiting = move |changes: &Changes| {
        changes.pending + changes.pending_accounts + changes.operator_pending.unwrap_or_default()
    };
    badge(Memo::new(move |_| app.changes.with(waiting)))
}

/// How many wait, as far as they are counted; nothing where none does.
fn badge(count: Memo<i64>) -> AnyView {
    dynamic(move || {
        let (shown, said) = match count.get() {
            0 => return nothing(),
            MOST_COUNTED.. => {
                ([&(MOST_COUNTED - 1).to_string(), "+"].concat(), texts().pending_waiting_many(MOST_COUNTED - 1))
            }
            count => (count.to_string(), texts().pending_waiting(count)),
        };
        html::span()
            .class("badge")
            .el(html::span().attr(attr::ARIA_HIDDEN, "true").text(shown))
            .el(html::span().class("visually-hidden").text([" – ", &said].concat()))
            .view()
    })
}

fn contains(handle: ElementRef, node: Option<&Node>) -> bool {
    handle.get_untracked().is_some_and(|details| details.contains(node))
}

fn close(handle: ElementRef, to_button: bool) {
    let Some(details) = handle.get_untracked() else { return };
    let details: HtmlDetailsElement = details.unchecked_into();
    if !details.open() {
        return;
    }
    details.set_open(false);
    if to_button && let Ok(Some(summary)) = details.query_selector("summary") {
        let _ = summary.unchecked_into::<HtmlElement>().focus();
    }
}
