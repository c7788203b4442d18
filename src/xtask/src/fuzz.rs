//! `cargo xtask fuzz`: the parsers of foreign input, each under libFuzzer. The targets, and what each asserts, are in
//! `tests/fuzz`, a workspace of its own. Stable Rust does: the compiler's coverage pass is asked for by hand.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{project, server_build};

/// How long a target runs unless a person says otherwise, in seconds.
const SECONDS: u32 = 60;

/// What cargo-fuzz sets as well, less the address sanitizer, which stable Rust lacks and safe Rust hardly needs.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// A run of the fuzzer.
#[derive(Debug, PartialEq)]
pub struct FuzzRun {
    /// All targets where none is named.
    target: Option<String>,
    seconds: u32,
}

/// Reads `[TARGET] [SECONDS]`.
///
/// # Errors
/// A number that is none, or something after it.
pub fn parse(arguments: &[String]) -> Result<FuzzRun> {
    let is_number = |text: &&String| text.starts_with(|first: char| first.is_ascii_digit());
    let (target, rest) = match arguments.split_first() {
        Some((first, rest)) if !is_number(&first) => (Some(first.clone()), rest),
        _ => (None, arguments),
    };
    let seconds = match rest {
        [] => SECONDS,
        [seconds] => seconds.parse().with_context(|| format!("`{seconds}` is no number of seconds"))?,
        [_, surplus, ..] => bail!("nothing may follow the seconds, but `{surplus}` does"),
    };
    Ok(FuzzRun { target, seconds })
}

/// Builds the targets and runs them, one after the other. What was found before is tried first; what is found lies in
/// `target/fuzz/findings`, and a person makes a test of it.
///
/// # Errors
/// A finding: libFuzzer prints the input and how to run it again.
pub fn run(run: &FuzzRun) -> Result<()> {
    let known = targets()?;
    if let Some(unknown) = run.target.as_ref().filter(|target| !known.contains(target)) {
        bail!("`{unknown}` is no target; the targets are {}", known.join(", "));
    }
    server_build::allow_without_app()?;
    println!("building the targets with optimisation (some minutes the first time)…");
    let home = project::target_dir()?.join("fuzz");
    let host = host()?;
    // With a target named, the flags do not reach build scripts and macros, which have no fuzzer to report to.
    let mut build = project::cargo(["build", "--release", "--locked", "--manifest-path", "tests/fuzz/Cargo.toml"]);
    build.args(["--target", &host]).env("CARGO_TARGET_DIR", &home).env("RUSTFLAGS", COVERAGE);
    if let Some(target) = &run.target {
        build.args(["--bin", target]);
    }
    project::run(&mut build)?;
    let (corpora, findings) = (home.join("corpus"), home.join("findings"));
    fs::create_dir_all(&findings)?;
    for target in known.iter().filter(|known| run.target.as_ref().is_none_or(|wanted| wanted == *known)) {
        let corpus = corpora.join(target);
        fs::create_dir_all(&corpus)?;
        let mut fuzzer = project::command(home.join(&host).join("release").join(target));
        fuzzer
            .arg(format!("-max_total_time={}", run.seconds))
            .arg(format!("-artifact_prefix={}/{target}-", findings.display()))
            .args(["-print_final_stats=1", "-verbosity=1", "-timeout=10", "-rss_limit_mb=2048", "-use_value_profile=1"])
            .arg(corpus);
        let seeds = project::root().join("tests/fuzz/seeds").join(target);
        fuzzer.args(seeds.exists().then_some(seeds));
        println!("\n=== {target}, {} s", run.seconds);
        project::run(&mut fuzzer)?;
    }
    Ok(())
}

/// Each file in `tests/fuzz/targets` is one.
fn targets() -> Result<Vec<String>> {
    let folder = project::root().join("tests/fuzz/targets");
    let files = fs::read_dir(&folder).with_context(|| format!("cannot read {folder:?}"))?.flatten();
    let names = files.filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

fn host() -> Result<String> {
    let output = project::command("rustc").args(["--print", "host-tuple"]).output();
    let output = output.context("cannot start `rustc`: is Rust on the PATH?")?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<FuzzRun> {
        let words: Vec<String> = line.split_whitespace().map(String::from).collect();
        parse(&words)
    }

    #[test]
    fn a_target_and_a_time_may_be_left_out() {
        let run = |target: Option<&str>, seconds| FuzzRun { target: target.map(String::from), seconds };
        assert_eq!(parse_line("").unwrap(), run(None, 60));
        assert_eq!(parse_line("20").unwrap(), run(None, 20));
        assert_eq!(parse_line("email").unwrap(), run(Some("email"), 60));
        assert_eq!(parse_line("email 120").unwrap(), run(Some("email"), 120));
        assert!(parse_line("email long").unwrap_err().to_string().contains("`long`"));
        assert!(parse_line("email 1 2").unwrap_err().to_string().contains("`2`"));
    }

    #[test]
    fn every_target_is_found() {
        assert!(targets().unwrap().contains(&"email".to_owned()));
    }
}
