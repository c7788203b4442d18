//! Whether others on the machine may read what the service keeps.

use std::path::{Path, PathBuf};

/// What in the data directory is open to others: the directory itself, the database or the secret. Where they were made before
/// this program made them for their owner only, or by hand.
#[cfg(unix)]
pub fn open_to_others(data: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let may_be_open = ["", "secret", "directory.sqlite", "directory.sqlite-wal"].map(|name| data.join(name));
    may_be_open.into_iter().find(|path| path.metadata().is_ok_and(|found| found.permissions().mode() & 0o077 != 0))
}

/// Other systems have no such permissions.
#[cfg(not(unix))]
pub fn open_to_others(_data: &Path) -> Option<PathBuf> {
    None
}
