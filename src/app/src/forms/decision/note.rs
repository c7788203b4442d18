//! The note beside an approval.

use leptos::prelude::*;

use crate::{
    dom::signal::State,
    forms::access_request::fields::REASON_LIMIT,
    session::texts,
    ui::form::{
        Errors,
        field::{Field, text_area},
    },
};

/// What the requester reads beside the approval.
pub fn note_field(note: State<String>, errors: Errors) -> AnyView {
    let field = Field {
        name: "note",
        label: texts().pending_note().to_owned(),
        hint: Some(texts().pending_note_hint().to_owned()),
        value: note,
        required: false,
        autocomplete: "off",
    };
    text_area(field, 3, REASON_LIMIT, errors)
}
