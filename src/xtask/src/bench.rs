//! `cargo xtask bench`: the benchmarks, each beside its peers in the same run. What is measured, and against which
//! goals, is in `tests/bench`, `tests/match` and `tests/tantivy`, workspaces of their own, and in the programs of `tests`.

use anyhow::Result;

use crate::postgres::Cluster;
use crate::{faults, project, server_build, setup};

/// A benchmark that can be asked for by its name.
pub struct Benchmark {
    pub name: &'static str,
    /// What it measures, for the help.
    pub about: &'static str,
    run: fn() -> Result<()>,
}

pub const BENCHMARKS: &[Benchmark] = &[
    Benchmark { name: "engine", about: "the decision engine beside Cedar, regorus and zen-engine", run: engine },
    Benchmark { name: "match", about: "ten million hostile addresses against the domain match", run: domain_match },
    Benchmark { name: "faults", about: "500 kills under load and 1,000 crowds, on each database", run: in_full },
    Benchmark { name: "pairs", about: "100,000 probes in worlds with and without a restricted account", run: pairs },
    Benchmark {
        name: "worlds",
        about: "a million steps in random worlds, half on each database: nobody holds what nobody gave",
        run: worlds,
    },
    Benchmark { name: "timing", about: "whether the time of an answer tells of a restricted account", run: timing },
    Benchmark {
        name: "search",
        about: "each kind of search among a million accounts, beside tantivy and pg_trgm",
        run: search,
    },
    Benchmark {
        name: "bulk",
        about: "a million accounts imported, imported again, exported and proven: time and memory",
        run: bulk,
    },
    Benchmark { name: "flood", about: "whether floods slow others or keep them out", run: flood },
];

/// Runs these, one after the other.
///
/// # Errors
/// A build that fails, engines that answer differently, a goal that is missed or a promise that is broken; what was
/// printed says which.
pub fn run(benchmarks: &[&Benchmark]) -> Result<()> {
    benchmarks.iter().try_for_each(|benchmark| (benchmark.run)())
}

fn in_full() -> Result<()> {
    faults::run(500, 1_000)
}

/// The test that sends a few of them does, with more.
fn pairs() -> Result<()> {
    server_build::allow_without_app()?;
    let cluster = Cluster::start()?;
    let mut cargo = project::cargo(["test", "--package", "tests", "--test", "api", "restricted::probes", "--"]);
    cargo.args(["--nocapture", "--test-threads=1"]);
    project::run(cargo.envs([("TEST_POSTGRES_URL", cluster.url().as_str()), ("PROBES", "100000")]))
}

/// The test that takes a few of them does, with more.
fn worlds() -> Result<()> {
    server_build::allow_without_app()?;
    let cluster = Cluster::start()?;
    let mut cargo = project::cargo(["test", "--release", "--package", "tests", "--test", "api", "random_worlds", "--"]);
    cargo.args(["--nocapture", "--test-threads=1"]);
    project::run(cargo.envs([("TEST_POSTGRES_URL", cluster.url().as_str()), ("STEPS", "500000")]))
}

fn timing() -> Result<()> {
    server_build::allow_without_app()?;
    project::run(&mut project::cargo(["run", "--release", "--package", "tests", "--bin", "timing"]))
}

/// Asks the product in this process and tantivy in another one, in worlds that are kept.
fn search() -> Result<()> {
    server_build::allow_without_app()?;
    let (target, cluster) = (project::target_dir()?, Cluster::start()?);
    let peer = target.join("tantivy");
    println!("building tantivy with optimisation (some minutes the first time)…");
    let mut cargo = project::cargo(["build", "--release", "--locked", "--manifest-path", "tests/tantivy/Cargo.toml"]);
    project::run(cargo.env("CARGO_TARGET_DIR", &peer))?;
    let mut cargo = project::cargo(["run", "--release", "--package", "tests", "--bin", "search", "--", "--worlds"]);
    cargo.arg(target.join("search")).arg("--tantivy").arg(peer.join("release/tantivy-peer"));
    project::run(cargo.env("TEST_POSTGRES_URL", cluster.url()))
}

/// Runs the optimised server's commands over files that it makes.
fn bulk() -> Result<()> {
    server_build::allow_without_app()?;
    let (server, cluster) = (server_build::release()?, Cluster::start()?);
    let mut cargo = project::cargo(["run", "--package", "tests", "--bin", "bulk", "--", "--server"]);
    project::run(cargo.arg(server).env("TEST_POSTGRES_URL", cluster.url()))
}

/// Floods a server for development: what it is slower than the optimised one, it is so with and without the flood.
fn flood() -> Result<()> {
    server_build::allow_without_app()?;
    let server = server_build::debug()?;
    project::run(project::cargo(["build"]).args(project::NATIVE).args(["--bin", "flood"]))?;
    project::run(project::command(project::target_dir()?.join("debug/flood")).arg("--server").arg(server))
}

/// Builds the engines with optimisation and runs them side by side.
fn engine() -> Result<()> {
    println!("building the benchmarks and their peers with optimisation (many minutes the first time)…");
    let mut cargo = project::cargo(["run", "--release", "--manifest-path", "tests/bench/Cargo.toml", "--", "engine"]);
    // Another lock file chooses other versions: in a shared directory the two would build over each other.
    project::run(cargo.env("CARGO_TARGET_DIR", project::target_dir()?.join("bench")))
}

/// Puts the addresses to the match, and a sample of them to an oracle in Python.
fn domain_match() -> Result<()> {
    let oracle = setup::python::domain_oracle()?;
    let target = project::target_dir()?.join("match");
    let sample = target.join("sample.jsonl");
    println!("building the match with optimisation (a minute the first time)…");
    let mut cargo = project::cargo(["run", "--release", "--locked", "--manifest-path", "tests/match/Cargo.toml", "--"]);
    project::run(cargo.arg(&sample).env("CARGO_TARGET_DIR", &target))?;
    project::run(project::command(oracle.join("python")).arg(project::root().join("tests/match/oracle.py")).arg(sample))
}

impl std::fmt::Debug for Benchmark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Benchmark {
    fn eq(&self, other: &Benchmark) -> bool {
        self.name == other.name
    }
}
