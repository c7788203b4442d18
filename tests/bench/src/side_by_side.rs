//! The product's decisions in its own engine and in its peers: first that all answer alike, then how fast.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use rules::Policy;

use crate::case::{self, Case};
use crate::contender::Contender;
use crate::contender::cedar::Cedar;
use crate::contender::ours::{Bare, Typed};
use crate::contender::rego::Rego;
use crate::contender::zen::Zen;
use crate::goal::{Goal, Target};
use crate::measure::{self, BATCH, Plan, Times, grouped};

/// A second for each engine and decision.
const PLAN: Plan = Plan { rounds: 100, slice: Duration::from_millis(10) };

/// How many times faster than a peer the product's decisions have to be.
const FASTER: [(&str, f64); 2] = [("cedar-policy", 50.0), ("zen-engine", 20.0)];

/// What the decision that a page asks for each account may take.
const REQUEST_PATH: Target = Target::Under(100.0);

pub fn run() -> Result<Vec<Goal>> {
    let policy = loaded(Policy::embedded())?;
    println!(
        "side by side: processor time of batches of {} decisions, in turns; ratio: to the time of `rules`\n",
        grouped(BATCH as f64)
    );
    println!(
        "{:<14} {:<13} {:>11} {:>11} {:>14} {:>8} {:>8}",
        "decision", "engine", "median ns", "p99 ns", "decisions/s", "ratio", "batches"
    );

    let (case, facts) = case::request_path();
    let words = |path: rules::vocabulary::RequestPath| vec![path.as_str().to_owned()];
    let mut goals = decision(&case, Typed::new(&policy, facts, Policy::request_path, words))?;

    let (case, facts) = case::visibility();
    goals.extend(decision(&case, Typed::new(&policy, facts, Policy::visibility, |seen| vec![seen.to_string()]))?);

    let (case, facts) = case::roles_offered();
    let words = |roles: Vec<rules::vocabulary::Role>| roles.iter().map(|role| role.as_str().to_owned()).collect();
    goals.extend(decision(&case, Typed::new(&policy, facts, Policy::roles_offered, words))?);
    Ok(goals)
}

fn decision<'a>(case: &Case, typed: impl Contender + 'a) -> Result<Vec<Goal>> {
    let program = loaded(dmn::read(case.dmn))?;
    let table = program.table(case.name).context("the table is missing")?;
    let mut contenders: Vec<Box<dyn Contender + '_>> = vec![
        Box::new(typed),
        Box::new(Bare::of_case(table, case)),
        Box::new(Cedar::new(case).context("cedar-policy")?),
        Box::new(Rego::new(case).context("regorus")?),
        Box::new(Zen::new(case).context("zen-engine")?),
    ];
    agree(case, &mut contenders)?;

    let times = measure::side_by_side(&mut contenders, PLAN);
    let measured: Vec<(&str, &Times)> = contenders.iter().map(|contender| contender.name()).zip(&times).collect();
    let ours = times.first().map_or(f64::NAN, Times::median);
    for (engine, times) in &measured {
        println!(
            "{:<14} {engine:<13} {:>11.1} {:>11.1} {:>14} {:>8.2} {:>8}",
            case.name,
            times.median(),
            times.percentile(99),
            grouped(times.decisions_per_second()),
            times.median() / ours,
            times.batches(),
        );
    }
    Ok(goals(case, ours, &measured))
}

/// Fails where an engine answers any facts otherwise than ours: its time would be worth nothing.
fn agree(case: &Case, contenders: &mut [Box<dyn Contender + '_>]) -> Result<()> {
    let (ours, peers) = contenders.split_first_mut().context("nobody to compare")?;
    for (index, facts) in case.facts.iter().enumerate() {
        let expected = ours.answer(index)?;
        for peer in &mut *peers {
            let answer = peer.answer(index).with_context(|| format!("{}, {}: {facts:?}", case.name, peer.name()))?;
            if answer != expected {
                bail!("{}: {} answers {answer:?}, and not {expected:?}, for {facts:?}", case.name, peer.name());
            }
        }
    }
    Ok(())
}

fn goals(case: &Case, ours: f64, measured: &[(&str, &Times)]) -> Vec<Goal> {
    let mut goals = Vec::new();
    if case.name == "request_path" {
        goals.push(Goal { name: case.name.to_owned(), measured: ours, target: REQUEST_PATH, unit: "ns" });
    }
    for (peer, times) in FASTER {
        let peer_times = measured.iter().find(|(engine, _)| *engine == peer).map_or(f64::NAN, |(_, t)| t.median());
        let name = format!("{} against {peer}", case.name);
        goals.push(Goal { name, measured: peer_times / ours, target: Target::AtLeast(times), unit: "times faster" });
    }
    goals
}

/// What was read, or all findings as one error.
pub fn loaded<T>(result: Result<T, Vec<dmn::Finding>>) -> Result<T> {
    result.map_err(|findings| {
        let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", findings.join("; "))
    })
}
