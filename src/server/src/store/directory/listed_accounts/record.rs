//! One listed account as the search compares it.

use crate::domains::search_text::is_long;

/// No name, id or identifier has it in it.
const SEPARATOR: char = '\0';

/// The texts of a listed account, of which one order is by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record<'a> {
    pub name_folded: &'a str,
    pub id: &'a str,
    /// In ASCII form.
    pub identifier: &'a str,
    pub country: &'a str,
    /// See [`crate::domains::search_text::search_text`].
    pub text: &'a str,
}

impl<'a> Record<'a> {
    /// All of it in one text: a million accounts are kept in memory.
    pub fn packed(&self) -> String {
        [self.name_folded, self.id, self.identifier, self.country, self.text].join("\0")
    }

    /// Reads what [`Record::packed`] wrote.
    pub fn unpacked(packed: &'a str) -> Record<'a> {
        let mut parts = packed.splitn(5, SEPARATOR);
        let mut part = || parts.next().unwrap_or_default();
        Record { name_folded: part(), id: part(), identifier: part(), country: part(), text: part() }
    }

    /// The lines of the text in which the name stands, one for each spelling.
    pub fn spellings(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.sides().0.split('\n').map(|line| line.trim_start_matches(' ')).filter(|line| !line.is_empty())
    }

    /// The parts of the identifier, in both forms.
    pub fn identifier_parts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.sides().1.split(['.', '@', '\n']).filter(|part| !part.is_empty())
    }

    /// Whether a word of the name begins so.
    pub fn has_beginning(&self, text: &str) -> bool {
        self.words().any(|word| word.starts_with(text))
    }

    /// Whether it is in the name: within a word, where it is long enough for that.
    pub fn has_in_name(&self, text: &str) -> bool {
        if is_long(text) { self.words().any(|word| word.contains(text)) } else { self.has_beginning(text) }
    }

    /// Whether it is in the name, or in a part of the identifier.
    pub fn has(&self, text: &str) -> bool {
        let mut parts = self.identifier_parts();
        self.has_in_name(text)
            || if is_long(text) {
                parts.any(|part| part.contains(text))
            } else {
                parts.any(|part| part.starts_with(text))
            }
    }

    fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.spellings().flat_map(|line| line.split(' '))
    }

    fn sides(&self) -> (&'a str, &'a str) {
        self.text.split_once('@').unwrap_or((self.text, ""))
    }
}

/// Whether a later word of a line begins with it, and what follows goes on so.
pub fn has_phrase(line: &str, phrase: &str) -> bool {
    line.match_indices(' ').any(|(at, _)| line.get(at + 1..).is_some_and(|rest| rest.starts_with(phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domains::search_text::search_text;

    #[test]
    fn a_record_reads_as_it_was_packed() {
        let text = search_text("Müller & Söhne", "xn--mller-kva.de", "müller.de");
        let record = Record {
            name_folded: "muller & sohne",
            id: "01",
            identifier: "xn--mller-kva.de",
            country: "DE",
            text: &text,
        };
        assert_eq!(Record::unpacked(&record.packed()), record);
        assert_eq!(record.spellings().collect::<Vec<_>>(), ["muller sohne", "mueller soehne"]);
        assert_eq!(record.identifier_parts().collect::<Vec<_>>(), ["xn", "mller", "kva", "de", "muller", "de"]);
    }
}
