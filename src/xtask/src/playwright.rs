//! Playwright over the built app and the real server: the end-to-end tests, and the pictures of all pages.

use anyhow::Result;

use crate::{app_build, project, server_build, setup};

/// Runs Playwright in `tests/browser` with these arguments after `test`.
///
/// # Errors
/// A build that fails, or a test; Playwright has then said why.
pub fn run(arguments: &[&str]) -> Result<()> {
    let chromium = setup::chromium()?;
    app_build::ensure()?;
    let server = server_build::debug()?;
    let mut playwright = project::command(setup::npm_packages()?.join("playwright"));
    playwright
        .arg("test")
        .args(arguments)
        .current_dir(project::root().join("tests/browser"))
        .env("BINARY_UNDER_TEST", server)
        .env("CHROMIUM", chromium.browser);
    project::run(&mut playwright)
}

/// Takes a picture of every page and state in each language, colour scheme and width, and makes a sheet of them.
///
/// # Errors
/// Those of [`run`].
pub fn screenshots() -> Result<()> {
    run(&["--config", "screenshots.config.ts"])?;
    println!("pictures: {}", project::root().join("tests/browser/screenshots/index.html").display());
    Ok(())
}
