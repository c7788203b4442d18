//! The tricks that are known: `published.txt`, one a line, with what may be answered.

use anyhow::{Context, Result, bail};
use rules::vocabulary::MatchKind;

use crate::case::{Case, Truth};

const LIST: &str = include_str!("../published.txt");

/// Reads the list.
///
/// # Errors
/// A line that is not of the form that the head of the list describes: it is named.
pub fn cases() -> Result<Vec<Case>> {
    let lines = LIST.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(index, line)| case(line).with_context(|| format!("published.txt, line {}", index + 1))).collect()
}

fn case(line: &str) -> Result<Case> {
    let columns: Vec<&str> = line.split(" | ").collect();
    let [truth, identifier, address] = columns[..] else { bail!("there are not three columns") };
    let kind = |word: &str| MatchKind::parse(word).with_context(|| format!("`{word}` is no kind"));
    let truth = match truth.trim() {
        "never" => Truth::Never,
        truth => match truth.strip_prefix("at most ") {
            Some(word) => Truth::AtMost(kind(word)?),
            None => Truth::Is(kind(truth)?),
        },
    };
    Ok(Case { address: unescaped(address)?, identifier: unescaped(identifier.trim())?, truth })
}

/// `\u{200b}` is that character; nothing else is escaped.
fn unescaped(text: &str) -> Result<String> {
    let mut parts = text.split("\\u{");
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').context("`\\u{` without `}`")?;
        let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        read.push(character.with_context(|| format!("`{digits}` is no character"))?);
        read.push_str(rest);
    }
    Ok(read)
}
