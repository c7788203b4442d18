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

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{Permissions, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_others_on_the_machine_may_use_is_found() {
        let data = tempfile::tempdir().unwrap();
        let set = |path: &Path, mode| set_permissions(path, Permissions::from_mode(mode)).unwrap();
        set(data.path(), 0o700);
        assert_eq!(open_to_others(data.path()), None);
        for name in ["secret", "directory.sqlite", "directory.sqlite-wal"] {
            let file = data.path().join(name);
            write(&file, "").unwrap();
            for open in [0o640, 0o620, 0o604, 0o602] {
                set(&file, open);
                assert_eq!(open_to_others(data.path()), Some(file.clone()), "{name} {open:o}");
            }
            set(&file, 0o600);
            assert_eq!(open_to_others(data.path()), None, "{name}");
        }
        set(data.path(), 0o755);
        assert_eq!(open_to_others(data.path()), Some(data.path().join("")));
    }
}
