//! Packages of Debian and its kin. On any other system a person is told what to install.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use anyhow::{Result, bail};

use super::step::Log;
use crate::project::{self, find_program, is_root};

/// Installs these packages without what they merely recommend.
///
/// # Errors
/// This is not Debian, or not root, or `apt-get` failed.
pub fn install(packages: &[&str], log: &Log) -> Result<()> {
    if find_program("apt-get").is_none() {
        bail!("there is no `apt-get` here to install {}", packages.join(" and "));
    }
    if !is_root() {
        bail!("only root may run `apt-get install {}`", packages.join(" "));
    }
    static UPDATED: Once = Once::new();
    // An old list may still serve: whether it does is for the installation to say.
    UPDATED.call_once(|| drop(log.run(project::command("apt-get").arg("update"))));
    let mut install = project::command("apt-get");
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    log.run(&mut install)
}

/// Asks Debian's PostgreSQL package not to create and start a cluster when it is installed.
///
/// # Errors
/// The setting cannot be written.
pub fn make_no_cluster() -> Result<()> {
    let setting = Path::new("/etc/postgresql-common/createcluster.conf");
    if is_root() && !setting.exists() {
        fs::create_dir_all(setting.with_file_name(""))?;
        fs::write(setting, "create_main_cluster = false\n")?;
    }
    Ok(())
}

/// The folder of the newest PostgreSQL's programs, which Debian keeps off the PATH.
pub fn newest_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let numbers = versions.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    Some(format!("/usr/lib/postgresql/{}/bin", numbers.max()?).into())
}
