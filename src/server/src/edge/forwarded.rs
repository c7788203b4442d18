//! What a proxy wrote about whom it asks for: `X-Forwarded-For` and `Forwarded` (RFC 7239), from the nearest hop on. What
//! stands further left may be anybody's invention, so it is read no further than it is asked for.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::{FORWARDED, HeaderValue};

use crate::settings::edge::ProxyHeader;

const FOR: &str = "x-forwarded-for";
const PROTO: &str = "x-forwarded-proto";

/// One hop as a proxy wrote it down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hop {
    /// For whom was asked; absent where it is no address.
    pub address: Option<IpAddr>,
    /// Whether that was by https; absent where it was not said.
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
            let lines = headers.get_all(FORWARDED).iter().collect::<Vec<&HeaderValue>>();
            lines.into_iter().rev().flat_map(line).collect()
        }
    }
}

/// The entries of a list that may be several headers, the last first.
fn entries<'h>(headers: &'h HeaderMap, name: &str) -> Vec<&'h str> {
    let lines = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
    let mut entries: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    entries.reverse();
    entries
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(bracketed).or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

/// The hops of one `Forwarded` header, the last first. One that cannot be read is a single hop of nobody: nothing that
/// stands before it is reached.
fn line(value: &HeaderValue) -> Vec<Hop> {
    let mut hops = value.to_str().ok().and_then(elements).unwrap_or_else(|| vec![Hop::default()]);
    hops.reverse();
    hops
}

/// `1#forwarded-element`, where an element is `[ pair ] *( ";" [ pair ] )`.
fn elements(text: &str) -> Option<Vec<Hop>> {
    let mut hops = vec![Hop::default()];
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(',') {
            hops.push(Hop::default());
            rest = after.trim_start();
            continue;
        }
        if let Some(after) = rest.strip_prefix(';') {
            rest = after.trim_start();
            continue;
        }
        let (name, after) = rest.split_at(token_length(rest));
        let (value, after) = token_or_quoted(after.strip_prefix('=')?)?;
        let hop = hops.last_mut()?;
        match name.to_ascii_lowercase().as_str() {
            "" => return None,
            // RFC 7239, section 4: each parameter at most once in an element.
            "for" if hop.address.is_some() => return None,
            "for" => hop.address = address(&value),
            "proto" => hop.https = Some(value.eq_ignore_ascii_case("https")),
            _ => {}
        }
        rest = after.trim_start();
        if !(rest.is_empty() || rest.starts_with([',', ';'])) {
            return None;
        }
    }
    Some(hops)
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
