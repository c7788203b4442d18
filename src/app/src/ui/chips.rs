//! A field of several e-mail addresses: each becomes a chip, is checked at once, and can be changed and removed.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::{
    form::{Errors, field_id, typed},
    icon,
    page::button,
    walk::walk,
};
use crate::{
    element::{Element, el, live, nothing},
    held::{Derived, Held},
    navigation,
    session::texts,
    task::follow,
};

pub mod addresses;

use addresses::{MOST, add, is_address, is_list};

/// The addresses of one field. Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Addresses {
    pub list: Held<Vec<String>>,
    /// What stands in the input, and is no chip yet.
    pub typed: Held<String>,
    /// How many of those that came last were there already.
    repeated: Held<usize>,
    /// Whether the list is another one than that which the server spoke of.
    is_changed: Held<bool>,
    /// Whether the person is leaving the input by pressing something with a pointer.
    is_leaving: Held<bool>,
}

/// What such a field is.
pub struct Chips {
    /// As in the request's body: errors are found by it.
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub required: bool,
    pub addresses: Addresses,
}

/// A field of addresses. Its control has the id of the field.
pub fn chips(field: Chips, errors: Errors) -> AnyView {
    let Chips { name, label, hint, required, addresses } = field;
    let id = field_id(name);
    let [label_id, hint_id, error_id] = ["-label", "-hint", "-error"].map(|end| [&id, end].concat());
    let wrong = addresses.wrong(name, errors);
    let is_wrong = move || wrong.with(|wrong| !wrong.is_empty());
    let input = addresses
        .input(&id)
        .attr("name", name)
        .attr("aria-describedby", [&hint_id, " ", &error_id].concat())
        .attr("aria-required", if required { "true" } else { "false" })
        .live_bool("aria-invalid", is_wrong);
    let required = required.then(|| el("span").class("required").text([" (", texts().required(), ")"].concat()));
    let error = el("p")
        .class("field__error")
        .attr("id", error_id)
        .live_flag("hidden", move || !is_wrong())
        .live_text(move || wrong.get());
    let list = live(move || addresses.chips(&id, label));
    let label = el("label").class("field__label").attr("for", field_id(name)).attr("id", label_id.clone()).text(label);
    el("div")
        .live("class", move || Some(if is_wrong() { "field field--invalid" } else { "field" }.into()))
        .attr("role", "group")
        .attr("aria-labelledby", label_id)
        .el(label.els(required))
        .el(el("p").class("field__hint").attr("id", hint_id).text(hint))
        .el(error)
        .el(el("div").class("chips").child(list).el(input))
        .el(el("p").class("field__hint").attr("role", "status").live_text(move || addresses.counts()))
        .view()
}

/// What is wrong with a list, sentence by sentence.
pub fn problems(list: &[String]) -> Vec<String> {
    let wrong = list.iter().filter(|address| !is_address(address)).map(|address| texts().invalid_email(address));
    let too_many = (list.len() > MOST).then(|| texts().invalid_emails_too_many(count(list.len())));
    wrong.chain(too_many).collect()
}

impl Addresses {
    pub fn new(list: Vec<String>, typed: String) -> Addresses {
        Addresses {
            list: Held::new(list),
            typed: Held::new(typed),
            repeated: Held::new(0),
            is_changed: Held::new(false),
            is_leaving: Held::new(false),
        }
    }

    /// What was typed becomes chips.
    pub fn take_in(self) {
        self.is_leaving.set(false);
        let typed = self.typed.get_untracked();
        if typed.is_empty() {
            return;
        }
        self.typed.set(String::new());
        let mut repeated = 0;
        self.change(|list| repeated = add(list, &typed));
        self.repeated.set(repeated);
    }

    fn change(self, change: impl FnOnce(&mut Vec<String>)) {
        self.repeated.set(0);
        self.is_changed.set(true);
        self.list.update(change);
    }

    /// The address at `index`, which is then no longer in the list.
    fn take_out(self, index: usize) -> Option<String> {
        let mut taken = None;
        self.change(|list| {
            if index < list.len() {
                taken = Some(list.remove(index));
            }
        });
        taken
    }

    /// Everything that is wrong here, at once; what the server said, until the list changes.
    fn wrong(self, name: &'static str, errors: Errors) -> Derived<String> {
        follow(move || {
            let _ = errors.has(name);
            self.is_changed.set(false);
        });
        Derived::new(move |_| {
            let wrong = self.list.with(|list| problems(list)).join("\n");
            if !wrong.is_empty() || self.is_changed.get() {
                return wrong;
            }
            errors.of(name).unwrap_or_default()
        })
    }

    /// A text area, since the browser would join the lines of a list that is pasted into a line.
    fn input(self, id: &str) -> Element {
        // What is pressed must not move away under the pointer because chips appear above it.
        let pressed = window_event_listener(ev::click, move |_| {
            if self.is_leaving.get_untracked() {
                self.take_in();
            }
        });
        on_cleanup(move || pressed.remove());
        let own_id = id.to_owned();
        el("textarea")
            .class("field__input")
            .attr("id", id.to_owned())
            .attr("rows", "1")
            .attr("inputmode", "email")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "none")
            .attr("spellcheck", "false")
            .value(move || self.typed.get())
            .on("input", move |event| {
                let text = typed(&event);
                let is_whole = is_list(&text);
                self.typed.set(text);
                if is_whole {
                    self.take_in();
                }
            })
            .on("focusin", move |_| self.is_leaving.set(false))
            .on("focusout", move |_| {
                if document().query_selector(":active").is_ok_and(|pressed| pressed.is_some()) {
                    self.is_leaving.set(true);
                } else {
                    self.take_in();
                }
            })
            .on("keydown", move |event| self.press(&event, &own_id))
    }

    fn press(self, event: &Event, id: &str) {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.is_composing() {
            return;
        }
        let last = self.list.with_untracked(|list| list.len().checked_sub(1));
        let last = last.filter(|_| self.typed.with_untracked(String::is_empty));
        match (event.key().as_str(), last) {
            ("Enter", _) => self.take_in(),
            ("Backspace", Some(last)) => {
                let _ = self.take_out(last);
            }
            ("ArrowLeft", Some(last)) => navigation::focus(&remove_id(id, last)),
            _ => return,
        }
        event.prevent_default();
    }

    fn chips(self, id: &str, label: &str) -> AnyView {
        let list = self.list.get();
        if list.is_empty() {
            return nothing();
        }
        let chips = list.iter().enumerate().map(|(index, address)| self.chip(id, index, address));
        el("ul")
            .class("chips__list")
            .attr("role", "list")
            .attr("aria-label", texts().chips_list(label))
            .on("keydown", |event| walk(&event, "button"))
            .els(chips)
            .view()
    }

    /// The Tab key reaches the first chip, and those that are to be corrected; the arrow keys reach all.
    fn chip(self, id: &str, index: usize, address: &str) -> Element {
        let is_wrong = !is_address(address);
        let own_id = id.to_owned();
        let change = move || {
            self.take_in();
            self.typed.set(self.take_out(index).unwrap_or_default());
            navigation::focus(&own_id);
        };
        let own_id = id.to_owned();
        let remove = move || {
            let _ = self.take_out(index);
            let last = self.list.with_untracked(|list| list.len().checked_sub(1));
            // The chip that takes its place is there once the list is shown anew.
            let next = last.map_or_else(|| own_id.clone(), |last| remove_id(&own_id, index.min(last)));
            set_timeout(move || navigation::focus(&next), Duration::ZERO);
        };
        let words = if is_wrong { texts().chips_correct(address) } else { texts().chips_change(address) };
        let change = button(address, "chip__text", change)
            .attr("aria-label", words)
            .attr("tabindex", if is_wrong || index == 0 { "0" } else { "-1" })
            .els(is_wrong.then(|| icon("warning")));
        let remove = button("", "chip__remove", remove)
            .attr("id", remove_id(id, index))
            .attr("aria-label", texts().chips_remove(address))
            .attr("tabindex", "-1")
            .el(icon("close"));
        el("li").class(if is_wrong { "chip chip--wrong" } else { "chip" }).el(change).el(remove)
    }

    /// How many there are, how many of them are wrong, and how many were there already.
    fn counts(self) -> String {
        let (all, wrong) =
            self.list.with(|list| (list.len(), list.iter().filter(|address| !is_address(address)).count()));
        let repeated = self.repeated.get();
        let parts = [
            (all > wrong).then(|| texts().chips_added(count(all - wrong))),
            (wrong > 0).then(|| texts().chips_wrong(count(wrong))),
            (repeated > 0).then(|| texts().chips_repeated(count(repeated))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn remove_id(id: &str, index: usize) -> String {
    [id, "-remove-", &index.to_string()].concat()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
