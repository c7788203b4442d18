//! Brotli for what the server makes once and sends often.

use std::io::Write;

/// The text compressed at the best quality; it takes some ten milliseconds and is done once.
pub fn brotli(text: &[u8]) -> Option<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22);
    writer.write_all(text).ok()?;
    drop(writer);
    Some(compressed)
}
