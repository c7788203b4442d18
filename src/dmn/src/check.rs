//! Proves by enumeration that a table answers always, and never twice: gaps, overlaps, rules that never fire.

mod samples;

use std::collections::BTreeMap;

use crate::{Finding, HitPolicy, Outcome, Place, Table, Value};

/// The most combinations of input values that are tried.
const MAX_COMBINATIONS: usize = 1_000_000;

/// Checks one table for every combination of input values that its cells can tell apart.
///
/// Number columns are sampled at, between and beyond their constants, which is as good as every number. Null is
/// tried where a column names it. Where a column cannot be enumerated, that is the only finding.
pub fn check(table: &Table) -> Vec<Finding> {
    let mut columns = Vec::new();
    for index in 0..table.inputs.len() {
        match samples::samples(table, index) {
            Some(values) => columns.push(values),
            None => {
                let column = table.inputs.get(index).map(|input| input.name.clone());
                let place = Place { column, ..place(table) };
                let message = "incomplete check: the column needs a list of allowed values";
                return vec![Finding::new(place, message)];
            }
        }
    }
    let combinations = columns.iter().try_fold(1_usize, |product, column| product.checked_mul(column.len()));
    let Some(combinations) = combinations.filter(|count| *count <= MAX_COMBINATIONS) else {
        let message = format!("incomplete check: the inputs have more than {MAX_COMBINATIONS} combinations");
        return vec![Finding::new(place(table), message)];
    };

    let mut seen = Seen::default();
    for number in 0..combinations {
        seen.note(table, &combination(&columns, number));
    }
    seen.findings(table)
}

/// What the enumeration has come across, each with the first witness.
#[derive(Default)]
struct Seen {
    gaps: usize,
    gap: Option<Vec<Value>>,
    overlaps: BTreeMap<(u32, u32), Vec<Value>>,
    fired: Vec<u32>,
}

impl Seen {
    fn note(&mut self, table: &Table, values: &[Value]) {
        match table.evaluate(values) {
            Outcome::Nothing => {
                self.gaps += 1;
                self.gap.get_or_insert_with(|| values.to_vec());
            }
            Outcome::Overlap(..) => {
                let rules = (0_u32..).zip(&table.rules);
                let matching: Vec<u32> = rules.filter(|(_, rule)| rule.matches(values)).map(|(i, _)| i).collect();
                for (index, first) in matching.iter().enumerate() {
                    self.fire(*first);
                    for second in matching.iter().skip(index + 1) {
                        self.overlaps.entry((*first, *second)).or_insert_with(|| values.to_vec());
                    }
                }
            }
            outcome => outcome.fired().iter().for_each(|rule| self.fire(*rule)),
        }
    }

    fn fire(&mut self, rule: u32) {
        if let Err(index) = self.fired.binary_search(&rule) {
            self.fired.insert(index, rule);
        }
    }

    fn findings(self, table: &Table) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(gap) = self.gap {
            let others =
                if self.gaps > 1 { format!(", nor {} other combinations", self.gaps - 1) } else { String::new() };
            let message = format!("no rule covers {}{others}; add a rule or a default", witness(table, &gap));
            findings.push(Finding::new(place(table), message));
        }
        for ((first, second), values) in self.overlaps {
            let message = format!("it overlaps with {} at {}", label(table, first), witness(table, &values));
            findings.push(at_rule(table, second, message));
        }
        for rule in (0_u32..).zip(&table.rules).map(|(rule, _)| rule) {
            if self.fired.binary_search(&rule).is_err() {
                let reason = if table.hit_policy == HitPolicy::First {
                    "rules before it take all its cases"
                } else {
                    "its cells exclude each other or hold no allowed value"
                };
                findings.push(at_rule(table, rule, format!("it can never fire: {reason}")));
            }
        }
        findings
    }
}

/// The combination with this number, counted with the last column fastest.
fn combination(columns: &[Vec<Value>], mut number: usize) -> Vec<Value> {
    let mut values = Vec::with_capacity(columns.len());
    for column in columns.iter().rev() {
        let count = column.len().max(1);
        values.push(column.get(number % count).cloned().unwrap_or_default());
        number /= count;
    }
    values.reverse();
    values
}

fn witness(table: &Table, values: &[Value]) -> String {
    let facts = table.inputs.iter().zip(values).map(|(input, value)| format!("{} = {value}", input.name));
    format!("`{}`", facts.collect::<Vec<_>>().join(", "))
}

fn label(table: &Table, rule: u32) -> &str {
    table.rule(rule).map_or("?", |rule| rule.label.as_str())
}

fn at_rule(table: &Table, rule: u32, message: String) -> Finding {
    let number = usize::try_from(rule).ok().map(|rule| rule + 1);
    Finding::new(Place { rule: number, ..place(table) }, message)
}

fn place(table: &Table) -> Place {
    Place { decision: Some(table.name.clone()), ..Place::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{number, string, table};

    fn said(table: &Table) -> Vec<String> {
        check(table).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_complete_table_has_no_findings() {
        let inputs = [number("n"), string("s", r#""a", "b""#)];
        assert!(said(&table(HitPolicy::Unique, &inputs, &["< 5 | -", ">= 5 | \"a\"", ">= 5 | \"b\""])).is_empty());
        assert!(said(&table(HitPolicy::First, &inputs, &["[1..2] | \"a\"", "- | -"])).is_empty());
    }

    #[test]
    fn a_gap_comes_with_a_witness() {
        let inputs = [number("n"), string("s", r#""a", "b""#)];
        assert_eq!(
            said(&table(HitPolicy::Unique, &inputs, &["< 5 | -", "> 5 | -"])),
            ["decision `sample`: no rule covers `n = 5, s = \"a\"`, nor 1 other combinations; add a rule or a default"]
        );
        assert_eq!(
            said(&table(HitPolicy::First, &[number("n")], &["<= 1", ">= 1.1"])),
            ["decision `sample`: no rule covers `n = 1.05`; add a rule or a default"]
        );
    }

    #[test]
    fn a_default_and_collect_need_no_rule() {
        let mut with_default = table(HitPolicy::Unique, &[number("n")], &["1"]);
        with_default.outputs[0].default = Some(0.into());
        assert!(said(&with_default).is_empty());
        assert!(said(&table(HitPolicy::Collect, &[number("n")], &["1"])).is_empty());
    }

    #[test]
    fn every_pair_that_overlaps_is_named() {
        assert_eq!(
            said(&table(HitPolicy::Unique, &[number("n")], &["<= 5", ">= 5", "-"])),
            [
                "decision `sample`, rule 2: it overlaps with R1 at `n = 5`",
                "decision `sample`, rule 3: it overlaps with R1 at `n = 4`",
                "decision `sample`, rule 3: it overlaps with R2 at `n = 5`",
            ]
        );
    }

    #[test]
    fn a_rule_behind_others_never_fires() {
        assert_eq!(
            said(&table(HitPolicy::First, &[number("n")], &["<= 5", "> 5", "7"])),
            ["decision `sample`, rule 3: it can never fire: rules before it take all its cases"]
        );
        assert_eq!(
            said(&table(HitPolicy::Collect, &[string("s", r#""a""#)], &["not(\"a\")"])),
            ["decision `sample`, rule 1: it can never fire: its cells exclude each other or hold no allowed value"]
        );
    }

    #[test]
    fn what_cannot_be_enumerated_is_said() {
        let ten = string("s", r#""0","1","2","3","4","5","6","7","8","9""#);
        let inputs: Vec<_> = (0..7).map(|index| crate::Column { name: format!("s{index}"), ..ten.clone() }).collect();
        assert_eq!(
            said(&table(HitPolicy::First, &inputs, &["-|-|-|-|-|-|-"])),
            ["decision `sample`: incomplete check: the inputs have more than 1000000 combinations"]
        );
        let mut free = string("s", "-");
        free.allowed = None;
        assert_eq!(
            said(&table(HitPolicy::First, &[free], &["< \"m\"", "-"])),
            ["decision `sample`, column `s`: incomplete check: the column needs a list of allowed values"]
        );
    }
}
