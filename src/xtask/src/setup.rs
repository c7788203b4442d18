//! What the project needs beyond Rust: one function for each tool. Each looks whether the tool is
//! there, in silence, and installs it if not. Versions are pinned here; how an installation is
//! shown, logged and locked is in `setup::step`.

mod debian;
pub mod python;
mod step;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::{self, WASM, find_program};
use step::Step;

/// Trunk 0.22 needs a newer Rust.
pub const TRUNK: &str = "0.21.14";

/// The very version of the `wasm-bindgen` crate in the root `Cargo.toml`.
pub const WASM_BINDGEN: &str = "0.2.130";

/// Goes with the `wasm_split_helpers` of the lock file.
pub const WASM_SPLIT: &str = "0.2.3";

pub const CARGO_DENY: &str = "0.20.2";

pub const CARGO_MUTANTS: &str = "27.1.0";

/// Chromium and the driver by which `wasm-bindgen-test-runner` steers it.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

/// Rust's formatter and linter, which a minimal installation lacks.
pub fn rust_components() -> Result<()> {
    let programs = sysroot()?.join("bin");
    let there = || programs.join("cargo-fmt").exists() && programs.join("clippy-driver").exists();
    let step = Step {
        name: "rustfmt and clippy",
        takes: "a few seconds",
        help: "install them with `rustup component add rustfmt clippy`",
    };
    let mut rustup = project::command("rustup");
    rustup.args(["component", "add", "rustfmt", "clippy"]);
    step.ensure(there, |log| log.run(&mut rustup))
}

/// Rust's standard library for the browser.
pub fn wasm_target() -> Result<()> {
    let library = sysroot()?.join("lib/rustlib").join(WASM).join("lib");
    let step = Step {
        name: "Rust for wasm32",
        takes: "a few seconds",
        help: "install it with `rustup target add wasm32-unknown-unknown`",
    };
    let mut rustup = project::command("rustup");
    rustup.args(["target", "add", WASM]);
    step.ensure(|| library.exists(), |log| log.run(&mut rustup))
}

/// Trunk, which turns the app into web files. Returns the folder of its binary.
pub fn trunk() -> Result<PathBuf> {
    let home = step::cache()?.join(format!("trunk-{TRUNK}"));
    let step = Step {
        name: &format!("trunk {TRUNK}"),
        takes: "about 3 minutes",
        help: "a C compiler and a way to the crates are needed; then run the command again",
    };
    step.ensure(
        || home.join("bin/trunk").exists(),
        |log| {
            let mut install = cargo_install("trunk", TRUNK, &home)?;
            install.args(["--locked", "--no-default-features", "--features", "rustls"]);
            log.run(&mut install)?;
            step::discard_build()
        },
    )?;
    Ok(home.join("bin"))
}

/// cargo-deny, which checks the dependencies. Returns the folder of its binary.
pub fn cargo_deny() -> Result<PathBuf> {
    cargo_tool("cargo-deny", CARGO_DENY, "about a minute")
}

/// cargo-mutants, which breaks the code to see whether a test notices. Returns the folder of its binary.
pub fn cargo_mutants() -> Result<PathBuf> {
    cargo_tool("cargo-mutants", CARGO_MUTANTS, "about a minute")
}

/// A tool of one binary that its own lock file builds, without what it has by default.
fn cargo_tool(package: &str, version: &str, takes: &str) -> Result<PathBuf> {
    let home = step::cache()?.join(format!("{package}-{version}"));
    let step = Step {
        name: &format!("{package} {version}"),
        takes,
        help: "a C compiler and a way to the crates are needed; then run the command again",
    };
    step.ensure(
        || home.join("bin").join(package).exists(),
        |log| {
            log.run(cargo_install(package, version, &home)?.args(["--locked", "--no-default-features"]))?;
            step::discard_build()
        },
    )?;
    Ok(home.join("bin"))
}

/// wasm-bindgen, and its test runner. Returns the folder of their binaries.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let home = step::cache()?.join(format!("wasm-bindgen-{WASM_BINDGEN}"));
    let step = Step {
        name: &format!("wasm-bindgen {WASM_BINDGEN}"),
        takes: "about 3 minutes",
        help: "a C compiler and a way to the crates are needed; then run the command again",
    };
    step.ensure(
        || home.join("bin/wasm-bindgen-test-runner").exists(),
        |log| {
            let install = || cargo_install("wasm-bindgen-cli", WASM_BINDGEN, &home);
            // Its lock file may name a version that has since been withdrawn.
            let locked = log.run(install()?.arg("--locked"));
            locked.or_else(|_| log.run(&mut install()?))?;
            step::discard_build()
        },
    )?;
    Ok(home.join("bin"))
}

/// The splitter, which takes the app apart. Returns the folder of its binary.
pub fn wasm_split() -> Result<PathBuf> {
    let home = step::cache()?.join(format!("wasm_split_cli_support-{WASM_SPLIT}"));
    let step = Step {
        name: &format!("wasm-split {WASM_SPLIT}"),
        takes: "about 2 minutes",
        help: "a C compiler and a way to the crates are needed; then run the command again",
    };
    step.ensure(
        || home.join("bin/wasm-split-cli").exists(),
        |log| {
            let mut install = cargo_install("wasm_split_cli_support", WASM_SPLIT, &home)?;
            log.run(install.args(["--locked", "--features", "build-binary"]))?;
            step::discard_build()
        },
    )?;
    Ok(home.join("bin"))
}

/// The packages in `tests/browser`: Playwright, and the wasm-opt and esbuild that the app is made small with. Returns the
/// folder of their programs.
pub fn npm_packages() -> Result<PathBuf> {
    npm_packages_in("tests/browser")
}

/// The packages in `tests/mail`: the mail server that the sender is tested against, and parsers.
pub fn mail_packages() -> Result<()> {
    npm_packages_in("tests/mail").map(drop)
}

/// The packages in `tests/oidc`: the OpenID Connect provider that signing in is tested with.
pub fn oidc_packages() -> Result<()> {
    npm_packages_in("tests/oidc").map(drop)
}

/// The packages in `tests/modellers`: the reader and writer of DMN editors, which the policy files go through.
pub fn modeller_packages() -> Result<()> {
    npm_packages_in("tests/modellers").map(drop)
}

/// The package in `tests/firefox`, which steers Firefox.
pub fn firefox_packages() -> Result<()> {
    npm_packages_in("tests/firefox").map(drop)
}

/// The packages in `tests/lighthouse`.
pub fn lighthouse_packages() -> Result<()> {
    npm_packages_in("tests/lighthouse").map(drop)
}

fn npm_packages_in(folder: &str) -> Result<PathBuf> {
    node()?;
    let path = project::root().join(folder);
    let lock =
        fs::read(path.join("package-lock.json")).with_context(|| format!("cannot read {folder}/package-lock.json"))?;
    let modules = path.join("node_modules");
    let stamp = modules.join(".installed");
    let step = Step {
        name: &format!("the npm packages of {}", folder.replace('/', " ")),
        takes: "a few seconds",
        help: &format!("run `npm ci` in {folder} to see more; a way to the packages is needed"),
    };
    step.ensure(
        || fs::read(&stamp).is_ok_and(|installed| installed == lock),
        |log| {
            let mut npm = project::command("npm");
            npm.args(["ci", "--ignore-scripts"]).current_dir(&path).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            log.run(&mut npm)?;
            Ok(fs::write(&stamp, &lock)?)
        },
    )?;
    Ok(modules.join(".bin"))
}

fn node() -> Result<()> {
    let step = Step { name: "Node", takes: "about 2 minutes", help: "install Node 20 or newer, with npm" };
    step.ensure(
        || find_program("node").is_some() && find_program("npm").is_some(),
        |log| debian::install(&["nodejs", "npm"], log),
    )
}

/// Chromium with its driver.
pub fn chromium() -> Result<Chromium> {
    let step = Step {
        name: "Chromium",
        takes: "about 2 minutes",
        help: "install `chromium` and its `chromedriver`, so that both are on the PATH",
    };
    let found = || Some((find_program("chromium")?, find_program("chromedriver")?));
    step.ensure(|| found().is_some(), |log| debian::install(&["chromium", "chromium-driver"], log))?;
    let (browser, driver) = found().context("Chromium was there a moment ago")?;
    Ok(Chromium { browser, driver })
}

/// Firefox, as Debian calls it or as others do.
pub fn firefox() -> Result<PathBuf> {
    let step = Step {
        name: "Firefox",
        takes: "about a minute",
        help: "install `firefox-esr` or `firefox`, so that it is on the PATH",
    };
    let found = || ["firefox-esr", "firefox"].into_iter().find_map(find_program);
    step.ensure(|| found().is_some(), |log| debian::install(&["firefox-esr"], log))?;
    found().context("Firefox was there a moment ago")
}

/// PostgreSQL's programs, of the newest version there is. Returns their folder. No cluster is made:
/// see `postgres` for that.
pub fn postgres() -> Result<PathBuf> {
    let step = Step {
        name: "PostgreSQL",
        takes: "about a minute",
        help: "install the PostgreSQL server, so that `initdb` is on the PATH",
    };
    step.ensure(
        || postgres_programs().is_some(),
        |log| {
            debian::make_no_cluster()?;
            debian::install(&["postgresql"], log)
        },
    )?;
    postgres_programs().context("PostgreSQL was there a moment ago")
}

/// The pooler that stands before PostgreSQL in some tests, where Debian puts it.
pub fn pgbouncer() -> Result<()> {
    let step = Step {
        name: "PgBouncer",
        takes: "a few seconds",
        help: "install PgBouncer, so that `pgbouncer` is in /usr/sbin, /usr/bin or /usr/local/bin",
    };
    let is_there = || {
        ["/usr/sbin", "/usr/bin", "/usr/local/bin"].iter().any(|folder| Path::new(folder).join("pgbouncer").exists())
    };
    step.ensure(is_there, |log| debian::install(&["pgbouncer"], log))
}

fn postgres_programs() -> Option<PathBuf> {
    // On the PATH may be a mere link to `initdb`; the other programs lie beside what it points to.
    let on_path = find_program("initdb").and_then(|initdb| initdb.canonicalize().ok());
    let debian = debian::newest_postgres().map(|programs| programs.join("initdb"));
    let mut candidates = [on_path, debian].into_iter().flatten();
    let initdb = candidates.find(|initdb| initdb.with_file_name("postgres").exists())?;
    initdb.parent().map(Path::to_path_buf)
}

/// Without optimisation, which more than halves the wait for tools that work for seconds.
fn cargo_install(package: &str, version: &str, home: &Path) -> Result<Command> {
    let mut install = project::cargo(["install", "--debug", package, "--version", version]);
    install
        .arg("--root")
        .arg(home)
        // Elsewhere cargo would read this project's settings.
        .current_dir(step::cache()?)
        .env("CARGO_TARGET_DIR", step::build_folder()?)
        // Nobody debugs it, and nothing of it is built twice.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0");
    Ok(install)
}

fn sysroot() -> Result<PathBuf> {
    let output = project::command("rustc").args(["--print", "sysroot"]).output();
    let output = output.context("cannot start `rustc`: is Rust on the PATH?")?;
    Ok(String::from_utf8(output.stdout)?.trim().into())
}
