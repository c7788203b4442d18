//! What the server answered, byte for byte, and ways to read it.

use api::problem::{Code, Problem};
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

/// An answer that was read to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header as text, empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self, status: u16) -> T {
        assert_eq!(self.status, status, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The problem details of an answer with this status and code, which must also be what the headers say.
    #[track_caller]
    pub fn problem(&self, status: u16, code: Code) -> Problem {
        let problem: Problem = self.json(status);
        assert_eq!((problem.code, problem.status), (code, status), "{}", self.text());
        assert_eq!(problem.kind, format!("/problems/{}", code.as_str()));
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.header("cache-control"), "no-store");
        problem
    }

    /// The fields that an answer with 422 complains of.
    #[track_caller]
    pub fn invalid_fields(&self) -> Vec<String> {
        self.problem(422, Code::Invalid).fields.into_iter().map(|field| field.field).collect()
    }

    /// Everything that a reader can tell from the answer: status, headers but for the date, and body. Ids and references
    /// are random, so each id is replaced by the place at which it appears first, and each reference by `AR`.
    pub fn fingerprint(&self) -> String {
        let mut lines = vec![self.status.to_string()];
        let headers = self.headers.iter().filter(|(name, _)| *name != "date");
        let mut headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        lines.extend(headers);
        lines.push(String::from_utf8_lossy(&self.body).into_owned());
        fingerprint(&lines.join("\n"))
    }
}

/// A text without what is random in it.
pub fn fingerprint(text: &str) -> String {
    with_ids_in_order(&without_references(text))
}

/// Replaces each reference, `AR-7K3M-9QXT`, by `AR`.
fn without_references(text: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("AR-") {
        let (before, after) = rest.split_at(start);
        replaced.push_str(before);
        let length = if after.get(..12).is_some_and(is_reference) { 12 } else { 3 };
        replaced.push_str(if length == 12 { "AR" } else { "AR-" });
        rest = &after[length..];
    }
    replaced + rest
}

fn is_reference(text: &str) -> bool {
    let is_part = |part: &str| part.len() == 4 && part.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    text.strip_prefix("AR-")
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(one, two)| is_part(one) && is_part(two))
}

/// Replaces each 26-character id by `#1`, `#2` and so on, the same one by the same number.
fn with_ids_in_order(text: &str) -> String {
    let mut known: Vec<&str> = Vec::new();
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at(length);
        rest = after;
        if word.len() != 26 || !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            replaced.push_str(word);
            continue;
        }
        let place = known.iter().position(|id| *id == word).unwrap_or_else(|| {
            known.push(word);
            known.len() - 1
        });
        replaced.push_str(&format!("#{}", place + 1));
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_not_told_apart_and_nothing_else_is_taken_for_one() {
        assert_eq!(without_references("AR-7K3M-9QXT.AR-0000-0000 AR-12-é"), "AR.AR AR-12-é");
    }

    #[test]
    fn ids_are_told_apart_by_where_they_appear_first() {
        let (one, other) = ("0123456789abcdefghjkmnpqrs", "zzzzzzzzzzzzzzzzzzzzzzzzzz");
        let text = format!("é \"{other}\", {one}.{other} {one}x");
        assert_eq!(with_ids_in_order(&text), format!("é \"#1\", #2.#1 {one}x"));
    }
}
