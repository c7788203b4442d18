//! The two languages, how they are chosen, and what differs in their grammar.

use serde::{Deserialize, Serialize};

/// On the wire `"en"` or `"fr"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    En,
    Fr,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The language tag, as in `<html lang>`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Reads a language tag by its first part: `fr`, `FR`, `fr-CA`, `fr_CA` are all French.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|locale| language.eq_ignore_ascii_case(locale.as_str()))
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4): the highest weight, at equal
    /// weights the first; English where neither language is asked for.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = Self::default();
        let mut best_weight = 0;
        for range in header.split(',') {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = weight(parameters);
            if let Some(locale) = Self::parse(tag).filter(|_| weight > best_weight) {
                best = locale;
                best_weight = weight;
            }
        }
        best
    }

    /// Whether the number takes the singular (CLDR plural rules for integers).
    #[must_use]
    pub(crate) fn is_one(self, number: i64) -> bool {
        match self {
            Self::En => number.unsigned_abs() == 1,
            Self::Fr => number.unsigned_abs() < 2,
        }
    }

    /// What stands between thousands: in French a narrow space that does not break.
    #[must_use]
    pub(crate) fn group_separator(self) -> char {
        match self {
            Self::En => ',',
            Self::Fr => '\u{202f}',
        }
    }
}

/// The weight `q=0.8` in thousandths; whatever cannot be read counts in full, as if it were absent. A parameter's name
/// may be in capitals.
fn weight(parameters: &str) -> u16 {
    let mut named = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let Some((_, value)) = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("q")) else {
        return 1000;
    };
    let mut digits = value.trim().bytes().filter(u8::is_ascii_digit);
    let mut weight = 0;
    for _ in 0..4 {
        weight = weight * 10 + u16::from(digits.next().unwrap_or(b'0') - b'0');
    }
    weight.min(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_by_their_language() {
        assert_eq!(Locale::parse("fr-CA"), Some(Locale::Fr));
        assert_eq!(Locale::parse(" FR "), Some(Locale::Fr));
        assert_eq!(Locale::parse("en_GB"), Some(Locale::En));
        assert_eq!(Locale::parse("fro"), None);
        assert_eq!(Locale::parse(""), None);
    }

    #[test]
    fn the_highest_weight_wins_and_the_first_of_equals() {
        for (header, expected) in [
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Locale::Fr),
            ("de, en;q=0.3, fr;q=0.7", Locale::Fr),
            ("en;q=0.25,fr;q=0.3", Locale::Fr),
            ("en, fr", Locale::En),
            ("fr;q=0, en;q=0.1", Locale::En),
            ("fr;q=0", Locale::En),
            ("fr;Q=0.2, en;q=0.3", Locale::En),
            ("fr;level=1; q=0.2, en;q=0.3", Locale::En),
            ("de", Locale::En),
            ("", Locale::En),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }

    #[test]
    fn the_wire_has_the_tag() {
        assert_eq!(serde_json::to_string(&Locale::Fr).unwrap(), r#""fr""#);
        assert_eq!(serde_json::from_str::<Locale>(r#""en""#).unwrap(), Locale::En);
    }
}
