//! A decision table in its compiled form, which is also the form that travels: short names, nothing twice.

pub(crate) mod cases;
mod column;
mod evaluate;
mod explain;
mod hit_policy;
mod index;
#[cfg(feature = "xml")]
mod markdown;

use crate::{Expression, UnaryTests, Value};
use index::Index;

pub use column::{Column, OutputColumn};
pub use evaluate::Outcome;
pub use explain::{Blocked, Explanation};
pub use hit_policy::{Aggregation, HitPolicy};
pub use index::Case;

/// A decision table (DMN 1.5, 8.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    parts: Parts,
    /// What evaluating looks things up in; made from the parts.
    index: Index,
}

/// What a table is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The name of the decision, or of the business knowledge model.
    pub name: String,
    pub hit_policy: HitPolicy,
    pub inputs: Vec<Column>,
    pub outputs: Vec<OutputColumn>,
    /// The names of the annotation columns; a language each, where they explain.
    pub annotations: Vec<String>,
    pub rules: Vec<Rule>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What people call it: its XML label, or `R` and its number.
    pub label: String,
    pub cells: Vec<UnaryTests>,
    pub outputs: Vec<Expression>,
    pub annotations: Vec<String>,
}

impl From<Parts> for Table {
    fn from(parts: Parts) -> Table {
        let index = Index::new(&parts);
        Table { parts, index }
    }
}

impl From<Table> for Parts {
    fn from(table: Table) -> Parts {
        table.parts
    }
}

impl Table {
    /// What the table is made of.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The name of the decision, or of the business knowledge model.
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    pub fn hit_policy(&self) -> HitPolicy {
        self.parts.hit_policy
    }

    pub fn inputs(&self) -> &[Column] {
        &self.parts.inputs
    }

    pub fn outputs(&self) -> &[OutputColumn] {
        &self.parts.outputs
    }

    pub fn rules(&self) -> &[Rule] {
        &self.parts.rules
    }

    /// The names of the annotation columns.
    pub fn annotations(&self) -> &[String] {
        &self.parts.annotations
    }

    /// The rule at a position, as an outcome names it.
    pub fn rule(&self, rule: u32) -> Option<&Rule> {
        self.parts.rules.get(usize::try_from(rule).ok()?)
    }

    /// What people call a rule.
    pub fn label(&self, rule: u32) -> &str {
        self.rule(rule).map_or("?", |rule| rule.label.as_str())
    }

    /// The position of the input with this name.
    pub fn input_index(&self, name: &str) -> Option<usize> {
        self.parts.inputs.iter().position(|input| input.name == name)
    }

    /// The position of the output with this name.
    pub fn output_index(&self, name: &str) -> Option<usize> {
        self.parts.outputs.iter().position(|output| output.column.name == name)
    }

    /// What a rule answers in an output column, where that is a constant.
    pub fn output(&self, rule: u32, column: usize) -> Option<&Value> {
        self.rule(rule)?.outputs.get(column)?.literal()
    }

    /// A rule's annotation in the column of this name; nothing where it is empty.
    pub fn annotation(&self, rule: u32, name: &str) -> Option<&str> {
        let column = self.parts.annotations.iter().position(|annotation| annotation == name)?;
        self.rule(rule)?.annotations.get(column).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Whether the table answers even where no rule fires.
    pub fn has_default(&self) -> bool {
        self.parts.outputs.iter().any(|output| output.default.is_some())
    }

    /// Whether the table answers from the values of its inputs alone: every cell and answer is a constant.
    pub fn is_static(&self) -> bool {
        self.index.is_static
    }
}
