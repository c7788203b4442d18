//! What holds for all expressions.

use proptest::prelude::*;

use super::{parse, variables};
use crate::expression::fold::fold;
use crate::program::Run;
use crate::{Builtin, Expression, Operator, UnaryTest, UnaryTests, Value};

fn leaves() -> impl Strategy<Value = Expression> {
    let constant = |text: &'static str| crate::feel::literal(text).unwrap();
    let temporal = [
        "date(\"2024-02-29\")",
        "time(\"23:59:59.5\")",
        "time(\"10:00:00+01:00\")",
        "date and time(\"2024-12-31T23:59:59Z\")",
        "duration(\"-P1DT2H\")",
        "duration(\"P1Y2M\")",
    ];
    prop_oneof![
        (0..variables().len()).prop_map(|at| Expression::Variable(at as u32, variables()[at].0.to_owned())),
        (-20..20_i64).prop_map(|number| Expression::Literal(number.into())),
        (any::<i64>(), 0..20_u8).prop_filter_map("no number", |(mantissa, scale)| {
            crate::Number::new(mantissa, scale).map(|number| Expression::Literal(number.into()))
        }),
        "[ -~é🐎]{0,5}".prop_map(|text| Expression::Literal(text.into())),
        prop::sample::select(vec![Value::Null, true.into(), false.into()]).prop_map(Expression::Literal),
        prop::sample::select(temporal.to_vec()).prop_map(move |text| Expression::Literal(constant(text))),
    ]
}

fn operators() -> impl Strategy<Value = Operator> {
    prop::sample::select(vec![
        Operator::Or,
        Operator::And,
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
        Operator::Add,
        Operator::Subtract,
        Operator::Multiply,
        Operator::Divide,
        Operator::Power,
    ])
}

/// A function with as many arguments as it may have, at most four.
fn call(builtin: Builtin, mut arguments: Vec<Expression>) -> Option<Expression> {
    let (least, most) = builtin.arity();
    let in_parts = matches!(builtin, Builtin::Date | Builtin::Time);
    arguments.truncate(most);
    let fits = arguments.len() >= least && !(in_parts && arguments.len() == 2);
    fits.then_some(Expression::Call(builtin, arguments))
}

fn expressions() -> impl Strategy<Value = Expression> {
    leaves().prop_recursive(6, 40, 4, |inner| {
        let (one, two, three) =
            (inner.clone(), (inner.clone(), inner.clone()), (inner.clone(), inner.clone(), inner.clone()));
        let names =
            prop::sample::select(vec!["age", "name", "home", "year", "second", "time offset", "days", "months"]);
        let some = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            (one.clone(), names).prop_map(|(inner, name)| Expression::Path(Box::new(inner), name.to_owned())),
            one.clone().prop_map(|inner| Expression::Negate(Box::new(inner))),
            (operators(), two).prop_map(|(operator, operands)| Expression::Binary(operator, Box::new(operands))),
            three.clone().prop_map(|parts| Expression::Between(Box::new(parts))),
            three.prop_map(|parts| Expression::If(Box::new(parts))),
            (one, prop::collection::vec(inner, 1..3)).prop_map(|(inner, values)| {
                let tests = UnaryTests::Of(values.into_iter().map(UnaryTest::Is).collect());
                Expression::In(Box::new(inner), Box::new(tests))
            }),
            some.clone().prop_map(Expression::List),
            (prop::sample::select(Builtin::ALL.to_vec()), some)
                .prop_filter_map("wrong arity", |(builtin, arguments)| call(builtin, arguments)),
        ]
    })
}

proptest! {
    #[test]
    fn folding_changes_neither_the_value_nor_the_findings(expression in expressions()) {
        let frame: Vec<Value> = variables().into_iter().map(|(_, value)| value).collect();
        let (mut whole, mut folded) = (Run::constants(), Run::constants());
        let value = expression.evaluate(&mut whole, &frame);
        prop_assert_eq!(fold(expression).evaluate(&mut folded, &frame), value);
        prop_assert_eq!(folded.findings(), whole.findings());
    }

    #[test]
    fn printed_and_read_again_it_is_the_same(expression in expressions()) {
        let folded = fold(expression);
        let printed = folded.to_string();
        prop_assert_eq!(parse(&printed), folded, "{}", printed);
    }
}
