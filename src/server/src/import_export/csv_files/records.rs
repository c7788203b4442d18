//! The records of a file: a line each, unless a cell in quotes goes on in the next ones. A quote that nobody closed costs its
//! own line and nothing below it.

use std::collections::VecDeque;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use super::lines::{Line, Lines};

/// How many lines a cell in quotes may have.
const LINES_OF_A_CELL: usize = 20;

const UNCLOSED: &str =
    "a quote opens here and does not close; close it, or write a quote that belongs to the text twice";

const BROKEN: &str = "text follows a closing quote; write a quote that belongs to the text twice, and the cell in quotes: \
     `\"The \"\"Lab\"\"\"`";

/// A record, and the line on which it begins.
pub struct Record {
    pub line: u64,
    pub cells: Vec<String>,
}

/// Why there is no record.
pub struct NoRecord {
    pub line: u64,
    /// A clause of its own.
    pub reason: String,
    /// What stands in the line, roughly; nothing where the rest of the file cannot be read.
    pub cells: Option<Vec<String>>,
}

/// Reads records one by one.
pub struct Records<R> {
    lines: Lines<R>,
    /// Lines that were looked at and belong to no record yet.
    ahead: VecDeque<Line>,
    separator: u8,
}

impl<R: Read> Records<R> {
    pub fn new(source: R) -> Records<R> {
        Records { lines: Lines::new(source), ahead: VecDeque::new(), separator: b',' }
    }

    /// Looks at the next line that is not blank, which stays the next one.
    pub fn peek(&mut self) -> Result<Option<&Line>, NoRecord> {
        if self.ahead.is_empty()
            && let Some(line) = self.line()?
        {
            self.ahead.push_back(line);
        }
        Ok(self.ahead.front())
    }

    /// Passes over the line that was looked at.
    pub fn skip(&mut self) {
        self.ahead.pop_front();
    }

    /// What separates cells from now on.
    pub fn separate_by(&mut self, separator: u8) {
        self.separator = separator;
    }

    /// The next record that has anything in a cell. With `width`, a cell goes on in the next lines only where that gives a
    /// record of so many cells.
    pub fn next(&mut self, width: Option<usize>) -> Result<Option<Record>, NoRecord> {
        while let Some(line) = self.line()? {
            let mut quotes = Quotes::new(self.separator);
            let cells = match quotes.after(&line.text) {
                State::Broken => return Err(refused(&line, BROKEN, self.separator)),
                State::Quoted => match self.continued(&line, quotes, width)? {
                    Some(cells) => cells,
                    None => return Err(refused(&line, UNCLOSED, self.separator)),
                },
                _ => split(&line.text, self.separator),
            };
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(Record { line: line.number, cells }));
            }
        }
        Ok(None)
    }

    /// The cells of a record that begins with this line and ends with a later one; nothing where that would be none, and the
    /// lines are still to come.
    fn continued(
        &mut self,
        first: &Line,
        mut quotes: Quotes,
        width: Option<usize>,
    ) -> Result<Option<Vec<String>>, NoRecord> {
        let mut text = first.text.clone();
        for place in 0..LINES_OF_A_CELL {
            if place == self.ahead.len() {
                let Some(line) = self.read()? else { return Ok(None) };
                self.ahead.push_back(line);
            }
            let Some(line) = self.ahead.get(place) else { return Ok(None) };
            text.push('\n');
            text.push_str(&line.text);
            match quotes.after(&format!("\n{}", line.text)) {
                State::Quoted => continue,
                State::Broken => return Ok(None),
                _ => {}
            }
            let cells = split(&text, self.separator);
            let filled = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
            if width.is_some_and(|width| filled > width || cells.len() < width) {
                return Ok(None);
            }
            self.ahead.drain(..=place);
            return Ok(Some(cells));
        }
        Ok(None)
    }

    /// The next line that is not blank.
    fn line(&mut self) -> Result<Option<Line>, NoRecord> {
        loop {
            let line = match self.ahead.pop_front() {
                Some(line) => Some(line),
                None => self.read()?,
            };
            match line {
                Some(line) if line.is_blank() => continue,
                line => return Ok(line),
            }
        }
    }

    fn read(&mut self) -> Result<Option<Line>, NoRecord> {
        let line = self.lines.upcoming();
        self.lines.next().map_err(|reason| NoRecord { line, reason, cells: None })
    }
}

/// The cells of a record.
pub fn split(text: &str, separator: u8) -> Vec<String> {
    if !text.contains('"') {
        return text.split(char::from(separator)).map(str::to_owned).collect();
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .buffer_capacity(text.len() + 1)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn refused(line: &Line, reason: &str, separator: u8) -> NoRecord {
    let cells = line.text.split(char::from(separator)).map(|cell| cell.trim_matches('"').to_owned()).collect();
    NoRecord { line: line.number, reason: reason.to_owned(), cells: Some(cells) }
}

/// Where a text stands as to quotes, in the way of the crate that splits it.
struct Quotes {
    separator: char,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    /// Before a cell.
    Before,
    /// In a cell without quotes.
    Plain,
    /// In quotes.
    Quoted,
    /// After a quote that closes, or is the first of two.
    Quote,
    /// Text followed a closing quote.
    Broken,
}

impl Quotes {
    fn new(separator: u8) -> Quotes {
        Quotes { separator: char::from(separator), state: State::Before }
    }

    fn after(&mut self, text: &str) -> State {
        if matches!(self.state, State::Before) && !text.contains('"') {
            return State::Plain;
        }
        for character in text.chars() {
            self.state = match (self.state, character) {
                (State::Broken, _) => State::Broken,
                (State::Quoted, '"') => State::Quote,
                (State::Quote | State::Before, '"') | (State::Quoted, _) => State::Quoted,
                (_, character) if character == self.separator => State::Before,
                (State::Quote, character) if !character.is_whitespace() => State::Broken,
                (State::Quote, _) => State::Quote,
                _ => State::Plain,
            };
        }
        self.state
    }
}
