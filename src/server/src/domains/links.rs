//! Names that a mail program would make a link of.

use unicode_normalization::UnicodeNormalization;

/// Whether a name holds the beginning of a link or an address: in whichever width its signs are written.
pub fn has_link(name: &str) -> bool {
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
    ["://", "www.", "@"].into_iter().any(|sign| plain.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_or_an_address_is_found_in_any_width() {
        for name in ["Claim: http://evil.example", "WWW.evil.example", "a@b", "a＠b", "ｈｔｔｐ：／／x", "www．x"]
        {
            assert!(has_link(name), "{name}");
        }
        for name in ["Acme & Sons", "Awww Ltd", "Smith: a history", "acme.com", "Either/or"] {
            assert!(!has_link(name), "{name}");
        }
    }
}
