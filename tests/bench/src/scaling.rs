//! How the time of a decision grows with the number of rules in one table.

mod tables;

use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::contender::Contender;
use crate::contender::ours::Bare;
use crate::goal::{Goal, Target};
use crate::measure::{self, Plan, Stopwatch, Times, grouped};
use crate::side_by_side::loaded;
use tables::{Generated, KINDS, Kind};

const SIZES: [usize; 4] = [10, 100, 1000, 10_000];

/// A tenth of a second for each size, or ten batches.
const PLAN: Plan = Plan { rounds: 10, slice: Duration::from_millis(10) };

/// Ten times the rules may cost little more than ten times the time…
const LINEAR: Target = Target::AtMost(12.0);

/// …and much less where a column tells the rules apart.
const SUB_LINEAR: Target = Target::Under(5.0);

pub fn run() -> Result<Vec<Goal>> {
    println!("\nns a decision (median) by the number of rules, and growth from 1,000 to 10,000 rules\n");
    println!(
        "{:<18} {:>10} {:>10} {:>10} {:>10} {:>8}  reading 10,000",
        "table", "10", "100", "1,000", "10,000", "growth"
    );
    KINDS.iter().map(scale).collect()
}

fn scale(kind: &Kind) -> Result<Goal> {
    let mut programs = Vec::new();
    let mut reading = String::new();
    for size in SIZES {
        let generated = (kind.generate)(size);
        let start = Stopwatch::start();
        let program = loaded(dmn::read(&generated.xml)).with_context(|| format!("{}, {size} rules", kind.name))?;
        reading = format!("{:.0} ms, {} KB", start.elapsed().as_secs_f64() * 1e3, generated.xml.len() / 1024);
        programs.push((program, generated));
    }
    let mut contenders: Vec<Box<dyn Contender + '_>> = Vec::new();
    for (program, generated) in &programs {
        let table = program.table(tables::NAME).context("the generated table is missing")?;
        let mut bare = Bare::new(table, generated.facts.clone());
        check(kind, &mut bare, generated)?;
        contenders.push(Box::new(bare));
    }

    let medians: Vec<f64> = measure::side_by_side(&mut contenders, PLAN).iter().map(Times::median).collect();
    let [.., thousand, ten_thousand] = medians.as_slice() else { bail!("too few sizes") };
    let growth = ten_thousand / thousand;
    let cells: String = medians.iter().map(|median| format!(" {:>10}", grouped(*median))).collect();
    println!("{:<18}{cells} {growth:>8.1}  {reading}", kind.name);
    let target = if kind.sub_linear { SUB_LINEAR } else { LINEAR };
    Ok(Goal { name: format!("growth of {}", kind.name), measured: growth, target, unit: "times" })
}

/// A rule answers with its own number, so that every answer is known.
fn check(kind: &Kind, bare: &mut Bare<'_>, generated: &Generated) -> Result<()> {
    for (index, rule) in generated.rules.iter().enumerate() {
        let answer = bare.answer(index)?;
        if answer != [rule.to_string()] {
            bail!("{}: {answer:?}, and not rule {rule}, for {:?}", kind.name, generated.facts.get(index));
        }
    }
    Ok(())
}
