//! However the index keeps the rules of a column, it finds the same ones as asking every cell.

use proptest::prelude::*;

use super::*;
use crate::{Column as Input, Expression, Parts, Rule, Test};

/// A column of intervals from each number to another, over the numbers up to a hundred.
fn parts(rules: &[Vec<(i64, i64)>]) -> Parts {
    let columns = rules.first().map_or(0, Vec::len);
    let input = |_| Input { name: String::new(), expression: None, of: Kind::Number.into(), allowed: None };
    let end = |number: i64| (Expression::Literal(number.into()), true);
    let cell = |(low, high): &(i64, i64)| Tests::Of(vec![Test::Within { low: end(*low), high: end(*high) }]);
    let rule = |cells: &Vec<(i64, i64)>| Rule {
        label: String::new(),
        cells: cells.iter().map(cell).collect(),
        outputs: vec![],
        annotations: vec![],
    };
    Parts {
        hit_policy: HitPolicy::RuleOrder,
        inputs: (0..columns).map(input).collect(),
        rules: rules.iter().map(rule).collect(),
        ..Parts::default()
    }
}

/// An index whose columns are kept in the ways that their numbers choose: bits, lists, cells.
fn index(parts: &Parts, ways: &[u8]) -> Index {
    let mut index = Index::new(parts);
    for (position, way) in ways.iter().enumerate().take(index.columns.len()) {
        let cells: Vec<&Tests> = parts.rules.iter().map(|rule| &rule.cells[position]).collect();
        let column = &mut index.columns[position];
        let holding: Vec<Option<Ranges>> = cells.iter().map(|cell| column.cases.holding(cell)).collect();
        column.rules = match way {
            0 => Rules::bits(&holding, column.cases.count(), index.words),
            1 => Rules::lists(&holding, column.cases.count(), usize::MAX).unwrap(),
            _ => Rules::Cells(Cells::new(holding.iter().flatten().cloned())),
        };
    }
    index
}

proptest! {
    #[test]
    fn every_way_finds_the_same_rules(
        rules in prop::collection::vec(prop::collection::vec((0..100_i64, 0..100_i64), 3), 0..200),
        ways in prop::collection::vec(0..3_u8, 3),
        values in prop::collection::vec(-1..101_i64, 3),
    ) {
        let parts = parts(&rules);
        let index = index(&parts, &ways);
        let values: Vec<Value> = values.into_iter().take(parts.inputs.len()).map(Value::from).collect();
        let cases = index.cases(&parts.inputs, &values).unwrap();
        let mut found = Vec::new();
        index.find(&cases, |rule| {
            found.push(rule);
            false
        });
        let expected: Vec<u32> = (0..)
            .zip(&parts.rules)
            .filter(|(_, rule)| rule.cells.iter().zip(&values).all(|(cell, value)| cell.admit(value)))
            .map(|(position, _)| position)
            .collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn large_columns_are_kept_as_lists_and_as_cells_where_lists_are_long() {
    let apart: Vec<Vec<(i64, i64)>> = (0..4000).map(|number| vec![(number * 2, number * 2 + 1)]).collect();
    assert!(matches!(Index::new(&parts(&apart)).columns[0].rules, Rules::Lists(..)));
    let nested: Vec<Vec<(i64, i64)>> = (0..4000).map(|number| vec![(-number, number)]).collect();
    assert!(matches!(Index::new(&parts(&nested)).columns[0].rules, Rules::Cells(_)));
    assert!(matches!(Index::new(&parts(&nested[..500])).columns[0].rules, Rules::Bits(_)));
}
