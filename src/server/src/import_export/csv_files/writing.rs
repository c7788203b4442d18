//! Writes rows as CSV: the same rows give the same bytes. LF line ends, quotes only where they are needed.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::Row;

/// Writes the header and the rows; the lines that the rows came from are not kept.
pub fn write_rows<'a, T: Row + 'a>(rows: impl IntoIterator<Item = &'a T>, target: impl Write) -> io::Result<()> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).quote_style(QuoteStyle::Necessary).from_writer(target);
    writer.write_record(T::COLUMNS)?;
    for row in rows {
        writer.write_record(row.write().iter().map(|cell| cell.as_bytes()))?;
    }

    writer.flush()
}
