//! Runs native tests: with cargo-nextest where it is installed, otherwise with `cargo test`. To
//! install nextest takes longer than it saves on a machine that runs the tests once.

use std::ffi::OsString;
use std::process::Stdio;

use anyhow::Result;

use crate::project::{self, NATIVE};
use crate::server_build;

/// Which of the native tests run: what follows the native packages on the command line.
#[derive(Clone, Copy)]
pub struct Selection {
    nextest: &'static [&'static str],
    cargo_test: &'static [&'static str],
}

/// The tests inside the crates, and all of the package `tests` that has no part of its own.
pub const UNIT: Selection = Selection {
    nextest: &[
        "-E",
        "not (binary_id(tests::api) | binary_id(tests::mail) | binary_id(tests::modellers) | binary_id(tests::oidc) \
         | binary_id(tests::tidy))",
    ],
    cargo_test: &["--exclude", "tests"],
};

/// The server over HTTP, what it mails, signing in with providers, and what DMN editors make of the policy. `cargo test` cannot leave out single targets, so that it left out the
/// whole package in [`UNIT`]: here it runs all test targets that there are.
pub const API: Selection = Selection {
    nextest: &["--test", "api", "--test", "mail", "--test", "modellers", "--test", "oidc"],
    cargo_test: &["--test", "*"],
};

/// The house rules.
pub const TIDY: Selection = Selection { nextest: &["--test", "tidy"], cargo_test: &["--test", "tidy"] };

/// Runs the selected tests with these variables in their environment.
///
/// # Errors
/// A test failed, or none was selected.
pub fn run(selection: Selection, environment: &[(&str, OsString)]) -> Result<()> {
    server_build::allow_without_app()?;
    let mut tests = if has_nextest() {
        let mut nextest = project::cargo(["nextest", "run"]);
        nextest.args(NATIVE).args(selection.nextest);
        nextest
    } else {
        println!("(cargo-nextest is not installed: `cargo test` does the work)");
        let mut cargo = project::cargo(["test", "--no-fail-fast"]);
        cargo.args(NATIVE).args(selection.cargo_test);
        cargo
    };
    project::run(tests.envs(environment.iter().map(|(name, value)| (name, value))))
}

fn has_nextest() -> bool {
    let mut version = project::cargo(["nextest", "--version"]);
    let status = version.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
