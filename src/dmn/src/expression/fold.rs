//! Constants: what needs neither facts nor functions of the model is evaluated once, when the model is read.

use super::{Expression, bounds};
use crate::program::Run;
#[cfg(feature = "xml")]
use crate::{Builtin, Value};

/// The most that a constant may hold, in bytes of text and items: it travels with the program.
const MOST: usize = 10_000;

/// The expression with a constant in the place of everything that evaluates to one without a finding.
pub(crate) fn fold(mut expression: Expression) -> Expression {
    fold_in_place(&mut expression);
    expression
}

/// What is said of the first constant that is written as one and has no value, such as `date("2024-02-30")`.
///
/// Operators over constants that have no value are left to the evaluation: their null may be meant.
#[cfg(feature = "xml")]
pub(crate) fn impossible(expression: &Expression) -> Option<String> {
    if let Some(said) = expression.children().find_map(impossible) {
        return Some(said);
    }
    let Expression::Call(Builtin::Date | Builtin::Time | Builtin::DateAndTime | Builtin::Duration, parts) = expression
    else {
        return None;
    };
    let is_written = |part: &Expression| matches!(part, Expression::Literal(Value::String(_) | Value::Number(_)));
    if !parts.iter().all(is_written) {
        return None;
    }
    let mut run = Run::constants();
    expression.evaluate(&mut run, &[]);
    let said = run.findings().first()?;
    Some(format!("`{expression}` has no value: {}", said.message))
}

fn fold_in_place(expression: &mut Expression) {
    let mut is_constant =
        !matches!(expression, Expression::Literal(_) | Expression::Variable(..) | Expression::Invoke(..));
    for child in expression.children_mut() {
        fold_in_place(child);
        is_constant &= child.literal().is_some();
    }
    if !is_constant {
        return;
    }
    let mut run = Run::constants();
    let value = expression.evaluate(&mut run, &[]);
    if run.findings().is_empty() && bounds::is_within(&value, MOST) {
        *expression = Expression::Literal(value);
    }
}
