//! Where addresses are typed and pasted, and which keys make chips of them.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::{Addresses, addresses::is_list, list::remove_id};
use crate::{
    dom::{attr, element::Element, event, html},
    routing::navigation,
    ui::form::input_value,
};

impl Addresses {
    /// A text area, since the browser would join the lines of a list that is pasted into a line.
    pub(super) fn input(self, id: &str) -> Element {
        // Chips that appear above a pressed button must not move it away under the pointer.
        let pressed = window_event_listener(ev::click, move |_| {
            if self.is_leaving.get_untracked() {
                self.commit_input();
            }
        });
        on_cleanup(move || pressed.remove());
        let own_id = id.to_owned();
        html::textarea()
            .class("field__input")
            .attr(attr::ID, id.to_owned())
            .attr(attr::ROWS, "1")
            .attr(attr::INPUTMODE, "email")
            .attr(attr::AUTOCOMPLETE, "off")
            .attr(attr::AUTOCAPITALIZE, "none")
            .attr(attr::SPELLCHECK, "false")
            .value(move || self.typed.get())
            .on(event::INPUT, move |event| {
                let text = input_value(&event);
                let is_whole = is_list(&text);
                self.typed.set(text);
                if is_whole {
                    self.commit_input();
                }
            })
            .on(event::FOCUSIN, move |_| self.is_leaving.set(false))
            .on(event::FOCUSOUT, move |_| {
                if document().query_selector(":active").is_ok_and(|pressed| pressed.is_some()) {
                    self.is_leaving.set(true);
                } else {
                    self.commit_input();
                }
            })
            .on(event::KEYDOWN, move |event| self.press(&event, &own_id))
    }

    fn press(self, event: &Event, id: &str) {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.is_composing() {
            return;
        }
        let last = self.list.with_untracked(|list| list.len().checked_sub(1));
        let last = last.filter(|_| self.typed.with_untracked(String::is_empty));
        match (event.key().as_str(), last) {
            ("Enter", _) => self.commit_input(),
            ("Backspace", Some(last)) => {
                let _ = self.remove(last);
            }
            ("ArrowLeft", Some(last)) => navigation::focus(&remove_id(id, last)),
            _ => return,
        }
        event.prevent_default();
    }
}
