//! Writes rows as CSV: the same rows give the same bytes. LF line ends, quotes only where they are needed.

use std::io::{self, Write};
use std::marker::PhantomData;

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::Row;

/// A file that is being written, row by row; the lines that the rows came from are not kept.
pub struct RowWriter<T, W: Write> {
    writer: Writer<W>,
    rows: PhantomData<T>,
}

impl<T: Row, W: Write> RowWriter<T, W> {
    /// Begins with the header.
    pub fn new(target: W) -> io::Result<RowWriter<T, W>> {
        let mut builder = WriterBuilder::new();
        builder.terminator(Terminator::Any(b'\n')).quote_style(QuoteStyle::Necessary);
        let mut writer = builder.from_writer(target);
        writer.write_record(T::COLUMNS)?;
        Ok(RowWriter { writer, rows: PhantomData })
    }

    pub fn write(&mut self, row: &T) -> io::Result<()> {
        Ok(self.writer.write_record(row.write().iter().map(|cell| cell.as_bytes()))?)
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Writes the header and the rows.
pub fn write_rows<'a, T: Row + 'a>(rows: impl IntoIterator<Item = &'a T>, target: impl Write) -> io::Result<()> {
    let mut writer = RowWriter::new(target)?;
    rows.into_iter().try_for_each(|row| writer.write(row))?;
    writer.finish()
}
