//! FEEL's equality and order, which are unknown between values that cannot be compared.

use std::cmp::Ordering;

use super::{Context, Value};
use crate::ternary::and;

impl Value {
    /// Equality (DMN 1.5, 10.3.2.15, tables 52 to 54): only null equals null; unknown between different kinds.
    pub fn equals(&self, other: &Value) -> Option<bool> {
        match (self, other) {
            (Value::Null, _) | (_, Value::Null) => Some(self.is_null() && other.is_null()),
            (Value::Boolean(left), Value::Boolean(right)) => Some(left == right),
            (Value::List(left), Value::List(right)) => lists(left, right),
            (Value::Context(left), Value::Context(right)) => contexts(left, right),
            _ => self.order(other).map(Ordering::is_eq),
        }
    }

    /// Order (DMN 1.5, 10.3.2.15, tables 52 to 54): between two values of one ordered kind, texts by code point. Unknown
    /// otherwise, also between a time with an offset and one without.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
            (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
            (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
            (Value::Time(left), Value::Time(right)) => left.order(right),
            (Value::DateTime(left), Value::DateTime(right)) => left.order(right),
            (Value::DaysDuration(left), Value::DaysDuration(right)) => Some(left.cmp(right)),
            (Value::MonthsDuration(left), Value::MonthsDuration(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

/// All pairs must be equal; one that is known to differ decides, even beside one that is unknown.
fn all(pairs: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut equal = Some(true);
    for pair in pairs {
        equal = and(equal, pair);
        if equal == Some(false) {
            break;
        }
    }
    equal
}

fn lists(left: &[Value], right: &[Value]) -> Option<bool> {
    if left.len() != right.len() {
        return Some(false);
    }
    all(left.iter().zip(right).map(|(left, right)| left.equals(right)))
}

fn contexts(left: &Context, right: &Context) -> Option<bool> {
    if left.len() != right.len() {
        return Some(false);
    }
    all(left.iter().map(|(name, value)| right.get(name).map_or(Some(false), |other| value.equals(other))))
}
