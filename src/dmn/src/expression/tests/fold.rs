//! Constants are folded when a model is read, and nothing else is.

use super::parse;
use crate::expression::fold::fold;
use crate::{Expression, Operator, UnaryTest, UnaryTests, Value};

fn is_constant(text: &str) -> bool {
    parse(text).literal().is_some()
}

#[test]
fn what_has_no_variables_is_a_constant() {
    for text in [
        "1 + 2 * 3",
        "-1",
        "date(\"2020-01-01\") + duration(\"P1D\")",
        "[1, [2, 3]]",
        "null + 1",
        "1 in (1, 2)",
        "2 between 1 and 3",
        "if 1 < 2 then \"a\" else \"b\"",
        "date(2020, 1, 1).year",
        "count([1, 2])",
    ] {
        assert!(is_constant(text), "{text}");
    }
}

#[test]
fn what_has_variables_is_folded_around_them() {
    for text in ["seven", "seven + 1", "[1, seven]", "ann.name", "abs(seven)", "seven in (1)", "1 in (seven)"] {
        assert!(!is_constant(text), "{text}");
    }
    assert!(!is_constant("if true then 1 else seven"));
    let Expression::Binary(Operator::Add, operands) = parse("seven + 2 * 3") else { panic!("not a sum") };
    assert_eq!(operands.1, Expression::Literal(6.into()));
    let Expression::In(_, tests) = parse("seven in (1 + 1, [2 * 2..10])") else { panic!("not a test") };
    assert!(tests.is_static());
}

#[test]
fn every_end_of_a_test_is_folded() {
    let minus = |number: i64| Expression::Negate(Box::new(Expression::Literal(number.into())));
    let tests = vec![
        UnaryTest::Is(minus(1)),
        UnaryTest::Below(minus(1)),
        UnaryTest::AtMost(minus(1)),
        UnaryTest::Above(minus(1)),
        UnaryTest::AtLeast(minus(1)),
        UnaryTest::Within { low: (minus(2), true), high: (minus(1), true) },
    ];
    for test in tests {
        let variable = Expression::Variable(0, "x".to_owned());
        let folded = fold(Expression::In(Box::new(variable), Box::new(UnaryTests::Not(vec![test]))));
        let Expression::In(_, tests) = folded else { panic!("not a test") };
        assert!(tests.is_static(), "{tests}");
    }
}

#[test]
fn what_leaves_a_finding_stays_to_leave_it_again() {
    for text in ["1 / 0", "\"a\" + 1", "date(\"soon\")", "[1 / 0]"] {
        assert!(!is_constant(text), "{text}");
    }
}

#[test]
fn a_large_result_is_not_shipped() {
    let half = "a".repeat(5_000);
    assert!(is_constant(&format!("\"{half}\" + \"{half}\"")));
    assert!(!is_constant(&format!("\"{half}\" + \"{half}a\"")));
}

#[test]
fn calls_of_the_model_are_not_made() {
    let call = Expression::Invoke(0, "f".to_owned(), vec![Expression::Negate(Box::new(Expression::Literal(1.into())))]);
    let folded = Expression::Invoke(0, "f".to_owned(), vec![Expression::Literal(Value::from(-1))]);
    assert_eq!(fold(call), folded);
}
