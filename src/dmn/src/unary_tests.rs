//! Unary tests: what an input cell asks of one value (DMN 1.5, 7.3.3 and 10.3.1.2, grammar rules 7 to 17).

use std::cmp::Ordering;
use std::fmt;

use crate::ternary::{and, or};
use crate::{Builtin, Expression, Value};

/// The content of an input cell, or of a column's allowed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnaryTests {
    /// `-`: every value, null included.
    Any,
    /// A list of which one must hold.
    Of(Vec<UnaryTest>),
    /// `not(…)`: a list of which none may hold.
    Not(Vec<UnaryTest>),
}

/// One test of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnaryTest {
    /// Equal to this; where this is a list, equal to one of its items.
    Is(Expression),
    Below(Expression),
    AtMost(Expression),
    Above(Expression),
    AtLeast(Expression),
    /// An interval, each end with whether it belongs to it.
    Within {
        low: (Expression, bool),
        high: (Expression, bool),
    },
}

impl UnaryTests {
    /// Whether the value passes, with ternary logic: unknown where FEEL leaves it unknown.
    ///
    /// `end` gives the value of each expression in the tests.
    pub(crate) fn ask(&self, value: &Value, end: &mut dyn FnMut(&Expression) -> Value) -> Option<bool> {
        match self {
            UnaryTests::Any => Some(true),
            UnaryTests::Of(tests) => any(tests, value, end),
            UnaryTests::Not(tests) => any(tests, value, end).map(|held| !held),
        }
    }

    /// Whether the value passes tests that have only constants; where they have others, it does not.
    pub fn admit(&self, value: &Value) -> bool {
        self.ask(value, &mut |expression| expression.literal().cloned().unwrap_or_default()) == Some(true)
    }

    /// The single tests, without what joins them.
    pub fn list(&self) -> &[UnaryTest] {
        match self {
            UnaryTests::Any => &[],
            UnaryTests::Of(tests) | UnaryTests::Not(tests) => tests,
        }
    }

    /// Every expression in the tests.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.list().iter().flat_map(UnaryTest::expressions)
    }

    /// Whether nothing but constants stands in the tests.
    pub fn is_static(&self) -> bool {
        self.expressions().all(|expression| expression.literal().is_some())
    }

    /// The values, where the tests are a plain list of them.
    pub fn values(&self) -> Option<Vec<&Value>> {
        let UnaryTests::Of(tests) = self else { return None };
        tests.iter().map(|test| if let UnaryTest::Is(value) = test { value.literal() } else { None }).collect()
    }
}

impl UnaryTest {
    fn ask(&self, value: &Value, end: &mut dyn FnMut(&Expression) -> Value) -> Option<bool> {
        match self {
            UnaryTest::Is(expression) => is(value, &end(expression)),
            UnaryTest::Below(limit) => value.order(&end(limit)).map(Ordering::is_lt),
            UnaryTest::AtMost(limit) => value.order(&end(limit)).map(Ordering::is_le),
            UnaryTest::Above(limit) => value.order(&end(limit)).map(Ordering::is_gt),
            UnaryTest::AtLeast(limit) => value.order(&end(limit)).map(Ordering::is_ge),
            UnaryTest::Within { low, high } => {
                let above = value.order(&end(&low.0)).map(|order| order.is_gt() || low.1 && order.is_eq());
                let below = value.order(&end(&high.0)).map(|order| order.is_lt() || high.1 && order.is_eq());
                and(above, below)
            }
        }
    }

    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let (first, second) = match self {
            UnaryTest::Is(end)
            | UnaryTest::Below(end)
            | UnaryTest::AtMost(end)
            | UnaryTest::Above(end)
            | UnaryTest::AtLeast(end) => (end, None),
            UnaryTest::Within { low, high } => (&low.0, Some(&high.0)),
        };
        std::iter::once(first).chain(second)
    }
}

fn any(tests: &[UnaryTest], value: &Value, end: &mut dyn FnMut(&Expression) -> Value) -> Option<bool> {
    one_of(tests.iter().map(|test| test.ask(value, end)))
}

/// Whether one is true; unknown where none is, and one is unknown.
fn one_of(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut held = Some(false);
    for answer in answers {
        held = or(held, answer);
        if held == Some(true) {
            break;
        }
    }
    held
}

/// A list of values is as good as its items one by one (DMN 1.5, 7.3.3), unless a list is what is asked about.
fn is(value: &Value, expected: &Value) -> Option<bool> {
    match (value, expected) {
        (Value::List(_), _) | (_, Value::Null) => value.equals(expected),
        (_, Value::List(items)) => one_of(items.iter().map(|item| value.equals(item))),
        _ => value.equals(expected),
    }
}

impl fmt::Display for UnaryTests {
    /// Writes the cell as S-FEEL that reads back as the same cell.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == UnaryTests::Any {
            return formatter.write_str("-");
        }
        let negated = matches!(self, UnaryTests::Not(_));
        formatter.write_str(if negated { "not(" } else { "" })?;
        for (index, test) in self.list().iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(formatter, "{comma}{test}")?;
        }
        formatter.write_str(if negated { ")" } else { "" })
    }
}

impl fmt::Display for UnaryTest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Without the brackets it would read back as the `not` of unary tests.
            UnaryTest::Is(value @ Expression::Call(Builtin::Not, _)) => write!(formatter, "({value})"),
            UnaryTest::Is(value) => value.fmt(formatter),
            UnaryTest::Below(value) => write!(formatter, "< {value}"),
            UnaryTest::AtMost(value) => write!(formatter, "<= {value}"),
            UnaryTest::Above(value) => write!(formatter, "> {value}"),
            UnaryTest::AtLeast(value) => write!(formatter, ">= {value}"),
            UnaryTest::Within { low, high } => {
                let open = if low.1 { '[' } else { '(' };
                let close = if high.1 { ']' } else { ')' };
                write!(formatter, "{open}{}..{}{close}", low.0, high.0)
            }
        }
    }
}
