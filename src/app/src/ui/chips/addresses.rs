//! Lists of e-mail addresses as people type and paste them. Pure; the server checks again, and for real.

use crate::ui::address::is_separator;

/// How many addresses one field takes, as the server has it.
pub const MOST: usize = 100;

/// The addresses in a text, in their order and as they were written. Commas, semicolons, white space and line ends
/// separate them, and angle brackets, whose address may have a name before it: `Ada Lovelace <ada@acme.example>`.
///
/// Such names go. Whatever else is no address is kept, so that the person sees it and corrects it. None of what is
/// returned contains a separator.
pub fn split(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    for sign in text.chars().chain(['\n']) {
        // A quotation mark that nobody closes must not swallow the lines after it.
        let ends_entry = matches!(sign, '\n' | '\r' | '\t') || (matches!(sign, ',' | ';') && !is_quoted);
        if sign == '"' {
            is_quoted = !is_quoted;
        } else if !is_separator(sign) && !matches!(sign, '<' | '>') {
            word.push(sign);
            continue;
        }
        end(&mut word, &mut words);
        if sign == '<' {
            words.retain(|word| word.contains('@'));
        }
        if ends_entry || matches!(sign, '<' | '>') {
            found.append(&mut words);
        }
        is_quoted &= !ends_entry;
    }
    found
}

/// Whether a text is more than one address in the making.
pub fn is_list(text: &str) -> bool {
    text.contains(is_separator)
}

/// Adds those in `text` that are not in the list yet, case aside. Returns how many were there already.
pub fn add(list: &mut Vec<String>, text: &str) -> usize {
    let mut repeated = 0;
    for address in split(text) {
        if list.iter().any(|known| known.eq_ignore_ascii_case(&address)) {
            repeated += 1;
        } else {
            list.push(address);
        }
    }
    repeated
}

/// Mail programs copy addresses with quotation marks around them or as links.
fn end(word: &mut String, words: &mut Vec<String>) {
    let bare = word.trim_matches('\'');
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    if !bare.is_empty() {
        words.push(bare.to_owned());
    }
    word.clear();
}
