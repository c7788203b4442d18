//! Tests of the files: what the cells may hold, where errors are, and that what is written reads back.

mod cells;
mod lines;
mod writing;

use super::reading::Rows;
use super::{Row, RowError};

const VIRTUAL_ACCOUNTS: &str = "account,path\n";
const GRANTS: &str = "email,account,virtual_account,role\n";

fn read<T: Row>(file: impl AsRef<[u8]>) -> (Vec<T>, Vec<RowError>) {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for row in Rows::new(file.as_ref()) {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    (rows, errors)
}
