//! `cargo xtask dist`: the binary that ships, and what a first visit has to load.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compress::sibling;
use crate::fingerprint::files_under;
use crate::{app_build, project, server_build};

/// What a first visit may load, with brotli. 1 KB is 1024 bytes.
const BUDGET: u64 = 200 * 1024;

/// What a page needs before it shows itself. Icons and the like come later, or never.
const FIRST: [&str; 4] = ["html", "js", "wasm", "css"];

/// Builds the optimised binary with the app inside, and prints where it is and what a first visit
/// loads.
///
/// # Errors
/// A build that fails, or a first load over its budget.
pub fn dist() -> Result<()> {
    app_build::ensure()?;
    println!("building the server with optimisation (minutes the first time)…");
    let binary = server_build::release()?;
    let loads = first_load(&project::root().join("dist"))?;
    println!("{}", table(&loads));
    println!("binary: {}", binary.display());
    if total(&loads) > BUDGET {
        bail!("the first load is over {} KB with brotli", BUDGET / 1024);
    }
    Ok(())
}

/// A file of the first load, and its sizes in bytes.
struct Load {
    name: String,
    raw: u64,
    brotli: u64,
}

fn first_load(dist: &Path) -> Result<Vec<Load>> {
    let mut loads = Vec::new();
    for file in files_under(dist)? {
        let extension = file.extension().and_then(|extension| extension.to_str());
        if !extension.is_some_and(|extension| FIRST.contains(&extension)) {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        // A file too small to be compressed is sent as it is.
        let brotli = fs::metadata(sibling(&file)).map_or(raw, |compressed| compressed.len());
        let name = file.strip_prefix(dist).context("a file outside of dist")?;
        loads.push(Load { name: name.display().to_string(), raw, brotli });
    }
    Ok(loads)
}

fn total(loads: &[Load]) -> u64 {
    loads.iter().map(|load| load.brotli).sum()
}

fn table(loads: &[Load]) -> String {
    let mut table = format!("{:<44} {:>9} {:>9}", "loaded at first", "bytes", "brotli");
    for load in loads {
        let _ = write!(table, "\n{:<44} {:>9} {:>9}", load.name, load.raw, load.brotli);
    }
    let kilobytes = total(loads).div_ceil(1024);
    let _ = write!(table, "\nfirst load: {kilobytes} KB of {} KB with brotli", BUDGET / 1024);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_counts_compressed_files_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: usize| {
            fs::write(folder.path().join(name), vec![b'x'; bytes]).unwrap();
        };
        write("index.html", 100);
        write("app.wasm", 400_000);
        write("app.wasm.br", 102_400);
        write("help.svg", 5_000);
        write("help.svg.br", 2_000);

        let loads = first_load(folder.path()).unwrap();

        assert_eq!(total(&loads), 102_500);
        let table = table(&loads);
        assert!(table.ends_with("first load: 101 KB of 200 KB with brotli"), "{table}");
        assert!(!table.contains("help.svg"), "{table}");
    }
}
