//! Tables for unit tests, written in a line.

use crate::{Column, HitPolicy, Kind, OutputColumn, Rule, Table, feel};

/// A table named `sample`; each row is its cells with `|` between them, and it answers with its own number.
pub(crate) fn table(hit_policy: HitPolicy, inputs: &[Column], rows: &[&str]) -> Table {
    let rule = |(number, row): (i64, &&str)| Rule {
        label: format!("R{number}"),
        cells: row.split('|').map(|cell| feel::tests(cell).unwrap()).collect(),
        outputs: vec![number.into()],
        annotations: vec![],
    };
    Table {
        id: String::new(),
        name: "sample".to_owned(),
        hit_policy,
        inputs: inputs.to_vec(),
        outputs: vec![OutputColumn { column: number("row"), default: None }],
        annotations: vec![],
        rules: (1..).zip(rows).map(rule).collect(),
    }
}

pub(crate) fn number(name: &str) -> Column {
    Column { name: name.to_owned(), kind: Kind::Number, allowed: None }
}

pub(crate) fn string(name: &str, allowed: &str) -> Column {
    Column { name: name.to_owned(), kind: Kind::String, allowed: Some(feel::tests(allowed).unwrap()) }
}
