//! Texts between others, in the order of code points. People read them, so letters come first.

/// What stands between two texts, if there is a choice.
const READABLE: [&str; 2] =
    ["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", " !#$%&'()*+,-./:;<=>?@[]^_`{|}~"];

/// A short text strictly between the two, or beyond the one that is given; nothing where there is none.
///
/// It is the beginning of the lower text with one character more, because whatever lies above that text differs
/// from it first in one character, and may end there.
pub(super) fn between(low: Option<&str>, high: Option<&str>) -> Option<String> {
    let Some(low) = low else {
        return high.is_none_or(|high| !high.is_empty()).then(String::new);
    };
    // A shorter beginning and a greater character would be above the upper text.
    let shared = high.map_or(0, |high| low.chars().zip(high.chars()).take_while(|(one, other)| one == other).count());
    let beginnings = || {
        let inside = low.char_indices().map(|(at, next)| (low.get(..at).unwrap_or_default(), Some(next)));
        inside.chain([(low, None)]).skip(shared)
    };
    let with = |(beginning, next): (&str, Option<char>), character: char| {
        let text = || [beginning, character.encode_utf8(&mut [0; 4])].concat();
        let above = next.is_none_or(|next| next < character);
        above.then(text).filter(|text| high.is_none_or(|high| text.as_str() < high))
    };
    let readable = READABLE.iter().find_map(|characters| {
        beginnings().find_map(|beginning| characters.chars().find_map(|character| with(beginning, character)))
    });
    readable.or_else(|| {
        beginnings().find_map(|beginning| {
            let next = beginning.1.map_or(Some('\0'), |next| (next..=char::MAX).nth(1))?;
            with(beginning, next)
        })
    })
}

/// A text that is none of these.
pub(super) fn other_than(texts: &[Box<str>]) -> String {
    let mut other = "other".to_owned();
    while texts.iter().any(|text| **text == *other) {
        other.push('_');
    }
    other
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn between_two_texts_stands_a_short_one_of_letters() {
        for (low, high, found) in [
            ("a", "c", Some("b")),
            ("a", "b", Some("aa")),
            ("a", "aa", Some("aA")),
            ("R1", "R2", Some("R1a")),
            ("zebra", "{", Some("zf")),
            ("abc", "abd", Some("abca")),
            ("a", "a0", Some("a ")),
            ("a", "a ", Some("a\0")),
            ("a", "a\0", None),
            ("\u{d7ff}", "\u{e001}", Some("\u{d7ff}a")),
            ("b", "a", None),
            ("a", "a", None),
        ] {
            assert_eq!(between(Some(low), Some(high)).as_deref(), found, "{low:?} {high:?}");
        }
    }

    #[test]
    fn before_the_first_text_is_the_empty_one_and_beyond_the_last_always_one() {
        assert_eq!(between(None, Some("a")).as_deref(), Some(""));
        assert_eq!(between(None, Some("")), None);
        assert_eq!(between(Some("m"), None).as_deref(), Some("n"));
        assert_eq!(between(Some("zz"), None).as_deref(), Some("zza"));
        assert_eq!(between(Some("\u{10ffff}"), None).as_deref(), Some("\u{10ffff}a"));
    }

    #[test]
    fn another_text_is_readable() {
        assert_eq!(other_than(&["a".into()]), "other");
        assert_eq!(other_than(&["other_".into(), "other".into()]), "other__");
    }

    proptest! {
        #[test]
        fn what_is_found_lies_strictly_between(low in "[ a-c\0\u{1}\u{10ffff}]{0,3}", high in "[ a-c\0\u{1}\u{10ffff}]{0,3}") {
            let found = between(Some(&low), Some(&high));
            let exists = low < high && high != format!("{low}\0");
            prop_assert_eq!(found.is_some(), exists);
            prop_assert!(found.is_none_or(|found| low < found && found < high));
        }
    }
}
