//! The built-in functions that the generator writes (DMN 1.5, 10.3.4).

use bigdecimal::num_traits::{Signed, Zero};
use bigdecimal::{BigDecimal, RoundingMode};
use chrono::{Datelike, NaiveDate};

use super::expression::truth;
use super::{Naive, logic, number};
use crate::model::{Op, Val};

impl Naive<'_> {
    pub fn call(&mut self, name: &'static str, arguments: &[Val]) -> Val {
        self.coverage.note(name);
        let called = match arguments {
            [one] => self.of_one(name, &argument(name, one)),
            [list, element] if name == "list contains" => self.of_two(name, list, element),
            [one, other] => self.of_two(name, &argument(name, one), &argument(name, other)),
            _ => unreachable!("`{name}` is not called with so many arguments"),
        };
        called.unwrap_or(Val::Null)
    }

    fn of_one(&mut self, name: &str, one: &Val) -> Option<Val> {
        match (name, one) {
            ("not", _) => logic::not(truth(one)).map(Val::Boolean),
            ("abs", Val::Number(number)) => Some(Val::Number(number.abs())),
            ("abs", Val::Days(nanoseconds)) => Some(Val::Days(nanoseconds.abs())),
            ("abs", Val::Months(months)) => Some(Val::Months(months.abs())),
            ("floor", Val::Number(number)) => Some(Val::Number(number::to_scale(number, 0, RoundingMode::Floor))),
            ("ceiling", Val::Number(number)) => Some(Val::Number(number::to_scale(number, 0, RoundingMode::Ceiling))),
            ("string length", Val::String(text)) => Some(number::integer(text.chars().count() as i64)),
            ("date", Val::Date(date)) => Some(Val::Date(*date)),
            ("date", Val::DateTime(both, _)) => Some(Val::Date(both.date())),
            ("time", Val::Time(time, zone)) => Some(Val::Time(*time, *zone)),
            ("time", Val::DateTime(both, zone)) => Some(Val::Time(both.time(), *zone)),
            ("time", Val::Date(_)) => Some(Val::Time(chrono::NaiveTime::MIN, Some(0))),
            ("count", Val::List(items)) => Some(number::integer(items.len() as i64)),
            ("sum", Val::List(items)) => self.sum(items),
            ("min", Val::List(items)) => self.extreme(Op::Less, items),
            ("max", Val::List(items)) => self.extreme(Op::Greater, items),
            _ => None,
        }
    }

    fn of_two(&mut self, name: &str, one: &Val, other: &Val) -> Option<Val> {
        match (name, one, other) {
            ("decimal", Val::Number(number), Val::Number(scale)) => {
                let scale = number::whole(scale)?;
                Some(Val::Number(number::to_scale(number, scale, RoundingMode::HalfEven)))
            }
            ("modulo", Val::Number(dividend), Val::Number(divisor)) if !divisor.is_zero() => {
                let rest = number::modulo(dividend, divisor);
                self.number(&rest)
            }
            ("date and time", _, Val::Time(time, zone)) => {
                day(one).map(|date| Val::DateTime(date.and_time(*time), *zone))
            }
            ("years and months duration", ..) => Some(Val::Months(months_between(day(one)?, day(other)?))),
            ("contains", Val::String(text), Val::String(part)) => Some(Val::Boolean(text.contains(part.as_str()))),
            ("starts with", Val::String(text), Val::String(part)) => {
                Some(Val::Boolean(text.starts_with(part.as_str())))
            }
            ("ends with", Val::String(text), Val::String(part)) => Some(Val::Boolean(text.ends_with(part.as_str()))),
            ("list contains", Val::List(items), _) => {
                let mut found = false;
                for item in items {
                    found |= self.equal(item, other) == Some(true);
                }
                Some(Val::Boolean(found))
            }
            _ => None,
        }
    }

    fn sum(&mut self, items: &[Val]) -> Option<Val> {
        let mut total = None;
        for item in items {
            let Val::Number(number) = item else {
                return None;
            };
            let exact = total.map_or_else(|| number.clone(), |total: BigDecimal| total + number);
            self.number(&exact)?;
            total = Some(number::rounded(&exact));
        }
        total.map(Val::Number)
    }

    fn extreme(&mut self, op: Op, items: &[Val]) -> Option<Val> {
        let mut best = items.first()?.clone();
        self.order(&best, &best)?;
        for item in items {
            let order = self.order(item, &best)?;
            if if op == Op::Less { order.is_lt() } else { order.is_gt() } {
                best = item.clone();
            }
        }
        Some(best)
    }
}

/// The item of a list that has no other, where a list is not what the function takes (DMN 1.5, 10.3.2.9.4).
fn argument(name: &str, value: &Val) -> Val {
    match value {
        Val::List(items) if items.len() == 1 && !["count", "sum", "min", "max"].contains(&name) => items[0].clone(),
        other => other.clone(),
    }
}

fn day(value: &Val) -> Option<NaiveDate> {
    match value {
        Val::Date(date) => Some(*date),
        Val::DateTime(both, _) => Some(both.date()),
        _ => None,
    }
}

/// Whole months between two days, counted from the earlier; negative where that is the second.
fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    if from > to {
        return -months_between(to, from);
    }
    let count = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    count(to) - count(from) - i64::from(to.day() < from.day())
}
