//! Whether two rules contradict each other: both match where only one may, or where both must answer the same.

use super::pairs;
use super::report::{At, Report};
use super::space::Space;
use super::work::Work;
use crate::{HitPolicy, Rule, Table, UnaryTests};

/// How many pairs are looked for, of which the ones with the shortest witnesses are reported.
const MAX_PAIRS: usize = 1_000;

/// Whether two rules answer the same.
#[derive(PartialEq)]
enum Answers {
    Same,
    Different,
    /// They are not constants.
    Unknown,
}

pub(super) fn check(table: &Table, space: &Space, mut work: Work, report: &mut Report) {
    let certain = space.areas.iter().filter(|area| !area.is_open && !area.is_empty);
    let mut pairs = Vec::new();
    pairs::meeting(&space.whole(), certain, &mut work, |first, second| {
        let rules = table.rules().get(first).zip(table.rules().get(second));
        let answers = match rules {
            Some((one, other)) if table.hit_policy() == HitPolicy::Any => answers(one, other),
            _ => Answers::Different,
        };
        if answers != Answers::Same {
            pairs.push((first, second, answers));
        }
        pairs.len() >= MAX_PAIRS
    });
    pairs.sort_unstable_by_key(|(first, second, _)| (*second, *first));

    for (first, second, answers) in pairs {
        let (Some(one), Some(other)) = (space.areas.get(first), space.areas.get(second)) else {
            continue;
        };
        let witness = space.simplest(&one.common(other));
        let at = distinctive(table, first, second).map_or(At::Rule(second), |column| At::Cell(second, column));
        let label = table.rules().get(first).map_or("?", |rule| rule.label.as_str());
        let overlap = format!("it overlaps with {label} at {}", report.facts(&witness));
        match (table.hit_policy(), answers) {
            (HitPolicy::Any, Answers::Unknown) => {
                report.unproven(at, &witness, [&overlap, ", and whether both answer the same is not known"].concat());
            }
            (HitPolicy::Any, _) => report.found(at, &witness, [&overlap, " and answers something else"].concat()),
            _ => report.found(at, &witness, overlap),
        }
    }
    if work.is_spent() {
        report.unproven(At::Table, &[], "the table is too large to compare all its rules with each other");
    }
}

fn answers(one: &Rule, other: &Rule) -> Answers {
    let mut outputs = one.outputs.iter().zip(&other.outputs);
    if one.outputs == other.outputs {
        Answers::Same
    } else if outputs.any(|(one, other)| one.literal().zip(other.literal()).is_some_and(|(one, other)| one != other)) {
        Answers::Different
    } else {
        Answers::Unknown
    }
}

/// The first column in which both rules ask something.
fn distinctive(table: &Table, first: usize, second: usize) -> Option<usize> {
    let (one, other) = table.rules().get(first).zip(table.rules().get(second))?;
    one.cells.iter().zip(&other.cells).position(|(one, other)| *one != UnaryTests::Any && *other != UnaryTests::Any)
}
