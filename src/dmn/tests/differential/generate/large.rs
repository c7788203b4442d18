//! Tables that are too large for the bit sets in which small ones are looked up.

use bigdecimal::BigDecimal;

use crate::model::{Cell, Decision, Expr, Input, Kind, Logic, Model, Op, Output, Policy, Row, Table, Test, Type, Val};
use crate::random::Random;

const RULES: usize = 3_000;

/// A model with one large table under three hit policies, and facts on and beside its constants.
pub fn large(seed: u64) -> (Model, Vec<Vec<(String, Val)>>) {
    let random = &mut Random::new(seed);
    let of = Type::Kind(Kind::Number);
    let names = ["exact", "wide", "mixed"];
    let inputs: Vec<(String, Type)> = names.iter().map(|name| ((*name).to_owned(), of.clone())).collect();
    let column =
        |name: &&str| Input { expression: Expr::Var((*name).to_owned()), declared: None, of: of.clone(), values: None };
    let rules: Vec<Row> = (0..RULES).map(|index| rule(index, random)).collect();
    let output = Output { name: String::new(), of: of.clone(), declares: true, values: None, default: None };
    let decision = |(policy, name): (Policy, &str)| Decision {
        name: name.to_owned(),
        requires: names.iter().map(|name| (*name).to_owned()).collect(),
        calls: Vec::new(),
        of: Type::Any,
        logic: Logic::Table(Table {
            policy,
            inputs: names.iter().map(column).collect(),
            outputs: vec![output.clone()],
            rules: rules.clone(),
        }),
    };
    let policies = [(Policy::Collect, "all"), (Policy::First, "first"), (Policy::Sum, "sum")];
    let decisions = policies.into_iter().map(decision).collect();
    let facts = (0..12).map(|_| names.iter().map(|name| ((*name).to_owned(), value(random))).collect()).collect();
    (Model { items: Vec::new(), inputs, functions: Vec::new(), decisions }, facts)
}

/// A rule whose first cell holds for few values, the second for half of them, and the third for any number of them.
fn rule(index: usize, random: &mut Random) -> Row {
    let least = random.below(RULES);
    let exact = match random.below(10) {
        0 => Cell::Any,
        1 => Cell::Of(vec![within(index, index + 3)]),
        2 => Cell::Of(vec![Test::Is(constant(index)), Test::Is(constant(least)), Test::Is(Expr::Const(Val::Null))]),
        _ => Cell::Of(vec![Test::Is(constant(index))]),
    };
    let wide = Cell::Of(vec![within(least, least + RULES / 2)]);
    let mixed = match random.below(4) {
        0 => Cell::Any,
        1 => Cell::Not(vec![Test::Is(constant(index))]),
        2 => Cell::Of(vec![Test::Than(Op::Less, constant(index))]),
        _ => Cell::Not(vec![within(index, index + 500), Test::Is(constant(least))]),
    };
    Row { cells: vec![exact, wide, mixed], outputs: vec![constant(index)] }
}

fn value(random: &mut Random) -> Val {
    let on = Val::Number(number(random.below(RULES)));
    match random.below(10) {
        0 => Val::Null,
        1 | 2 => Val::Number(number(random.below(RULES)) + BigDecimal::new(5.into(), 1)),
        _ => on,
    }
}

fn within(low: usize, high: usize) -> Test {
    Test::Within(constant(low), true, constant(high), false)
}

fn constant(of: usize) -> Expr {
    Expr::Const(Val::Number(number(of)))
}

fn number(of: usize) -> BigDecimal {
    BigDecimal::from(of as u64)
}
