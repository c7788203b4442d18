//! Tests of the files: what the cells may hold, where errors are, and that what is written reads back.

mod cells;
mod lines;
mod quotes;
mod spreadsheets;
mod words;
mod writing;

use std::io::Cursor;

use super::encoding::recognise;
use super::reading::Rows;
use super::{Row, RowError};

const VIRTUAL_ACCOUNTS: &str = "account,path\n";
const GRANTS: &str = "email,account,virtual_account,role\n";

fn read<T: Row>(file: impl AsRef<[u8]>) -> (Vec<T>, Vec<RowError>) {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    let mut file = Cursor::new(file.as_ref().to_vec());
    let encoding = recognise(&mut file).unwrap();
    for row in Rows::encoded(file, encoding) {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    (rows, errors)
}
