//! `cargo xtask test`: the parts in their order, each with its time, and a table at the end. What
//! a part does is in `test::parts`.

mod parts;
mod runner;

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{project, setup};

/// A part of the tests that can be asked for by its name.
pub struct Part {
    pub name: &'static str,
    /// What it does, for the help.
    pub about: &'static str,
    run: fn() -> Result<()>,
}

/// All parts, the quick ones first and those that need the built app last.
pub const PARTS: &[Part] = &[
    Part { name: "format", about: "rustfmt has nothing to change", run: parts::format },
    Part { name: "lint", about: "everything compiles, and clippy has nothing to say", run: parts::lint },
    Part { name: "unit", about: "the tests inside the crates, and the corpus", run: parts::unit },
    Part { name: "tidy", about: "the house rules for files and texts", run: parts::tidy },
    Part { name: "api", about: "the server over HTTP and its mail, on SQLite and PostgreSQL", run: parts::api },
    Part { name: "faults", about: "a few kills under load, and a few crowds, on both databases", run: parts::faults },
    Part {
        name: "schema",
        about: "what the API answers is what its description says, on both databases",
        run: parts::schema,
    },
    Part { name: "supply", about: "licences, sources and build scripts of the dependencies", run: parts::supply },
    Part { name: "wasm", about: "the app's own tests, the corpus and the engine's, in Chromium", run: parts::wasm },
    Part { name: "browser", about: "the product end to end, in Chromium", run: parts::browser },
    Part { name: "firefox", about: "the main flows in Firefox", run: parts::firefox },
];

/// Runs these parts, all of them whatever happens, and prints a summary.
///
/// # Errors
/// At least one part failed; what it printed says why.
pub fn run(parts: &[&Part]) -> Result<()> {
    setup::rust_components()?;
    project::lint_what_is_compiled();
    let mut outcomes = Vec::new();
    for part in parts {
        println!("\n=== {}: {}", part.name, part.about);
        let started = Instant::now();
        let result = (part.run)();
        if let Err(error) = &result {
            println!("error: {error:#}");
        }
        let outcome = Outcome { part: part.name, took: started.elapsed(), passed: result.is_ok() };
        println!("=== {outcome}");
        outcomes.push(outcome);
    }
    println!("\n{}", summary(&outcomes));
    let failed: Vec<&str> = outcomes.iter().filter(|o| !o.passed).map(|o| o.part).collect();
    if !failed.is_empty() {
        bail!("failed: {}; run one alone with `cargo xtask test PART`", failed.join(", "));
    }
    Ok(())
}

struct Outcome {
    part: &'static str,
    took: Duration,
    passed: bool,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let result = if self.passed { "passed" } else { "FAILED" };
        write!(f, "{:<8} {:>7.1} s  {result}", self.part, self.took.as_secs_f64())
    }
}

fn summary(outcomes: &[Outcome]) -> String {
    let rows = outcomes.iter().map(|outcome| format!("{outcome}\n")).collect::<String>();
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    let whole = Duration::as_secs_f64(&outcomes.iter().map(|outcome| outcome.took).sum());
    format!("{rows}{:<8} {whole:>7.1} s\nparts: {passed} passed, {} failed", "whole", outcomes.len() - passed)
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Part) -> bool {
        self.name == other.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing() -> Result<()> {
        Ok(())
    }

    fn failing() -> Result<()> {
        bail!("on purpose")
    }

    #[test]
    fn one_failed_part_fails_the_run_and_is_named() {
        let good = Part { name: "good", about: "", run: passing };
        let bad = Part { name: "bad", about: "", run: failing };
        run(&[&good, &good]).unwrap();
        let error = run(&[&bad, &good]).unwrap_err().to_string();
        assert!(error.contains("failed: bad;"), "{error}");
    }

    #[test]
    fn the_summary_lists_every_part() {
        let outcome = |part, seconds, passed| {
            let took = Duration::from_secs_f64(seconds);
            Outcome { part, took, passed }
        };
        let summary = summary(&[outcome("format", 0.52, true), outcome("unit", 71.0, false)]);
        let lines: Vec<&str> = summary.lines().collect();
        let rows = ["format       0.5 s  passed", "unit        71.0 s  FAILED", "whole       71.5 s"];
        assert_eq!(lines, [&rows[..], &["parts: 1 passed, 1 failed"]].concat());
    }
}
