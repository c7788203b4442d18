//! Proves before a table takes effect that it always answers, never contradicts itself, and has no idle rule.

mod axis;
#[cfg(test)]
mod brute;
mod gaps;
mod idle;
mod overlaps;
mod pairs;
mod part;
mod ranges;
mod report;
mod simplest;
mod space;
#[cfg(test)]
mod tests;
mod texts;
mod uncovered;
mod work;

use crate::{Finding, HitPolicy, Table};
use report::Report;
use space::Space;
use work::Work;

/// What each question about a table may cost, in cells that are looked at: below a second.
const BUDGET: u64 = 20_000_000;

/// Checks one table for all values of its inputs. A table without findings is proven sound:
///
/// - Some rule covers every case, unless the table has a default, or an answer for no rule (COLLECT without an
///   aggregation, and COUNT).
/// - UNIQUE: no two rules overlap. ANY: no two rules overlap that answer differently. With the other hit policies
///   rules may overlap as they like.
/// - Every cell holds for some allowed value. FIRST and PRIORITY: no rule always loses against others; of rules of
///   the same priority the first one wins.
///
/// What could not be proven is a finding of its own, "incomplete check", and comes first: cells or answers that are no
/// constants, and tables that are too large. Everything else has a witness where there can be one, a value for each
/// input, and comes with the shortest witness first.
///
/// Facts are taken to be of the types of their columns, and null only where a cell or the allowed values name it. The
/// columns are taken to be independent of each other, which the witness of two that read the same may not be.
pub fn check(table: &Table) -> Vec<Finding> {
    within(table, BUDGET)
}

fn within(table: &Table, budget: u64) -> Vec<Finding> {
    let mut report = Report::new(table);
    if let Some(space) = Space::new(table, &mut report) {
        idle::cells(table, &space, &mut report);
        gaps::check(table, &space, Work::new(budget), &mut report);
        match table.hit_policy() {
            HitPolicy::Unique | HitPolicy::Any => overlaps::check(table, &space, Work::new(budget), &mut report),
            HitPolicy::First | HitPolicy::Priority => idle::masked(table, &space, Work::new(budget), &mut report),
            HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(_) => {}
        }
    }
    report.findings()
}
