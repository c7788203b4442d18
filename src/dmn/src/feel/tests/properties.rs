//! What holds for every text and every tree.

use proptest::prelude::*;

use super::scope;
use crate::expression::fold;
use crate::feel::{self, Scope};
use crate::{Builtin, Date, Expression, Number, Operator, UnaryTest, UnaryTests, Value};

fn any_number() -> impl Strategy<Value = Value> {
    // Written with an exponent, so that all sizes and both signs come.
    (any::<i64>(), -30..30).prop_filter_map("size", |(digits, exponent)| {
        format!("{digits}e{exponent}").parse::<Number>().ok().map(Value::from)
    })
}

fn any_date() -> impl Strategy<Value = Value> {
    (1..9999_i32, 1..=12_u8, 1..=28_u8).prop_filter_map("date", |(y, m, d)| Date::new(y, m, d).map(Value::from))
}

fn any_value() -> impl Strategy<Value = Value> {
    let single = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any_number(),
        any_date(),
        any::<String>().prop_map(Value::from)
    ];
    single.prop_recursive(2, 6, 3, |item| prop::collection::vec(item, 0..3).prop_map(Value::from))
}

/// Tests whose ends are numbers, in order, or such expressions.
fn any_test(other: BoxedStrategy<Expression>) -> impl Strategy<Value = UnaryTest> {
    let end = || any_number().prop_map(Expression::Literal);
    prop_oneof![
        other.clone().prop_map(UnaryTest::Is),
        end().prop_map(UnaryTest::Below),
        end().prop_map(UnaryTest::AtMost),
        end().prop_map(UnaryTest::Above),
        end().prop_map(UnaryTest::AtLeast),
        (other.prop_map(fold), end(), any::<bool>()).prop_map(|(low, high, closed)| match low.literal() {
            // Of two constants both closed ends hold one value at least, where they are the same.
            Some(_) => UnaryTest::Within { low: (high.clone(), true), high: (high, true) },
            None => UnaryTest::Within { low: (low, closed), high: (high, !closed) },
        }),
        (any_number(), any_number(), any::<bool>(), any::<bool>()).prop_map(|(one, two, low, high)| {
            let (least, most) = if one.as_number() <= two.as_number() { (one, two) } else { (two, one) };
            let same = least == most;
            let end = |value, closed| (Expression::Literal(value), closed || same);
            UnaryTest::Within { low: end(least, low), high: end(most, high) }
        }),
    ]
}

fn any_tests(other: BoxedStrategy<Expression>) -> impl Strategy<Value = UnaryTests> {
    let list = || prop::collection::vec(any_test(other.clone()), 1..4);
    prop_oneof![Just(UnaryTests::Any), list().prop_map(UnaryTests::Of), list().prop_map(UnaryTests::Not)]
}

fn any_variable() -> impl Strategy<Value = Expression> {
    let known = ["a", "b", "a-b", "Monthly Salary", "Approved/Declined", "valid from", "person", "thing"];
    (0..8_u32).prop_map(move |position| Expression::Variable(position, known[position as usize].to_owned()))
}

fn any_operator() -> impl Strategy<Value = Operator> {
    use Operator::*;
    let all =
        [Or, And, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Add, Subtract, Multiply, Divide, Power];
    prop::sample::select(all.to_vec())
}

fn any_expression() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![any_value().prop_map(Expression::Literal), any_variable()];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let some = || inner.clone();
        // What is equal to a list of one test has no negated form and no dash.
        let tests = prop::collection::vec(any_test(some().boxed()), 1..3).prop_map(UnaryTests::Of);
        prop_oneof![
            some().prop_map(|inner| Expression::Path(Box::new(inner.into_unknown()), "year".to_owned())),
            some().prop_map(|inner| Expression::Negate(Box::new(inner))),
            (any_operator(), some(), some())
                .prop_map(|(operator, left, right)| { Expression::Binary(operator, Box::new((left, right))) }),
            (some(), some(), some()).prop_map(|three| Expression::Between(Box::new(three))),
            (some(), some(), some()).prop_map(|three| Expression::If(Box::new(three))),
            (some(), tests).prop_map(|(value, tests)| Expression::In(Box::new(value), Box::new(tests))),
            prop::collection::vec(some(), 0..3).prop_map(Expression::List),
            some().prop_map(|inner| Expression::Call(Builtin::Date, vec![inner])),
            (some(), some()).prop_map(|(one, two)| Expression::Call(Builtin::DateAndTime, vec![one, two])),
            (some(), some()).prop_map(|(one, two)| Expression::Invoke(0, "PMT".to_owned(), vec![one, two])),
        ]
    })
}

impl Expression {
    /// The expression, or another in the place of one that is known not to have the component that is asked of it.
    fn into_unknown(self) -> Expression {
        match self {
            Expression::Variable(6, _) => Expression::Variable(7, "thing".to_owned()),
            other => other,
        }
    }
}

proptest! {
    #[test]
    fn a_printed_cell_reads_as_the_same(tests in any_tests(any_value().prop_map(Expression::Literal).boxed())) {
        prop_assert_eq!(feel::tests(&tests.to_string(), &Scope::new()), Ok(tests));
    }

    #[test]
    fn a_printed_expression_reads_as_the_same(expression in any_expression().prop_map(fold)) {
        let text = expression.to_string();
        prop_assert_eq!(feel::expression(&text, &scope()), Ok(expression), "{}", text);
    }

    #[test]
    fn a_cell_of_expressions_reads_as_the_same(expression in any_expression().prop_map(fold), negated: bool) {
        let list = vec![UnaryTest::Is(expression)];
        let tests = if negated { UnaryTests::Not(list) } else { UnaryTests::Of(list) };
        let text = tests.to_string();
        prop_assert_eq!(feel::tests(&text, &scope()), Ok(tests), "{}", text);
    }

    #[test]
    fn no_text_makes_it_fall_over(
        text in ".{0,40}",
        cell in r#"[-<>=\[\](){}.,:"\\@u/*+eE!?a0-9 not]{0,20}"#,
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..20),
    ) {
        for text in [text, cell, words.concat(), words.join(" ")] {
            let (cell, expression) = (feel::tests(&text, &scope()), feel::expression(&text, &scope()));
            for error in cell.err().into_iter().chain(expression.err()) {
                prop_assert!(error.at >= 1 && error.at <= text.chars().count() + 1);
            }
            let _ = feel::literal(&text);
        }
    }
}

/// What texts that are nearly right are made of.
const WORDS: &[&str] = &[
    "a",
    "a-b",
    "person",
    ".",
    "full name",
    "PMT",
    "date",
    "date and time",
    "not",
    "(",
    ")",
    "[",
    "]",
    "..",
    ",",
    "<",
    "=",
    "+",
    "-",
    "**",
    "1",
    "2.5",
    "\"x\"",
    "@\"P1D\"",
    "if",
    "then",
    "else",
    "in",
    "between",
    "and",
    "or",
    ":",
    "rate",
    "/*",
    "*/",
    "//",
    "\n",
    "null",
    "true",
    "é",
];
