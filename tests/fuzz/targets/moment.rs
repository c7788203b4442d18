//! Whatever is given as a moment: what is read is what chrono reads, down to the millisecond, and is read back as the same.

#![no_main]

use api::moment::Moment;
use chrono::DateTime;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let json = serde_json::to_string(text).unwrap();
    let Ok(read) = serde_json::from_str::<Moment>(&json) else {
        return;
    };
    let theirs = DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(read.0.timestamp_millis(), theirs.timestamp_millis(), "{text:?}");
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<Moment>(&written).unwrap(), read, "{written}");
});
