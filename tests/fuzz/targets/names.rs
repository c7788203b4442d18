//! Whatever is given as a name: its two keys are stable, plain and bounded, and how it was typed changes neither.

#![no_main]

use libfuzzer_sys::fuzz_target;
use server::domains::folding::{fold, normalise_name};
use unicode_normalization::UnicodeNormalization;

/// One letter becomes 18 in Unicode's longest compatibility decomposition, of three octets each at most.
const LONGEST: usize = 18 * 3;

fuzz_target!(|name: &str| {
    let (loose, strict) = (fold(name), normalise_name(name));
    for key in [&loose, &strict] {
        assert!(!key.chars().any(|c| c.is_control() || (c.is_whitespace() && c != ' ')), "{key:?}");
        assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "), "{key:?}");
        assert!(key.len() <= LONGEST * name.len(), "{name:?}");
    }
    assert_eq!(fold(&loose), loose, "{name:?}");
    assert_eq!(normalise_name(&strict), strict, "{name:?}");
    // Whoever types the entire name finds by searching what they find by the entire name.
    assert_eq!(fold(&strict), loose, "{name:?}");
    for typed in [name.nfc().collect::<String>(), name.nfd().collect(), format!(" {name}\u{a0}")] {
        assert_eq!((fold(&typed), normalise_name(&typed)), (loose.clone(), strict.clone()), "{name:?} as {typed:?}");
    }
});
