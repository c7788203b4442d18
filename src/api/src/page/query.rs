//! Query strings and percent-encoding (RFC 3986): the little that routes need.

use crate::path::segment;

/// The pairs of a query, decoded, in their order.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(query: &str) -> Query {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Query(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    // Forms that browsers send by themselves write a space as `+`.
                    (decoded(name), decoded(&value.replace('+', " ")))
                })
                .collect(),
        )
    }

    /// The first value with this name, unless it is empty.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let pair = self.0.iter().find(|(known, value)| known == name && !value.is_empty());
        pair.map(|(_, value)| value.clone())
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.0.iter().any(|(known, value)| known == name && value == "true")
    }
}

/// An absolute path from its segments, and the query of those values that are there.
pub(super) fn url(segments: &[&str], pairs: &[(&str, Option<&str>)]) -> String {
    let mut url = String::new();
    for text in segments {
        url.push('/');
        url.push_str(&segment(text));
    }
    let mut separator = '?';
    for (name, value) in pairs {
        if let Some(value) = value {
            url.push(separator);
            url.push_str(name);
            url.push('=');
            url.push_str(&segment(value));
            separator = '&';
        }
    }
    url
}

/// Decodes percent-encoding; what is not well formed stays as it stands.
pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let octet = if byte == b'%' { octet(bytes.get(at + 1), bytes.get(at + 2)) } else { None };
        decoded.push(octet.unwrap_or(byte));
        at += if octet.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn octet(high: Option<&u8>, low: Option<&u8>) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let value = digit(high?)? * 16 + digit(low?)?;
    u8::try_from(value).ok()
}
