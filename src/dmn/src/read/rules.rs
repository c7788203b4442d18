//! The rows of a table (DMN 1.5, 8.3.4), each cell checked against its column.

use super::annotations::Annotations;
use super::checks::Expected;
use super::environment::Environment;
use super::{Reading, Site};
use crate::xml::Element;
use crate::{Column, Expression, HitPolicy, Kind, Rule, UnaryTest, UnaryTests, Value};

/// What the rows of a table are held against.
pub(super) struct Columns<'c> {
    pub(super) hit_policy: HitPolicy,
    pub(super) inputs: Vec<Expected<'c>>,
    pub(super) outputs: Vec<Expected<'c>>,
    pub(super) annotations: &'c Annotations,
}

impl<'d> Reading<'d> {
    /// The rules of a table. Stops where no further finding is kept.
    pub(super) fn rules(
        &mut self,
        table: Element<'d>,
        columns: &Columns<'_>,
        environment: &Environment,
        site: Site<'_>,
    ) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (number, row) in (1..).zip(table.all("rule")) {
            if self.findings.is_full() {
                self.findings.trouble();
                break;
            }
            let rule = self.rule(number, row, columns, environment, site.rule(number));
            rules.push(rule);
        }
        rules
    }

    /// A rule with those of its cells that can be read.
    fn rule(
        &mut self,
        number: usize,
        row: Element<'d>,
        columns: &Columns<'_>,
        environment: &Environment,
        site: Site<'_>,
    ) -> Rule {
        let label = row.attribute("label").map(str::trim).filter(|label| !label.is_empty());
        let annotations = self.annotations(row, columns.annotations, site);
        self.count(row, "inputEntry", columns.inputs.len(), site);
        self.count(row, "outputEntry", columns.outputs.len(), site);

        let mut cells = Vec::with_capacity(columns.inputs.len());
        for (expected, entry) in columns.inputs.iter().zip(row.all("inputEntry")) {
            let site = site.column(&expected.column.name);
            if let Some(cell) = self.tests(entry, &environment.scope, site) {
                let cell = without_lists(cell, expected.column);
                self.cell_fits(entry, &cell, expected, site);
                cells.push(cell);
            }
        }
        let mut outputs = Vec::with_capacity(columns.outputs.len());
        for (expected, entry) in columns.outputs.iter().zip(row.all("outputEntry")) {
            let site = site.column(&expected.column.name);
            let Some(answer) = self.entry(entry, expected, environment, site) else { continue };
            let is_ranked = columns.hit_policy.ranks_outputs() && expected.column.allowed.is_some();
            if is_ranked && answer.literal().is_none_or(Value::is_null) {
                let what = if answer.literal().is_none() { "a constant" } else { "one of the allowed values" };
                let message = format!("the hit policy {} ranks this output; write {what}", columns.hit_policy);
                self.report(entry, site, message);
            }
            outputs.push(answer);
        }
        Rule { label: label.map_or_else(|| format!("R{number}"), str::to_owned), cells, outputs, annotations }
    }

    pub(super) fn count(&mut self, row: Element<'d>, entries: &'static str, columns: usize, site: Site<'_>) {
        let found = row.all(entries).count();
        if found != columns {
            let message = format!("the rule has {found} of `{entries}`, and the table {columns} columns for them");
            self.report(row, site, message);
        }
    }
}

/// The same tests, with the items of a list in its place where the column's values are no lists: they mean the
/// same (DMN 1.5, 7.3.3), and can be proven.
fn without_lists(cell: UnaryTests, column: &Column) -> UnaryTests {
    if column.ty.kind().is_none_or(|kind| kind == Kind::List) {
        return cell;
    }
    let spread = |tests: Vec<UnaryTest>| {
        let mut spread = Vec::with_capacity(tests.len());
        for test in tests {
            let UnaryTest::Is(Expression::Literal(Value::List(items))) = test else {
                spread.push(test);
                continue;
            };
            spread.extend(items.into_iter().map(|item| UnaryTest::Is(Expression::Literal(item))));
        }
        spread
    };
    match cell {
        UnaryTests::Any => UnaryTests::Any,
        UnaryTests::Of(tests) => UnaryTests::Of(spread(tests)),
        UnaryTests::Not(tests) => UnaryTests::Not(spread(tests)),
    }
}
