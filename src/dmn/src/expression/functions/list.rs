//! Lists (DMN 1.5, 10.3.4.4). What takes a list of values of one kind takes them one by one as well.

use std::cmp::Ordering;

use super::{Arguments, Refusal, Result};
use crate::expression::logic::{compare, ternary, truth};
use crate::program::Run;
use crate::{Number, Value};

/// The item that stands before all others, or behind; the first of equal ones.
pub(super) fn first_by(wanted: Ordering, arguments: Arguments<'_>, run: &mut Run<'_>) -> Result {
    let items = items(arguments);
    let mut best = *items.first().ok_or(Refusal::Null)?;
    if items.iter().any(|item| item.is_null()) {
        return Err(Refusal::Null);
    }
    // The first is compared with itself, because there are values that have no order at all.
    for item in items {
        match compare(arguments.builtin.as_str(), item, best, run) {
            Some(order) if order == wanted => best = item,
            Some(_) => {}
            None => return Err(Refusal::Null),
        }
    }
    Ok(best.clone())
}

pub(super) fn sum(arguments: Arguments<'_>) -> Result {
    total(arguments, &items(arguments)).map(Value::from)
}

pub(super) fn mean(arguments: Arguments<'_>) -> Result {
    let items = items(arguments);
    let mean = total(arguments, &items)?.checked_div(Number::from(length(items.len())));
    mean.map(Value::from).ok_or_else(|| out_of_range(arguments))
}

pub(super) fn count(arguments: Arguments<'_>) -> Result {
    Ok(length(arguments.list(0)?.len()).into())
}

/// All items joined by `and`, from true, or by `or`, from false.
pub(super) fn joined(
    mut held: Option<bool>,
    join: fn(Option<bool>, Option<bool>) -> Option<bool>,
    arguments: Arguments<'_>,
    run: &mut Run<'_>,
) -> Value {
    for item in items(arguments) {
        held = join(held, truth(item, arguments.builtin.as_str(), run));
    }
    ternary(held)
}

/// Whether an item equals the element, which may be null.
pub(super) fn contains(arguments: Arguments<'_>) -> Result {
    let (list, element) = (arguments.list(0)?, arguments.any(1)?);
    Ok(Value::Boolean(list.iter().any(|item| item.equals(element) == Some(true))))
}

/// The items of the one list, or the arguments.
fn items(arguments: Arguments<'_>) -> Vec<&Value> {
    match arguments.values {
        [list] if list.as_list().is_some() => list.as_list().unwrap_or_default().iter().collect(),
        values => values.iter().map(AsRef::as_ref).collect(),
    }
}

/// The sum of numbers; of none there is none.
fn total(arguments: Arguments<'_>, items: &[&Value]) -> Result<Number> {
    if items.is_empty() || items.iter().any(|item| item.is_null()) {
        return Err(Refusal::Null);
    }
    let mut total = Number::ZERO;
    for item in items {
        let kind = item.kind().map_or("null", |kind| kind.as_str());
        let number = item.as_number().ok_or_else(|| arguments.refuse(&["wants numbers, not a ", kind]))?;
        total = total.checked_add(number).ok_or_else(|| out_of_range(arguments))?;
    }
    Ok(total)
}

fn out_of_range(arguments: Arguments<'_>) -> Refusal {
    arguments.refuse(&["has a result that is out of range"])
}

fn length(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
