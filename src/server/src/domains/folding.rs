//! The two keys of a name: a loose one for searching, a strict one for *the entire name*.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key for searching by part: no accents, no case, no ligatures, plain apostrophes and hyphens, single spaces.
///
/// `L’Énergie  du Cœur` gives `l'energie du coeur`. Folding twice changes nothing.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let letters = name.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c));
    for letter in letters {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            // These have no decomposition in Unicode, and nobody outside their countries types them.
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            // One letter whose small form depends on its place in the word.
            'ς' => folded.push('σ'),
            '‘' | '’' | 'ʼ' => folded.push('\''),
            '‐' => folded.push('-'),
            other => folded.push(other),
        }
    }

    collapse_whitespace(&folded)
}

/// The key under which two texts are the same entire name: case, Unicode form and spacing aside, accents kept
/// (domain: 1, restricted accounts). Normalising twice changes nothing.
pub fn normalise_name(name: &str) -> String {
    let lower = |c: char| if c == 'ς' { 'σ' } else { c }.to_lowercase();
    let normalised: String = name.nfkc().flat_map(lower).nfkc().collect();

    collapse_whitespace(&normalised)
}

/// Control characters count as spaces: no name has any, and the databases do not take NUL.
fn collapse_whitespace(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_leaves_what_people_type_when_they_search() {
        for (name, folded) in [
            ("Énergie Vaucreuse", "energie vaucreuse"),
            ("E\u{301}nergie", "energie"),
            ("L’Atelier  du\u{a0}Cœur ", "l'atelier du coeur"),
            ("Ex Æquo", "ex aequo"),
            ("STRASSE Straße STRAẞE", "strasse strasse strasse"),
            ("Ørsund Łódka Đurić", "orsund lodka duric"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
            ("İzmir ﬁnance ①", "izmir finance 1"),
            ("Saint\u{2011}Malo", "saint-malo"),
            (" \t ", ""),
        ] {
            assert_eq!(fold(name), folded, "{name:?}");
        }
    }

    #[test]
    fn entire_names_are_equal_but_for_case_form_and_spacing() {
        for (one, other) in [
            ("Énergie Vaucreuse", "e\u{301}NERGIE  vaucreuse "),
            ("Straße", "STRAẞE"),
            ("ﬁnance", "Finance"),
            ("ΟΔΟΣ", "οδος"),
        ] {
            assert_eq!(normalise_name(one), normalise_name(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn entire_names_that_differ_in_a_letter_or_an_accent_are_not_equal() {
        for (one, other) in
            [("Énergie", "Energie"), ("Cœur", "Coeur"), ("Straße", "Strasse"), ("Acme", "Acme Ltd"), ("Ac me", "Acme")]
        {
            assert_ne!(normalise_name(one), normalise_name(other), "{one:?} {other:?}");
        }
    }

    proptest! {
        #[test]
        fn both_keys_are_stable(name in "\\PC{0,20}") {
            prop_assert_eq!(fold(&fold(&name)), fold(&name));
            prop_assert_eq!(normalise_name(&normalise_name(&name)), normalise_name(&name));
        }

        #[test]
        fn the_same_entire_name_is_also_found_by_searching(name in "[A-Za-zÀ-ÿŒœ’' ]{0,20}") {
            let retyped: String = name.to_uppercase().nfd().collect();
            prop_assert_eq!(fold(&retyped), fold(&name));
        }
    }
}
