//! What stands behind a point: components of contexts, properties of dates, times and durations (DMN 1.5, 10.3.2.15,
//! tables 64 to 66).

use std::borrow::Cow;

use crate::program::Run;
use crate::{Date, DaysDuration, Number, Time, Value};

/// The component of a context, or of each context in a list; or the property of another value.
pub(super) fn component<'a>(value: Cow<'a, Value>, name: &str, run: &mut Run<'_>) -> Cow<'a, Value> {
    // A component of what is borrowed can be borrowed as well.
    if let Cow::Borrowed(Value::Context(context)) = value
        && let Some(value) = context.get(name)
    {
        return Cow::Borrowed(value);
    }
    Cow::Owned(read(&value, name, run))
}

fn read(value: &Value, name: &str, run: &mut Run<'_>) -> Value {
    let found = match value {
        Value::Null => return Value::Null,
        Value::List(items) => return Value::List(items.iter().map(|item| read(item, name, run)).collect()),
        Value::Context(context) => context.get(name).cloned(),
        Value::Date(date) => of_date(*date, name),
        Value::Time(time) => of_time(*time, name),
        Value::DateTime(both) => of_date(both.date(), name).or_else(|| of_time(both.time(), name)),
        Value::DaysDuration(duration) => match name {
            "days" => Some(duration.days().into()),
            "hours" => Some(duration.hours().into()),
            "minutes" => Some(duration.minutes().into()),
            "seconds" => Some(seconds(duration.seconds(), duration.nanoseconds())),
            _ => None,
        },
        Value::MonthsDuration(duration) => match name {
            "years" => Some(duration.years().into()),
            "months" => Some(duration.months_beyond_years().into()),
            _ => None,
        },
        Value::Boolean(_) | Value::Number(_) | Value::String(_) => None,
    };
    if found.is_none()
        && let Some(kind) = value.kind()
    {
        run.report(["there is no `", name, "` in a ", kind.as_str()].concat());
    }
    found.unwrap_or_default()
}

fn of_date(date: Date, name: &str) -> Option<Value> {
    let number: i64 = match name {
        "year" => date.year().into(),
        "month" => date.month().into(),
        "day" => date.day().into(),
        "weekday" => date.weekday().into(),
        _ => return None,
    };
    Some(number.into())
}

fn of_time(time: Time, name: &str) -> Option<Value> {
    Some(match name {
        "hour" => i64::from(time.hour()).into(),
        "minute" => i64::from(time.minute()).into(),
        "second" => seconds(time.second().into(), time.nanosecond().into()),
        "time offset" => {
            let nanoseconds = time.offset().map(|seconds| i128::from(seconds) * 1_000_000_000);
            nanoseconds.and_then(DaysDuration::from_total_nanoseconds).map_or(Value::Null, Value::from)
        }
        // Zones are not known by name.
        "timezone" => Value::Null,
        _ => return None,
    })
}

/// Seconds with what is beyond them: a decimal from 0 to below 60 (DMN 1.5, table 66).
fn seconds(whole: i64, nanoseconds: i64) -> Value {
    let part = Number::new(nanoseconds, 9);
    part.and_then(|part| Number::from(whole).checked_add(part)).map_or(Value::Null, Value::from)
}
