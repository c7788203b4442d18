//! The bytes of a file to its text: UTF-8 and UTF-16, which are what every reader of XML knows.

use std::borrow::Cow;

/// Why bytes are no text, and the way on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DecodeError(String);

/// The first bytes in which an encoding is declared, if it is.
const DECLARATION: usize = 256;

/// The text of an XML file in UTF-8 or UTF-16, with or without a byte order mark.
///
/// # Errors
///
/// Names the encoding that the file declares, or the first byte that does not belong to its text.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes).map(Cow::Owned),
        // Without a mark, the first `<` tells.
        [b'<', 0, ..] => utf_16(bytes, u16::from_le_bytes).map(Cow::Owned),
        [0, b'<', ..] => utf_16(bytes, u16::from_be_bytes).map(Cow::Owned),
        _ => utf_8(bytes).map(Cow::Borrowed),
    };
    decoded.map_err(DecodeError)
}

fn utf_8(bytes: &[u8]) -> Result<&str, String> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    Err(match declared(bytes).filter(|name| !name.eq_ignore_ascii_case("UTF-8")) {
        Some(name) => format!(
            "the file is written in `{name}`, which is not read; \
             save it in UTF-8, with `encoding=\"UTF-8\"` in its first line"
        ),
        None => format!("byte {} is not UTF-8; save the file in UTF-8", at + 1),
    })
}

/// The encoding that the first line names.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(bytes.get(..DECLARATION).unwrap_or(bytes)).into_owned();
    let (declaration, _) = start.strip_prefix("<?xml")?.split_once("?>")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    value.split(quote).nth(1).map(str::to_owned)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let pairs = bytes.chunks(2).map(|pair| <[u8; 2]>::try_from(pair).map(unit));
    let mut text = String::with_capacity(bytes.len());
    let units: Result<Vec<u16>, _> = pairs.collect();
    let units = units.map_err(|_| "the file is UTF-16 and ends within a character; save it again".to_owned())?;
    for character in char::decode_utf16(units) {
        let character = character.map_err(|error| {
            let unit = error.unpaired_surrogate();
            format!("the file is UTF-16 and holds half of a character, `{unit:04X}`; save it in UTF-8")
        })?;
        text.push(character);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::decode;

    const TEXT: &str = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é😀</a>";

    fn refused(bytes: &[u8]) -> String {
        decode(bytes).unwrap_err().to_string()
    }

    #[test]
    fn utf_8_and_utf_16_are_read_with_a_mark_and_without() {
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            TEXT.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
            little.clone(),
            [b"\xff\xfe", little.as_slice()].concat(),
            big.clone(),
            [b"\xfe\xff", big.as_slice()].concat(),
        ] {
            assert_eq!(decode(&bytes).unwrap(), TEXT);
        }
        assert_eq!(decode(b"").unwrap(), "");
    }

    #[test]
    fn another_encoding_is_named() {
        assert_eq!(
            refused(b"<?xml version='1.0' encoding='windows-1252'?><a>\xe9</a>"),
            "the file is written in `windows-1252`, which is not read; \
             save it in UTF-8, with `encoding=\"UTF-8\"` in its first line"
        );
        assert_eq!(refused(b"<a>\xe9</a>"), "byte 4 is not UTF-8; save the file in UTF-8");
        let claims = b"<?xml version=\"1.0\" encoding=\"utf-8\"?><a>\xe9</a>";
        assert_eq!(refused(claims), "byte 42 is not UTF-8; save the file in UTF-8");
    }

    #[test]
    fn broken_utf_16_is_named() {
        assert_eq!(refused(b"\xff\xfe<\0a"), "the file is UTF-16 and ends within a character; save it again");
        assert_eq!(
            refused(b"\xff\xfe<\0\x00\xd8<\0"),
            "the file is UTF-16 and holds half of a character, `D800`; save it in UTF-8"
        );
    }
}
