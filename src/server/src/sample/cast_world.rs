//! The accounts, people and grants that the cast needs, written by hand in the files of an import.

use super::World;
use crate::import_export::csv_files::reading::Rows;
use crate::import_export::csv_files::{Row, RowError};

/// The world before it is filled up.
///
/// The operator has the affiliation of licensing support: they decide requests, which other staff may not.
pub fn world() -> World {
    World {
        accounts: read(include_str!("cast/accounts.csv")),
        virtual_accounts: read(include_str!("cast/virtual_accounts.csv")),
        people: read(include_str!("cast/people.csv")),
        grants: read(include_str!("cast/grants.csv")),
    }
}

#[expect(clippy::expect_used, reason = "the sample world's own files, which its tests read from end to end")]
fn read<T: Row>(file: &'static str) -> Vec<T> {
    Rows::new(file.as_bytes()).collect::<Result<_, RowError>>().expect("a file of the sample world")
}
