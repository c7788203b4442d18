//! Whatever is given as one table of the policy: it is refused with findings, or the policy with it decides and prints.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rules::Policy;

static TABLES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/rules/policy");
    let mut tables: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap()))
        .collect();
    tables.sort();
    tables
});

fuzz_target!(|edit: (u8, u16, u16, &str)| {
    let (which, from, removed, put) = edit;
    let (name, table) = &TABLES[usize::from(which) % TABLES.len()];
    let place = |wanted: usize| (0..=wanted.min(table.len())).rev().find(|at| table.is_char_boundary(*at)).unwrap_or(0);
    let from = usize::from(from);
    let edited = format!("{}{put}{}", &table[..place(from)], &table[place(from + usize::from(removed % 64))..]);
    match Policy::checked_with(&[(name, &edited)]) {
        Ok(policy) => {
            assert_eq!(policy.check(), [], "accepted with findings");
            assert!(policy.mismatches().is_empty(), "accepted with what the code does not expect");
        }
        Err(findings) => {
            assert!(!findings.is_empty(), "refused without a reason");
            assert!(findings.iter().all(|finding| !finding.to_string().trim().is_empty()));
        }
    }
});
