//! What can be seen of an e-mail address without asking the server, which checks the rest. Pure.

/// Whether it has the form of an address: something, one `@`, and a domain of several labels. None contains what
/// separates addresses.
pub fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let has_labels = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    !name.is_empty() && has_labels && !domain.contains('@') && !text.contains(is_separator)
}

/// Whether it separates the addresses of a list.
pub fn is_separator(sign: char) -> bool {
    matches!(sign, ',' | ';') || sign.is_whitespace()
}
