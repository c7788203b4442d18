//! `cargo xtask serve`: from a bare checkout to the product in a browser.

use std::os::unix::process::CommandExt;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{app_build, project, server_build};

/// Builds what changed and becomes the server, with a sample world and these arguments. Returns
/// only on failure: from then on Ctrl-C and the exit code are the server's own.
///
/// # Errors
/// A build that fails, or a server that cannot be started.
pub fn serve(arguments: &[String]) -> Result<()> {
    let started = Instant::now();
    app_build::ensure()?;
    let binary = server_build::debug()?;
    println!("everything was built in {:.0} s", started.elapsed().as_secs_f64());
    let mut server = project::command(&binary);
    server.args(["serve", "--sample"]).args(arguments);
    let error = server.exec();
    Err(error).with_context(|| format!("cannot start {binary:?}"))
}
