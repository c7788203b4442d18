//! The benchmarks: `cargo xtask bench [NAME]` runs this. Each prints what it measured and one line per goal.

mod case;
mod contender;
mod engine;
mod goal;
mod loading;
mod measure;
mod scaling;
mod side_by_side;

use std::process::ExitCode;

use anyhow::{Result, bail};

use goal::Goal;

/// A benchmark by its name: it prints its tables and returns its goals.
type Benchmark = (&'static str, fn() -> Result<Vec<Goal>>);

const BENCHMARKS: &[Benchmark] = &[("engine", engine::run)];

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    match run(&names) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the benchmarks of these names, or all, and says whether every goal holds.
fn run(names: &[String]) -> Result<bool> {
    for name in names {
        if !BENCHMARKS.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = BENCHMARKS.iter().map(|(known, _)| *known).collect();
            bail!("`{name}` is no benchmark; the benchmarks are {}", known.join(", "));
        }
    }
    let mut goals = Vec::new();
    for (name, benchmark) in BENCHMARKS {
        if names.is_empty() || names.iter().any(|asked| asked == name) {
            goals.extend(benchmark()?);
        }
    }
    println!();
    for goal in &goals {
        println!("{goal}");
    }
    Ok(goals.iter().all(Goal::holds))
}
