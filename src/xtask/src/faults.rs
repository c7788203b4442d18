//! Crashes and crowds, against a real server on both databases: `tests/faults` does it, here it is built and started.

use anyhow::Result;

use crate::postgres::Cluster;
use crate::{project, server_build, setup};

/// Kills the server so many times, and lets thirty people decide so many requests at once, on each database.
///
/// # Errors
/// A promise that was broken; what was printed says which.
pub fn run(kills: u32, rounds: u32) -> Result<()> {
    setup::mail_packages()?;
    server_build::allow_without_app()?;
    let server = server_build::debug()?;
    project::run(project::cargo(["build"]).args(project::NATIVE).args(["--bin", "faults"]))?;
    let cluster = Cluster::for_tests()?;
    let mut faults = project::command(project::target_dir()?.join("debug/faults"));
    faults.arg("--server").arg(server).arg("--peer").arg(project::root().join("tests/mail/peer.mjs"));
    faults.args(["--kills", &kills.to_string(), "--rounds", &rounds.to_string()]);
    project::run(faults.env("TEST_POSTGRES_URL", cluster.url()))
}
