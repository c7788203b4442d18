//! Whether some rule covers every case.

use super::axis::Axis;
use super::ranges::Ranges;
use super::report::{At, Report};
use super::space::{Area, Space};
use super::uncovered::{Uncovered, uncovered};
use super::work::Work;
use crate::{Table, Value};

/// How many uncovered regions are looked for, and how many are reported one by one.
const MAX_REGIONS: usize = 100;
const MAX_REPORTED: usize = 10;

/// Reports the regions that no rule covers, unless the table has an answer for them as well.
pub(super) fn check(table: &Table, space: &Space, mut work: Work, report: &mut Report) {
    if table.has_default() || table.hit_policy().answers_nothing() {
        return;
    }
    let areas: Vec<&Area> = space.areas.iter().collect();
    let domain: Vec<Ranges> = space.axes.iter().map(Axis::typed).collect();
    let Uncovered { regions, is_all } = uncovered(&domain, &areas, MAX_REGIONS, &mut work);
    let mut witnesses: Vec<(String, Vec<Value>)> =
        regions.iter().map(|region| space.simplest(region)).map(|witness| (report.facts(&witness), witness)).collect();
    witnesses.sort_by_cached_key(|(facts, _)| (facts.chars().count(), facts.clone()));
    for (facts, witness) in witnesses.iter().take(MAX_REPORTED) {
        report.found(At::Table, witness, format!("no rule covers {facts}; add a rule or a default"));
    }
    let more = regions.len().saturating_sub(MAX_REPORTED);
    if more > 0 {
        let plural = if more == 1 { "" } else { "s" };
        report.last(format!("no rule covers at least {more} more region{plural}; add rules or a default"));
    } else if !is_all && !work.is_spent() {
        report.last("more regions may be without a rule; the search ended with these");
    }

    for (column, axis) in space.axes.iter().enumerate() {
        let Some(foreign) = axis.foreign else { continue };
        let mut domain = space.whole();
        if let Some(cases) = domain.get_mut(column) {
            *cases = Ranges::from_slice(&[(foreign, foreign)]);
        }
        if !uncovered(&domain, &areas, 1, &mut work).regions.is_empty() {
            let message =
                "values of other kinds than in its cells may come; the column needs a type, or a rule with `-`";
            report.unproven(At::Column(column), &[], message);
        }
    }
    if work.is_spent() {
        report.unproven(At::Table, &[], "the table is too large to prove that its rules cover every case");
    }
}
