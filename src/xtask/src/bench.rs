//! `cargo xtask bench`: the benchmarks, each beside its peers in the same run. What is measured, and against which
//! goals, is in `tests/bench`, a workspace of its own.

use anyhow::Result;

use crate::project;

/// A benchmark that can be asked for by its name.
#[derive(Debug, PartialEq)]
pub struct Benchmark {
    pub name: &'static str,
    /// What it measures, for the help.
    pub about: &'static str,
}

pub const BENCHMARKS: &[Benchmark] =
    &[Benchmark { name: "engine", about: "the decision engine beside Cedar, regorus and zen-engine" }];

/// Builds the benchmarks with optimisation and runs these.
///
/// # Errors
/// A build that fails, engines that answer differently, or a goal that is missed; what was printed says which.
pub fn run(benchmarks: &[&Benchmark]) -> Result<()> {
    println!("building the benchmarks and their peers with optimisation (many minutes the first time)…");
    let mut cargo = project::cargo(["run", "--release", "--manifest-path", "tests/bench/Cargo.toml", "--"]);
    cargo.args(benchmarks.iter().map(|benchmark| benchmark.name));
    // Another lock file chooses other versions: in a shared directory the two would build over each other.
    project::run(cargo.env("CARGO_TARGET_DIR", project::target_dir()?.join("bench")))
}
