//! The chips: each can be put back where it was typed, and be removed.

use std::time::Duration;

use leptos::prelude::*;

use super::Addresses;
use crate::{
    dom::{
        attr,
        element::{Element, nothing},
        event, html,
    },
    routing::navigation,
    session::texts,
    ui::{address::is_address, icon, page::button, roving_focus::move_focus},
};

impl Addresses {
    pub(super) fn chips(self, id: &str, label: &str) -> AnyView {
        let list = self.list.get();
        if list.is_empty() {
            return nothing();
        }
        let chips = list.iter().enumerate().map(|(index, address)| self.chip(id, index, address));
        html::ul()
            .class("chips__list")
            .attr(attr::ROLE, "list")
            .attr(attr::ARIA_LABEL, texts().chips_list(label))
            .on(event::KEYDOWN, |event| move_focus(&event, "button"))
            .els(chips)
            .view()
    }

    /// The Tab key reaches the first chip, and those that are to be corrected; the arrow keys reach all.
    fn chip(self, id: &str, index: usize, address: &str) -> Element {
        let is_wrong = !is_address(address);
        let own_id = id.to_owned();
        let change = move || {
            self.commit_input();
            self.typed.set(self.remove(index).unwrap_or_default());
            navigation::focus(&own_id);
        };
        let own_id = id.to_owned();
        let remove = move || {
            let _ = self.remove(index);
            let last = self.list.with_untracked(|list| list.len().checked_sub(1));
            // The next chip is there once the list has been built again.
            let next = last.map_or_else(|| own_id.clone(), |last| remove_id(&own_id, index.min(last)));
            set_timeout(move || navigation::focus(&next), Duration::ZERO);
        };
        let words = if is_wrong { texts().chips_correct(address) } else { texts().chips_change(address) };
        let change = button(address, "chip__text", change)
            .untranslated()
            .attr(attr::ARIA_LABEL, words)
            .attr(attr::TABINDEX, if is_wrong || index == 0 { "0" } else { "-1" })
            .els(is_wrong.then(|| icon("warning")));
        let remove = button("", "chip__remove", remove)
            .attr(attr::ID, remove_id(id, index))
            .attr(attr::ARIA_LABEL, texts().chips_remove(address))
            .attr(attr::TABINDEX, "-1")
            .el(icon("close"));
        html::li().class(if is_wrong { "chip chip--wrong" } else { "chip" }).el(change).el(remove)
    }
}

/// The id of the button that removes the chip at `index`; `id` is the field's.
pub(super) fn remove_id(id: &str, index: usize) -> String {
    [id, "-remove-", &index.to_string()].concat()
}
