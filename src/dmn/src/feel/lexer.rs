//! Cuts a cell's text into tokens.

use std::iter::Peekable;
use std::str::CharIndices;

use super::SyntaxError;
use crate::Number;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    String(String),
    Number(Number),
    Word(String),
    Sign(&'static str),
}

/// Signs, the longer ones before those that they begin with.
const SIGNS: &[&str] = &["..", "<=", ">=", "<", ">", "(", ")", "[", "]", ",", "-"];

/// The tokens, each with the byte at which it begins.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, SyntaxError> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else {
            return Ok(found);
        };
        let at = text.len() - rest.len();
        let (token, length) = if first == '"' {
            string(rest).map_err(|message| error(text, at, message))?
        } else if first.is_ascii_digit() || (first == '.' && rest.chars().nth(1).is_some_and(is_digit)) {
            number(rest).map_err(|message| error(text, at, message))?
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            (Token::Word(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()), length)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Token::Sign(sign), sign.len())
        } else {
            return Err(error(text, at, format!("`{first}` is not part of S-FEEL here")));
        };
        found.push((at, token));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// An error at a byte of the text, said in characters.
pub(super) fn error(text: &str, byte: usize, message: impl Into<String>) -> SyntaxError {
    let at = text.char_indices().take_while(|(index, _)| *index < byte).count() + 1;
    SyntaxError { at, message: message.into() }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn number(rest: &str) -> Result<(Token, usize), String> {
    let digits = |from: &str| from.find(|c| !is_digit(c)).unwrap_or(from.len());
    let mut length = digits(rest);
    // `1..5` is an interval: the point belongs to the number only before a digit.
    let after = rest.get(length..).unwrap_or_default();
    if let Some(fraction) = after.strip_prefix('.').filter(|fraction| fraction.starts_with(is_digit)) {
        length += 1 + digits(fraction);
    }
    let text = rest.get(..length).unwrap_or_default();
    if rest.get(length..).is_some_and(|next| next.starts_with(|c: char| c.is_alphabetic() || c == '_')) {
        return Err(format!("`{text}` is followed by a letter; exponents and units are not supported"));
    }
    let number = text.parse().map_err(|error| format!("`{text}`: {error}"))?;
    Ok((Token::Number(number), length))
}

fn string(rest: &str) -> Result<(Token, usize), String> {
    let mut text = String::new();
    let mut characters = rest.char_indices().peekable();
    characters.next();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Ok((Token::String(text), index + 1)),
            '\\' => text.push(escape(&mut characters)?),
            other => text.push(other),
        }
    }
    Err("the string has no closing quotation mark".to_owned())
}

/// The character behind a backslash (DMN 1.5, 10.3.1.2, rule 64).
fn escape(characters: &mut Peekable<CharIndices<'_>>) -> Result<char, String> {
    let digits = match characters.next().map(|(_, character)| character) {
        Some('n') => return Ok('\n'),
        Some('r') => return Ok('\r'),
        Some('t') => return Ok('\t'),
        Some(same @ ('"' | '\'' | '\\')) => return Ok(same),
        Some('u') => 4,
        Some('U') => 6,
        Some(other) => {
            return Err(format!("`\\{other}` is not an escape; write `\\\\` for a backslash"));
        }
        None => return Err("the string ends with a backslash".to_owned()),
    };
    let unit = hexadecimal(characters, digits)?;
    // A character beyond the basic plane may be written as two escapes, a surrogate pair.
    if (0xD800..0xDC00).contains(&unit) && digits == 4 {
        let marked = characters.next().map(|(_, c)| c) == Some('\\') && characters.next().map(|(_, c)| c) == Some('u');
        let low = if marked { hexadecimal(characters, 4)? } else { 0 };
        let joined = 0x10000 + ((unit - 0xD800) << 10) + low.wrapping_sub(0xDC00);
        return Some(joined)
            .filter(|_| (0xDC00..0xE000).contains(&low))
            .and_then(char::from_u32)
            .ok_or_else(|| format!("`\\u{unit:04X}` is half of a character; its other half must follow"));
    }
    char::from_u32(unit).ok_or_else(|| format!("`\\u{unit:04X}` is not a character"))
}

fn hexadecimal(characters: &mut Peekable<CharIndices<'_>>, digits: u32) -> Result<u32, String> {
    let mut value = 0;
    for _ in 0..digits {
        let digit = characters.next().and_then(|(_, character)| character.to_digit(16));
        value = value * 16 + digit.ok_or_else(|| format!("the escape wants {digits} hexadecimal digits"))?;
    }
    Ok(value)
}
