//! `cargo xtask mutants FILE… [-- FILTER…]`: cargo-mutants breaks these files in every small way, one after the other, and
//! names what no test notices: of their crate's own tests and, for the server, of those that put it to the test over HTTP.

use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::postgres::Cluster;
use crate::{project, server_build, setup};

/// Its own tests are few: package `tests` has the others.
const SERVER: &str = "server";

/// A test takes so long at least before it is said to hang, in seconds.
const SHORTEST: u64 = 60;

/// Which files to break, and which tests are to notice.
#[derive(Debug, PartialEq)]
pub struct MutantsRun {
    files: Vec<String>,
    /// For the test programs, as they are: part of the names of tests, `--skip NAME`. All tests where there is none.
    filters: Vec<String>,
}

/// Reads `FILE… [-- FILTER…]`.
///
/// # Errors
/// No file.
pub fn parse(arguments: &[String]) -> Result<MutantsRun> {
    let (files, filters) = match arguments.iter().position(|argument| argument == "--") {
        Some(dashes) => (&arguments[..dashes], &arguments[dashes + 1..]),
        None => (arguments, &[][..]),
    };
    if files.is_empty() {
        bail!("`mutants` needs the files to break, as in `cargo xtask mutants src/server/src/domains/matching.rs`");
    }
    Ok(MutantsRun { files: files.to_vec(), filters: filters.to_vec() })
}

/// Breaks the files. What survives, and each diff, is left in `target/mutants.out`.
///
/// # Errors
/// A file that offers nothing to break, a change that no test noticed, or tests that fail before anything is broken.
pub fn run(run: &MutantsRun) -> Result<()> {
    let of_server = of_server(&run.files)?;
    server_build::allow_without_app()?;
    let program = setup::cargo_mutants()?.join("cargo-mutants");
    for file in &run.files {
        let mut list = project::command(&program);
        let listed = list.args(["mutants", "--list", "--file", file]).stderr(Stdio::inherit()).output();
        let listed = listed.context("cargo-mutants cannot be started")?;
        if !listed.status.success() || listed.stdout.is_empty() {
            bail!(
                "`{file}` has nothing that cargo-mutants would break; name a source file by its path from the top of \
                 the checkout"
            );
        }
    }
    let mut mutants = project::command(program);
    // In the checkout itself: a copy would build everything once more.
    mutants.args(["mutants", "--in-place", "--no-shuffle", "--output"]).arg(project::target_dir()?);
    run.files.iter().for_each(|file| {
        mutants.args(["--file", file]);
    });
    if !of_server {
        return project::run(mutants.args(filtered(&run.filters)));
    }
    // It ends when this function does.
    let cluster = Cluster::for_tests()?;
    let url = cluster.url();
    let seconds = unbroken(run, &url)?;
    mutants.args(["--baseline", "skip", "--timeout", &seconds.to_string()]);
    for package in packages(&run.filters) {
        mutants.args(["--test-package", package]);
    }
    // To building as well as to testing, or each mutant would be built into every test program that there is.
    for target in targets(&run.filters) {
        mutants.arg(format!("--cargo-arg={target}"));
    }
    project::run(mutants.args(filtered(&run.filters)).env("TEST_POSTGRES_URL", url))
}

/// Runs the server's tests before anything is broken: cargo-mutants would run those of the broken package only. Gives
/// after how many seconds they hang.
fn unbroken(run: &MutantsRun, url: &str) -> Result<u64> {
    let tests = || {
        let mut cargo = project::cargo(["test", "--quiet"]);
        packages(&run.filters).iter().for_each(|package| {
            cargo.args(["--package", package]);
        });
        cargo.args(targets(&run.filters)).env("TEST_POSTGRES_URL", url);
        cargo
    };
    project::run(tests().arg("--no-run"))?;
    let started = Instant::now();
    project::run(tests().args(filtered(&run.filters).into_iter().skip(1)))?;
    Ok((started.elapsed().as_secs() * 5).max(SHORTEST))
}

/// Whether these are the server's files.
///
/// # Errors
/// Some are and some are not: they have other tests.
fn of_server(files: &[String]) -> Result<bool> {
    let of_server = |file: &&String| file.starts_with(&format!("src/{SERVER}/"));
    match (files.iter().find(of_server), files.iter().find(|file| !of_server(file))) {
        (Some(one), Some(other)) => bail!(
            "`{one}` is tested over HTTP and `{other}` by its own crate only: break the server's files and others in \
             two runs"
        ),
        (one, _) => Ok(one.is_some()),
    }
}

/// Whose tests are run for the server. With names, only those over HTTP: it is built once less for each mutant.
fn packages(filters: &[String]) -> &'static [&'static str] {
    if filters.is_empty() { &[SERVER, "tests"] } else { &["tests"] }
}

/// Which of their test programs: not those that read sources, or need a provider.
fn targets(filters: &[String]) -> &'static [&'static str] {
    if filters.is_empty() { &["--lib", "--test=api"] } else { &["--test=api"] }
}

/// The names for the test programs, after the dashes of cargo-mutants and those of cargo.
fn filtered(filters: &[String]) -> Vec<&str> {
    let dashes = if filters.is_empty() { &[][..] } else { &["--", "--"] };
    dashes.iter().copied().chain(filters.iter().map(String::as_str)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn filters_follow_the_dashes() {
        let run = parse(&words("a.rs b.rs -- deciding:: --skip postgres::")).unwrap();
        assert_eq!(run, MutantsRun { files: words("a.rs b.rs"), filters: words("deciding:: --skip postgres::") });
        assert_eq!(parse(&words("a.rs")).unwrap(), MutantsRun { files: words("a.rs"), filters: Vec::new() });
        assert!(parse(&words("-- deciding::")).unwrap_err().to_string().contains("needs the files"));
    }

    #[test]
    fn the_server_is_tested_over_http_as_well() {
        assert!(of_server(&words("src/server/src/http/guard.rs")).unwrap());
        assert!(!of_server(&words("src/dmn/src/lib.rs src/text/src/lib.rs")).unwrap());
        let mixed = of_server(&words("src/dmn/src/lib.rs src/server/src/http/guard.rs")).unwrap_err().to_string();
        assert!(mixed.contains("`src/server/src/http/guard.rs`") && mixed.contains("two runs"), "{mixed}");
    }

    #[test]
    fn names_go_to_the_test_programs() {
        assert!(filtered(&[]).is_empty() && packages(&[]).contains(&SERVER));
        assert_eq!(filtered(&words("deciding:: --skip postgres::")), words("-- -- deciding:: --skip postgres::"));
        assert_eq!((packages(&words("one")), targets(&words("one"))), (&["tests"][..], &["--test=api"][..]));
    }
}
