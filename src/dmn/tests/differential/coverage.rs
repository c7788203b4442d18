//! What a run of the differential test went through, so that it cannot pass by leaving things out.

use std::collections::BTreeMap;

/// How often each construct was evaluated, or each thing happened.
#[derive(Debug, Default)]
pub struct Coverage(BTreeMap<&'static str, usize>);

impl Coverage {
    pub fn note(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn count(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// Those of the wanted that occurred less often than that.
    pub fn rarer_than(&self, least: usize, wanted: &[&'static str]) -> Vec<(&'static str, usize)> {
        wanted.iter().map(|what| (*what, self.count(what))).filter(|(_, count)| *count < least).collect()
    }
}

/// What the run must go through, each often.
pub const WANTED: &[&str] = &[
    "ANY",
    "COLLECT",
    "COUNT",
    "FIRST",
    "MAX",
    "MIN",
    "OUTPUT ORDER",
    "PRIORITY",
    "RULE ORDER",
    "SUM",
    "UNIQUE",
    "a rule matches",
    "abs",
    "and",
    "any violated",
    "between",
    "boxed conditional",
    "boxed invocation",
    "ceiling",
    "closed interval",
    "component of a context",
    "contains",
    "count",
    "date",
    "date + days",
    "date + months",
    "date and time",
    "date and time + days",
    "date and time + months",
    "decimal",
    "default",
    "difference of dates or times",
    "division",
    "division by zero",
    "duration * number",
    "ends with",
    "floor",
    "if",
    "in",
    "input refused",
    "invoke",
    "list contains",
    "max",
    "min",
    "modulo",
    "name with spaces",
    "negated cell",
    "no rule matches",
    "not",
    "not of its type",
    "number * number",
    "number + number",
    "open interval",
    "operator with null",
    "or",
    "power",
    "property",
    "required decision",
    "several outputs",
    "several rules match",
    "starts with",
    "string length",
    "sum",
    "time",
    "time + days",
    "unique violated",
    "years and months duration",
];
