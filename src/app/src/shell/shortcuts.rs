//! Keys that act from everywhere on a page, the dialog that lists them, and the box that switches single keys off (WCAG
//! 2.1.4): whoever dictates, or presses keys by accident, must not set things off.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, HtmlElement, KeyboardEvent};

use crate::{
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        event, html,
        signal::State,
    },
    session::{App, store, stored, texts},
    ui::{dialog::dialog, page::button},
};

/// The browser's own memory of single keys being switched off.
const KEY: &str = "single-keys";
const OFF: &str = "off";

/// Listens as long as the shell, and shows the dialog while `app.commands`.
pub fn shortcuts(app: App) -> AnyView {
    let are_on = State::new(stored(KEY).as_deref() != Some(OFF));
    let listener = window_event_listener_untyped("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        // With another key, and so never by accident: it acts whether or not single keys do.
        let is_with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if is_with_control && event.key().eq_ignore_ascii_case("k") && !has_overlay() {
            event.prevent_default();
            return app.palette.set(true);
        }
        let is_combined = event.ctrl_key() || event.alt_key() || event.meta_key();
        if app.palette.get_untracked() && !is_combined && !has_overlay() {
            return type_ahead(app, &event);
        }
        if is_combined || event.default_prevented() || !are_on.get_untracked() || is_taken(&event) {
            return;
        }
        match event.key().as_str() {
            "/" => {
                let Ok(Some(field)) = document().query_selector("main input[type=search]") else { return };
                let _ = field.unchecked_into::<HtmlElement>().focus();
            }
            "?" => app.commands.set(true),
            "n" | "p" => {
                let way = if event.key() == "n" { "main [rel=next]" } else { "main [rel=prev]" };
                let Ok(Some(link)) = document().query_selector(way) else { return };
                link.unchecked_into::<HtmlElement>().click();
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
    let body = dynamic(move || if app.commands.get() { list(are_on).view() } else { nothing() });
    let close = button(texts().action_close(), "button button--primary", move || app.commands.set(false))
        .flag(attr::AUTOFOCUS, true);
    dialog(app.commands, texts().commands_title(), body, [close])
}

/// What is pressed while the palette is on its way is meant for its field.
fn type_ahead(app: App, event: &KeyboardEvent) {
    let key = event.key();
    if key == "Escape" {
        app.palette_typed.set(String::new());
        app.palette.set(false);
    } else if key.chars().count() == 1 {
        event.prevent_default();
        app.palette_typed.update(|typed| typed.push_str(&key));
    }
}

/// Whether the key belongs to what has the focus, or to a dialog.
fn is_taken(event: &KeyboardEvent) -> bool {
    let within = |what| {
        let target = event.target().and_then(|target| target.dyn_into::<DomElement>().ok());
        target.is_some_and(|target| target.closest(what).is_ok_and(|found| found.is_some()))
    };
    let is_typed = within("input, textarea, select, [contenteditable]");
    is_typed || has_overlay()
}

/// Whether a dialog or a menu is open over the page.
fn has_overlay() -> bool {
    document().query_selector("dialog[open], :popover-open").is_ok_and(|open| open.is_some())
}

fn list(are_on: State<bool>) -> Element {
    let commands: [(&[&str], &str); 9] = [
        (&[texts().palette_keys()], texts().palette_title()),
        (&["/"], texts().commands_search()),
        (&["N", "P"], texts().commands_next()),
        (&["?"], texts().commands_list()),
        (&["Esc"], texts().commands_escape()),
        (&["↑", "↓", "←", "→"], texts().commands_tree()),
        (&["A", "…", "Z"], texts().commands_letter()),
        (&["*"], texts().commands_open_all()),
        (&[texts().commands_space_key()], texts().commands_tick()),
    ];
    let pairs = commands.map(|(keys, words)| {
        let keys = keys.iter().map(|key| html::kbd().text((*key).to_owned()));
        [html::dt().class("cluster").els(keys), html::dd().text(words.to_owned())]
    });
    let tick_box =
        html::input().attr(attr::TYPE, "checkbox").checked(move || are_on.get()).on(event::CHANGE, move |event| {
            let on = event_target_checked(&event);
            are_on.set(on);
            store(KEY, if on { "on" } else { OFF });
        });
    let words = html::span().class("choice__label").text(texts().commands_single_keys());
    let hint = html::span().class("choice__hint").text(texts().commands_single_keys_hint());
    html::div().class("stack").el(html::dl().class("facts commands").els(pairs.into_iter().flatten())).el(html::label()
        .class("choice")
        .el(tick_box)
        .el(words)
        .el(hint))
}
