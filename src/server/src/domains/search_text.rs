//! What a search compares: the words of names and identifiers, and the words that somebody types.
//!
//! Both are folded and taken apart at whatever is neither letter nor digit, so that hyphens and punctuation make no
//! difference. A name is kept under each of its spellings, so that whoever searches may use any of them.

use unicode_normalization::UnicodeNormalization;

use super::DomainIdentifier;
use super::folding::fold;

/// How many words of a search are compared one by one: the others are part of the whole only.
const MOST_SOUGHT: usize = 12;

/// After every text.
pub const LAST: &str = "\u{10ffff}";

/// What somebody searches for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Its words with a space between them; empty for everything.
    pub phrase: String,
    /// Its different words, at most twelve.
    pub words: Vec<String>,
    /// In ASCII form, where it reads as an entire identifier.
    pub identifier: String,
    /// Whether there was a text without a word in it: that finds nothing.
    pub is_wordless: bool,
}

impl Sought {
    /// Reads what was typed, folded.
    pub fn new(folded: &str) -> Sought {
        let phrase = words(folded);
        let mut different: Vec<String> = Vec::new();
        for word in phrase.split(' ').filter(|word| !word.is_empty()) {
            if !different.iter().any(|other| other == word) && different.len() < MOST_SOUGHT {
                different.push(word.to_owned());
            }
        }
        let identifier = DomainIdentifier::parse(folded).map_or_else(|_| String::new(), |parsed| parsed.ascii().into());
        let is_wordless = phrase.is_empty() && !folded.is_empty();
        Sought { phrase, words: different, identifier, is_wordless }
    }

    /// Whether everything is listed.
    pub fn is_all(&self) -> bool {
        self.phrase.is_empty() && !self.is_wordless
    }

    /// The words that are long enough to be looked for within other words.
    pub fn long_words(&self) -> Vec<&str> {
        let long = |word: &&str| is_long(word);
        self.words.iter().map(String::as_str).filter(long).collect()
    }
}

/// Whether a word is looked for within other words too, and not only where they begin.
pub fn is_long(word: &str) -> bool {
    word.chars().count() >= 3
}

/// The words of a text, folded, with a space between them.
pub fn words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The ways in which people write a name, as words: as it is; with `ae` for `ä` or the other way round; without the
/// signs within its words.
pub fn spellings(name: &str) -> Vec<String> {
    let plain = words(name);
    let mut spellings = vec![plain.clone(), words(&with_german_digraphs(name)), without_german_digraphs(&plain)];
    spellings.push(without_inner_signs(name));
    let mut different: Vec<String> = Vec::new();
    for spelling in spellings {
        if !spelling.is_empty() && !different.contains(&spelling) {
            different.push(spelling);
        }
    }
    different
}

/// `Müller` as `Mueller`.
fn with_german_digraphs(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for letter in name.nfc() {
        match letter {
            'ä' | 'Ä' => written.push_str("ae"),
            'ö' | 'Ö' => written.push_str("oe"),
            'ü' | 'Ü' => written.push_str("ue"),
            other => written.push(other),
        }
    }
    written
}

/// `mueller` as `muller`, which is how `Müller` is folded.
fn without_german_digraphs(words: &str) -> String {
    words.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// `L'Oréal` as `loreal`, `Coca-Cola` as `cocacola`.
fn without_inner_signs(name: &str) -> String {
    let folded = fold(name);
    let closed = folded.split(' ').map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
    closed.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a search looks in. Each spelling of the name is a line that begins with a space, so
/// that each of its words follows one; after an `@` come the identifier's two forms, each of its parts after a dot. No
/// word has a space, a dot or an `@` in it: a pattern says where it wants to be found.
pub fn search_text(name: &str, domain_identifier: &str, domain_display: &str) -> String {
    let names: String = spellings(name).iter().map(|spelling| format!("\n {spelling}")).collect();
    let (ascii, shown) = (parts(domain_identifier), parts(domain_display));
    let shown = if shown == ascii { String::new() } else { format!(".{shown}@") };
    format!("{names}\n@.{ascii}@{shown}")
}

/// The parts of an identifier, as a search compares them.
pub fn parts(identifier: &str) -> String {
    words(identifier).replace(' ', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_at_signs() {
        for (text, expected) in [
            ("Quartz-Mills, Ltd.", "quartz mills ltd"),
            ("  L’Énergie  du Cœur ", "l energie du coeur"),
            ("AT&T", "at t"),
            ("100 % Under_score", "100 under score"),
            ("%_*\"'", ""),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_has_the_spellings_that_people_use() {
        for (name, expected) in [
            ("Acme", &["acme"] as &[_]),
            ("Müller Bank", &["muller bank", "mueller bank"]),
            ("Mu\u{308}ller", &["muller", "mueller"]),
            ("Mueller", &["mueller", "muller"]),
            ("L’Oréal", &["l oreal", "loreal"]),
            ("Coca-Cola Ärger", &["coca cola arger", "coca cola aerger", "cocacola arger"]),
            ("Quote 'Q' & Co.", &["quote q co"]),
        ] {
            assert_eq!(spellings(name), expected, "{name}");
        }
    }

    #[test]
    fn a_search_text_tells_names_and_identifiers_apart() {
        let text = search_text("Zoë Bücher-Welt", "xn--bcher-kva.example.com", "bücher.example.com");
        assert!(text.starts_with("\n zoe bucher welt\n "), "{text}");
        assert!(text.ends_with("\n@.xn.bcher.kva.example.com@.bucher.example.com@"), "{text}");
        assert!(search_text("Acme", "acme.com", "acme.com").ends_with("\n acme\n@.acme.com@"));
    }

    #[test]
    fn a_search_has_different_words_and_perhaps_an_identifier() {
        let sought = Sought::new("bank of bank");
        assert_eq!((sought.phrase.as_str(), sought.words.join(",").as_str()), ("bank of bank", "bank,of"));
        assert_eq!(sought.long_words(), ["bank"]);
        assert_eq!(Sought::new("acme-x.com").identifier, "acme-x.com");
        assert!(Sought::new("%").is_wordless);
        assert!(Sought::new("").is_all());
    }
}
