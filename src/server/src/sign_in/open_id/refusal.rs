//! A reason with what was expected and found: for the log, and for whoever tries a provider out. Never for people who sign in:
//! it is in the words of the protocol.

use super::refused::Refused;
use crate::domains::characters::is_hidden;

/// How much of a value is shown, in characters.
const LONGEST: usize = 160;

/// Why somebody is not signed in, and what is known of it. Empty texts where nothing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub reason: Refused,
    pub expected: String,
    pub found: String,
    /// How far the clocks are apart, in seconds, where that is the reason.
    pub apart: i64,
}

impl Refusal {
    /// With texts as they may be logged.
    pub fn new(reason: Refused, expected: &str, found: &str) -> Refusal {
        Refusal { reason, expected: as_logged(expected), found: as_logged(found), apart: 0 }
    }

    /// Clocks that are so many seconds apart.
    pub fn of_clocks(reason: Refused, apart: f64, found: &str) -> Refusal {
        // Seconds of a clock are far fewer than an integer holds; what is not stays at its end.
        let apart = apart.abs().ceil() as i64;
        let found = format!("{found}: {apart} seconds apart");
        Refusal { apart, ..Refusal::new(reason, "at most 60 seconds apart", &found) }
    }
}

impl From<Refused> for Refusal {
    fn from(reason: Refused) -> Refusal {
        Refusal { reason, expected: String::new(), found: String::new(), apart: 0 }
    }
}

/// What a provider sent, as a log may have it: one line of no more than a few words, and of an address the domain only.
pub fn as_logged(text: &str) -> String {
    let plain: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() || is_hidden(c) { '?' } else { c }).collect();
    let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    let words: Vec<String> = plain.split(' ').map(without_local_part).collect();
    format!("{}{more}", words.join(" "))
}

fn without_local_part(word: &str) -> String {
    match word.rsplit_once('@') {
        Some((_, domain)) => format!("…@{domain}"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_one_line_and_the_domain_of_an_address() {
        assert_eq!(as_logged("https://id.example/a"), "https://id.example/a");
        assert_eq!(as_logged("for ann@acme.com, \"x@y\"@acme.com"), "for …@acme.com, …@acme.com");
        assert_eq!(as_logged("a\r\nb\u{202e}c"), "a??b?c");
        assert_eq!(as_logged(&"a".repeat(161)), format!("{}…", "a".repeat(160)));
        assert_eq!(Refusal::of_clocks(Refused::IssuedInFuture, 90.2, "`iat`").apart, 91);
    }
}
