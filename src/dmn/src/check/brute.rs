//! The checks against brute force: random small tables, asked for every combination of values that can matter.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::within;
use crate::{
    Aggregation, Column, Date, Expression, Finding, HitPolicy, Kind, Outcome, OutputColumn, Parts, Rule, Table, Type,
    UnaryTest, UnaryTests, Value,
};

/// A column, and values of which at least one is in each case that cells of its sort can tell apart.
#[derive(Clone, Debug)]
struct Input {
    column: Column,
    values: Vec<Value>,
    /// Whether values of another kind count as well: the last one of those above.
    has_foreign: bool,
}

const DAYS: std::ops::RangeInclusive<u8> = 3..=5;
const TEXTS: [&str; 3] = ["a", "ab", "b"];

fn literal(value: impl Into<Value>) -> Expression {
    Expression::Literal(value.into())
}

fn day(day: u8) -> Value {
    Date::new(2024, 2, day).unwrap().into()
}

fn input(ty: impl Into<Type>, values: Vec<Value>) -> Input {
    let column = Column { name: String::new(), expression: None, ty: ty.into(), allowed: None };
    Input { column, values, has_foreign: false }
}

fn numbers() -> Vec<Value> {
    let numbers = ["-9", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "9"];
    numbers.map(|number| Value::Number(number.parse().unwrap())).to_vec()
}

/// A column with the constants that its cells are made of, and whether these may be asked for their order.
fn any_input() -> impl Strategy<Value = (Input, Vec<Value>, bool)> {
    let booleans = vec![Value::from(false), Value::from(true)];
    let integers: Vec<Value> = (-1..=2).map(|number: i64| number.into()).collect();
    let between = ["", "a", "aA", "ab", "az", "b", "bb"].map(Value::from).to_vec();
    let days: Vec<Value> = DAYS.map(day).collect();
    let around: Vec<Value> = (1..=8).map(day).collect();
    let texts = TEXTS.map(Value::from).to_vec();
    let listed = |null: bool| {
        let mut input = input(Kind::String, TEXTS.map(Value::from).to_vec());
        let null = null.then_some(Value::Null);
        let tests = ["a", "ab"].map(Value::from).into_iter().chain(null).map(Expression::Literal).map(UnaryTest::Is);
        input.column.allowed = Some(UnaryTests::Of(tests.collect()));
        input
    };
    let mut untyped = input(Type::Any, numbers());
    untyped.values.push("a".into());
    untyped.has_foreign = true;
    let mut limited = input(Kind::Number, numbers());
    let limits = UnaryTest::Within { low: (literal(0), true), high: (literal(2), false) };
    limited.column.ty = Type::Only(Box::new(Kind::Number.into()), Box::new(UnaryTests::Of(vec![limits])));
    prop_oneof![
        Just((input(Kind::Boolean, booleans.clone()), booleans, false)),
        Just((input(Kind::Number, numbers()), integers.clone(), true)),
        Just((limited, integers.clone(), true)),
        Just((untyped, integers, true)),
        Just((input(Kind::String, between.clone()), texts.clone(), true)),
        Just((input(Kind::String, between), texts, false)),
        any::<bool>().prop_map(move |null| (listed(null), TEXTS.map(Value::from).to_vec(), false)),
        Just((input(Kind::Date, around), days, true)),
    ]
}

fn any_test(constants: Vec<Value>, ordered: bool) -> impl Strategy<Value = UnaryTest> {
    let constant = prop::sample::select(constants).prop_map(Expression::Literal);
    let is = prop_oneof![9 => constant.clone(), 1 => Just(literal(Value::Null))].prop_map(UnaryTest::Is);
    if !ordered {
        return is.boxed();
    }
    let end = || (constant.clone(), any::<bool>());
    prop_oneof![
        is,
        constant.clone().prop_map(UnaryTest::Below),
        constant.clone().prop_map(UnaryTest::AtMost),
        constant.clone().prop_map(UnaryTest::Above),
        constant.clone().prop_map(UnaryTest::AtLeast),
        (end(), end()).prop_map(|(low, high)| UnaryTest::Within { low, high }),
    ]
    .boxed()
}

fn any_cell(constants: Vec<Value>, ordered: bool) -> impl Strategy<Value = UnaryTests> {
    let list = prop::collection::vec(any_test(constants, ordered), 1..3).boxed();
    prop_oneof![2 => Just(UnaryTests::Any), 4 => list.clone().prop_map(UnaryTests::Of), 1 => list.prop_map(UnaryTests::Not)]
}

fn any_hit_policy() -> impl Strategy<Value = HitPolicy> {
    prop_oneof![
        4 => Just(HitPolicy::Unique),
        3 => Just(HitPolicy::Any),
        3 => Just(HitPolicy::Priority),
        3 => Just(HitPolicy::First),
        1 => Just(HitPolicy::RuleOrder),
        1 => Just(HitPolicy::OutputOrder),
        1 => Just(HitPolicy::Collect(None)),
        1 => Just(HitPolicy::Collect(Some(Aggregation::Max))),
    ]
}

fn any_table() -> impl Strategy<Value = (Vec<Input>, Table)> {
    let columns = prop::collection::vec(any_input(), 1..=4);
    columns.prop_flat_map(|columns| {
        let cells: Vec<_> =
            columns.iter().map(|(_, constants, ordered)| any_cell(constants.clone(), *ordered)).collect();
        let answer = prop::sample::select(vec!["x", "y", "z"]);
        let rules = prop::collection::vec((cells, answer), 0..=8);
        let inputs: Vec<Input> = (0..)
            .zip(columns)
            .map(|(number, (mut input, _, _))| {
                input.column.name = format!("i{number}");
                input
            })
            .collect();
        (Just(inputs), any_hit_policy(), rules, prop::bool::weighted(0.2)).prop_map(
            |(inputs, hit_policy, rules, default)| {
                let table = put_together(&inputs, hit_policy, rules, default);
                (inputs, table)
            },
        )
    })
}

fn put_together(
    inputs: &[Input],
    hit_policy: HitPolicy,
    rules: Vec<(Vec<UnaryTests>, &'static str)>,
    default: bool,
) -> Table {
    let ranked = ["x", "y", "z"].map(|answer| UnaryTest::Is(literal(answer))).to_vec();
    let column = Column { allowed: Some(UnaryTests::Of(ranked)), ..input(Kind::String, Vec::new()).column };
    let rule = |(number, (cells, answer)): (usize, (Vec<UnaryTests>, &'static str))| Rule {
        label: number.to_string(),
        cells,
        outputs: vec![literal(answer)],
        annotations: Vec::new(),
    };
    Table::from(Parts {
        name: "random".to_owned(),
        hit_policy,
        inputs: inputs.iter().map(|input| input.column.clone()).collect(),
        outputs: vec![OutputColumn { column, default: default.then(|| literal("x")) }],
        annotations: Vec::new(),
        rules: (1..).zip(rules).map(rule).collect(),
    })
}

/// What a table does, found by asking it. Rules by number, from one.
#[derive(Debug, Default, PartialEq)]
struct Truth {
    has_gap: bool,
    /// Columns without a type, of whose values of other kinds some are in a gap.
    foreign_gaps: BTreeSet<String>,
    overlaps: BTreeSet<(usize, usize)>,
    /// Rules that match nothing.
    empty: BTreeSet<usize>,
    /// Rules that match something and never fire.
    masked: BTreeSet<usize>,
}

fn by_asking(inputs: &[Input], table: &Table) -> Truth {
    let mut truth = Truth::default();
    let (mut matching, mut firing) = (BTreeSet::new(), BTreeSet::new());
    for values in combinations(inputs, table) {
        let matches = matching_at(table, &values);
        let outcome = table.evaluate(&values);
        assert_eq!(outcome, looked_up(table, &values));
        let foreign: Vec<&Input> = (inputs.iter().zip(&values))
            .filter(|(input, value)| input.has_foreign && value.as_str().is_some() && names_numbers(input, table))
            .map(|(input, _)| input)
            .collect();
        if outcome == Outcome::Nothing {
            truth.has_gap |= foreign.is_empty();
            truth.foreign_gaps.extend(foreign.iter().map(|input| input.column.name.clone()));
        }
        if let Outcome::Overlap(..) = outcome {
            for (index, first) in matches.iter().enumerate() {
                for second in &matches[index + 1..] {
                    let differ = table.rules()[first - 1].outputs != table.rules()[second - 1].outputs;
                    if table.hit_policy() == HitPolicy::Unique || differ {
                        truth.overlaps.insert((*first, *second));
                    }
                }
            }
        }
        matching.extend(matches);
        firing.extend(outcome.fired().iter().map(|rule| *rule as usize + 1));
    }
    let all: BTreeSet<usize> = (1..=table.rules().len()).collect();
    truth.empty = &all - &matching;
    if matches!(table.hit_policy(), HitPolicy::First | HitPolicy::Priority) {
        truth.masked = &matching - &firing;
    }
    truth
}

fn by_checking(findings: &[Finding]) -> Truth {
    let mut truth = Truth::default();
    for finding in findings {
        let message = &finding.message;
        let rule = || finding.place.rule.unwrap();
        if message.starts_with("no rule covers") {
            truth.has_gap = true;
        } else if message.starts_with("more regions") {
            assert!(truth.has_gap);
        } else if message.starts_with("incomplete check: values of other kinds") {
            truth.foreign_gaps.insert(finding.place.column.clone().unwrap());
        } else if let Some(rest) = message.strip_prefix("it overlaps with ") {
            truth.overlaps.insert((rest.split(' ').next().unwrap().parse().unwrap(), rule()));
        } else if message.contains("holds for no allowed value") {
            truth.empty.insert(rule());
        } else if message.contains("all its cases") {
            truth.masked.insert(rule());
        } else {
            panic!("{finding} is not expected");
        }
    }
    truth
}

fn matching_at(table: &Table, values: &[Value]) -> Vec<usize> {
    (1..=table.rules().len()).filter(|rule| table.blocked_by(*rule as u32 - 1, values).is_none()).collect()
}

fn cells<'a>(input: &'a Input, table: &'a Table) -> impl Iterator<Item = &'a UnaryTests> {
    let index = table.input_index(&input.column.name).unwrap();
    table.rules().iter().map(move |rule| &rule.cells[index]).chain(&input.column.allowed)
}

fn names(input: &Input, table: &Table, wanted: impl Fn(&Value) -> bool) -> bool {
    cells(input, table).flat_map(UnaryTests::expressions).filter_map(Expression::literal).any(wanted)
}

fn names_numbers(input: &Input, table: &Table) -> bool {
    names(input, table, |value| value.as_number().is_some())
}

/// Every combination of one value for each column that the column takes.
fn combinations(inputs: &[Input], table: &Table) -> Vec<Vec<Value>> {
    inputs.iter().fold(vec![Vec::new()], |rows, input| {
        let null = names(input, table, Value::is_null).then_some(Value::Null);
        let values: Vec<Value> =
            input.values.iter().cloned().chain(null).filter(|value| input.column.admits(value)).collect();
        rows.iter()
            .flat_map(|row| values.iter().map(|value| [row.as_slice(), std::slice::from_ref(value)].concat()))
            .collect()
    })
}

/// What the table says of values that are looked up column by column.
fn looked_up(table: &Table, values: &[Value]) -> Outcome {
    let mut cases = Vec::new();
    for (input, value) in values.iter().enumerate() {
        match table.case(input, value) {
            Some(case) => cases.push(case),
            None => return Outcome::Refused(input),
        }
    }
    table.evaluate_cases(&cases)
}

/// The witness shows what the finding says.
fn shows(table: &Table, finding: &Finding) -> bool {
    let values: Vec<Value> = finding.witness.iter().map(|(_, value)| value.clone()).collect();
    if values.is_empty() {
        let without = ["holds for no allowed value", "more region", "incomplete check: "];
        return without.iter().any(|words| finding.message.contains(words));
    }
    let outcome = table.evaluate(&values);
    let matches = |rule: Option<usize>| rule.is_some_and(|rule| matching_at(table, &values).contains(&rule));
    if let Some(rest) = finding.message.strip_prefix("it overlaps with ") {
        let other = rest.split(' ').next().unwrap().parse().ok();
        matches!(outcome, Outcome::Overlap(..)) && matches(finding.place.rule) && matches(other)
    } else if finding.place.rule.is_some() {
        let fired = outcome.fired().first().map(|rule| *rule as usize + 1);
        matches(finding.place.rule) && fired.is_some() && fired != finding.place.rule
    } else {
        outcome == Outcome::Nothing
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2_000, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_found_is_what_asking_everything_finds((inputs, table) in any_table()) {
        let findings = within(&table, 1_000_000);
        prop_assert_eq!(by_checking(&findings), by_asking(&inputs, &table));
        for finding in &findings {
            prop_assert!(shows(&table, finding), "{:?}", finding);
        }
        let lengths: Vec<usize> = findings
            .iter()
            .filter(|finding| !finding.message.contains("incomplete check") && !finding.message.contains("more region"))
            .map(|finding| finding.witness.iter().map(|(_, value)| value.to_string().len()).sum())
            .collect();
        prop_assert!(lengths.is_sorted(), "{:?}", lengths);
    }

    #[test]
    fn with_a_smaller_budget_it_says_less_or_incomplete_and_nothing_else((_, table) in any_table(), budget in 0_u64..300) {
        let all = within(&table, 1_000_000);
        let some = within(&table, budget);
        let is_incomplete = some.iter().any(|finding| finding.message.contains("too large"));
        prop_assert!(is_incomplete || some == all);
        for finding in &some {
            prop_assert!(finding.message.contains("too large") || shows(&table, finding), "{:?}", finding);
        }
    }
}
