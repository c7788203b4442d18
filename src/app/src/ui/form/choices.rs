//! A question with few answers: radio buttons in a fieldset.

use leptos::prelude::*;

use super::{Errors, error_text, field_id};
use crate::dom::{attr, element::Element, event, html, signal::State};

/// One answer.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    /// Label and hint are a name and what belongs to it.
    pub is_name: bool,
}

/// Radio buttons; nothing is chosen unless `value` is one of them. The first one carries the field's id.
pub fn choices(
    name: &'static str,
    legend: &str,
    value: State<String>,
    options: Vec<Choice>,
    errors: Errors,
) -> AnyView {
    let error_id = [&field_id(name), "-error"].concat();
    html::fieldset()
        .class("choices")
        .attr(attr::ROLE, "radiogroup")
        .attr(attr::ARIA_DESCRIBEDBY, error_id.clone())
        .bool_attr_with(attr::ARIA_INVALID, move || errors.contains(name))
        .el(html::legend().text(legend.to_owned()))
        .el(error_text(name, error_id, errors))
        .els(options.into_iter().enumerate().map(|(index, choice)| option(name, index, value, errors, choice)))
        .view()
}

fn option(name: &'static str, index: usize, value: State<String>, errors: Errors, choice: Choice) -> Element {
    let Choice { value: word, label, hint, is_name } = choice;
    // The error summary leads to the first answer.
    let id = if index == 0 { field_id(name) } else { [&field_id(name), "-", &word].concat() };
    let hint_id = [&id, "-hint"].concat();
    let (own, chosen) = (word.clone(), word.clone());
    let mut radio = html::input()
        .attr(attr::ID, id)
        .attr(attr::TYPE, "radio")
        .attr(attr::NAME, name)
        .attr(attr::VALUE, word)
        .checked(move || value.with(|value| *value == own))
        .on(event::CHANGE, move |_| {
            errors.forget(name);
            value.set(chosen.clone());
        });
    if hint.is_some() {
        radio = radio.attr(attr::ARIA_DESCRIBEDBY, hint_id.clone());
    }
    let choice = html::label().class("choice");
    let choice = if is_name { choice.untranslated() } else { choice };
    choice
        .el(radio)
        .el(html::span().class("choice__label").text(label))
        .els(hint.map(|hint| html::span().class("choice__hint").attr(attr::ID, hint_id).text(hint)))
}
