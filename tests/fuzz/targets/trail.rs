//! Whatever was done to an export of the trail: it is found out, unless entries were merely left out at the end.

#![no_main]

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;
use server::audit::verify;

/// Of format 1; and of format 2 with entries that are not shown, and people who were erased.
const EXPORTS: [&str; 2] = [include_str!("../trail.jsonl"), include_str!("../trail_2.jsonl")];

// Which export, and edits: where, how many octets are taken out, and what is put there instead.
fuzz_target!(|input: (bool, Vec<(u16, u8, &[u8])>)| {
    let (which, edits) = input;
    let original = EXPORTS[usize::from(which)];
    let mut export = original.as_bytes().to_vec();
    for (at, removed, put) in edits {
        let at = usize::from(at) % (export.len() + 1);
        let end = (at + usize::from(removed)).min(export.len());
        export.splice(at..end, put.iter().copied());
    }
    let mut said = Vec::new();
    let whole = verify::export(export.as_slice(), &verify::Known::default(), &mut said).unwrap();
    assert!(String::from_utf8(said).is_ok(), "what is said is text");
    if whole {
        // Nobody makes an entry that fits without making its hash, which no fuzzer does.
        let written: HashSet<&[u8]> = original.as_bytes().split(|byte| *byte == b'\n').collect();
        for line in export.split(|byte| *byte == b'\n') {
            assert!(written.contains(line), "forged: {}", String::from_utf8_lossy(line));
        }
    }
});
