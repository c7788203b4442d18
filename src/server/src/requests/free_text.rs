//! Free text that people write in requests and decisions: how long it may be, and what is removed from it.

use crate::error::Invalid;

/// How many characters a reason or a note may have.
pub const TEXT_LIMIT: usize = 2000;

/// A reason as it is kept: without control characters, trimmed; what is wrong with it is the field `reason`.
pub fn check_reason(sent: Option<&str>, required: bool) -> (Option<String>, Option<Invalid>) {
    let reason = sent.and_then(clean_text);
    let invalid = match (reason.as_deref(), required) {
        (None, true) => Some(Invalid::new("reason", |texts| texts.invalid_reason())),
        (Some(_), false) => Some(Invalid::new("reason", |texts| texts.invalid_not_asked())),
        (Some(reason), true) if reason.chars().count() > TEXT_LIMIT => {
            let length = reason.chars().count() as i64;
            Some(Invalid::with("reason", move |texts| texts.invalid_reason_too_long(length)))
        }
        _ => None,
    };
    (reason, invalid)
}

/// A message as it is kept; what is wrong with it is the field `text`.
pub fn check_message(sent: &str, invalid: &mut Vec<Invalid>) -> String {
    let text = clean_text(sent).unwrap_or_default();
    let length = text.chars().count();
    if length == 0 {
        invalid.push(Invalid::new("text", |texts| texts.invalid_message()));
    } else if length > TEXT_LIMIT {
        invalid.push(Invalid::with("text", move |texts| texts.invalid_message_too_long(length as i64)));
    }
    text
}

/// A note as it is kept; one that is too long is invalid.
pub fn check_note(field: &'static str, text: Option<&str>, invalid: &mut Vec<Invalid>) -> Option<String> {
    let note = text.and_then(clean_text)?;
    let length = note.chars().count();
    if length > TEXT_LIMIT {
        invalid.push(Invalid::with(field, move |texts| texts.invalid_note_too_long(length as i64)));
    }
    Some(note)
}

/// A free text as it is kept: without control characters and trimmed; nothing where that leaves nothing.
pub fn clean_text(sent: &str) -> Option<String> {
    // Line ends stay; other control characters say nothing to a reader, and PostgreSQL takes no NUL.
    let may_stay = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = sent.chars().filter(may_stay).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
