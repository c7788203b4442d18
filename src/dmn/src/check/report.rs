//! What the checks have found, in words and in order.

use crate::{Finding, Place, Table, Value};

/// The most findings of a table, and the most of these that say what could not be proven.
const MAX_FINDINGS: usize = 100;
const MAX_UNPROVEN: usize = 20;

/// The findings of one table.
pub(super) struct Report<'t> {
    table: &'t Table,
    unproven: Vec<Finding>,
    found: Vec<Finding>,
    /// What is said after everything else.
    last: Vec<Finding>,
}

/// Where in a table something is found; rules and columns by position.
#[derive(Clone, Copy)]
pub(super) enum At {
    Table,
    Column(usize),
    Rule(usize),
    Cell(usize, usize),
}

impl<'t> Report<'t> {
    pub(super) fn new(table: &'t Table) -> Report<'t> {
        Report { table, unproven: Vec::new(), found: Vec::new(), last: Vec::new() }
    }

    /// Something to be put right, with a value for each input that shows it, or none where no value can.
    pub(super) fn found(&mut self, at: At, witness: &[Value], message: impl Into<String>) {
        let finding = self.finding(at, witness, message.into());
        self.found.push(finding);
    }

    /// Something that is neither proven nor refuted.
    pub(super) fn unproven(&mut self, at: At, witness: &[Value], message: impl AsRef<str>) {
        let finding = self.finding(at, witness, ["incomplete check: ", message.as_ref()].concat());
        self.unproven.push(finding);
    }

    /// That there is more of something than was reported.
    pub(super) fn last(&mut self, message: impl Into<String>) {
        let finding = self.finding(At::Table, &[], message.into());
        self.last.push(finding);
    }

    /// Facts as they stand in messages.
    pub(super) fn facts(&self, values: &[Value]) -> String {
        if values.is_empty() {
            return "any facts".to_owned();
        }
        let facts = self.table.inputs().iter().zip(values).map(|(input, value)| format!("{} = {value}", input.name));
        format!("`{}`", facts.collect::<Vec<_>>().join(", "))
    }

    /// All findings: first what is unproven, and everything with the shortest witness first.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        let mut findings = sorted(std::mem::take(&mut self.unproven));
        let more = findings.len().saturating_sub(MAX_UNPROVEN);
        if more > 0 {
            findings.truncate(MAX_UNPROVEN);
            findings.push(self.finding(At::Table, &[], format!("incomplete check: {more} more are not listed")));
        }
        let rest = MAX_FINDINGS.saturating_sub(findings.len());
        let more = self.found.len().saturating_sub(rest);
        findings.extend(sorted(std::mem::take(&mut self.found)).into_iter().take(rest));
        if more > 0 {
            self.last(format!("at least {more} more findings are not listed; put these right first"));
        }
        findings.extend(self.last);
        findings
    }

    fn finding(&self, at: At, witness: &[Value], message: String) -> Finding {
        let (rule, column) = match at {
            At::Table => (None, None),
            At::Column(column) => (None, Some(column)),
            At::Rule(rule) => (Some(rule), None),
            At::Cell(rule, column) => (Some(rule), Some(column)),
        };
        let column = column.and_then(|column| self.table.inputs().get(column)).map(|input| input.name.clone());
        let decision = Some(self.table.name().to_owned());
        let place = Place { decision, rule: rule.map(|rule| rule + 1), column, ..Place::default() };
        let names = self.table.inputs().iter().map(|input| input.name.clone());
        Finding { witness: names.zip(witness.iter().cloned()).collect(), ..Finding::new(place, message) }
    }
}

/// The shortest witness first, and of equal ones the first rule's.
fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let length = |finding: &Finding| {
        let each = finding.witness.iter().map(|(name, value)| name.chars().count() + value.to_string().chars().count());
        each.sum::<usize>()
    };
    findings.sort_by_cached_key(|finding| (length(finding), finding.place.rule));
    findings
}
