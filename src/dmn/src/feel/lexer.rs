//! Cuts tokens from a text, one at a time: how far a name goes is known only to the parser.

use super::{SyntaxError, names, strings};
use crate::Number;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    End,
    String(String),
    Number(Number),
    /// A keyword, or the first word of a name.
    Word(&'a str),
    Sign(&'static str),
}

/// Signs, the longer ones before those that they begin with.
const SIGNS: &[&str] = &[
    "..", "**", "<=", ">=", "!=", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "@", "+", "-", "*", "/",
];

/// The first token from this byte on, with the byte at which it begins and the one behind it.
pub(super) fn next(text: &str, from: usize) -> Result<(Token<'_>, usize, usize), SyntaxError> {
    let at = skip(text, from)?;
    let rest = text.get(at..).unwrap_or_default();
    let Some(first) = rest.chars().next() else {
        return Ok((Token::End, at, at));
    };
    let (token, length) = if first == '"' {
        let (string, length) = strings::read(rest).map_err(|message| error(text, at, message))?;
        (Token::String(string), length)
    } else if first.is_ascii_digit() || fraction(rest).is_some() {
        number(rest).map_err(|message| error(text, at, message))?
    } else if names::is_start(first) {
        let word = names::word(rest);
        (Token::Word(word), word.len())
    } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        (Token::Sign(sign), sign.len())
    } else if matches!(first, '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'') {
        return Err(error(text, at, format!("`{first}` does not quote a text; write `\"`")));
    } else if rest.starts_with("${") || rest.starts_with("#{") {
        return Err(error(text, at, format!("`{first}{{…}}` is not FEEL; write what stands in it alone")));
    } else {
        return Err(error(text, at, format!("`{first}` is not part of FEEL here")));
    };
    Ok((token, at, at + length))
}

/// The byte at which the next token begins: behind white space and comments.
pub(super) fn skip(text: &str, from: usize) -> Result<usize, SyntaxError> {
    let mut rest = text.get(from..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches(names::is_space);
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            match comment.find("*/") {
                Some(end) => end + "/**/".len(),
                None => return Err(error(text, text.len() - rest.len(), "the comment has no end; close it with `*/`")),
            }
        } else {
            return Ok(text.len() - rest.len());
        };
        rest = rest.get(end..).unwrap_or_default();
    }
}

/// An error at a byte of the text, said in characters.
pub(super) fn error(text: &str, byte: usize, message: impl Into<String>) -> SyntaxError {
    let at = text.char_indices().take_while(|(index, _)| *index < byte).count() + 1;
    SyntaxError { at, message: message.into(), unknown: None }
}

fn number(rest: &str) -> Result<(Token<'_>, usize), String> {
    let mut length = digits(rest);
    // `1..5` is an interval: the point belongs to the number only before a digit.
    if let Some(fraction) = rest.get(length..).and_then(fraction) {
        length += 1 + digits(fraction);
    }
    if let Some(exponent) = rest.get(length..).and_then(exponent) {
        length = rest.len() - exponent.len() + digits(exponent);
    }
    let text = rest.get(..length).unwrap_or_default();
    if rest.get(length..).is_some_and(|next| next.starts_with(names::is_part)) {
        return Err(format!("`{}` is followed by a letter; units are not supported", names::short(text)));
    }
    let number = text.parse().map_err(|error| format!("`{}`: {error}", names::short(text)))?;
    Ok((Token::Number(number), length))
}

/// What follows a point that stands before a digit.
fn fraction(text: &str) -> Option<&str> {
    text.strip_prefix('.').filter(|rest| digits(rest) > 0)
}

/// The digits of an exponent, and what follows.
fn exponent(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['e', 'E'])?;
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    (digits(rest) > 0).then_some(rest)
}

fn digits(text: &str) -> usize {
    text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Token, next};

    /// Every token of a text, written apart.
    fn cut(text: &str) -> String {
        let (mut found, mut from) = (Vec::new(), 0);
        loop {
            let (token, start, end) = next(text, from).unwrap();
            if token == Token::End {
                return found.join(" ");
            }
            found.push(&text[start..end]);
            from = end;
        }
    }

    #[test]
    fn tokens_end_where_the_next_begins() {
        for (text, tokens) in [
            ("a**-b", "a ** - b"),
            ("[1..2.5]", "[ 1 .. 2.5 ]"),
            ("[.5...7]", "[ .5 .. .7 ]"),
            ("x.y<=1e5", "x . y <= 1e5"),
            ("1E-3+2e+4", "1E-3 + 2e+4"),
            ("@\"P1D\"!=é", "@ \"P1D\" != é"),
        ] {
            assert_eq!(cut(text), tokens);
        }
    }

    #[test]
    fn comments_and_white_space_are_passed_over() {
        assert_eq!(cut("1 // one\n /* two\n ** / */\u{FEFF}+/**/3 //"), "1 + 3");
        assert_eq!(
            next("1 /*/", 1).unwrap_err().to_string(),
            "the comment has no end; close it with `*/` (at character 3)"
        );
    }
}
