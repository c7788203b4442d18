//! `cargo xtask mutants FILE…`: cargo-mutants breaks these files in every small way, one after the other, and names
//! what no test of their crate notices.

use anyhow::{Result, bail};

use crate::{project, server_build, setup};

/// Breaks the files. What survives, and each diff, is left in `target/mutants.out`.
///
/// # Errors
/// A change that no test noticed, or tests that fail before anything is broken.
pub fn run(files: &[String]) -> Result<()> {
    if files.is_empty() {
        bail!("`mutants` needs the files to break, as in `cargo xtask mutants src/server/src/domains/matching.rs`");
    }
    server_build::allow_without_app()?;
    let mut mutants = project::command(setup::cargo_mutants()?.join("cargo-mutants"));
    // In the checkout itself: a copy would build everything once more.
    mutants.args(["mutants", "--in-place", "--no-shuffle", "--output"]).arg(project::target_dir()?);
    files.iter().for_each(|file| {
        mutants.args(["--file", file]);
    });
    project::run(&mut mutants)
}
