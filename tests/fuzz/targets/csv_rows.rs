//! Whatever a file to import holds: rows, which are written and read back as the same, or errors that a person can read.

#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use server::import_export::csv_files::reading::Rows;
use server::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use server::import_export::csv_files::writing::write_rows;
use server::import_export::csv_files::{Row, RowError};

fuzz_target!(|given: (u8, bool, &[u8])| {
    let (which, with_header, file) = given;
    match which % 4 {
        0 => check::<AccountRow>(with_header, file, |row, line| row.line = line),
        1 => check::<VirtualAccountRow>(with_header, file, |row, line| row.line = line),
        2 => check::<PersonRow>(with_header, file, |row, line| row.line = line),
        _ => check::<GrantRow>(with_header, file, |row, line| row.line = line),
    }
});

fn check<T: Row + Debug + PartialEq>(with_header: bool, file: &[u8], set_line: fn(&mut T, u64)) {
    let header = format!("{}\n", T::COLUMNS.join(","));
    let file = if with_header { [header.as_bytes(), file].concat() } else { file.to_vec() };
    let (mut rows, errors) = read::<T>(&file);
    for error in errors {
        let said = error.to_string();
        assert!(!said.chars().any(char::is_control), "{said:?} is more than a line");
        assert!(said.chars().count() < 2_000, "{said:?} is long");
        assert!(error.line >= 1 && error.line <= 1 + file.iter().filter(|byte| **byte == b'\n').count() as u64 + 1);
    }
    let mut written = Vec::new();
    write_rows(&rows, &mut written).unwrap();
    let (mut again, errors) = read::<T>(&written);
    assert_eq!(errors, []);
    rows.iter_mut().chain(&mut again).for_each(|row| set_line(row, 0));
    assert_eq!(again, rows);
}

fn read<T: Row>(file: &[u8]) -> (Vec<T>, Vec<RowError>) {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for row in Rows::new(file) {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    (rows, errors)
}
