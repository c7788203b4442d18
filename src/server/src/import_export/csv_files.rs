//! The files of an import and an export: what a row is, how rows are read from CSV and written to it.
//!
//! Each row is checked by itself. What only several rows or the database can tell (an identifier used twice, a
//! grant on an unknown account) is checked where they are stored; every row keeps its line for that.

pub mod encoding;
pub mod fields;
mod header;
mod lines;
pub mod path;
pub mod reading;
mod records;
pub mod rows;
#[cfg(test)]
mod tests;
mod words;
pub mod writing;

use std::borrow::Cow;
use std::fmt;

use reading::Cells;
use text::Texts;

use crate::domains::characters::is_hidden;

/// How many characters of a refused value a message shows.
const VALUE_LIMIT: usize = 80;

/// One kind of row: its file, its columns and both directions.
pub trait Row: Sized {
    /// The name of the file, for people and for the archive.
    const FILE: &'static str;
    /// The columns in the order in which they are written; they are read in any order.
    const COLUMNS: &'static [&'static str];
    /// Those that a file may lack.
    const OPTIONAL: &'static [&'static str] = &[];

    /// What the pages call columns, in the language of the texts; without a column where it is not imported.
    fn labels(texts: &Texts) -> Vec<(&str, Option<&'static str>)>;

    /// Checks one row; nothing where a cell was refused, which `cells` then has noted.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// The cells in the order of `COLUMNS`.
    fn write(&self) -> Vec<Cow<'_, str>>;
}

/// Why a row, or one of its cells, was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The name of the file.
    pub file: &'static str,
    /// The line on which the row begins, counted from 1, line breaks in quotes included.
    pub line: u64,
    /// The column, or nothing where the row as a whole is refused.
    pub column: Option<Cow<'static, str>>,
    /// The cell as it stands in the file, trimmed; empty without a column.
    pub value: String,
    /// What is wrong and the way on, worded to follow the value; a clause of its own without a column.
    pub reason: String,
    /// What is not taken because of it.
    pub lost: Lost,
}

/// What is not taken because of an error, so that what refers to it is no mistake of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Nothing, or what another error has told.
    Nothing,
    /// A row with these cells.
    Row(Vec<String>),
    /// All the rest of the file.
    Rest,
}

impl fmt::Display for RowError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RowError { file, line, reason, .. } = self;
        match &self.column {
            Some(column) => {
                write!(formatter, "{file} line {line}, column {}: `{}` {reason}", escaped(column), escaped(&self.value))
            }
            None => write!(formatter, "{file} line {line}: {reason}"),
        }
    }
}

impl std::error::Error for RowError {}

/// A value on one line of bounded length, with what nobody would see spelled out.
pub(super) fn escaped(value: &str) -> String {
    let mut shown = String::new();
    for character in value.chars().take(VALUE_LIMIT) {
        let is_seen = !character.is_control() && !is_hidden(character);
        if !is_seen { shown.extend(character.escape_default()) } else { shown.push(character) }
    }
    if value.chars().nth(VALUE_LIMIT).is_some() {
        shown.push('…');
    }

    shown
}
