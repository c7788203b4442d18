//! Expressions as FEEL text that reads back as the same expression, with no more parentheses than that takes.

use std::fmt::{self, Display};

use super::{Expression, Operator};
use crate::{UnaryTest, UnaryTests, Value};

/// How tightly what is not an operator between two operands binds; those are below (see [`Operator::binding`]).
const CONDITION: u8 = 0;
const UNARY: u8 = Operator::Power.binding() + 1;
const WHOLE: u8 = UNARY + 1;

impl Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Literal(value) => value.fmt(formatter),
            Expression::Variable(_, name) => formatter.write_str(name),
            Expression::Path(inner, name) => {
                operand(inner, WHOLE, formatter)?;
                formatter.write_str(".")?;
                formatter.write_str(name)
            }
            Expression::Negate(inner) => {
                formatter.write_str("-")?;
                operand(inner, UNARY, formatter)
            }
            Expression::Binary(operator, operands) => {
                // From left to right, but comparisons do not go on.
                let binding = operator.binding();
                let goes_on = binding != Operator::Equal.binding();
                operand(&operands.0, if goes_on { binding } else { binding + 1 }, formatter)?;
                words(operator.as_str(), formatter)?;
                operand(&operands.1, binding + 1, formatter)
            }
            Expression::Between(parts) => {
                operand(&parts.0, Operator::Add.binding(), formatter)?;
                words("between", formatter)?;
                operand(&parts.1, Operator::Add.binding(), formatter)?;
                words("and", formatter)?;
                operand(&parts.2, Operator::Add.binding(), formatter)
            }
            Expression::In(inner, tests) => {
                operand(inner, Operator::Add.binding(), formatter)?;
                words("in", formatter)?;
                // Behind `in`, `not` would be the function.
                if let UnaryTests::Not(tests) = &**tests
                    && let [UnaryTest::Is(value)] = tests.as_slice()
                {
                    formatter.write_str("(!= ")?;
                    operand(value, Operator::Add.binding(), formatter)?;
                    return formatter.write_str(")");
                }
                write!(formatter, "({tests})")
            }
            Expression::If(parts) => {
                let (condition, one, other) = &**parts;
                write!(formatter, "if {condition} then {one} else {other}")
            }
            Expression::List(items) => listed("[", items, "]", formatter),
            Expression::Call(builtin, arguments) => {
                formatter.write_str(builtin.as_str())?;
                listed("(", arguments, ")", formatter)
            }
            Expression::Invoke(_, name, arguments) => {
                formatter.write_str(name)?;
                listed("(", arguments, ")", formatter)
            }
        }
    }
}

fn binding(expression: &Expression) -> u8 {
    match expression {
        Expression::If(_) => CONDITION,
        Expression::Binary(operator, _) => operator.binding(),
        Expression::Between(_) | Expression::In(..) => Operator::Equal.binding(),
        // A number may have a sign, and a point of its own.
        Expression::Negate(_) | Expression::Literal(Value::Number(_)) => UNARY,
        _ => WHOLE,
    }
}

/// Writes an operand, in parentheses where it binds less tightly than it has to.
fn operand(expression: &Expression, least: u8, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    if binding(expression) >= least {
        return expression.fmt(formatter);
    }
    formatter.write_str("(")?;
    expression.fmt(formatter)?;
    formatter.write_str(")")
}

fn words(operator: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_str(" ")?;
    formatter.write_str(operator)?;
    formatter.write_str(" ")
}

fn listed(open: &str, items: &[Expression], close: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_str(open)?;
    for (index, item) in items.iter().enumerate() {
        formatter.write_str(if index == 0 { "" } else { ", " })?;
        item.fmt(formatter)?;
    }
    formatter.write_str(close)
}
