//! Whatever is given as a moment: what is read is what chrono reads, down to the millisecond, and is read back as the same.

#![no_main]

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct At(#[serde(deserialize_with = "api::moment::deserialize")] DateTime<Utc>);

fuzz_target!(|text: &str| {
    let json = serde_json::to_string(text).unwrap();
    let Ok(read) = serde_json::from_str::<At>(&json) else {
        return;
    };
    let theirs = DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(read.0.timestamp_millis(), theirs.timestamp_millis(), "{text:?}");
    let written = serde_json::to_string(&read.0).unwrap();
    assert_eq!(serde_json::from_str::<At>(&written).unwrap(), read, "{written}");
});
