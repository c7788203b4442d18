//! A field of several e-mail addresses: each becomes a chip, is checked at once, and can be changed and removed.

use leptos::prelude::*;

use super::{
    address::is_address,
    form::{Errors, field_id},
};
use crate::{
    dom::{
        attr,
        element::dynamic,
        html,
        signal::{Memo, State},
    },
    session::texts,
};

pub mod addresses;
mod input;
mod list;

use addresses::{MOST, add};

/// The addresses of one field. Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Addresses {
    pub list: State<Vec<String>>,
    /// The text in the input that is not a chip yet.
    pub typed: State<String>,
    /// How many of the addresses added last were duplicates.
    repeated: State<usize>,
    /// The name of the field and what was found wrong with it: until the list changes.
    errors: State<Option<(&'static str, Errors)>>,
    /// Whether the person is leaving the input by pressing something with a pointer.
    is_leaving: State<bool>,
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
    let wrong = addresses.validation_error(name, errors);
    let is_wrong = move || wrong.with(|wrong| !wrong.is_empty());
    let input = addresses
        .input(&id)
        .attr(attr::NAME, name)
        .attr(attr::ARIA_DESCRIBEDBY, [&hint_id, " ", &error_id].concat())
        .attr(attr::ARIA_REQUIRED, if required { "true" } else { "false" })
        .bool_attr_with(attr::ARIA_INVALID, is_wrong);
    let needed = if required { texts().required() } else { texts().optional() };
    let needed = html::span().class("required").text([" (", needed, ")"].concat());
    let error = html::p()
        .class("field__error")
        .attr(attr::ID, error_id)
        .flag_with(attr::HIDDEN, move || !is_wrong())
        .text_with(move || wrong.get());
    let list = dynamic(move || addresses.chips(&id, label));
    let label = html::label()
        .class("field__label")
        .attr(attr::FOR, field_id(name))
        .attr(attr::ID, label_id.clone())
        .text(label);
    html::div()
        .attr_with(attr::CLASS, move || Some(if is_wrong() { "field field--invalid" } else { "field" }.into()))
        .attr(attr::ROLE, "group")
        .attr(attr::ARIA_LABELLEDBY, label_id)
        .el(label.el(needed))
        .el(html::p().class("field__hint").attr(attr::ID, hint_id).text(hint))
        .el(error)
        .el(html::div().class("chips").el(input).child(list))
        .el(html::p().class("field__hint").attr(attr::ROLE, "status").text_with(move || addresses.count_text()))
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
            list: State::new(list),
            typed: State::new(typed),
            repeated: State::new(0),
            errors: State::new(None),
            is_leaving: State::new(false),
        }
    }

    /// What was typed becomes chips.
    pub fn commit_input(self) {
        self.is_leaving.set(false);
        // The input also loses the focus when its page is left; the signals may be gone then.
        let typed = self.typed.try_with_untracked(String::clone).unwrap_or_default();
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
        self.list.update(change);
        if let Some((name, errors)) = self.errors.get_untracked() {
            errors.forget(name);
        }
    }

    /// The address at `index`, which is then no longer in the list.
    fn remove(self, index: usize) -> Option<String> {
        let mut taken = None;
        self.change(|list| {
            if index < list.len() {
                taken = Some(list.remove(index));
            }
        });
        taken
    }

    /// All errors of this field: what is wrong with the list as it is, else what was found when it was sent.
    fn validation_error(self, name: &'static str, errors: Errors) -> Memo<String> {
        self.errors.set(Some((name, errors)));
        Memo::new(move |_| {
            let wrong = self.list.with(|list| problems(list)).join("\n");
            if wrong.is_empty() { errors.message_for(name).unwrap_or_default() } else { wrong }
        })
    }

    /// How many addresses there are, how many are wrong, and how many were duplicates.
    fn count_text(self) -> String {
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

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
