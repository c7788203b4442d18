//! Reads rows from CSV (RFC 4180, UTF-8 with or without a byte order mark), one at a time.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{Chain, Read};
use std::marker::PhantomData;

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};

use super::{Row, RowError};

/// Read after the source: ends its last line, and closes a quote that it left open. Otherwise it is a blank line
/// and a blank cell, which are passed over. So every record ends with a line end, and its line can be told.
const TAIL: &[u8] = b"\n\"\n";

/// The rows of a file and what is wrong with it, in the order of the lines.
///
/// A bad row does not end the iteration; a bad cell gives an error of its own, so that one row may give several.
/// A header with an unknown, missing or repeated column ends it, and so does a source that cannot be read.
pub struct Rows<T, R> {
    reader: Reader<Chain<R, &'static [u8]>>,
    record: ByteRecord,
    /// For each column of `T` its place in the file's records, once the header is read.
    places: Option<Vec<usize>>,
    errors: VecDeque<RowError>,
    ended: bool,
    row: PhantomData<T>,
}

/// The cells of one row under the names of their columns, and what was refused so far.
pub struct Cells<'a> {
    file: &'static str,
    line: u64,
    columns: &'static [&'static str],
    places: &'a [usize],
    record: &'a ByteRecord,
    errors: &'a mut VecDeque<RowError>,
}

impl<T: Row, R: Read> Rows<T, R> {
    /// Starts reading; errors in the header come with the first `next`.
    pub fn new(source: R) -> Rows<T, R> {
        Rows {
            reader: ReaderBuilder::new()
                .has_headers(false)
                // A wrong number of fields would be an error of the crate's; it is checked below, in our words.
                .flexible(true)
                // The crate counts lines wrongly where CR LF ends them. The CR is trimmed with the cell.
                .terminator(Terminator::Any(b'\n'))
                .from_reader(source.chain(TAIL)),
            record: ByteRecord::new(),
            places: None,
            errors: VecDeque::new(),
            ended: false,
            row: PhantomData,
        }
    }

    /// Reads the next record that is not blank and says where it begins, or nothing at the end.
    fn advance(&mut self) -> Option<u64> {
        loop {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) if self.record.len() == 1 && self.record.as_slice().trim_ascii().is_empty() => {
                    continue;
                }
                Ok(true) => return Some(self.line()),
                Ok(false) => return None,
                Err(error) => {
                    let line = self.reader.position().line();
                    self.refuse_row(line, format!("the file cannot be read any further: {error}"));
                    return None;
                }
            }
        }
    }

    /// The line on which the record begins, counted back from its end: the crate's own answer is the line
    /// before the blank lines that it passed over.
    fn line(&self) -> u64 {
        let breaks = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        self.reader.position().line().saturating_sub(breaks + 1)
    }

    fn refuse_row(&mut self, line: u64, reason: String) {
        self.errors.push_back(RowError { file: T::FILE, line, column: None, value: String::new(), reason });
    }

    fn read_header(&mut self) -> Option<Vec<usize>> {
        let expected = T::COLUMNS.join(", ");
        let Some(line) = self.advance() else {
            if self.errors.is_empty() {
                self.refuse_row(1, format!("the header is missing; the first line must be `{expected}`"));
            }
            return None;
        };

        let header: Vec<String> =
            self.record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        for (place, name) in header.iter().enumerate() {
            let reason = if !T::COLUMNS.contains(&name.as_str()) {
                format!("is not a column of this file; its columns are {expected}")
            } else if header.iter().take(place).any(|earlier| earlier == name) {
                "stands twice in the header; remove one".to_owned()
            } else {
                continue;
            };
            let column = Some(Cow::Owned(name.clone()));
            self.errors.push_back(RowError { file: T::FILE, line, column, value: name.clone(), reason });
        }
        let mut places = Vec::with_capacity(T::COLUMNS.len());
        for column in T::COLUMNS {
            match header.iter().position(|name| name == column) {
                Some(place) => places.push(place),
                None => self.refuse_row(line, format!("the column `{column}` is missing; add it to the header")),
            }
        }

        self.errors.is_empty().then_some(places)
    }

    /// Reads one row; nothing where it is refused, with the errors noted, and at the end.
    fn read_row(&mut self) -> Option<T> {
        let places = self.places.take()?;
        let Some(line) = self.advance() else {
            self.ended = true;
            return None;
        };

        let row = if self.record.len() == places.len() {
            T::read(&mut Cells {
                file: T::FILE,
                line,
                columns: T::COLUMNS,
                places: &places,
                record: &self.record,
                errors: &mut self.errors,
            })
        } else {
            let (found, expected) = (self.record.len(), places.len());
            self.refuse_row(
                line,
                format!("the row has {found} fields, the header {expected}; check its commas and quotes"),
            );
            None
        };
        self.places = Some(places);

        row
    }
}

impl<T: Row, R: Read> Iterator for Rows<T, R> {
    type Item = Result<T, RowError>;

    fn next(&mut self) -> Option<Result<T, RowError>> {
        loop {
            if let Some(error) = self.errors.pop_front() {
                return Some(Err(error));
            }
            if self.ended {
                return None;
            }
            if self.places.is_none() {
                self.places = self.read_header();
                self.ended = self.places.is_none();
                continue;
            }
            if let Some(row) = self.read_row() {
                return Some(Ok(row));
            }
        }
    }
}

impl Cells<'_> {
    /// The line on which the row begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Checks the trimmed cell of a column; nothing where it is refused, with the error noted.
    pub fn check<V>(&mut self, column: &'static str, check: impl Fn(&str) -> Result<V, String>) -> Option<V> {
        let checked = match std::str::from_utf8(self.cell(column)) {
            Ok(text) => check(text.trim()),
            Err(_) => Err("is not UTF-8; save the file as CSV with the encoding UTF-8".to_owned()),
        };

        checked.map_err(|reason| self.refuse(column, &reason)).ok()
    }

    /// Notes that the cell of a column is refused; `reason` is worded to follow its value.
    pub fn refuse(&mut self, column: &'static str, reason: &str) {
        let value = String::from_utf8_lossy(self.cell(column)).trim().to_owned();
        self.errors.push_back(RowError {
            file: self.file,
            line: self.line,
            column: Some(Cow::Borrowed(column)),
            value,
            reason: reason.to_owned(),
        });
    }

    fn cell(&self, column: &str) -> &[u8] {
        let place = self.columns.iter().position(|name| *name == column).and_then(|index| self.places.get(index));
        place.and_then(|place| self.record.get(*place)).unwrap_or_default()
    }
}
