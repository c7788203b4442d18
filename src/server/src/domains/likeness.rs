//! Which names look alike: to a person who reads quickly, whatever their letters are.

use unicode_security::confusable_detection::skeleton;

use super::folding::fold;

/// How many characters of a skeleton count. A letter may become many; databases index only so much.
const LONGEST: usize = 300;

/// What names that look alike share: case, accents, spaces, punctuation and letters of other scripts that look the same
/// are left out (the skeleton of UTS 39, 4). Empty where a name has neither letters nor digits.
pub fn name_skeleton(name: &str) -> String {
    // Before the skeleton as well: that of a dash is a letter.
    let folded: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    // A zero looks like a capital O.
    let letters = skeleton(&folded).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    // A capital I looks like a small L, and has become a small I by now.
    letters.map(|letter| if letter == 'i' || letter == 'ı' { 'l' } else { letter }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_share_a_skeleton() {
        for (one, other) in [
            ("Northmoor Rail", "NORTHMOOR-RAIL"),
            ("Northmoor Rail", "N\u{43e}rthm\u{43e}or Rail"),
            ("Énergie Vaucreuse", "Energie Vaucreuse."),
            ("Illumina", "lllumina"),
            ("Illumina", "1llumina"),
            ("Acme", "Ａｃｍｅ"),
            ("Acme", "\u{410}cme"),
            ("Acme", "Ac\u{200b}me"),
        ] {
            assert_eq!(name_skeleton(one), name_skeleton(other), "{one} {other}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (one, other) in [("Northmoor Rail", "Northmoor Road"), ("Acme", "Acme Labs"), ("Acme", "Acne")] {
            assert_ne!(name_skeleton(one), name_skeleton(other), "{one} {other}");
        }
        assert_eq!(name_skeleton("— … —"), "");
        assert!(name_skeleton(&"\u{fdfa}".repeat(200)).chars().count() <= LONGEST);
    }
}
