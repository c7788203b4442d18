//! The lines of a text, whatever ends them: LF, CR LF, or CR alone.

use std::io::{self, BufRead, BufReader, Read};

/// The longest line in bytes. A row of the four files has less than two thousand.
const LONGEST: usize = 1 << 20;

/// What DOS put at the end of a text.
const END_OF_TEXT: char = '\u{1a}';

/// One line, without what ends it.
#[derive(Clone, Debug)]
pub struct Line {
    /// From 1.
    pub number: u64,
    pub text: String,
}

/// Reads lines one by one.
pub struct Lines<R> {
    source: BufReader<R>,
    number: u64,
}

impl Line {
    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|character| character.is_whitespace() || character == END_OF_TEXT)
    }
}

impl<R: Read> Lines<R> {
    pub fn new(source: R) -> Lines<R> {
        Lines { source: BufReader::with_capacity(1 << 16, source), number: 0 }
    }

    /// The next line, or nothing at the end.
    ///
    /// # Errors
    /// In a clause of its own: the source cannot be read any further, or is no text of lines. Its line is the next one.
    pub fn next(&mut self) -> Result<Option<Line>, String> {
        let mut bytes = Vec::new();
        let ended = self.fill(&mut bytes).map_err(|error| format!("the file cannot be read any further: {error}"))?;
        if bytes.len() > LONGEST {
            return Err(format!("the line is longer than {LONGEST} bytes; look whether this is the right file"));
        }
        if ended && bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let text = String::from_utf8_lossy(&bytes);
        let text = if ended { text.trim_end_matches(END_OF_TEXT) } else { &text };
        Ok(Some(Line { number: self.number, text: text.trim_start_matches('\u{feff}').to_owned() }))
    }

    /// The number of the line that comes next.
    pub fn upcoming(&self) -> u64 {
        self.number + 1
    }

    /// Reads to the end of a line, or one that is too long. Whether the source ended.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        while bytes.len() <= LONGEST {
            let available = self.available()?;
            if available.is_empty() {
                return Ok(true);
            }
            let Some(end) = available.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                bytes.extend_from_slice(available);
                let read = available.len();
                self.source.consume(read);
                continue;
            };
            bytes.extend_from_slice(&available[..end]);
            let is_return = available[end] == b'\r';
            self.source.consume(end + 1);
            if is_return && self.available()?.first() == Some(&b'\n') {
                self.source.consume(1);
            }
            break;
        }
        Ok(false)
    }

    fn available(&mut self) -> io::Result<&[u8]> {
        // Asked twice, since an answer cannot be kept and given back in a loop.
        while let Err(error) = self.source.fill_buf() {
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
        self.source.fill_buf()
    }
}
