//! The field of one e-mail address, and what is wrong with what was typed there.

use api::problem::FieldProblem;
use leptos::prelude::*;

use super::{
    Errors,
    field::{Field, text_field},
};
use crate::{dom::signal::State, session::texts, ui::address::is_address};

const EMAIL: &str = "email";

/// The field `email`.
pub fn address_field(value: State<String>, errors: Errors) -> AnyView {
    let field = Field {
        name: EMAIL,
        label: texts().contact_email().to_owned(),
        hint: Some(texts().contact_email_hint().to_owned()),
        value,
        required: true,
        autocomplete: "off",
    };
    text_field(field, "email", errors)
}

/// What is wrong with what was typed there.
pub fn wrong_address(typed: &str) -> Option<FieldProblem> {
    let detail = match typed.trim() {
        "" => texts().invalid_email_one_missing().to_owned(),
        typed if !is_address(typed) => texts().invalid_email(typed),
        _ => return None,
    };
    Some(FieldProblem { field: EMAIL.to_owned(), detail })
}
