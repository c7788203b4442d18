//! The values of an input column that are worth trying: one for each case that the column's cells can tell apart.

use crate::{Kind, Number, Table, Test, Value};

/// The samples, or nothing where the column's cases cannot be listed.
pub(super) fn samples(table: &Table, index: usize) -> Option<Vec<Value>> {
    let column = table.inputs.get(index)?;
    let cells: Vec<_> = table.rules.iter().filter_map(|rule| rule.cells.get(index)).chain(&column.allowed).collect();
    if let Some(values) = column.allowed.as_ref().and_then(|allowed| allowed.values()) {
        return Some(values.into_iter().cloned().collect());
    }

    let constants: Vec<&Value> = cells.iter().flat_map(|cell| cell.constants()).collect();
    let mut found = match column.kind {
        Kind::Boolean => vec![Value::from(true), Value::from(false)],
        Kind::Number => numbers(constants.iter().filter_map(|value| value.as_number()).collect()),
        Kind::String => {
            // Between two texts there is no middle, so texts can be listed only where cells ask for equality.
            let tests = cells.iter().flat_map(|cell| cell.list());
            if !tests.into_iter().all(|test| matches!(test, Test::Is(_))) {
                return None;
            }
            strings(constants.iter().filter_map(|value| value.as_str()).collect())
        }
    };
    if constants.contains(&&Value::Null) {
        found.push(Value::Null);
    }
    found.retain(|value| column.admits(value));
    Some(found)
}

/// Each constant, a number between each two neighbours, and one beyond either end.
fn numbers(mut constants: Vec<Number>) -> Vec<Value> {
    constants.sort_unstable();
    constants.dedup();
    let (Some(first), Some(last)) = (constants.first(), constants.last()) else {
        return vec![Value::from(0)];
    };
    let mut found = vec![first.below(), last.above()];
    let between = constants.iter().zip(constants.iter().skip(1)).filter_map(|(low, high)| Number::between(*low, *high));
    found.extend(between);
    found.extend(&constants);
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(Value::from).collect()
}

/// Each constant once, and a text that is none of them.
fn strings(mut constants: Vec<&str>) -> Vec<Value> {
    constants.sort_unstable();
    constants.dedup();
    let mut other = "other".to_owned();
    while constants.contains(&other.as_str()) {
        other.push('_');
    }
    constants.into_iter().map(str::to_owned).chain([other]).map(Value::from).collect()
}
