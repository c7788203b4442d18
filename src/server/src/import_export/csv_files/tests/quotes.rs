//! Quotes that nobody closed cost their own line and nothing below it.

use super::{VIRTUAL_ACCOUNTS, read};
use crate::import_export::csv_files::RowError;
use crate::import_export::csv_files::rows::VirtualAccountRow;

/// The lines of the rows that are read, and what is said of the others.
fn rows_and_errors(rows: &str) -> (Vec<u64>, Vec<String>) {
    let (rows, errors) = read::<VirtualAccountRow>(format!("{VIRTUAL_ACCOUNTS}{rows}"));
    let said = |error: &RowError| error.to_string().replacen("virtual_accounts.csv ", "", 1);
    (rows.iter().map(|row| row.line).collect(), errors.iter().map(said).collect())
}

const UNCLOSED: &str =
    "a quote opens here and does not close; close it, or write a quote that belongs to the text twice";

#[test]
fn an_unclosed_quote_is_told_where_it_opens_and_the_rest_is_read() {
    let firms: String = (0..50).map(|number| format!("firm-{number}.com,Europe\n")).collect();
    let (rows, told_of) = rows_and_errors(&format!("acme.com,A\n\"acme.com,B\n{firms}"));
    assert_eq!(told_of, [format!("line 3: {UNCLOSED}")]);
    assert_eq!(rows.len(), 51);
    // The next quote does not close it, although it is the next one.
    let (rows, told_of) = rows_and_errors("\"acme.com,A\nacme.com,B\nacme.com,\"C, D\"\nacme.com,E\n");
    assert_eq!((rows, told_of), (vec![3, 4, 5], vec![format!("line 2: {UNCLOSED}")]));
}

#[test]
fn a_cell_of_several_lines_is_one_finding() {
    let (rows, told_of) = rows_and_errors("acme.com,\"A\r\nB\"\nacme.com,C\n");
    let expected = "line 2, column path: `A\\nB` has a control character, such as a line break; remove it";
    assert_eq!((rows, told_of), (vec![4], vec![expected.to_owned()]));
}

#[test]
fn text_after_a_closing_quote_is_refused() {
    let (rows, told_of) = rows_and_errors("acme.com,\"The\" Lab\nacme.com,\"C\" \n");
    assert_eq!(rows, [3], "blanks may follow");
    assert!(told_of.len() == 1 && told_of[0].starts_with("line 2: text follows a closing quote;"), "{told_of:?}");
}

#[test]
fn a_line_without_end_is_refused() {
    let (rows, told_of) = rows_and_errors(&"x".repeat(3 << 20));
    assert_eq!(rows, [0; 0]);
    assert_eq!(told_of, ["line 2: the line is longer than 1048576 bytes; look whether this is the right file"]);
}
