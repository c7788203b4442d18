//! Characters that nobody sees, and what a text of one line may hold.

use icu_properties::CodePointSetData;
use icu_properties::props::{BidiControl, DefaultIgnorableCodePoint};

/// What is wrong with a text of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// It is empty, or has no letter and no digit: nothing by which one could call it.
    Nameless,
    /// It has too many characters.
    TooLong,
    /// It has a character that controls, such as a line break.
    Control,
    /// It has a character that nobody sees, or that turns the order of the letters around it.
    Hidden,
}

/// Whether a reader does not see it, or sees what stands around it in another order: direction marks (UAX 9), the default
/// ignorable characters of Unicode, and its ends of line and paragraph.
///
/// Joiners count as well, although some scripts and emoji use them: with them, two names that look the same would differ.
pub fn is_hidden(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
        || CodePointSetData::new::<BidiControl>().contains(character)
        || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Checks a name of one to `longest` characters: names go into tables, sentences and the heads of mails, and somebody decides
/// by them.
///
/// # Errors
/// What is wrong first.
pub fn check_line(text: &str, longest: usize) -> Result<(), LineFault> {
    if text.chars().count() > longest {
        return Err(LineFault::TooLong);
    }
    if text.chars().any(char::is_control) {
        return Err(LineFault::Control);
    }
    if text.chars().any(is_hidden) {
        return Err(LineFault::Hidden);
    }
    if text.chars().any(char::is_alphanumeric) { Ok(()) } else { Err(LineFault::Nameless) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_letter_or_a_digit_and_nothing_hidden() {
        for name in ["Ann Lee", "L’Énergie", "北京公司", "שלום", "3M", "!Xóõ", "Ann\u{a0}Lee", "O'Neil & Co. – 1/2"]
        {
            assert_eq!(check_line(name, 200), Ok(()), "{name:?}");
        }
        for (name, fault) in [
            ("", LineFault::Nameless),
            (" ", LineFault::Nameless),
            ("–", LineFault::Nameless),
            ("\u{2800}", LineFault::Nameless),
            ("\u{301}", LineFault::Nameless),
            ("\u{200b}\u{2060}", LineFault::Hidden),
            ("\u{3164}", LineFault::Hidden),
            ("\u{ffa0}", LineFault::Hidden),
            ("Ann\u{202e}eeL", LineFault::Hidden),
            ("Ann\u{2066}Lee", LineFault::Hidden),
            ("Ann\u{200f}Lee", LineFault::Hidden),
            ("Ann\u{61c}Lee", LineFault::Hidden),
            ("Ann\u{2028}Lee", LineFault::Hidden),
            ("Ann\u{2029}Lee", LineFault::Hidden),
            ("Ann\u{ad}Lee", LineFault::Hidden),
            ("Ann\u{feff}Lee", LineFault::Hidden),
            ("Ann\u{e0041}Lee", LineFault::Hidden),
            ("Ann\nLee", LineFault::Control),
            ("Ann\u{85}Lee", LineFault::Control),
            ("Annabel", LineFault::TooLong),
        ] {
            assert_eq!(check_line(name, if name == "Annabel" { 6 } else { 200 }), Err(fault), "{name:?}");
        }
        assert_eq!(check_line("Annabel", 7), Ok(()));
    }
}
