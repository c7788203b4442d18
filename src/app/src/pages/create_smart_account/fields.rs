//! The fields of the form, in its two sections.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::review::Review;
use crate::{
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        event, html,
        signal::State,
    },
    forms::account_request::form::AccountForm,
    session::texts,
    ui::{
        chips::{Addresses, Chips, chips},
        form::{
            field::{Field, country_field, labelled_field, text_area, text_field},
            field_id,
        },
        page::{button, outside_link, section},
    },
};

/// How many characters a note may have.
const NOTE_LIMIT: u32 = 2000;
const IDENTIFIER: &str = "domain_identifier";

pub fn sections(form: AccountForm, review: Review) -> [Element; 2] {
    let errors = review.errors;
    let hint = |words: &'static str| Some(words.to_owned());
    let name = field("name", texts().directory_column_name(), None, form.name, true);
    let caution = [texts().new_account_country_caution(), " ", texts().new_account_security()].concat();
    let country = field("country", texts().account_country(), Some(caution), form.country, true);
    let note =
        |name, label, words, value| text_area(field(name, label, hint(words), value, false), 3, NOTE_LIMIT, errors);
    let addresses = |name, label, hint, addresses: Addresses, required| {
        chips(Chips { name, label, hint, required, addresses }, errors)
    };
    let identify = section("identify", texts().new_account_identify())
        // The server's error for this field links here.
        .el(html::p()
            .attr(attr::ID, field_id("kind"))
            .attr(attr::TABINDEX, "-1")
            .text(texts().new_account_no_partner_holding()))
        .child(text_field(name, "text", errors))
        .el(identifier(form, review))
        .child(country_field(country, errors))
        .child(note(
            "note_to_approver",
            texts().new_account_note_to_approver(),
            texts().new_account_note_to_approver_hint(),
            form.note_to_approver,
        ))
        .child(addresses(
            "customer_emails",
            texts().new_account_customer_emails(),
            texts().new_account_customer_emails_hint(),
            form.customer_emails,
            true,
        ))
        .child(note(
            "note_to_customer",
            texts().new_account_note_to_customer(),
            texts().new_account_note_to_customer_hint(),
            form.note_to_customer,
        ));
    let role = dynamic(move || match review.added_users_role() {
        Some(role) => html::p().text(texts().new_account_added_users_role(&role)).view(),
        None => nothing(),
    });
    let add_users = section("add-users", texts().new_account_add_users())
        .child(role)
        .child(addresses(
            "added_users",
            texts().new_account_added_users(),
            texts().new_account_added_users_hint(),
            form.added_users,
            false,
        ))
        .child(note(
            "note_to_added_users",
            texts().new_account_note_to_added_users(),
            texts().new_account_note_to_added_users_hint(),
            form.note_to_added_users,
        ));
    [identify, add_users]
}

fn field(name: &'static str, label: &str, hint: Option<String>, value: State<String>, required: bool) -> Field {
    Field { name, label: label.to_owned(), hint, value, required, autocomplete: "off" }
}

/// Read-only until the person chooses to edit it.
fn identifier(form: AccountForm, review: Review) -> Element {
    let errors = review.errors;
    let label = texts().by_identifier_field();
    let value = form.domain_identifier;
    let hint = Some(texts().new_account_domain_hint().to_owned());
    let input = html::input()
        .attr(attr::TYPE, "text")
        .attr(attr::AUTOCAPITALIZE, "none")
        .attr(attr::SPELLCHECK, "false")
        .value(move || value.get())
        .flag_with(attr::READONLY, move || !form.is_edited.get());
    let edit = dynamic(move || {
        if form.is_edited.get() {
            return nothing();
        }
        let what = html::span().class("visually-hidden").text([" ", label].concat());
        button(texts().new_account_edit(), "button", move || edit(form)).el(what).view()
    });
    let way_on = dynamic(move || match review.taken.get().filter(|_| errors.contains(IDENTIFIER)) {
        Some(link) => html::p().el(outside_link(&link, texts().new_account_taken_link(), "link")).view(),
        None => nothing(),
    });
    let framed = labelled_field(field(IDENTIFIER, label, hint, value, true), input, event::INPUT, errors);
    html::div().class("stack").el(html::div().class("field-row").child(framed).child(edit)).child(way_on)
}

fn edit(form: AccountForm) {
    form.is_edited.set(true);
    // After it has become writable.
    let select = || {
        if let Some(input) = document().get_element_by_id(&field_id(IDENTIFIER)) {
            let input: HtmlInputElement = input.unchecked_into();
            let _ = input.focus();
            input.select();
        }
    };
    set_timeout(select, Duration::ZERO);
}
