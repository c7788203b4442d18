//! Whether every rule can fire: its cells hold for allowed values, and no other rules take all its cases.

use super::pairs;
use super::report::{At, Report};
use super::space::{Area, Space};
use super::uncovered::uncovered;
use super::work::Work;
use crate::{HitPolicy, Table};

/// Reports each cell that holds for no value that its column takes.
pub(super) fn cells(table: &Table, space: &Space, report: &mut Report) {
    for (position, (area, rule)) in space.areas.iter().zip(table.rules()).enumerate() {
        for (column, (cases, cell)) in area.cells.iter().zip(&rule.cells).enumerate() {
            if cases.is_empty() {
                let message = format!("it can never fire: `{cell}` holds for no allowed value");
                report.found(At::Cell(position, column), &[], message);
            }
        }
    }
}

/// Reports each rule that always loses against others, where only one of those that match fires.
///
/// That rules overlap is how such tables are meant, as long as something is left for each.
pub(super) fn masked(table: &Table, space: &Space, mut work: Work, report: &mut Report) {
    let rank = |rule: usize| match table.hit_policy() {
        HitPolicy::Priority => u32::try_from(rule).map_or(u32::MAX, |rule| table.rank(rule)),
        _ => 0,
    };
    let areas = space.areas.iter().filter(|area| !area.is_empty);
    let mut winners: Vec<Vec<usize>> = vec![Vec::new(); space.areas.len()];
    pairs::meeting(&space.whole(), areas, &mut work, |first, second| {
        // Of rules with the same rank, the first one fires.
        let (winner, loser) = if rank(first) <= rank(second) { (first, second) } else { (second, first) };
        let is_certain = space.areas.get(winner).is_some_and(|area| !area.is_open);
        if let Some(winners) = winners.get_mut(loser).filter(|_| is_certain) {
            winners.push(winner);
        }
        false
    });

    for (rule, (area, mut winners)) in space.areas.iter().zip(winners).enumerate() {
        if work.is_spent() {
            break;
        }
        if area.is_empty {
            continue;
        }
        winners.sort_unstable();
        let others: Vec<&Area> = winners.iter().filter_map(|winner| space.areas.get(*winner)).collect();
        work.spend(others.len() * area.cells.len());
        let alone = others.iter().position(|other| area.is_within(other)).and_then(|index| winners.get(index));
        let is_masked = alone.is_some() || uncovered(&area.cells, &others, 1, &mut work).regions.is_empty();
        if !is_masked || work.is_spent() {
            continue;
        }
        let takers = match (alone.and_then(|winner| table.rules().get(*winner)), table.hit_policy()) {
            (Some(winner), _) => [&winner.label, " takes"].concat(),
            (None, HitPolicy::Priority) => "rules whose answers come first take".to_owned(),
            (None, _) => "rules before it take".to_owned(),
        };
        let witness = space.simplest(&area.cells);
        let message = format!("it can never fire: {takers} all its cases, such as {}", report.facts(&witness));
        report.found(At::Rule(rule), &witness, message);
    }
    if work.is_spent() {
        report.unproven(At::Table, &[], "the table is too large to prove that each of its rules can fire");
    }
}
