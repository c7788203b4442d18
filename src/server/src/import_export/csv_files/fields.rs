//! What one cell may hold. Each check takes the trimmed text; its error is worded to follow the value.

use api::country::is_country;
use text::{Locale, Texts};
use unicode_normalization::UnicodeNormalization;

use super::path::VirtualAccountPath;
use super::words;
use crate::domains::DomainIdentifier;
use crate::domains::characters::{LineFault, check_line, is_hidden};
use crate::domains::email::{EmailAddress, EmailFault};

/// The longest name of an account, a person or an organisation, in characters.
const LONGEST_NAME: usize = 200;

/// One line of one to `longest` characters, composed: some systems write `é` as two.
pub fn text(text: &str, longest: usize) -> Result<String, String> {
    if text.is_empty() {
        return Err("is empty; enter a name".to_owned());
    }
    let text: String = text.nfc().collect();
    match check_line(&text, longest) {
        Ok(()) => Ok(text),
        Err(LineFault::TooLong) => Err(format!("has {} characters; shorten it to {longest}", text.chars().count())),
        Err(LineFault::Control) => Err("has a control character, such as a line break; remove it".to_owned()),
        Err(LineFault::Hidden) => Err(format!(
            "has a character that nobody sees or that turns the direction of writing{}; type it anew",
            hidden(&text)
        )),
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

/// A country's two letters (ISO 3166-1 alpha-2), or its name on the pages.
pub fn country(value: &str) -> Result<String, String> {
    let code = value.to_ascii_uppercase();
    if is_country(&code) {
        return Ok(code);
    }
    if let Some(code) = words::country(value) {
        return Ok(code.to_owned());
    }
    // Codes that are in use and not of the standard.
    Err(match code.as_str() {
        "UK" => "is not a two-letter country code; use `GB`".to_owned(),
        "EL" => "is not a two-letter country code; use `GR`".to_owned(),
        _ => "is not a two-letter country code; use a code of ISO 3166-1, such as `FR`".to_owned(),
    })
}

/// A country that a profile may lack; empty where it does.
pub fn country_or_empty(value: &str) -> Result<String, String> {
    if value.is_empty() { Ok(String::new()) } else { country(value) }
}

/// An account's domain identifier.
pub fn domain_identifier(value: &str) -> Result<DomainIdentifier, String> {
    let value = without_hidden_edges(value);
    DomainIdentifier::parse(value).map_err(|error| match DomainIdentifier::meant_by(value) {
        Some(meant) if value.contains('@') => format!("is an e-mail address; enter its domain, `{meant}`"),
        Some(meant) => format!("is a web address; enter its domain, `{meant}`"),
        None => error.fault.to_string(),
    })
}

/// A person's address.
pub fn email(value: &str) -> Result<EmailAddress, String> {
    let value = without_hidden_edges(value);
    EmailAddress::parse(value).map_err(|error| match (meant_email(value), error.fault) {
        (Some(meant), _) => format!("is not an e-mail address by itself; enter `{}`", meant.as_str()),
        (None, EmailFault::Hidden) => {
            format!("has a character before the `@` that nobody sees{}; type the address anew", hidden(value))
        }
        (None, fault) => fault.to_string(),
    })
}

/// The address in what was copied from a mail: `Ann Martin <ann@acme.com>`, `mailto:ann@acme.com`.
pub fn meant_email(value: &str) -> Option<EmailAddress> {
    let address = value.split_once('<').map_or(value, |(_, address)| address);
    let address = address.strip_prefix("mailto:").unwrap_or(address).trim_end_matches(['>', ',', ';', '.', ' ']);
    (address != value).then(|| EmailAddress::parse(address).ok()).flatten()
}

/// What was copied from elsewhere may begin or end with characters that nobody sees, and that no domain has.
fn without_hidden_edges(value: &str) -> &str {
    value.trim_matches(|character: char| character.is_whitespace() || is_hidden(character))
}

/// Names the first character that nobody sees.
fn hidden(value: &str) -> String {
    value
        .chars()
        .find(|character| is_hidden(*character))
        .map_or_else(String::new, |character| format!(" (U+{:04X})", u32::from(character)))
}

/// A language: `en` or `fr`, with or without a country, or its name.
pub fn locale(value: &str) -> Result<String, String> {
    let language = words::language(value).map(|locale| locale.as_str().to_owned());
    language.ok_or_else(|| format!("is not a language of this service; use {}", alternatives()))
}

/// Yes or no, as spreadsheets and people write it in both languages.
pub fn boolean(value: &str) -> Result<bool, String> {
    words::boolean(value).ok_or_else(|| "is neither `true` nor `false`; use one of them".to_owned())
}

/// A Virtual Account's path.
pub fn path(value: &str) -> Result<VirtualAccountPath, String> {
    VirtualAccountPath::parse(value)
}

/// A path, or nothing for the entire Smart Account: an empty cell, or what the pages call it.
pub fn place(value: &str) -> Result<Option<VirtualAccountPath>, String> {
    let entire = |locale| words::spelling(Texts::embedded(locale).scope_entire()) == words::spelling(value);
    if value.is_empty() || Locale::ALL.into_iter().any(entire) { Ok(None) } else { path(value).map(Some) }
}

fn alternatives() -> String {
    words::alternatives(&Locale::ALL.map(Locale::as_str))
}
