//! Values from values of other kinds (DMN 1.5, 10.3.4.1).

use std::borrow::Cow;
use std::str::FromStr;

use super::{Arguments, Refusal, Result};
use crate::{Date, DateTime, DaysDuration, MonthsDuration, Number, Rounding, TemporalError, Time, Value};

/// The most characters of a text that a finding repeats.
const QUOTED: usize = 60;

pub(super) fn date(arguments: Arguments<'_>) -> Result {
    if arguments.len() == 1 {
        return match arguments.single(0)? {
            Value::String(text) => read::<Date>(text),
            _ => day(arguments, 0).map(Value::from),
        };
    }
    let (year, month, day) = (arguments.integer(0)?, arguments.integer(1)?, arguments.integer(2)?);
    let date = || Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
    date().map(Value::from).ok_or_else(|| because(&TemporalError::NoSuchDay))
}

pub(super) fn time(arguments: Arguments<'_>) -> Result {
    if arguments.len() == 1 {
        return match arguments.single(0)? {
            Value::String(text) => read::<Time>(text),
            Value::Time(time) => Ok(Value::Time(*time)),
            Value::DateTime(moment) => Ok(Value::Time(moment.time())),
            // A date is midnight in UTC where it has to be a date and time (DMN 1.5, 10.3.2.3.5).
            Value::Date(date) => Ok(Value::Time(DateTime::utc_midnight(*date).time())),
            _ => Err(arguments.wrong(0, "string, a time or a date and time")),
        };
    }
    let (hour, minute, second) = (arguments.integer(0)?, arguments.integer(1)?, arguments.number(2)?);
    let offset = if arguments.has(3) { Some(offset(arguments, 3)?) } else { None };
    let time = || {
        let whole = second.floor();
        let part = second.checked_sub(whole)?.checked_mul(Number::from(1_000_000_000_i64))?;
        let nanosecond = part.round(0, Rounding::Down)?.as_integer()?.try_into().ok()?;
        let whole = whole.as_integer()?.try_into().ok()?;
        Time::new(hour.try_into().ok()?, minute.try_into().ok()?, whole, nanosecond, offset)
    };
    time().map(Value::from).ok_or_else(|| because(&TemporalError::Time))
}

pub(super) fn date_and_time(arguments: Arguments<'_>) -> Result {
    if arguments.len() == 1 {
        return read::<DateTime>(arguments.string(0)?);
    }
    let date = day(arguments, 0)?;
    match arguments.single(1)? {
        Value::Time(time) => Ok(DateTime::new(date, *time).into()),
        _ => Err(arguments.wrong(1, "time")),
    }
}

/// A duration of either kind, as the text has it.
pub(super) fn duration(arguments: Arguments<'_>) -> Result {
    let text = arguments.string(0)?;
    // What has years or months and nothing else is the one kind, everything else the other or none.
    match MonthsDuration::from_str(text) {
        Ok(duration) => Ok(duration.into()),
        Err(TemporalError::TooLong) => Err(unreadable(text, &TemporalError::TooLong)),
        Err(_) => read::<DaysDuration>(text),
    }
}

pub(super) fn years_and_months_duration(arguments: Arguments<'_>) -> Result {
    Ok(MonthsDuration::between(day(arguments, 0)?, day(arguments, 1)?).into())
}

/// A number from a text with separators of its own (DMN 1.5, table 72, footnote 1).
pub(super) fn number(arguments: Arguments<'_>) -> Result {
    let text = arguments.string(0)?;
    let (grouping, decimal) = (separator(arguments, 1, " ,.")?, separator(arguments, 2, ",.")?);
    if grouping.is_some() && grouping == decimal {
        return Err(arguments.refuse(&["wants two different separators"]));
    }
    let ungrouped = text.chars().filter(|character| Some(*character) != grouping);
    let plain: String = ungrouped.map(|character| if Some(character) == decimal { '.' } else { character }).collect();
    Number::from_str(&plain).map(Value::from).map_err(|error| unreadable(text, &error))
}

/// The text of a value: a string without quotes, a date and the like as the function reads it that makes one.
pub(super) fn string(arguments: Arguments<'_>) -> Result {
    Ok(match arguments.any(0)? {
        Value::Null => Value::Null,
        Value::String(text) => Value::String(Cow::clone(text)),
        Value::Date(date) => date.to_string().into(),
        Value::Time(time) => time.to_string().into(),
        Value::DateTime(moment) => moment.to_string().into(),
        Value::DaysDuration(duration) => duration.to_string().into(),
        Value::MonthsDuration(duration) => duration.to_string().into(),
        other => other.to_string().into(),
    })
}

/// A date, or that of a date and time.
fn day(arguments: Arguments<'_>, position: usize) -> Result<Date> {
    match arguments.single(position)? {
        Value::Date(date) => Ok(*date),
        Value::DateTime(moment) => Ok(moment.date()),
        _ => Err(arguments.wrong(position, "date or a date and time")),
    }
}

/// Seconds east of UTC.
fn offset(arguments: Arguments<'_>, position: usize) -> Result<i32> {
    let Value::DaysDuration(duration) = arguments.single(position)? else {
        return Err(arguments.wrong(position, "days and time duration"));
    };
    let nanoseconds = duration.total_nanoseconds();
    let whole = nanoseconds % 1_000_000_000 == 0;
    let seconds = i32::try_from(nanoseconds / 1_000_000_000).ok().filter(|_| whole);
    seconds.ok_or_else(|| because(&TemporalError::Offset))
}

/// A separator, which is one of a few characters.
fn separator(arguments: Arguments<'_>, position: usize, allowed: &str) -> Result<Option<char>> {
    if !arguments.has(position) {
        return Ok(None);
    }
    let mut characters = arguments.string(position)?.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) if allowed.contains(one) => Ok(Some(one)),
        _ => Err(arguments.refuse(&["wants one of `", allowed, "` for `", arguments.name(position), "`"])),
    }
}

fn read<T: FromStr<Err = TemporalError> + Into<Value>>(text: &str) -> Result {
    text.parse().map(T::into).map_err(|error| unreadable(text, &error))
}

fn because(error: &TemporalError) -> Refusal {
    Refusal::Because(error.to_string())
}

/// A text that cannot be read as what it should be.
fn unreadable(text: &str, error: &dyn std::error::Error) -> Refusal {
    let beginning: String = text.chars().take(QUOTED).collect();
    let more = if beginning.len() < text.len() { "…" } else { "" };
    Refusal::Because(["`", &beginning, more, "` cannot be read: ", &error.to_string()].concat())
}
