//! What a dry run would change, row by row: as many lines as there are such rows, so that they are kept on the disk.

use std::fmt::{self, Arguments};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

use tempfile::SpooledTempFile;

/// So many bytes are kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// Lines that are written once and then read once.
pub struct Changes(BufWriter<SpooledTempFile>);

impl Default for Changes {
    fn default() -> Changes {
        Changes(BufWriter::new(SpooledTempFile::new(IN_MEMORY)))
    }
}

impl fmt::Debug for Changes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Changes")
    }
}

impl Changes {
    pub(super) fn add(&mut self, file: &str, line: u64, what: Arguments<'_>) -> io::Result<()> {
        writeln!(self.0, "{file} line {line}: {what}")
    }

    /// Writes the lines.
    ///
    /// # Errors
    /// They cannot be read or written.
    pub fn print(self, output: &mut dyn Write) -> io::Result<()> {
        let mut file = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        for line in BufReader::new(file).lines() {
            writeln!(output, "{}", line?)?;
        }
        Ok(())
    }
}
