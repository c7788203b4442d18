//! The rows of a table (DMN 1.5, 8.3.4), each cell checked against its column.

use super::annotations::Annotations;
use super::checks::Expected;
use super::environment::Environment;
use super::{Reading, Site};
use crate::xml::Element;
use crate::{HitPolicy, Rule, Value};

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
