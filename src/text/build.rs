//! Compiles the Fluent files under `locales/` into typed accessors and pattern lists (see `build/`).
//! Only files and environment here: what is read, checked and written lives in the modules.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use catalogue::{Catalogue, Language, PAGES, SERVER, Source};

#[path = "build/catalogue.rs"]
mod catalogue;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");

    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);
    let mut sources = read_language(&root, Language::English)?;
    sources.extend(read_language(&root, Language::French)?);

    match Catalogue::read(&sources) {
        Ok(catalogue) => catalogue.generate().into_iter().try_for_each(|(name, text)| fs::write(out.join(name), text)),
        Err(findings) => {
            for finding in findings {
                println!("cargo::error={finding}");
            }
            process::exit(1)
        }
    }
}

fn read_language(root: &Path, language: Language) -> io::Result<Vec<Source>> {
    let folder = root.join("locales").join(language.tag());
    let mut sources = Vec::new();
    // The browser fetches the beginning of the list first, and never what only the server says.
    for within in ["", PAGES, SERVER] {
        let first = sources.len();
        for entry in fs::read_dir(folder.join(within))? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "ftl") {
                continue;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            sources.push(Source { language, area: format!("{within}{name}"), text: fs::read_to_string(&path)? });
        }
        // The index of a message is its place in this order, which must not depend on the file system.
        sources[first..].sort_by(|left, right| left.area.cmp(&right.area));
    }
    Ok(sources)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("`{name}`: {error}")))
}
