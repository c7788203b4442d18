//! Brotli siblings (`app.js.br` beside `app.js`), made once at build time so that the server sends
//! them as they are. Which file is sent to whom is the server's business.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::fingerprint::files_under;

/// Below this many bytes the header costs more than compression gains.
const WORTHWHILE: u64 = 200;

/// Formats that are compressed already.
const COMPRESSED: [&str; 8] = ["avif", "br", "gif", "jpg", "jpeg", "png", "webp", "woff2"];

/// Compresses every file under `folder` that gains by it.
///
/// # Errors
/// A file that cannot be read or written.
pub fn folder(folder: &Path) -> Result<()> {
    for file in files_under(folder)? {
        let extension = file.extension().and_then(|extension| extension.to_str());
        if extension.is_some_and(|extension| COMPRESSED.contains(&extension)) {
            continue;
        }
        if fs::metadata(&file)?.len() < WORTHWHILE {
            continue;
        }
        let contents = fs::read(&file).with_context(|| format!("cannot read {file:?}"))?;
        let sibling = sibling(&file);
        fs::write(&sibling, brotli(&contents)?).with_context(|| format!("cannot write {sibling:?}"))?;
    }
    Ok(())
}

/// Where the compressed form of a file lies.
pub fn sibling(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn brotli(contents: &[u8]) -> Result<Vec<u8>> {
    let (buffer, quality, window) = (64 * 1024, 11, 22);
    let mut writer = brotli::CompressorWriter::new(Vec::new(), buffer, quality, window);
    writer.write_all(contents)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn siblings_hold_the_same_bytes_and_only_where_it_pays() {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path();
        let text = "the same sentence, again and again. ".repeat(100);
        fs::create_dir(root.join("deep")).unwrap();
        fs::write(root.join("deep/app.js"), &text).unwrap();
        fs::write(root.join("tiny.css"), "a{}").unwrap();
        fs::write(root.join("logo.png"), &text).unwrap();

        folder(root).unwrap();

        let compressed = fs::read(root.join("deep/app.js.br")).unwrap();
        assert!(compressed.len() < 100, "{} bytes", compressed.len());
        let mut again = String::new();
        brotli::Decompressor::new(&compressed[..], 4096).read_to_string(&mut again).unwrap();
        assert_eq!(again, text);
        assert!(!root.join("tiny.css.br").exists());
        assert!(!root.join("logo.png.br").exists());
    }
}
