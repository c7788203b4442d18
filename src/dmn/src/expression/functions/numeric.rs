//! Numbers (DMN 1.5, 10.3.4.5).

use super::{Arguments, Result};
use crate::{DaysDuration, MonthsDuration, Number, Rounding, Value};

pub(super) fn abs(arguments: Arguments<'_>) -> Result {
    match arguments.single(0)? {
        Value::Number(number) => Ok(number.abs().into()),
        Value::DaysDuration(duration) if *duration < DaysDuration::default() => Ok((-*duration).into()),
        Value::MonthsDuration(duration) if *duration < MonthsDuration::default() => Ok((-*duration).into()),
        duration @ (Value::DaysDuration(_) | Value::MonthsDuration(_)) => Ok(duration.clone()),
        _ => Err(arguments.wrong(0, "number or a duration")),
    }
}

/// A number with so many digits behind the point, or with none where the scale is left out.
pub(super) fn rounded(arguments: Arguments<'_>, rounding: Rounding) -> Result {
    let number = arguments.number(0)?;
    let scale = if arguments.len() > 1 { arguments.integer(1)? } else { 0 };
    let rounded = i32::try_from(scale).ok().and_then(|scale| number.round(scale, rounding));
    rounded.map(Value::from).ok_or_else(|| arguments.refuse(&["wants a `scale` from -6111 to 6176"]))
}

/// What is left of a division, with the sign of the divisor.
pub(super) fn modulo(arguments: Arguments<'_>) -> Result {
    let (dividend, divisor) = (arguments.number(0)?, arguments.number(1)?);
    dividend.checked_rem(divisor).map(Value::from).ok_or_else(|| arguments.refuse(&["cannot divide by zero"]))
}

pub(super) fn sqrt(arguments: Arguments<'_>) -> Result {
    let root = arguments.number(0)?.sqrt();
    root.map(Value::from).ok_or_else(|| arguments.refuse(&["wants a number that is not negative"]))
}

/// Whether a number is even, where it is that or odd.
pub(super) fn is_even(arguments: Arguments<'_>) -> Result<bool> {
    let rest = arguments.number(0)?.checked_rem(Number::from(2_i64));
    match rest {
        Some(Number::ZERO) => Ok(true),
        Some(Number::ONE) => Ok(false),
        _ => Err(arguments.refuse(&["wants a whole number for `number`"])),
    }
}
