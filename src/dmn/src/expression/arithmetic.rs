//! Sums, differences, products, quotients and powers (DMN 1.5, 10.3.2.15, tables 56 to 62).

use super::{Operator, bounds};
use crate::program::Run;
use crate::{DateTime, DaysDuration, MonthsDuration, Number, Rounding, Value};

/// In a second.
const NANOSECONDS: i128 = 1_000_000_000;

/// Why an operator gives no value for two operands.
enum Refusal {
    /// It is not defined for values of these kinds.
    Undefined,
    DivisionByZero,
    /// The result is beyond what numbers, the calendar or durations can say, or is not a real number.
    OutOfRange,
    TooLong,
    /// A difference between local and not.
    OffsetsDiffer,
}

type Result = std::result::Result<Value, Refusal>;

/// What an operator of arithmetic makes of two values: null where one is null, and where it has no value.
pub(super) fn calculate(operator: Operator, left: &Value, right: &Value, run: &mut Run<'_>) -> Value {
    if left.is_null() || right.is_null() {
        return Value::Null;
    }
    let result = match operator {
        Operator::Add => add(left, right),
        Operator::Subtract => subtract(left, right),
        Operator::Multiply => multiply(left, right),
        Operator::Divide => divide(left, right),
        Operator::Power => raise(left, right),
        _ => Err(Refusal::Undefined),
    };
    let name = operator.as_str();
    match result {
        Ok(value) => return value,
        Err(Refusal::Undefined) => undefined(name, left, right, run),
        Err(Refusal::DivisionByZero) => run.report("division by zero"),
        Err(Refusal::OutOfRange) => run.report(["the result of `", name, "` is out of range"].concat()),
        Err(Refusal::TooLong) => run.report("the text is longer than what is kept"),
        Err(Refusal::OffsetsDiffer) => offsets_differ(name, run),
    }
    Value::Null
}

/// The value on the other side of zero, where it has one.
pub(super) fn negate(value: &Value, run: &mut Run<'_>) -> Value {
    match value {
        Value::Number(number) => Value::Number(-*number),
        Value::DaysDuration(duration) => Value::DaysDuration(-*duration),
        Value::MonthsDuration(duration) => Value::MonthsDuration(-*duration),
        other => {
            if let Some(kind) = other.kind() {
                run.report(["`-` is not defined for a ", kind.as_str()].concat());
            }
            Value::Null
        }
    }
}

/// Says that an operator does not go with what stands on its sides.
pub(super) fn undefined(operator: &str, left: &Value, right: &Value, run: &mut Run<'_>) {
    let name = |value: &Value| value.kind().map_or("null", |kind| kind.as_str());
    run.report(["`", operator, "` is not defined for a ", name(left), " and a ", name(right)].concat());
}

/// Says that a time with an offset from UTC and one without do not go together.
pub(super) fn offsets_differ(operator: &str, run: &mut Run<'_>) {
    run.report(
        ["`", operator, "` needs an offset from UTC on both sides or on neither; a date has that of UTC"].concat(),
    );
}

fn add(left: &Value, right: &Value) -> Result {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => in_range(left.checked_add(*right)),
        (Value::String(left), Value::String(right)) => {
            if left.len().saturating_add(right.len()) > bounds::MOST {
                return Err(Refusal::TooLong);
            }
            Ok(Value::from([left.as_ref(), right].concat()))
        }
        (Value::DaysDuration(left), Value::DaysDuration(right)) => in_range(left.checked_add(*right)),
        (Value::MonthsDuration(left), Value::MonthsDuration(right)) => in_range(left.checked_add(*right)),
        (Value::Date(date), Value::DaysDuration(duration)) => in_range(date.plus(*duration)),
        (Value::Date(date), Value::MonthsDuration(duration)) => in_range(date.plus_months(*duration)),
        (Value::DateTime(moment), Value::DaysDuration(duration)) => in_range(moment.plus(*duration)),
        (Value::DateTime(moment), Value::MonthsDuration(duration)) => in_range(moment.plus_months(*duration)),
        (Value::Time(time), Value::DaysDuration(duration)) => Ok(time.plus(*duration).into()),
        (Value::DaysDuration(_), Value::Date(_) | Value::DateTime(_) | Value::Time(_))
        | (Value::MonthsDuration(_), Value::Date(_) | Value::DateTime(_)) => add(right, left),
        _ => Err(Refusal::Undefined),
    }
}

fn subtract(left: &Value, right: &Value) -> Result {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => in_range(left.checked_sub(*right)),
        (_, Value::DaysDuration(duration)) => add(left, &Value::DaysDuration(-*duration)),
        (_, Value::MonthsDuration(duration)) => add(left, &Value::MonthsDuration(-*duration)),
        (Value::Time(left), Value::Time(right)) => left.since(*right).map(Value::from).ok_or(Refusal::OffsetsDiffer),
        _ => {
            let (left, right) = (moment(left)?, moment(right)?);
            left.since(right).map(Value::from).ok_or(Refusal::OffsetsDiffer)
        }
    }
}

/// A date and time, or the midnight in UTC that a date is beside one.
fn moment(value: &Value) -> std::result::Result<DateTime, Refusal> {
    match value {
        Value::Date(date) => Ok(DateTime::utc_midnight(*date)),
        Value::DateTime(moment) => Ok(*moment),
        _ => Err(Refusal::Undefined),
    }
}

fn multiply(left: &Value, right: &Value) -> Result {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => in_range(left.checked_mul(*right)),
        (Value::DaysDuration(duration), Value::Number(number)) => {
            in_range(seconds(*duration, |all| all.checked_mul(*number)))
        }
        (Value::MonthsDuration(duration), Value::Number(number)) => {
            in_range(months(*duration, |all| all.checked_mul(*number)))
        }
        (Value::Number(_), Value::DaysDuration(_) | Value::MonthsDuration(_)) => multiply(right, left),
        _ => Err(Refusal::Undefined),
    }
}

fn divide(left: &Value, right: &Value) -> Result {
    let quotient = |left: Number, right: Number| {
        if right == Number::ZERO { Err(Refusal::DivisionByZero) } else { in_range(left.checked_div(right)) }
    };
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => quotient(*left, *right),
        (Value::DaysDuration(_) | Value::MonthsDuration(_), Value::Number(Number::ZERO)) => {
            Err(Refusal::DivisionByZero)
        }
        (Value::DaysDuration(duration), Value::Number(number)) => {
            in_range(seconds(*duration, |all| all.checked_div(*number)))
        }
        (Value::MonthsDuration(duration), Value::Number(number)) => {
            in_range(months(*duration, |all| all.checked_div(*number)))
        }
        (Value::DaysDuration(left), Value::DaysDuration(right)) => {
            let both = in_seconds(*left).zip(in_seconds(*right));
            both.map_or(Err(Refusal::OutOfRange), |(left, right)| quotient(left, right))
        }
        (Value::MonthsDuration(left), Value::MonthsDuration(right)) => {
            quotient(left.months().into(), right.months().into())
        }
        _ => Err(Refusal::Undefined),
    }
}

fn raise(left: &Value, right: &Value) -> Result {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => in_range(left.checked_pow(*right)),
        _ => Err(Refusal::Undefined),
    }
}

fn in_range<T: Into<Value>>(result: Option<T>) -> Result {
    result.map(Into::into).ok_or(Refusal::OutOfRange)
}

fn in_seconds(duration: DaysDuration) -> Option<Number> {
    let total = duration.total_nanoseconds();
    let whole = i64::try_from(total.div_euclid(NANOSECONDS)).ok()?;
    let rest = i64::try_from(total.rem_euclid(NANOSECONDS)).ok()?;
    Number::from(whole).checked_add(Number::new(rest, 9)?)
}

/// The duration of a number made from the seconds of another, to the nearest nanosecond.
fn seconds(duration: DaysDuration, change: impl Fn(Number) -> Option<Number>) -> Option<DaysDuration> {
    let changed = change(in_seconds(duration)?)?.round(9, Rounding::HalfEven)?;
    let whole = changed.floor();
    let rest = changed.checked_sub(whole)?.checked_mul(Number::from(1_000_000_000_i64))?;
    let total = i128::from(whole.as_integer()?) * NANOSECONDS + i128::from(rest.as_integer()?);
    DaysDuration::from_total_nanoseconds(total)
}

/// The duration of a number made from the months of another; a part of a month is none.
fn months(duration: MonthsDuration, change: impl Fn(Number) -> Option<Number>) -> Option<MonthsDuration> {
    let changed = change(Number::from(duration.months()))?.round(0, Rounding::Down)?;
    changed.as_integer().and_then(MonthsDuration::from_months)
}
