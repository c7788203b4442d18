//! Quoted strings and their escapes (DMN 1.5, 10.3.1.2, grammar rule 64).

use std::str::Chars;

/// The string with which the text begins, and how many bytes it takes with its quotation marks.
pub(super) fn read(text: &str) -> Result<(String, usize), String> {
    let mut string = String::new();
    let mut rest = text.chars();
    rest.next();
    loop {
        match rest.next() {
            Some('"') => return Ok((string, text.len() - rest.as_str().len())),
            Some('\\') => string.push(escape(&mut rest)?),
            Some(other) => string.push(other),
            None => return Err("the string has no closing quotation mark".to_owned()),
        }
    }
}

/// The character behind a backslash.
fn escape(rest: &mut Chars<'_>) -> Result<char, String> {
    match rest.next() {
        Some('n') => Ok('\n'),
        Some('r') => Ok('\r'),
        Some('t') => Ok('\t'),
        Some(same @ ('"' | '\'' | '\\')) => Ok(same),
        Some('u') => basic(rest),
        Some('U') => {
            let code = hexadecimal(rest, 6)?;
            char::from_u32(code).ok_or_else(|| format!("`\\U{code:06X}` is not a character"))
        }
        Some(other) => Err(format!("`\\{other}` is not an escape; write `\\\\` for a backslash")),
        None => Err("the string ends with a backslash".to_owned()),
    }
}

/// A character of four digits. One beyond the basic plane may be written as two escapes, a surrogate pair.
fn basic(rest: &mut Chars<'_>) -> Result<char, String> {
    let first = hexadecimal(rest, 4)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first).ok_or_else(|| format!("`\\u{first:04X}` is not a character"));
    }
    let marked = rest.next() == Some('\\') && rest.next() == Some('u');
    let second = if marked { hexadecimal(rest, 4)? } else { 0 };
    let units = [first, second].into_iter().filter_map(|unit| u16::try_from(unit).ok());
    let character = char::decode_utf16(units).next().and_then(Result::ok);
    character.ok_or_else(|| format!("`\\u{first:04X}` is half of a character; its other half must follow"))
}

fn hexadecimal(rest: &mut Chars<'_>, digits: u32) -> Result<u32, String> {
    let mut value = 0;
    for _ in 0..digits {
        let digit = rest.next().and_then(|character| character.to_digit(16));
        value = value << 4 | digit.ok_or_else(|| format!("the escape wants {digits} hexadecimal digits"))?;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn escapes_are_characters() {
        assert_eq!(read(r#""\"\\\n\r\t\'" x"#), Ok(("\"\\\n\r\t'".to_owned(), 14)));
        assert_eq!(read(r#""\u00e9\U01F600\uD83D\uDE00""#).unwrap().0, "é😀😀");
    }

    #[test]
    fn half_a_character_is_none() {
        for text in [r#""\uD83D""#, r#""\uD83Dx""#, r#""\uD83D\n""#, r#""\uD83D\u0041""#, r#""\uDBFF\u0000""#] {
            assert!(read(text).unwrap_err().ends_with("its other half must follow"), "{text}");
        }
        assert_eq!(read(r#""\uDE00""#).unwrap_err(), "`\\uDE00` is not a character");
        assert_eq!(read(r#""\U110000""#).unwrap_err(), "`\\U110000` is not a character");
    }

    #[test]
    fn an_escape_is_complete() {
        assert_eq!(read(r#""\x""#).unwrap_err(), r"`\x` is not an escape; write `\\` for a backslash");
        assert_eq!(read(r#""\u00e""#).unwrap_err(), "the escape wants 4 hexadecimal digits");
        assert_eq!(read("\"a\\").unwrap_err(), "the string ends with a backslash");
        assert_eq!(read("\"a").unwrap_err(), "the string has no closing quotation mark");
    }
}
