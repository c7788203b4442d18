//! Strings (DMN 1.5, 10.3.4.3), whose characters are Unicode's code points.

use super::{Arguments, Result};
use crate::Value;

pub(super) fn length(arguments: Arguments<'_>) -> Result {
    Ok(count(arguments.string(0)?).into())
}

/// A part of a string that is all within it: a start beyond its ends, or a length beyond its end, is outside of the
/// domain (DMN 1.5, table 74, footnote 1).
pub(super) fn substring(arguments: Arguments<'_>) -> Result {
    let (string, start) = (arguments.string(0)?, arguments.integer(1)?);
    let all = count(string);
    let skipped = match start {
        _ if (1..=all).contains(&start) => start - 1,
        // Counted from the end.
        _ if (-all..0).contains(&start) => all + start,
        _ => {
            let all = all.to_string();
            return Err(arguments.refuse(&["wants a `start position` from 1 to ", &all, " or from -1 to -", &all]));
        }
    };
    let rest = all - skipped;
    let length = if arguments.has(2) { arguments.integer(2)? } else { rest };
    if length < 1 || length > rest {
        return Err(arguments.refuse(&["wants a `length` from 1 to ", &rest.to_string()]));
    }
    let as_count = |number: i64| usize::try_from(number).unwrap_or_default();
    let part: String = string.chars().skip(as_count(skipped)).take(as_count(length)).collect();
    Ok(part.into())
}

pub(super) fn before(arguments: Arguments<'_>) -> Result {
    let (string, found) = (arguments.string(0)?, arguments.string(1)?);
    let before = position(string, found).and_then(|at| string.get(..at)).unwrap_or_default();
    Ok(before.to_owned().into())
}

pub(super) fn after(arguments: Arguments<'_>) -> Result {
    let (string, found) = (arguments.string(0)?, arguments.string(1)?);
    let after = position(string, found).and_then(|at| string.get(at + found.len()..)).unwrap_or_default();
    Ok(after.to_owned().into())
}

/// What is asked about two strings.
pub(super) fn both(arguments: Arguments<'_>, holds: fn(&str, &str) -> bool) -> Result {
    Ok(Value::Boolean(holds(arguments.string(0)?, arguments.string(1)?)))
}

fn count(string: &str) -> i64 {
    i64::try_from(string.chars().count()).unwrap_or(i64::MAX)
}

/// The byte at which a text stands in another. The library's search is quicker on long texts, and two kilobytes of a
/// browser's download.
pub(super) fn position(string: &str, found: &str) -> Option<usize> {
    (0..=string.len()).find(|at| string.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(found.as_bytes())))
}
