//! Builds the server, which embeds `dist/` as it finds it: the app is built before.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::project::{self, NATIVE};

/// The one binary that the project makes.
const BINARY: &str = "access-directory";

/// Builds the server for development and returns its binary.
///
/// # Errors
/// A build that fails.
pub fn debug() -> Result<PathBuf> {
    project::run(project::cargo(["build"]).args(NATIVE).args(["--bin", BINARY]))?;
    Ok(project::target_dir()?.join("debug").join(BINARY))
}

/// Builds the optimised server and returns its binary.
///
/// # Errors
/// A build that fails.
pub fn release() -> Result<PathBuf> {
    project::run(&mut project::cargo(["build", "--release", "--package", "server"]))?;
    Ok(project::target_dir()?.join("release").join(BINARY))
}

/// Makes an empty `dist/` where none is: without the folder the server does not compile, and most
/// tests need no app in it.
///
/// # Errors
/// The folder cannot be made.
pub fn allow_without_app() -> Result<()> {
    Ok(fs::create_dir_all(project::root().join("dist"))?)
}
