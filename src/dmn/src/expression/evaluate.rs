//! Expressions to values: the order in which things are evaluated. What stands between operands and what functions do
//! is beside, in `arithmetic`, `logic` and `functions`.
//!
//! Nothing fails: what has no value is null, and where it is not null that made it so, the run keeps a finding
//! (DMN 1.5, 10.3.2.16).

use std::borrow::Cow;
use std::cmp::Ordering;

use super::logic::{compare, equal, ternary, truth};
use super::{Expression, Operator, arithmetic, bounds, functions, properties};
use crate::program::Run;
use crate::ternary::{and, or};
use crate::{UnaryTests, Value};

impl Expression {
    /// The value of the expression, whose variables are read from the frame.
    pub(crate) fn evaluate(&self, run: &mut Run<'_>, frame: &[Value]) -> Value {
        self.view(run, frame).into_owned()
    }

    /// What an operator makes of two values.
    pub(crate) fn operate(operator: Operator, left: &Value, right: &Value, run: &mut Run<'_>) -> Value {
        match operator {
            Operator::Or => ternary(or(truth(left, "or", run), truth(right, "or", run))),
            Operator::And => ternary(and(truth(left, "and", run), truth(right, "and", run))),
            Operator::Equal => ternary(equal(operator, left, right, run)),
            Operator::NotEqual => ternary(equal(operator, left, right, run).map(|equal| !equal)),
            Operator::Less => ternary(compare(operator.as_str(), left, right, run).map(Ordering::is_lt)),
            Operator::LessOrEqual => ternary(compare(operator.as_str(), left, right, run).map(Ordering::is_le)),
            Operator::Greater => ternary(compare(operator.as_str(), left, right, run).map(Ordering::is_gt)),
            Operator::GreaterOrEqual => ternary(compare(operator.as_str(), left, right, run).map(Ordering::is_ge)),
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power => {
                arithmetic::calculate(operator, left, right, run)
            }
        }
    }

    /// The value, borrowed where it is there already: a long list is not copied to be counted.
    pub(super) fn view<'a>(&'a self, run: &mut Run<'_>, frame: &'a [Value]) -> Cow<'a, Value> {
        let value = match self {
            Expression::Literal(value) => return Cow::Borrowed(value),
            Expression::Variable(position, name) => {
                match usize::try_from(*position).ok().and_then(|at| frame.get(at)) {
                    Some(value) => return Cow::Borrowed(value),
                    None => {
                        run.report(["`", name, "` has no value here"].concat());
                        Value::Null
                    }
                }
            }
            Expression::Path(inner, name) => return properties::component(inner.view(run, frame), name, run),
            Expression::If(parts) => {
                let (condition, one, other) = &**parts;
                let held = truth(&condition.view(run, frame), "if", run);
                return if held == Some(true) { one.view(run, frame) } else { other.view(run, frame) };
            }
            Expression::Negate(inner) => arithmetic::negate(&inner.view(run, frame), run),
            Expression::Binary(operator, operands) => {
                let left = operands.0.view(run, frame);
                // Whatever stands on the right, it changes nothing any more, and so it is not held against the model.
                if left.as_bool().is_some_and(|left| decides(*operator, left)) {
                    return left;
                }
                Expression::operate(*operator, &left, &operands.1.view(run, frame), run)
            }
            Expression::Between(parts) => {
                let (value, low, high) = &**parts;
                let value = value.view(run, frame);
                let above = compare("between", &value, &low.view(run, frame), run).map(Ordering::is_ge);
                let below = compare("between", &value, &high.view(run, frame), run).map(Ordering::is_le);
                ternary(and(above, below))
            }
            Expression::In(inner, tests) => ternary(passes(tests, &inner.view(run, frame), run, frame)),
            Expression::List(items) => list(items, run, frame),
            Expression::Call(builtin, arguments) => {
                let arguments: Vec<Cow<'_, Value>> = arguments.iter().map(|one| one.view(run, frame)).collect();
                functions::call(*builtin, &arguments, run)
            }
            Expression::Invoke(position, _, arguments) => {
                let arguments = arguments.iter().map(|argument| argument.evaluate(run, frame)).collect();
                run.invoke(*position, arguments)
            }
        };
        Cow::Owned(value)
    }
}

/// Whether the left operand alone decides `and` and `or`.
fn decides(operator: Operator, left: bool) -> bool {
    match operator {
        Operator::And => !left,
        Operator::Or => left,
        _ => false,
    }
}

fn passes(tests: &UnaryTests, value: &Value, run: &mut Run<'_>, frame: &[Value]) -> Option<bool> {
    let mut known = true;
    let held = tests.ask(value, &mut |end| {
        let end = end.evaluate(run, frame);
        known &= !end.is_null();
        end
    });
    if let (None, true, Some(kind)) = (held, known, value.kind()) {
        run.report(["`in` compares a ", kind.as_str(), " with what it cannot be compared with"].concat());
    }
    held
}

fn list(items: &[Expression], run: &mut Run<'_>, frame: &[Value]) -> Value {
    let mut values = Vec::with_capacity(items.len());
    let mut room = Some(bounds::MOST);
    for item in items {
        let value = item.evaluate(run, frame);
        room = room.and_then(|room| bounds::room_beside(&value, room));
        if room.is_none() {
            run.report("the list is longer, or nested deeper, than what is kept");
            return Value::Null;
        }
        values.push(value);
    }
    Value::List(values)
}
