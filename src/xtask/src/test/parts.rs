//! What each part of the tests does: the set-up it needs and the commands it runs.

use std::fs;

use anyhow::{Context, Result};

use super::runner;
use crate::postgres::Cluster;
use crate::project::{self, NATIVE, WASM, cargo, for_wasm};
use crate::scratch::Scratch;
use crate::{app_build, deny, faults, playwright, schema, server_build, setup};

/// The tests of the browser: the app's own, the corpus of the rules and the engine's differential suite.
const BROWSER_TESTS: [&str; 17] = [
    "test",
    "--target",
    WASM,
    "--package",
    "app",
    "--package",
    "rules",
    "--package",
    "dmn",
    "--features",
    "rules/xml",
    "--test",
    "app",
    "--test",
    "corpus",
    "--test",
    "differential",
];

pub fn format() -> Result<()> {
    project::run(&mut cargo(["fmt", "--all", "--check"]))
}

/// Compiles everything that the other parts run, see [`project::lint_what_is_compiled`].
pub fn lint() -> Result<()> {
    setup::wasm_target()?;
    server_build::allow_without_app()?;
    project::run(cargo(["build", "--all-targets", "--keep-going"]).args(NATIVE))?;
    // Alone, since with the app they have whatever features it asks for.
    let mut pure = cargo(["check", "--target", WASM, "--package", "dmn", "--package", "rules", "--package", "api"]);
    project::run(for_wasm(&mut pure)?)?;
    project::run(for_wasm(cargo(BROWSER_TESTS).arg("--no-run"))?)
}

pub fn unit() -> Result<()> {
    runner::run(runner::UNIT, &[])
}

pub fn api() -> Result<()> {
    setup::mail_packages()?;
    setup::oidc_packages()?;
    setup::modeller_packages()?;
    setup::pgbouncer()?;
    let cluster = Cluster::for_tests()?;
    // What a test writes is gone when it ends: it needs no disk.
    let scratch = Scratch::new("tests")?;
    let templates = scratch.path().join("templates");
    fs::create_dir(&templates)?;
    let of_tests = [
        ("TEST_POSTGRES_URL", cluster.url().into()),
        ("TEST_TEMPLATES", templates.into()),
        ("TMPDIR", scratch.path().into()),
    ];
    runner::run(runner::API, &of_tests)
}

pub fn faults() -> Result<()> {
    faults::run(10, 20)
}

pub fn schema() -> Result<()> {
    schema::run()
}

pub fn supply() -> Result<()> {
    deny::run(false)
}

pub fn wasm() -> Result<()> {
    setup::wasm_target()?;
    let runner = setup::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let chromium = setup::chromium()?;
    let browser = chromium.browser.to_str().context("Chromium's path is not UTF-8")?;
    let settings = project::target_dir()?.join("webdriver.json");
    fs::create_dir_all(project::target_dir()?)?;
    fs::write(&settings, webdriver_settings(browser))?;
    let mut tests = cargo(BROWSER_TESTS);
    tests
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
        .env("CHROMEDRIVER", &chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings)
        // In seconds; a busy machine may need more than the 20 that are usual.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    project::run(for_wasm(&mut tests)?)
}

pub fn browser() -> Result<()> {
    playwright::run(&[])
}

/// Node's own test runner has no list of files to be given: it finds them.
pub fn firefox() -> Result<()> {
    let firefox = setup::firefox()?;
    setup::firefox_packages()?;
    app_build::ensure()?;
    let server = server_build::debug()?;
    let mut node = project::command("node");
    node.args(["--test", "--test-reporter", "spec"])
        .current_dir(project::root().join("tests/firefox"))
        .env("BINARY_UNDER_TEST", server)
        .env("FIREFOX", firefox);
    project::run(&mut node)
}

pub fn tidy() -> Result<()> {
    runner::run(runner::TIDY, &[])
}

/// No window and no sandbox, which root may not have; small shared memory, as in a container.
fn webdriver_settings(browser: &str) -> String {
    let arguments =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"];
    format!(r#"{{"goog:chromeOptions": {{"binary": {browser:?}, "args": {arguments:?}}}}}"#)
}
