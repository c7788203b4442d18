//! `cargo xtask lighthouse`: the optimised app over the optimised server, as Lighthouse and a slow machine see it. What is
//! measured and what is asked for is in `tests/lighthouse`.

use anyhow::Result;

use crate::sample::World;
use crate::{app_build, project, server_build, setup};

/// Measures, and prints each number beside what is asked for.
///
/// # Errors
/// A build that fails, or a number that falls short.
pub fn run() -> Result<()> {
    let chromium = setup::chromium()?;
    setup::lighthouse_packages()?;
    app_build::ensure()?;
    println!("building the server with optimisation (minutes the first time)…");
    let server = server_build::release()?;
    let world = World::start(&server, None)?;
    let mut measuring = project::command("node");
    measuring
        .args(["measure.mjs", &world.address])
        .arg(&server)
        .current_dir(project::root().join("tests/lighthouse"))
        .env("CHROMIUM", chromium.browser);
    project::run(&mut measuring)
}
