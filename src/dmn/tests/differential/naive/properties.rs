//! Components of contexts and properties of dates, times and durations (DMN 1.5, tables 64 to 66).

use bigdecimal::BigDecimal;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::{Naive, number};
use crate::model::Val;

const SECOND: i128 = 1_000_000_000;

impl Naive<'_> {
    pub fn component(&mut self, of: &Val, name: &str) -> Val {
        let found = match of {
            Val::Context(entries) => {
                self.coverage.note("component of a context");
                entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
            }
            Val::List(items) => Some(Val::List(items.iter().map(|item| self.component(item, name)).collect())),
            Val::Date(date) => of_date(*date, name),
            Val::Time(time, zone) => of_time(*time, *zone, name),
            Val::DateTime(both, zone) => of_date(both.date(), name).or_else(|| of_time(both.time(), *zone, name)),
            Val::Days(nanoseconds) => of_days(*nanoseconds, name),
            Val::Months(months) => match name {
                "years" => Some(number::integer(months / 12)),
                "months" => Some(number::integer(months % 12)),
                _ => None,
            },
            Val::Null | Val::Boolean(_) | Val::Number(_) | Val::String(_) => None,
        };
        if found.is_some() && !matches!(of, Val::Context(_)) {
            self.coverage.note("property");
        }
        found.unwrap_or(Val::Null)
    }
}

fn of_date(date: NaiveDate, name: &str) -> Option<Val> {
    Some(number::integer(match name {
        "year" => date.year().into(),
        "month" => date.month().into(),
        "day" => date.day().into(),
        "weekday" => date.weekday().number_from_monday().into(),
        _ => return None,
    }))
}

fn of_time(time: NaiveTime, zone: Option<i32>, name: &str) -> Option<Val> {
    Some(match name {
        "hour" => number::integer(time.hour().into()),
        "minute" => number::integer(time.minute().into()),
        "second" => seconds(i128::from(time.second()) * SECOND + i128::from(time.nanosecond())),
        "time offset" => zone.map_or(Val::Null, |seconds| Val::Days(i128::from(seconds) * SECOND)),
        _ => return None,
    })
}

fn of_days(nanoseconds: i128, name: &str) -> Option<Val> {
    let whole = nanoseconds / SECOND;
    let of = |number: i128| number::integer(number as i64);
    Some(match name {
        "days" => of(whole / 86_400),
        "hours" => of(whole / 3_600 % 24),
        "minutes" => of(whole / 60 % 60),
        "seconds" => seconds(nanoseconds % (60 * SECOND)),
        _ => return None,
    })
}

fn seconds(nanoseconds: i128) -> Val {
    Val::Number(BigDecimal::new(nanoseconds.into(), 9).normalized())
}
