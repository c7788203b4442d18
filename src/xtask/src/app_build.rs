//! Builds the browser application into `dist/`, from which the server embeds it. The same release
//! build serves, is tested and ships, and is skipped while nothing that goes into it has changed.

use std::fs;

use anyhow::{Context, Result};

use crate::{compress, fingerprint, first_load, project, setup};

/// What the built files depend on.
const SOURCES: [&str; 14] = [
    "src/api",
    "src/app",
    "src/dmn",
    "src/rules",
    "src/text",
    "style",
    "public",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "src/xtask/src/split",
    "src/xtask/src/split.rs",
    "src/xtask/src/wasm.rs",
    "tests/browser/package-lock.json",
];

/// Brings `dist/` up to date, and prints what a first visit loads.
///
/// # Errors
/// A tool that cannot be installed, a build that fails (Trunk has then said why), or a first load over its budget.
pub fn ensure() -> Result<()> {
    setup::wasm_target()?;
    let tools = [setup::trunk()?, setup::wasm_bindgen()?, setup::npm_packages()?];
    setup::wasm_split()?;

    let dist = project::root().join("dist");
    let settings = [setup::TRUNK, setup::WASM_BINDGEN, setup::WASM_SPLIT, project::WASM_RUSTFLAGS];
    let fingerprint = fingerprint::of_files(project::root(), &SOURCES, &settings)?;
    let stamp = project::root().join("target/app.fingerprint");
    // Only this function makes the compressed files: where they lack, Trunk was started by hand.
    let complete = dist.join("index.html.br").exists();
    if complete && fs::read_to_string(&stamp).is_ok_and(|stamped| stamped == fingerprint) {
        return first_load::check(&dist);
    }

    println!("building the app (minutes the first time)…");
    // Trunk is kept offline, or it would download tools of its own; cargo then is offline as well.
    project::run(project::cargo(["fetch", "--quiet"]).stdin(std::process::Stdio::null()))?;
    let mut trunk = project::command(tools[0].join("trunk"));
    trunk
        .args(["build", "--release"])
        .env("PATH", project::path_with(&tools)?)
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("XTASK", project::own_program())
        // Trunk takes only `true` and `false` here, and refuses the `1` that everybody else writes.
        .env_remove("NO_COLOR");
    project::run(project::for_wasm(&mut trunk)?)?;
    compress::folder(&dist)?;

    fs::create_dir_all(project::root().join("target"))?;
    fs::write(&stamp, fingerprint).with_context(|| format!("cannot write {stamp:?}"))?;
    first_load::check(&dist)
}
