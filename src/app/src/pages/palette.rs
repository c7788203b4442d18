//! The command palette: accounts, requests and people that the person may see, pages, and what the present page offers, in
//! one list (a combobox with a list of options in a dialog, ARIA Authoring Practices).
//!
//! It reads what the lists of these pages read, as somebody types there: nothing is looked up, and nothing counts.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::{
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        event, html,
        signal::{Memo, State},
    },
    routing::navigation::{self, navigate},
    session::{App, texts, use_app},
    ui::{dialog::dialog, form::input_value, page::button},
};

pub mod entries;
mod sources;

use entries::{Entry, Target, best_first};
use sources::Sources;

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);
const FIELD: &str = "palette-field";
const OPTIONS: &str = "palette-options";

/// What the field and its options share.
#[derive(Clone, Copy)]
struct Palette {
    app: App,
    found: Memo<Vec<Entry>>,
    /// The place of the option that Enter takes.
    active: State<usize>,
}

/// The dialog, which shows while `app.palette`.
pub fn palette() -> AnyView {
    let app = use_app();
    let body = dynamic(move || if app.palette.get() { search(app) } else { nothing() });
    let close = button(texts().action_close(), "button", move || app.palette.set(false));
    dialog(app.palette, texts().palette_title(), body, [close])
}

fn search(app: App) -> AnyView {
    let before = app.palette_typed.get_untracked();
    app.palette_typed.set(String::new());
    let (typed, asked) = (State::new(before.clone()), State::new(before));
    let sources = Sources::new(app, asked);
    let found = Memo::new(move |_| typed.with(|typed| best_first(sources.entries(typed), typed)));
    let palette = Palette { app, found, active: State::new(0) };
    let mut later = debounce(PAUSE, move |typed: String| asked.set(typed));
    let active = move || {
        let at = palette.active.get();
        (at < found.with(Vec::len)).then(|| option_id(at).into())
    };
    let input = html::input()
        .class("field__input")
        .attr(attr::ID, FIELD)
        .attr(attr::TYPE, "text")
        .attr(attr::ROLE, "combobox")
        .attr(attr::ARIA_AUTOCOMPLETE, "list")
        .attr(attr::ARIA_EXPANDED, "true")
        .attr(attr::ARIA_CONTROLS, OPTIONS)
        .attr_with(attr::ARIA_ACTIVEDESCENDANT, active)
        .attr(attr::AUTOCOMPLETE, "off")
        .attr(attr::SPELLCHECK, "false")
        .value(move || typed.get())
        .on(event::KEYDOWN, move |event| palette.press(&event))
        .on(event::INPUT, move |event| {
            palette.active.set(0);
            typed.set(input_value(&event));
            later(input_value(&event));
        });
    let count = move || texts().palette_count(found.with(|found| i64::try_from(found.len()).unwrap_or(i64::MAX)));
    queue_microtask(|| navigation::focus(FIELD));
    let label = html::span().class("field__label").text(texts().palette_field());
    let options = dynamic(move || palette.options());
    html::div()
        .class("palette")
        .el(html::label().class("field").el(label).el(input))
        .el(html::p().class("count").attr(attr::ROLE, "status").text_with(count))
        .child(options)
        .view()
}

impl Palette {
    fn options(self) -> AnyView {
        let found = self.found.get();
        html::ul()
            .class("menu__list")
            .attr(attr::ID, OPTIONS)
            .attr(attr::ROLE, "listbox")
            .attr(attr::ARIA_LABEL, texts().palette_title())
            .els(found.into_iter().enumerate().map(|(at, entry)| self.option(at, entry)))
            .view()
    }

    fn option(self, at: usize, entry: Entry) -> Element {
        let name = html::span().text(entry.name.clone());
        let name = if entry.is_name { name.untranslated() } else { name };
        let about = (!entry.about.is_empty())
            .then(|| html::span().class("muted").untranslated().text([" ", &entry.about].concat()));
        let kind = html::span().class("palette__kind").text([" ", &texts().palette_kind(entry.kind)].concat());
        html::li()
            .class("menu__item")
            .attr(attr::ID, option_id(at))
            .attr(attr::ROLE, "option")
            .bool_attr_with(attr::ARIA_SELECTED, move || self.active.get() == at)
            .el(html::span().el(name).els(about))
            .el(kind)
            .on(event::CLICK, move |_| self.choose(&entry))
    }

    fn press(self, event: &Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        let count = untrack(|| self.found.with(Vec::len));
        if count == 0 || event.is_composing() {
            return;
        }
        let at = self.active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => (at + 1) % count,
            "ArrowUp" => (at + count - 1) % count,
            "Enter" => {
                event.prevent_default();
                if let Some(entry) = self.found.get_untracked().get(at) {
                    self.choose(entry);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.active.set(next);
        if let Some(option) = document().get_element_by_id(&option_id(next)) {
            option.scroll_into_view_with_bool(false);
        }
    }

    fn choose(self, entry: &Entry) {
        self.app.palette.set(false);
        let target = entry.target.clone();
        // Once the dialog has closed and given the focus back.
        let go = move || match target {
            Target::Page(route) => navigate(&route),
            Target::Press(at) => sources::press(at),
            Target::Keys => self.app.commands.set(true),
        };
        set_timeout(go, Duration::ZERO);
    }
}

fn option_id(at: usize) -> String {
    [OPTIONS, "-", &at.to_string()].concat()
}
