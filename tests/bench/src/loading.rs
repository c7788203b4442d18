//! How long the product's own policy takes to be read and verified, which a server does before it serves.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Result, bail};
use rules::Policy;

use crate::goal::{Goal, Target};
use crate::measure::{Stopwatch, Times};
use crate::side_by_side::loaded;

const RUNS: usize = 20;

/// Milliseconds for reading and verifying all tables.
const LIMIT: f64 = 50.0;

pub fn run() -> Result<Vec<Goal>> {
    let mut load = Vec::new();
    let mut both = Vec::new();
    for _ in 0..RUNS {
        let start = Stopwatch::start();
        let policy = black_box(loaded(Policy::embedded())?);
        load.push(milliseconds(start.elapsed()));
        let findings = black_box(policy.check());
        both.push(milliseconds(start.elapsed()));
        if let Some(finding) = findings.first() {
            bail!("the policy that was to be measured has findings: {finding}");
        }
    }
    let (load, both) = (Times::new(load), Times::new(both));
    println!("\nall policies, median and slowest of {RUNS}:");
    println!("read                {:>8.2} ms {:>8.2} ms", load.median(), load.percentile(100));
    println!("read and verified   {:>8.2} ms {:>8.2} ms", both.median(), both.percentile(100));
    let name = "reading and verifying all policies".to_owned();
    Ok(vec![Goal { name, measured: both.median(), target: Target::Under(LIMIT), unit: "ms" }])
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
