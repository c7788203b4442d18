//! Truth values and comparisons in expressions, with a finding where they are asked of what has none.

use std::cmp::Ordering;

use super::{Operator, arithmetic};
use crate::Value;
use crate::program::Run;

/// A truth value, of which the unknown one is null.
pub(super) fn ternary(held: Option<bool>) -> Value {
    held.map_or(Value::Null, Value::Boolean)
}

/// What counts as true or false is a boolean; everything else is unknown (DMN 1.5, tables 50 and 51).
pub(super) fn truth(value: &Value, asking: &str, run: &mut Run<'_>) -> Option<bool> {
    if let Some(kind) = value.kind().filter(|_| value.as_bool().is_none()) {
        run.report(["`", asking, "` asks for a boolean, not a ", kind.as_str()].concat());
    }
    value.as_bool()
}

pub(super) fn equal(operator: Operator, left: &Value, right: &Value, run: &mut Run<'_>) -> Option<bool> {
    let equal = left.equals(right);
    match (equal, left, right) {
        (Some(_), _, _) => {}
        (None, Value::List(_), Value::List(_)) | (None, Value::Context(_), Value::Context(_)) => {
            run.report(["`", operator.as_str(), "` compares values of different kinds within both sides"].concat());
        }
        (None, _, _) => incomparable(operator.as_str(), left, right, run),
    }
    equal
}

pub(super) fn compare(operator: &str, left: &Value, right: &Value, run: &mut Run<'_>) -> Option<Ordering> {
    let order = left.order(right);
    if order.is_none() && !left.is_null() && !right.is_null() {
        incomparable(operator, left, right, run);
    }
    order
}

fn incomparable(operator: &str, left: &Value, right: &Value, run: &mut Run<'_>) {
    match (left, right) {
        (Value::Time(_), Value::Time(_)) | (Value::DateTime(_), Value::DateTime(_)) => {
            arithmetic::offsets_differ(operator, run);
        }
        _ => arithmetic::undefined(operator, left, right, run),
    }
}
