//! What a first visit has to load: files with their sizes, held to a budget. The sentences come from the server, and
//! are counted with everything else by `tests/browser/flows/first-load.spec.ts`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compress::sibling;
use crate::fingerprint::files_under;
use crate::{function_sizes, split};

/// What a first visit may load, with brotli. 1 KB is 1024 bytes.
const BUDGET: u64 = 147 * 1024;

/// What the first page shows though `index.html` does not name it.
const NOT_NAMED: [&str; 2] = ["index.html", "icons.svg"];

/// How many of the largest pieces of code are shown where the budget is exceeded.
const LARGEST_PIECES: usize = 25;

/// Prints what a first visit of the app in `dist` loads.
///
/// # Errors
/// More than the budget, with the largest pieces of code in it.
pub fn check(dist: &Path) -> Result<()> {
    let loads = first_load(dist)?;
    println!("{}", table(&loads));
    if total(&loads) > BUDGET {
        let pieces = function_sizes::by_module(&fs::read(split::first_chunk())?)?;
        println!("the largest pieces of its code, in bytes, before wasm-opt and brotli:");
        for (module, bytes) in pieces.into_iter().take(LARGEST_PIECES) {
            println!("{module:<44} {bytes:>9}");
        }
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
    let page = fs::read_to_string(dist.join("index.html")).context("cannot read the app's index.html")?;
    // Of the chunks it asks for the one of its own page only, and the first page has none.
    let page: String = page.lines().filter(|line| !line.contains(split::CHUNKS_BEGIN)).collect();
    let mut loads = Vec::new();
    for file in files_under(dist)? {
        let name = file.strip_prefix(dist).context("a file outside of dist")?.display().to_string();
        if !NOT_NAMED.contains(&name.as_str()) && !page.contains(&format!("/{name}\"")) {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        // A file too small to be compressed is sent as it is.
        let brotli = fs::metadata(sibling(&file)).map_or(raw, |compressed| compressed.len());
        loads.push(Load { name, raw, brotli });
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
    let _ = write!(table, "\nfirst load: {kilobytes} KB of {} KB with brotli, and the sentences", BUDGET / 1024);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_counts_what_the_page_names_compressed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: usize| {
            fs::write(folder.path().join(name), vec![b'x'; bytes]).unwrap();
        };
        let page = "<link rel=\"preload\" href=\"/app.wasm\"><link rel=\"icon\" href=\"/favicon.svg\">\n\
                    const chunks = { requesting: [\"/split_requesting.wasm\"] };";
        fs::write(folder.path().join("index.html"), page).unwrap();
        write("app.wasm", 400_000);
        write("app.wasm.br", 102_400);
        write("split_requesting.wasm", 150_000);
        write("split_requesting.wasm.br", 57_000);
        write("favicon.svg", 100);
        write("icons.svg", 5_000);
        write("icons.svg.br", 2_000);

        let loads = first_load(folder.path()).unwrap();

        assert_eq!(total(&loads), page.len() as u64 + 102_400 + 100 + 2_000);
        let table = table(&loads);
        assert!(table.ends_with("first load: 103 KB of 147 KB with brotli, and the sentences"), "{table}");
        assert!(!table.contains("split_requesting"), "{table}");
    }
}
