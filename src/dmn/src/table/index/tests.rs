//! However many cases share a set, the index finds the same rules as asking every cell.

use proptest::prelude::*;

use super::*;
use crate::{Column as Input, Expression, Parts, Rule, UnaryTest};

/// A column of intervals from each number to another, over the numbers up to a hundred.
fn parts(rules: &[Vec<(i64, i64)>]) -> Parts {
    let columns = rules.first().map_or(0, Vec::len);
    let input = |_| Input { name: String::new(), expression: None, ty: Kind::Number.into(), allowed: None };
    let end = |number: i64| (Expression::Literal(number.into()), true);
    let cell = |(low, high): &(i64, i64)| UnaryTests::Of(vec![UnaryTest::Within { low: end(*low), high: end(*high) }]);
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

/// An index whose columns have room for so many words each.
fn index(parts: &Parts, room: &[usize]) -> Index {
    let mut index = Index::new(parts);
    for (position, max_words) in room.iter().enumerate().take(index.columns.len()) {
        let column = &mut index.columns[position];
        let holding: Vec<Option<Ranges>> =
            parts.rules.iter().map(|rule| column.cases.holding(&rule.cells[position])).collect();
        column.rules = Rules::new(&holding, column.cases.count(), index.words, *max_words);
    }
    index
}

proptest! {
    #[test]
    fn however_many_cases_share_a_set_the_same_rules_are_found(
        rules in prop::collection::vec(prop::collection::vec((0..100_i64, 0..100_i64), 3), 0..200),
        room in prop::collection::vec(0..500_usize, 3),
        values in prop::collection::vec(-1..101_i64, 3),
    ) {
        let parts = parts(&rules);
        let index = index(&parts, &room);
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
fn cases_share_a_set_where_there_is_no_room_for_all() {
    let nested: Vec<Vec<(i64, i64)>> = (0..4000).map(|number| vec![(-number, number)]).collect();
    let shared = |rules: &[Vec<(i64, i64)>]| Index::new(&parts(rules)).columns[0].rules.shared;
    assert_eq!((shared(&nested[..500]), shared(&nested)), (0, 3));
    assert!(Index::new(&parts(&nested)).columns[0].rules.bits.len() <= MAX_WORDS);
}
