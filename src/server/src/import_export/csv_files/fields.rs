//! What one cell may hold. Each check takes the trimmed text; its error is worded to follow the value.

use super::path::VirtualAccountPath;
use crate::domains::DomainIdentifier;
use crate::domains::characters::{LineFault, check_line};
use crate::domains::email::EmailAddress;
use api::country::is_country;

/// The longest name of an account, a person or an organisation, in characters.
const LONGEST_NAME: usize = 200;

/// Languages that the catalogue of texts has.
const LOCALES: &[&str] = &["en", "fr"];

/// One line of one to `longest` characters.
pub fn text(text: &str, longest: usize) -> Result<String, String> {
    if text.is_empty() {
        return Err("is empty; enter a name".to_owned());
    }
    match check_line(text, longest) {
        Ok(()) => Ok(text.to_owned()),
        Err(LineFault::TooLong) => Err(format!("has {} characters; shorten it to {longest}", text.chars().count())),
        Err(LineFault::Control) => Err("has a control character, such as a line break; remove it".to_owned()),
        Err(LineFault::Hidden) => {
            Err("has a character that nobody sees or that turns the direction of writing; type it anew".to_owned())
        }
        Err(LineFault::Nameless) => Err("has no letter and no digit; enter a name".to_owned()),
    }
}

/// The name of an account.
pub fn name(value: &str) -> Result<String, String> {
    text(value, LONGEST_NAME)
}

/// A name that a profile may lack; empty where it does.
pub fn name_or_empty(value: &str) -> Result<String, String> {
    if value.is_empty() { Ok(String::new()) } else { name(value) }
}

/// A country's two letters (ISO 3166-1 alpha-2).
pub fn country(value: &str) -> Result<String, String> {
    if !is_country(value) {
        return Err("is not a two-letter country code; use a code of ISO 3166-1 in capitals, such as `FR`".to_owned());
    }

    Ok(value.to_owned())
}

/// A country that a profile may lack; empty where it does.
pub fn country_or_empty(value: &str) -> Result<String, String> {
    if value.is_empty() { Ok(String::new()) } else { country(value) }
}

/// An account's domain identifier.
pub fn domain_identifier(value: &str) -> Result<DomainIdentifier, String> {
    DomainIdentifier::parse(value).map_err(|error| error.fault.to_string())
}

/// A person's address.
pub fn email(value: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(value).map_err(|error| error.fault.to_string())
}

/// A language, `en` or `fr`.
pub fn locale(value: &str) -> Result<String, String> {
    if !LOCALES.contains(&value) {
        return Err(format!("is not a language of this service; use {}", alternatives(LOCALES)));
    }

    Ok(value.to_owned())
}

/// `true` or `false`, and no other spelling.
pub fn boolean(value: &str) -> Result<bool, String> {
    value.parse().map_err(|_| "is neither `true` nor `false`; use one of them".to_owned())
}

/// A Virtual Account's path.
pub fn path(value: &str) -> Result<VirtualAccountPath, String> {
    VirtualAccountPath::parse(value)
}

/// A path, or nothing where the cell is empty: the entire Smart Account.
pub fn path_or_empty(value: &str) -> Result<Option<VirtualAccountPath>, String> {
    if value.is_empty() { Ok(None) } else { path(value).map(Some) }
}

/// A word of `rules::vocabulary`, given its `parse`, `ALL` and `as_str`.
pub fn word<T: Copy>(
    parse: fn(&str) -> Option<T>,
    all: &'static [T],
    as_str: fn(T) -> &'static str,
) -> impl Fn(&str) -> Result<T, String> {
    move |value| {
        parse(value).ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|word| as_str(*word)).collect();
            format!("is not known here; use {}", alternatives(&words))
        })
    }
}

fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
