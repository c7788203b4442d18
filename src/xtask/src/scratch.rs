//! Where a run of the tests keeps what does not outlast it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};

use crate::project;

/// Files in memory, on Linux. The many small files of a database that comes and goes with each test are made and removed
/// there in a tenth of the time.
const MEMORY: &str = "/dev/shm";

/// How much has to be free there, in KiB: several times what the tests have taken at once. A container has 64 MiB by itself.
const ENOUGH: u64 = 2 << 20;

/// A folder that is removed when this is dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// # Errors
    /// It cannot be made.
    pub fn new(name: &str) -> Result<Scratch> {
        let folder = roomiest().join(format!("access-directory-{name}-{}", std::process::id()));
        // With this process's number in its name, a folder that is there was left by a killed run.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).with_context(|| format!("cannot make {folder:?}"))?;
        Ok(Scratch(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // There is nobody to report to in a destructor.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The folder in memory where there is room, and otherwise the one for temporary files.
pub fn roomiest() -> PathBuf {
    if free(Path::new(MEMORY)).is_some_and(|free| free >= ENOUGH) { MEMORY.into() } else { env::temp_dir() }
}

/// In KiB; none where nobody can say.
fn free(folder: &Path) -> Option<u64> {
    let output = project::command("df").args(["-k", "--output=avail"]).arg(folder).output().ok()?;
    last_number(&String::from_utf8(output.stdout).ok()?)
}

/// `df` writes a heading and then the number.
fn last_number(said: &str) -> Option<u64> {
    said.lines().last()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_goes_with_all_that_is_in_it() {
        let scratch = Scratch::new("scratch").unwrap();
        let folder = scratch.path().to_owned();
        fs::write(folder.join("file"), "").unwrap();
        drop(scratch);
        assert!(!folder.exists());
    }

    #[test]
    fn what_is_free_is_read_below_its_heading() {
        assert_eq!(last_number("   Avail\n24684084\n"), Some(24_684_084));
        assert_eq!(last_number("df: /nowhere: No such file or directory\n"), None);
        assert_eq!(last_number(""), None);
        assert_eq!(free(Path::new("/no/such/folder")), None);
    }
}
