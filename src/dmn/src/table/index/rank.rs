//! Which rules come first by what they answer, and which answer the same.

use super::Parts;
use crate::sort::sorted;
use crate::{Expression, Value};

/// Each rule's rank by the allowed values of the outputs, the first output first (DMN 1.5, 8.2.10). Zero is first.
///
/// An output without allowed values does not rank, and an answer that is not among them comes last.
pub(super) fn ranks(parts: &Parts) -> Vec<u32> {
    let lists: Vec<Vec<&Value>> = parts
        .outputs
        .iter()
        .map(|output| output.column.allowed.as_ref().and_then(|allowed| allowed.values()).unwrap_or_default())
        .collect();
    let keys: Vec<Vec<usize>> = parts
        .rules
        .iter()
        .map(|rule| {
            let place = |(list, answer): (&Vec<&Value>, &Expression)| {
                answer
                    .literal()
                    .and_then(|value| list.iter().position(|allowed| *allowed == value))
                    .unwrap_or(list.len())
            };
            lists.iter().zip(&rule.outputs).map(place).collect()
        })
        .collect();
    numbers(&keys)
}

/// A number for each rule, equal where the constant answers are.
pub(super) fn answers(parts: &Parts) -> Vec<u32> {
    let value = |output: &Expression| [output.literal().unwrap_or(&Value::Null).to_string().as_str(), "\n"].concat();
    let answer = |rule: &crate::Rule| rule.outputs.iter().map(value).collect::<String>();
    numbers(&parts.rules.iter().map(answer).collect::<Vec<_>>())
}

/// The place of each key among the different keys, in order.
fn numbers<K: Ord>(keys: &[K]) -> Vec<u32> {
    let mut numbers = vec![0; keys.len()];
    let (mut number, mut before) = (0, None);
    for position in sorted(keys.len(), &|left, right| keys.get(left).cmp(&keys.get(right))) {
        let key = keys.get(position);
        if before.is_some() && before != key {
            number += 1;
        }
        before = key;
        if let Some(place) = numbers.get_mut(position) {
            *place = number;
        }
    }
    numbers
}
