//! Puts the cases to the product, on all processors, and says what came of it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::bench::goal::{Goal, Target};
use crate::case::Case;
use crate::generate::{Maker, makers};
use crate::product::domains::DomainIdentifier;
use crate::product::domains::email::EmailAddress;
use crate::product::domains::matching::match_kind;
use crate::product::domains::public_mailboxes::PublicMailboxes;
use crate::published;
use crate::random::Random;
use crate::tally::{Answer, Row, Took};

const CASES: usize = 10_000_000;

/// How many cases are made before they are put: a look at the clock costs as much as some of them.
const BATCH: usize = 10_000;

/// One case in so many is left for the oracle.
const SAMPLED: usize = 100;

/// Runs everything, and leaves a sample in the file that is named. Gives whether every goal holds.
///
/// # Errors
/// The list cannot be read, an identifier is none, or the sample cannot be written.
pub fn run(arguments: &[String]) -> Result<bool> {
    let [sample] = arguments else { bail!("give the file for the sample") };
    let published = published::cases()?;
    let makers = makers();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = CASES.saturating_sub(published.len()).div_ceil(workers);
    let mut total = Part::new(makers.len() + 1);
    put(&published, |_| makers.len(), &mut total, 1)?;
    let parts: Vec<Result<Part>> = thread::scope(|scope| {
        let makers = &makers;
        let started: Vec<_> = (0..workers).map(|seed| scope.spawn(move || work(makers, seed as u64, share))).collect();
        started.into_iter().map(|part| part.join().unwrap_or_else(|_| bail!("a worker panicked"))).collect()
    });
    for part in parts {
        total.join(part?);
    }
    let mut file = BufWriter::new(File::create(sample).with_context(|| format!("cannot write `{sample}`"))?);
    total.sample.iter().try_for_each(|line| writeln!(file, "{line}"))?;
    file.flush()?;
    Ok(report(&makers, &total))
}

/// What one worker did.
struct Part {
    rows: Vec<Row>,
    took: Took,
    sample: Vec<String>,
}

impl Part {
    fn new(rows: usize) -> Part {
        Part { rows: vec![Row::default(); rows], took: Took::default(), sample: Vec::new() }
    }

    fn join(&mut self, other: Part) {
        self.rows.iter_mut().zip(other.rows).for_each(|(row, other)| row.join(other));
        self.took.product += other.took.product;
        self.took.naive += other.took.naive;
        self.sample.extend(other.sample);
    }
}

fn work(makers: &[Maker], seed: u64, share: usize) -> Result<Part> {
    let mut random = Random::new(seed);
    let mut part = Part::new(makers.len() + 1);
    let mut made = 0;
    while made < share {
        let batch: Vec<Case> =
            (made..share.min(made + BATCH)).map(|number| makers[number % makers.len()].1(&mut random)).collect();
        put(&batch, |index| (made + index) % makers.len(), &mut part, SAMPLED)?;
        made += batch.len();
    }
    Ok(part)
}

/// Puts a batch to the product and to a plain comparison, and counts.
fn put(batch: &[Case], row: impl Fn(usize) -> usize, part: &mut Part, sampled: usize) -> Result<()> {
    let identifiers: Vec<DomainIdentifier> =
        batch.iter().map(|case| DomainIdentifier::parse(&case.identifier)).collect::<Result<_, _>>()?;
    let started = Instant::now();
    let answers: Vec<Answer> =
        batch.iter().zip(&identifiers).map(|(case, identifier)| answer(&case.address, identifier)).collect();
    part.took.product += started.elapsed();
    let started = Instant::now();
    let naive: Vec<bool> =
        batch.iter().zip(&identifiers).map(|(case, identifier)| naive(&case.address, identifier.ascii())).collect();
    part.took.naive += started.elapsed();
    for (index, case) in batch.iter().enumerate() {
        part.rows[row(index)].add(case, answers[index], naive[index]);
        // One more than a multiple of the tricks, so that each has its turn.
        if index % (sampled + 1) == 0 || sampled == 1 {
            let answer = match answers[index] {
                Answer::Refused => "refused",
                Answer::Kind(kind) => kind.as_str(),
            };
            part.sample.push(json!([case.address, case.identifier, answer]).to_string());
        }
    }
    Ok(())
}

/// As the product does: the address is read, and its domain is matched.
fn answer(address: &str, identifier: &DomainIdentifier) -> Answer {
    match EmailAddress::parse(address) {
        Ok(email) => Answer::Kind(match_kind(&PublicMailboxes::default(), Some(email.domain()), identifier)),
        Err(_) => Answer::Refused,
    }
}

/// The peer: what stands in many a program.
fn naive(address: &str, identifier: &str) -> bool {
    address.to_lowercase().ends_with(identifier)
}

fn report(makers: &[Maker], total: &Part) -> bool {
    println!("{:<36} {:>9} {:>9} {:>7} {:>7} {:>10}", "trick", "cases", "admitted", "wrong", "other", "ends_with");
    let names = makers.iter().map(|(name, _)| *name).chain(["published"]);
    for (name, row) in names.zip(&total.rows) {
        println!(
            "{name:<36} {:>9} {:>9} {:>7} {:>7} {:>10}",
            row.cases, row.admitted, row.wrong_admissions, row.wrong_otherwise, row.naive_admissions
        );
        row.examples.iter().for_each(|example| println!("    {example}"));
    }
    let sum = |count: fn(&Row) -> u64| total.rows.iter().map(count).sum::<u64>() as f64;
    let cases = sum(|row| row.cases);
    let rate = |took: std::time::Duration| cases / took.as_secs_f64();
    let (product, naive) = (rate(total.took.product), rate(total.took.naive));
    println!(
        "\n{:.0} addresses a second and processor; `ends_with` {naive:.0}, {:.1} times as many",
        product,
        naive / product
    );
    let goal = |name: &str, measured, target, unit| Goal { name: name.to_owned(), measured, target, unit };
    let goals = [
        goal("match addresses", cases, Target::AtLeast(CASES as f64), "addresses"),
        goal("match wrong admissions", sum(|row| row.wrong_admissions), Target::AtMost(0.0), "addresses"),
        goal("match wrong refusals and kinds", sum(|row| row.wrong_otherwise), Target::AtMost(0.0), "addresses"),
        goal("match wrong admissions of ends_with", sum(|row| row.naive_admissions), Target::AtLeast(1e6), "addresses"),
        goal("match rate beside ends_with", naive / product, Target::AtMost(50.0), "times slower"),
    ];
    println!();
    goals.iter().for_each(|goal| println!("{goal}"));

    goals.iter().all(Goal::holds)
}
