//! What a proxy wrote about the client it asks for: `X-Forwarded-For` and `Forwarded` (RFC 7239), from the nearest hop on. What
//! stands further left may be anybody's invention, so it is read no further than it is asked for.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::FORWARDED;

use crate::settings::net::ProxyHeader;

const FOR: &str = "x-forwarded-for";
const PROTO: &str = "x-forwarded-proto";

/// One hop as a proxy wrote it down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hop {
    /// The client; absent where it is no address.
    pub address: Option<IpAddr>,
    /// Whether the client used https; absent where the proxy wrote nothing about it.
    pub https: Option<bool>,
}

/// The hops, the nearest first.
pub fn hops(headers: &HeaderMap, header: ProxyHeader) -> Vec<Hop> {
    match header {
        ProxyHeader::XForwardedFor => {
            // A proxy that adds to the one list does not always add to the other: the nearest one's word is taken.
            let https = entries(headers, PROTO).first().map(|scheme| scheme.eq_ignore_ascii_case("https"));
            entries(headers, FOR).into_iter().map(|entry| Hop { address: address(entry), https }).collect()
        }
        ProxyHeader::Forwarded => {
            entries(headers, FORWARDED.as_str()).into_iter().map(|entry| element(entry).unwrap_or_default()).collect()
        }
    }
}

/// The entries of a list that may be several headers, the last first.
fn entries<'h>(headers: &'h HeaderMap, name: &str) -> Vec<&'h str> {
    // An entry that is no text is empty, and spoils none beside it.
    let entries = headers.get_all(name).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let mut entries: Vec<&str> = entries.map(|entry| str::from_utf8(entry).unwrap_or_default().trim()).collect();
    entries.reverse();
    entries
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(bracketed).or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

/// `[ pair ] *( ";" [ pair ] )`. Nothing where it cannot be read, which is a hop of nobody: what stands before it is not
/// reached.
///
/// A list is cut at every comma, also within quotes: what somebody opened a quote in does not swallow what the proxy wrote
/// after it. No address has a comma, and a piece of a quoted string cannot be read.
fn element(text: &str) -> Option<Hop> {
    let mut hop = Hop::default();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(';') {
            rest = after.trim_start();
            continue;
        }
        let (name, after) = rest.split_at(token_length(rest));
        let (value, after) = token_or_quoted(after.strip_prefix('=')?)?;
        match name.to_ascii_lowercase().as_str() {
            "" => return None,
            // RFC 7239, section 4: each parameter at most once in an element.
            "for" if hop.address.is_some() => return None,
            "for" => hop.address = address(&value),
            "proto" => hop.https = Some(value.eq_ignore_ascii_case("https")),
            _ => {}
        }
        rest = after.trim_start();
        if !(rest.is_empty() || rest.starts_with(';')) {
            return None;
        }
    }
    Some(hop)
}

/// A token or a quoted string, and what follows it.
fn token_or_quoted(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let (token, after) = text.split_at(token_length(text));
        return (!token.is_empty()).then(|| (token.to_owned(), after));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return quoted.get(at + 1..).map(|after| (value, after)),
            '\\' => value.push(characters.next()?.1),
            character => value.push(character),
        }
    }
    None
}

/// How long the token is with which a text begins (RFC 9110, section 5.6.2). A colon is taken as well: many write an
/// address with a port, or one of IPv6, without the quotes.
fn token_length(text: &str) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~:[]".contains(c);
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
