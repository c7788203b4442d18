//! Tables for unit tests, written in a line.

use crate::feel::{self, Scope};
use crate::{Column, Expression, HitPolicy, Kind, OutputColumn, Parts, Rule, Table};

/// A table named `sample`; each row is its cells with `|` between them, and it answers with its own number.
pub(crate) fn table(hit_policy: HitPolicy, inputs: &[Column], rows: &[&str]) -> Table {
    let rule = |(number, row): (i64, &&str)| Rule {
        label: format!("R{number}"),
        cells: row.split('|').map(|cell| feel::tests(cell, &Scope::new()).unwrap()).collect(),
        outputs: vec![Expression::Literal(number.into())],
        annotations: vec![],
    };
    Table::from(Parts {
        name: "sample".to_owned(),
        hit_policy,
        inputs: inputs.to_vec(),
        outputs: vec![OutputColumn { column: number("row"), default: None }],
        annotations: vec![],
        rules: (1..).zip(rows).map(rule).collect(),
    })
}

pub(crate) fn number(name: &str) -> Column {
    Column { name: name.to_owned(), expression: None, ty: Kind::Number.into(), allowed: None }
}

pub(crate) fn string(name: &str, allowed: &str) -> Column {
    let allowed = Some(feel::tests(allowed, &Scope::new()).unwrap());
    Column { name: name.to_owned(), expression: None, ty: Kind::String.into(), allowed }
}
