//! `cargo xtask dist`: the binary that ships.

use anyhow::Result;

use crate::{app_build, server_build};

/// Builds the optimised binary with the app inside, and prints where it is and what a first visit
/// loads.
///
/// # Errors
/// A build that fails, or a first load over its budget.
pub fn dist() -> Result<()> {
    app_build::ensure()?;
    println!("building the server with optimisation (minutes the first time)…");
    let binary = server_build::release()?;
    println!("binary: {}", binary.display());
    Ok(())
}
