//! `cargo xtask deny`: the licences, sources and build scripts of the dependencies. What is allowed, and why, is in
//! `.cargo/deny.toml`.

use anyhow::Result;

use crate::{project, setup};

/// What needs nothing but the lock file and the crates themselves.
const OFFLINE: [&str; 3] = ["licenses", "bans", "sources"];

/// Checks the lock file; with `advisories` also against the database of known weaknesses, which is a repository that
/// has to be fetched.
///
/// # Errors
/// A dependency that `.cargo/deny.toml` does not allow: cargo-deny names it, the row, and how it came in.
pub fn run(advisories: bool) -> Result<()> {
    let mut deny = project::command(setup::cargo_deny()?.join("cargo-deny"));
    // What allows nothing yet says so in a note, and the tree of who needs what is long.
    deny.args(["--locked", "--log-level", "error", "check", "--hide-inclusion-graph"]).args(OFFLINE);
    if advisories {
        deny.arg("advisories");
    }
    project::run(&mut deny)
}
