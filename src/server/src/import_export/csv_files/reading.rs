//! Reads rows from CSV as people's spreadsheets write it, one at a time.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::Read;
use std::marker::PhantomData;

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::encoding::{NotText, Recognised, Written, decoded};
use super::header::{self, Columns};
use super::records::{NoRecord, Record, Records};
use super::{Lost, Row, RowError, VALUE_LIMIT};
use crate::base::formula::is_formula;

/// The rows of a file and what is wrong with it, in the order of the lines.
///
/// A bad row does not end the iteration; a bad cell gives an error of its own, so that one row may give several.
/// A header with an unknown, missing or repeated column ends it, and so does a source that cannot be read.
pub struct Rows<T> {
    records: Records<Box<dyn Read + Send>>,
    /// Nothing where the file ended with its header.
    columns: Option<Columns>,
    /// Whether U+FFFD stands for what could not be decoded.
    has_faults: bool,
    errors: VecDeque<RowError>,
    notes: Vec<String>,
    row: PhantomData<fn() -> T>,
}

/// The cells of one row under the names of their columns, and what was refused so far.
pub struct Cells<'a> {
    file: &'static str,
    columns: &'static [&'static str],
    header: &'a Columns,
    record: &'a Record,
    has_faults: bool,
    errors: &'a mut VecDeque<RowError>,
}

impl<T: Row> Rows<T> {
    /// Reads the header of a text in UTF-8; errors in it come with the first `next`.
    pub fn new(source: impl Read + Send + 'static) -> Rows<T> {
        Rows::encoded(source, Ok(Written::without_faults(UTF_8)))
    }

    /// As [`Rows::new`], in another encoding, or with an error where it is none.
    pub fn encoded(source: impl Read + Send + 'static, recognised: Recognised) -> Rows<T> {
        let Written { encoding, has_faults } = recognised.as_ref().copied().unwrap_or(Written::without_faults(UTF_8));
        let mut rows = Rows {
            records: Records::new(Box::new(decoded(source, encoding))),
            columns: None,
            has_faults,
            errors: VecDeque::new(),
            notes: Vec::new(),
            row: PhantomData,
        };
        match recognised {
            Ok(_) => {
                rows.columns = rows.read_header();
                if encoding == WINDOWS_1252 {
                    rows.notes.push(format!("{}: read as Windows-1252, since it is not UTF-8", T::FILE));
                }
            }
            Err(NotText { line, reason }) => rows.refuse_row(line, reason, Lost::Rest),
        }
        rows
    }

    /// What whoever gave the file should know although nothing is wrong.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    fn refuse_row(&mut self, line: u64, reason: String, lost: Lost) {
        self.errors.push_back(RowError { file: T::FILE, line, column: None, value: String::new(), reason, lost });
    }

    fn refuse_record(&mut self, refused: NoRecord) {
        let is_end = refused.cells.is_none();
        self.refuse_row(refused.line, refused.reason, refused.cells.map_or(Lost::Rest, Lost::Row));
        if is_end {
            self.columns = None;
        }
    }

    fn read_header(&mut self) -> Option<Columns> {
        let header = self.header().map_err(|refused| self.refuse_record(refused)).ok()?;
        let Some(Record { line, cells }) = header else {
            let expected = T::COLUMNS.join(", ");
            self.refuse_row(1, format!("the header is missing; the first line must be `{expected}`"), Lost::Rest);
            return None;
        };
        match header::columns::<T>(&cells) {
            Ok(columns) => {
                if !columns.left_out.is_empty() {
                    let names = columns.left_out.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                    self.notes.push(format!("{}: not imported, since it has no place there: {names}", T::FILE));
                }
                Some(columns)
            }
            Err(faults) => {
                for header::Fault { column, reason } in faults {
                    let value = column.as_deref().unwrap_or_default().to_owned();
                    self.errors.push_back(RowError { file: T::FILE, line, column, value, reason, lost: Lost::Rest });
                }
                None
            }
        }
    }

    fn header(&mut self) -> Result<Option<Record>, NoRecord> {
        let Some(first) = self.records.peek()? else { return Ok(None) };
        let named = header::named_separator(&first.text);
        if named.is_some() {
            self.records.skip();
        }
        let Some(header) = self.records.peek()? else { return Ok(None) };
        let separator = header::separator::<T>(&header.text, named);
        self.records.separate_by(separator);
        self.records.next(None)
    }

    /// Reads one row; nothing where it is refused, with the errors noted, and at the end.
    fn read_row(&mut self) -> Option<T> {
        let columns = self.columns.take()?;
        let record = match self.records.next(Some(columns.width)) {
            Ok(record) => record?,
            Err(refused) => {
                self.columns = Some(columns);
                self.refuse_record(refused);
                return None;
            }
        };
        let row = match misfit(&record, &columns) {
            Some(reason) => {
                self.refuse_row(record.line, reason, Lost::Row(record.cells));
                None
            }
            None => T::read(&mut Cells {
                file: T::FILE,
                columns: T::COLUMNS,
                header: &columns,
                record: &record,
                has_faults: self.has_faults,
                errors: &mut self.errors,
            }),
        };
        self.columns = Some(columns);
        row
    }
}

impl<T: Row> Iterator for Rows<T> {
    type Item = Result<T, RowError>;

    fn next(&mut self) -> Option<Result<T, RowError>> {
        loop {
            if let Some(error) = self.errors.pop_front() {
                return Some(Err(error));
            }
            self.columns.as_ref()?;
            if let Some(row) = self.read_row() {
                return Some(Ok(row));
            }
        }
    }
}

/// Why the cells of a record are not those of the header. Spreadsheets write empty ones at the end, and leave out those of
/// columns without a name.
fn misfit(record: &Record, columns: &Columns) -> Option<String> {
    let filled = record.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    let needed = columns.places.iter().flatten().map(|place| place.index + 1).max().unwrap_or(0);
    if filled > columns.width || record.cells.len() < needed {
        let (found, expected) = (record.cells.len(), columns.width);
        return Some(format!("the row has {found} fields, the header {expected}; check its separators and quotes"));
    }
    let nameless = columns.nameless.iter().filter_map(|index| record.cells.get(*index));
    let value = nameless.into_iter().find(|cell| !cell.trim().is_empty())?;
    Some(format!("`{}` stands in a column without a name; name it in the header, or remove it", super::escaped(value)))
}

impl Cells<'_> {
    /// The line on which the row begins, from 1.
    pub fn line(&self) -> u64 {
        self.record.line
    }

    /// Checks the trimmed cell of a column; nothing where it is refused, with the error noted.
    pub fn check<V>(&mut self, column: &'static str, check: impl Fn(&str) -> Result<V, String>) -> Option<V> {
        let text = self.cell(column);
        let checked = if self.has_faults && text.contains('\u{fffd}') {
            Err("has a character that is not UTF-8, as others in the file are; save it as `CSV UTF-8`".to_owned())
        } else {
            check(text)
        };
        checked.map_err(|reason| self.refuse(column, &reason)).ok()
    }

    /// Whether the file has a column, which may be missing.
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// Notes that the cell of a column is refused; `reason` is worded to follow its value.
    pub fn refuse(&mut self, column: &'static str, reason: &str) {
        // A row is lost once, and one more character tells that there was more.
        let is_first = self.errors.is_empty();
        let lost = if is_first { Lost::Row(self.record.cells.clone()) } else { Lost::Nothing };
        let value = self.cell(column).chars().take(VALUE_LIMIT + 1).collect();
        self.errors.push_back(RowError {
            file: self.file,
            line: self.record.line,
            column: Some(Cow::Borrowed(column)),
            value,
            reason: reason.to_owned(),
            lost,
        });
    }

    /// A trimmed cell; of a download also without the apostrophe that made it text.
    fn cell(&self, column: &str) -> &str {
        let Some(place) = self.place(column) else { return "" };
        let cell = self.record.cells.get(place.index).map_or("", String::as_str);
        let cell = cell.trim();
        let text = cell.strip_prefix('\'').filter(|text| place.is_page && is_formula(text));
        text.unwrap_or(cell)
    }

    fn place(&self, column: &str) -> Option<header::Place> {
        let index = self.columns.iter().position(|name| *name == column)?;
        self.header.places.get(index).copied().flatten()
    }
}
