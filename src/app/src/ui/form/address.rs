//! One e-mail address, checked for what can be seen at once; the server checks the rest.

use api::problem::FieldProblem;
use leptos::prelude::*;

use super::{
    Errors,
    field::{Field, text_field},
};
use crate::{held::Held, session::texts};

const EMAIL: &str = "email";

/// The field `email`.
pub fn address_field(value: Held<String>, errors: Errors) -> AnyView {
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

/// Whether it has the form of an address: something, one `@`, and a domain of several labels.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_domain = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    !local.is_empty() && is_domain && !domain.contains('@') && !text.contains(char::is_whitespace)
}
