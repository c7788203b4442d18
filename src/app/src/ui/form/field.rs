//! One field: label, hint, error, control. The hint and the error are tied to the control.

use leptos::prelude::*;

use super::{Errors, field_id};
use crate::{
    dom::{
        element::{Element, dynamic, el, fragment},
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
    let input = el("input").attr("type", kind).value(move || value.get());
    labelled_field(field, input, "input", errors)
}

/// Several lines of text, at most `most` characters.
pub fn text_area(field: Field, rows: u32, most: u32, errors: Errors) -> AnyView {
    let value = field.value;
    let area = el("textarea").attr("rows", rows.to_string()).attr("maxlength", most.to_string());
    labelled_field(field, area.value(move || value.get()), "input", errors)
}

/// One of several: pairs of a value and its words. Nothing is chosen at first unless `value` is one of them.
pub fn select_field(field: Field, options: Vec<(String, String)>, errors: Errors) -> AnyView {
    let value = field.value;
    let select = el("select").child(option_list(options, value)).value(move || value.get());
    labelled_field(field, select, "change", errors)
}

/// A country by its code. Where one is chosen, the others come when the person reaches for them: there are 250, to name
/// and to sort, and browsers make several elements of each.
pub fn country_field(field: Field, errors: Errors) -> AnyView {
    let value = field.value;
    let has_all = State::new(value.with_untracked(String::is_empty));
    let options = dynamic(move || {
        let locale = texts().locale();
        if has_all.get() {
            return option_list(format::countries(locale), value);
        }
        let code = value.get();
        let name = format::country(&code, locale);
        option_list(vec![(code, name)], value)
    });
    let reach = move |_| {
        if !has_all.get_untracked() {
            has_all.set(true);
        }
    };
    let select = el("select").child(options).value(move || value.get()).on("pointerover", reach).on("focus", reach);
    labelled_field(field, select, "change", errors)
}

fn option_list(options: Vec<(String, String)>, value: State<String>) -> AnyView {
    let chosen = value.get_untracked();
    let none = (String::new(), texts().choose().to_owned());
    let options = [none].into_iter().chain(options).map(|(word, label)| {
        let is_chosen = word == chosen;
        el("option").attr("value", word).text(label).flag("selected", is_chosen).view()
    });
    fragment(options.collect())
}

/// A control with its label, hint and error; on `event`, the field takes its value.
///
/// Fields are required by what the form checks, not by the browser, whose bubbles speak another language.
pub fn labelled_field(field: Field, control: Element, event: &'static str, errors: Errors) -> AnyView {
    let Field { name, label, hint, value, required, autocomplete } = field;
    let id = field_id(name);
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let mut control = control
        .class("field__input")
        .attr("id", id.clone())
        .attr("name", name)
        .attr("aria-describedby", [&hint_id, " ", &error_id].concat())
        .bool_attr_with("aria-invalid", move || errors.contains(name))
        .on(event, move |event| value.set(input_value(&event)));
    if required {
        control = control.attr("aria-required", "true");
    }
    if !autocomplete.is_empty() {
        control = control.attr("autocomplete", autocomplete);
    }
    let needed = if required { texts().required() } else { texts().optional() };
    let needed = el("span").class("required").text([" (", needed, ")"].concat());
    el("div")
        .attr_with("class", move || Some(if errors.contains(name) { "field field--invalid" } else { "field" }.into()))
        .el(el("label").class("field__label").attr("for", id).text(label).el(needed))
        .els(hint.map(|hint| el("p").class("field__hint").attr("id", hint_id).text(hint)))
        .el(super::error_text(name, error_id, errors))
        .el(control)
        .view()
}
