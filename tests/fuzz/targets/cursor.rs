//! Whatever is given as the place where a page begins: it is refused, or a place that prints as it was given.

#![no_main]

use libfuzzer_sys::fuzz_target;
use server::routes::directory::{parse_cursor, print_cursor};

fuzz_target!(|text: &str| {
    if let Ok(cursor) = parse_cursor(text) {
        assert!((0..=9).contains(&cursor.position), "{text:?}");
        let printed = print_cursor(&cursor);
        assert!(!printed.contains('\0'), "no database takes {printed:?}");
        assert_eq!(parse_cursor(&printed).ok(), Some(cursor), "{text:?}");
    }
});
