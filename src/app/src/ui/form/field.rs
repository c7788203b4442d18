//! One field: label, hint, error, control. The hint and the error are tied to the control.

use leptos::prelude::*;

use super::{Errors, field_id};
use text::Locale;

use crate::{
    dom::{
        attr,
        element::{Element, dynamic, fragment},
        event::{self, EventName},
        html,
        signal::State,
    },
    session::texts,
    ui::{form::input_value, format},
};

/// What a field is, whatever its control.
pub struct Field {
    /// As in the request's body: errors are found by it.
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: State<String>,
    pub required: bool,
    /// As in HTML; empty for none.
    pub autocomplete: &'static str,
}

/// A line of text. `kind` is the input's type.
pub fn text_field(field: Field, kind: &'static str, errors: Errors) -> AnyView {
    let value = field.value;
    let input = html::input().attr(attr::TYPE, kind).value(move || value.get());
    labelled_field(field, input, event::INPUT, errors)
}

/// Several lines of text, at most `most` characters.
pub fn text_area(field: Field, rows: u32, most: u32, errors: Errors) -> AnyView {
    let value = field.value;
    let area = html::textarea().attr(attr::ROWS, rows.to_string()).attr(attr::MAXLENGTH, most.to_string());
    labelled_field(field, area.value(move || value.get()), event::INPUT, errors)
}

/// One of several: pairs of a value and its words. Nothing is chosen at first unless `value` is one of them.
pub fn select_field(field: Field, options: Vec<(String, String)>, errors: Errors) -> AnyView {
    let value = field.value;
    let select = html::select().child(option_list(options, texts().choose(), value)).value(move || value.get());
    labelled_field(field, select, event::CHANGE, errors)
}

/// A country by its code.
pub fn country_field(field: Field, errors: Errors) -> AnyView {
    long_field(field, format::country, format::countries, errors)
}

/// A time zone by its IANA name.
pub fn time_zone_field(field: Field, errors: Errors) -> AnyView {
    long_field(field, format::zone_name, format::zones, errors)
}

/// A select of countries by their codes; `none` stands for none of them.
pub fn country_select(value: State<String>, none: &'static str) -> Element {
    long_select(value, none, false, format::country, format::countries)
}

fn long_field(
    field: Field,
    name: fn(&str, Locale) -> String,
    all: fn(Locale) -> Vec<(String, String)>,
    errors: Errors,
) -> AnyView {
    let has_all = field.value.with_untracked(String::is_empty);
    let select = long_select(field.value, texts().choose(), has_all, name, all);
    labelled_field(field, select, event::CHANGE, errors)
}

/// One of very many. The others than the chosen one come when the person reaches for them: there are hundreds, to name and
/// to sort, and browsers make several elements of each.
fn long_select(
    value: State<String>,
    none: &'static str,
    has_all: bool,
    name: fn(&str, Locale) -> String,
    all: fn(Locale) -> Vec<(String, String)>,
) -> Element {
    let has_all = State::new(has_all);
    let options = dynamic(move || {
        let locale = texts().locale();
        let mut options = if has_all.get() { all(locale) } else { Vec::new() };
        let chosen = if has_all.get_untracked() { value.get_untracked() } else { value.get() };
        // An older name, or a newer one than the browser knows, stands beside the others.
        if !chosen.is_empty() && !options.iter().any(|(word, _)| *word == chosen) {
            let name = name(&chosen, locale);
            options.insert(0, (chosen, name));
        }
        option_list(options, none, value)
    });
    let reach = move |_| {
        if !has_all.get_untracked() {
            has_all.set(true);
        }
    };
    html::select().child(options).value(move || value.get()).on(event::POINTEROVER, reach).on(event::FOCUS, reach)
}

fn option_list(options: Vec<(String, String)>, none: &str, value: State<String>) -> AnyView {
    let chosen = value.get_untracked();
    let none = (String::new(), none.to_owned());
    let options = [none].into_iter().chain(options).map(|(word, label)| {
        let is_chosen = word == chosen;
        html::option().attr(attr::VALUE, word).text(label).flag(attr::SELECTED, is_chosen).view()
    });
    fragment(options.collect())
}

/// A control with its label, hint and error; on `event`, the field takes its value.
///
/// Fields are required by what the form checks, not by the browser, whose bubbles speak another language.
pub fn labelled_field(field: Field, control: Element, event: EventName, errors: Errors) -> AnyView {
    let Field { name, label, hint, value, required, autocomplete } = field;
    let id = field_id(name);
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let mut control = control
        .class("field__input")
        .attr(attr::ID, id.clone())
        .attr(attr::NAME, name)
        .attr(attr::ARIA_DESCRIBEDBY, [&hint_id, " ", &error_id].concat())
        .bool_attr_with(attr::ARIA_INVALID, move || errors.contains(name))
        .on(event, move |event| {
            let typed = input_value(&event);
            if !typed.trim().is_empty() {
                errors.forget(name);
            }
            value.set(typed);
        });
    if required {
        control = control.attr(attr::ARIA_REQUIRED, "true");
    }
    if !autocomplete.is_empty() {
        control = control.attr(attr::AUTOCOMPLETE, autocomplete);
    }
    let needed = if required { texts().required() } else { texts().optional() };
    let needed = html::span().class("required").text([" (", needed, ")"].concat());
    html::div()
        .attr_with(attr::CLASS, move || {
            Some(if errors.contains(name) { "field field--invalid" } else { "field" }.into())
        })
        .el(html::label().class("field__label").attr(attr::FOR, id).text(label).el(needed))
        .els(hint.map(|hint| html::p().class("field__hint").attr(attr::ID, hint_id).text(hint)))
        .el(super::error_text(name, error_id, errors))
        .el(control)
        .view()
}
