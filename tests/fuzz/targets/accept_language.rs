//! Whatever a browser says it reads: one of the two languages; and what is well formed is weighed as the standard says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use text::Locale;

const TAGS: [&str; 8] = ["en", "fr", "en-GB", "fr-CA", "de", "*", "FR", "frr"];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(header) = std::str::from_utf8(bytes) {
        let chosen = Locale::from_accept_language(header);
        // A tag, a weight and the `q` itself are the same in either case (RFC 9110, 5.6.6 and 12.5.4).
        assert_eq!(Locale::from_accept_language(&header.to_ascii_uppercase()), chosen);
        assert_eq!(Locale::from_accept_language(&format!("{header},de;q=1")), chosen);
    }
    // The same bytes as a header that is well formed: a tag and a weight in thousandths each.
    let ranges: Vec<(&str, u16)> = bytes
        .chunks_exact(3)
        .map(|c| (TAGS[usize::from(c[0]) % TAGS.len()], u16::from_be_bytes([c[1], c[2]]) % 1001))
        .collect();
    let header: Vec<String> = ranges.iter().map(|(tag, weight)| format!("{tag};q={}", weighed(*weight))).collect();
    let mut best = (Locale::En, 0);
    for (tag, weight) in ranges {
        let locale = match tag.split('-').next() {
            Some("fr" | "FR") => Locale::Fr,
            Some("en") => Locale::En,
            _ => continue,
        };
        if weight > best.1 {
            best = (locale, weight);
        }
    }
    let header = header.join(", ");
    assert_eq!(Locale::from_accept_language(&header), best.0, "{header}");
});

/// At most three digits, as few as will do.
fn weighed(thousandths: u16) -> String {
    if thousandths == 1000 {
        return "1".to_owned();
    }
    let text = format!("0.{thousandths:03}");
    text.trim_end_matches('0').to_owned()
}
