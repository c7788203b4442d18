//! `cargo xtask gallery`: the page that shows each component in each state, with the product's own style sheet and icons.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{project, style};

/// The page as it is written by hand: what stands between `<body>` and `</body>`.
const SOURCE: &str = "tests/browser/gallery/gallery.html";

/// Writes `target/gallery/index.html` beside what it needs, and prints where.
///
/// # Errors
/// A style sheet or a file that cannot be read, or written.
pub fn write() -> Result<()> {
    println!("gallery: {}", built()?.display());
    Ok(())
}

/// Writes the page, and gives its path.
fn built() -> Result<PathBuf> {
    let root = project::root();
    let folder = root.join("target/gallery");
    fs::create_dir_all(&folder)?;
    for (name, from) in [("index.html", SOURCE), ("icons.svg", "public/icons.svg")] {
        fs::copy(root.join(from), folder.join(name)).with_context(|| format!("cannot copy `{from}`"))?;
    }
    fs::write(folder.join("style.css"), style::join(&root.join("style"))?)?;
    Ok(folder.join("index.html"))
}
