//! Constants: what needs neither facts nor functions of the model is evaluated once, when the model is read.

use super::{Expression, bounds};
use crate::program::Run;

/// The most that a constant may hold, in bytes of text and items: it travels with the program.
const MOST: usize = 10_000;

/// The expression with a constant in the place of everything that evaluates to one without a finding.
pub(crate) fn fold(mut expression: Expression) -> Expression {
    fold_in_place(&mut expression);
    expression
}

/// What is said of the first part that has nothing but constants and still no value, such as `date("2024-02-30")`.
#[cfg(feature = "xml")]
pub(crate) fn impossible(expression: &Expression) -> Option<String> {
    if let Some(said) = expression.children().find_map(impossible) {
        return Some(said);
    }
    let is_constant = expression.children().all(|child| child.literal().is_some());
    if !is_constant || matches!(expression, Expression::Literal(_) | Expression::Variable(..) | Expression::Invoke(..))
    {
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
