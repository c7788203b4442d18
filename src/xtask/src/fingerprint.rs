//! A number that changes when a file under given paths does: how a build that has nothing to do
//! knows it. Not a protection against anybody: the hash is neither keyed nor cryptographic.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The fingerprint of all files at or under `paths` (relative to `root`), and of `settings`.
/// Contents count and times do not: a fresh checkout of the same files has the same fingerprint.
///
/// # Errors
/// A path that does not exist or cannot be read.
pub fn of_files(root: &Path, paths: &[&str], settings: &[&str]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    settings.hash(&mut hasher);
    for path in paths {
        for file in files_under(&root.join(path))? {
            let contents = fs::read(&file).with_context(|| format!("cannot read {file:?}"))?;
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            contents.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The file itself, or all files in the folder and the folders in it, in the order of their paths.
///
/// # Errors
/// A path that does not exist or cannot be read.
pub fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = || format!("cannot read {path:?}");
    if !fs::metadata(path).with_context(unreadable)?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut entries = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()
        .with_context(unreadable)?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_under(&entry)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_with_contents_names_files_and_settings() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("src/deep")).unwrap();
        fs::write(root.join("src/deep/a.rs"), "one").unwrap();
        fs::write(root.join("README"), "not watched").unwrap();
        let print = |settings: &[&str]| of_files(root, &["src"], settings).unwrap();

        let first = print(&["flag"]);
        assert_eq!(print(&["flag"]), first, "nothing changed");
        assert_ne!(print(&["other flag"]), first, "a setting changed");

        fs::write(root.join("README"), "still not watched").unwrap();
        assert_eq!(print(&["flag"]), first, "a file elsewhere changed");

        fs::write(root.join("src/deep/a.rs"), "two").unwrap();
        let second = print(&["flag"]);
        assert_ne!(second, first, "a file changed, but not its length");

        fs::write(root.join("src/b.rs"), "").unwrap();
        assert_ne!(print(&["flag"]), second, "a file was added");

        fs::remove_file(root.join("src/b.rs")).unwrap();
        assert_eq!(print(&["flag"]), second, "and removed");

        fs::rename(root.join("src/deep/a.rs"), root.join("src/deep/c.rs")).unwrap();
        assert_ne!(print(&["flag"]), second, "a file was renamed");
    }

    #[test]
    fn a_missing_path_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = of_files(folder.path(), &["Trunk.toml"], &[]).unwrap_err();
        assert!(error.to_string().contains("Trunk.toml"), "{error}");
    }
}
