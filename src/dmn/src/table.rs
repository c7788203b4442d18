//! A decision table in its compiled form, which is also the form that travels: short names, nothing twice.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Kind, Tests, Value};

/// A decision and its table (DMN 1.5, 8.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The decision's XML id; empty where it has none.
    #[serde(rename = "k", default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The decision's name.
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "h")]
    pub hit_policy: HitPolicy,
    #[serde(rename = "i")]
    pub inputs: Vec<Column>,
    #[serde(rename = "o")]
    pub outputs: Vec<OutputColumn>,
    /// The names of the annotation columns; a language each, where they explain.
    #[serde(rename = "a")]
    pub annotations: Vec<String>,
    #[serde(rename = "r")]
    pub rules: Vec<Rule>,
}

/// How many rules may fire, and which of them count (DMN 1.5, 8.2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitPolicy {
    /// At most one rule may match.
    #[serde(rename = "U")]
    Unique,
    /// The first rule that matches fires.
    #[serde(rename = "F")]
    First,
    /// Every rule that matches fires.
    #[serde(rename = "C")]
    Collect,
}

/// A column's name, type and allowed values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "t")]
    pub kind: Kind,
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Tests>,
}

/// An output column, with the entry that answers where no rule fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputColumn {
    #[serde(rename = "c")]
    pub column: Column,
    // Without a reading of its own, a default of null would come back as no default.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub default: Option<Value>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What people call it: its XML label, or `R` and its number.
    #[serde(rename = "l")]
    pub label: String,
    #[serde(rename = "i")]
    pub cells: Vec<Tests>,
    #[serde(rename = "o")]
    pub outputs: Vec<Value>,
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<String>,
}

impl Table {
    /// The position of the input with this name.
    pub fn input_index(&self, name: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.name == name)
    }

    /// The position of the output with this name.
    pub fn output_index(&self, name: &str) -> Option<usize> {
        self.outputs.iter().position(|output| output.column.name == name)
    }

    /// What a rule answers in an output column.
    pub fn output(&self, rule: u32, column: usize) -> Option<&Value> {
        self.rule(rule)?.outputs.get(column)
    }

    /// The rule at a position, as an outcome names it.
    pub fn rule(&self, rule: u32) -> Option<&Rule> {
        self.rules.get(usize::try_from(rule).ok()?)
    }

    /// A rule's annotation in the column of this name; nothing where it is empty.
    pub fn annotation(&self, rule: u32, name: &str) -> Option<&str> {
        let column = self.annotations.iter().position(|annotation| annotation == name)?;
        self.rule(rule)?.annotations.get(column).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Whether the table answers even where no rule fires.
    pub fn has_default(&self) -> bool {
        self.outputs.iter().any(|output| output.default.is_some())
    }
}

impl Column {
    /// Whether the value has the column's type (null has every type) and is among its allowed values.
    pub fn admits(&self, value: &Value) -> bool {
        value.kind().is_none_or(|kind| kind == self.kind)
            && self.allowed.as_ref().is_none_or(|allowed| allowed.hold(value))
    }
}

impl HitPolicy {
    /// The policy that the XML attribute `hitPolicy` names, where it is supported.
    pub fn parse(name: &str) -> Option<HitPolicy> {
        match name {
            "UNIQUE" => Some(HitPolicy::Unique),
            "FIRST" => Some(HitPolicy::First),
            "COLLECT" => Some(HitPolicy::Collect),
            _ => None,
        }
    }
}

impl fmt::Display for HitPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            HitPolicy::Unique => "UNIQUE",
            HitPolicy::First => "FIRST",
            HitPolicy::Collect => "COLLECT",
        })
    }
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
