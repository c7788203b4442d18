//! Whatever people wrote: in a mail's header it stays in its line, and in a mail's text in its order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use server::mail::sanitize::{lines, one_line};

fuzz_target!(|text: &str| {
    let line = one_line(text);
    assert!(!line.chars().any(|c| c.is_control() || ends_a_line(c) || turns(c)), "{line:?}");
    assert!(!line.starts_with(' ') && !line.ends_with(' ') && !line.contains("  "), "{line:?}");
    assert!(line.len() <= text.len(), "{line:?}");
    assert_eq!(one_line(&line), line);

    let clean = lines(text);
    assert!(!clean.iter().any(|line| line.chars().any(|c| c.is_control() || ends_a_line(c))), "{clean:?}");
    assert_eq!(lines(&clean.join("\n")), clean);
});

fn ends_a_line(character: char) -> bool {
    ['\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'].contains(&character)
}

/// The explicit formatting characters of the Unicode Bidirectional Algorithm.
fn turns(character: char) -> bool {
    "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}"
        .contains(character)
}
