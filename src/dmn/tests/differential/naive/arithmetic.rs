//! Sums, differences, products, quotients and powers (DMN 1.5, 10.3.2.15, tables 56 to 62).

use bigdecimal::num_traits::{ToPrimitive, Zero};
use bigdecimal::{BigDecimal, RoundingMode};
use chrono::{Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::{Naive, number};
use crate::model::{Op, Val};

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;

impl Naive<'_> {
    pub fn calculate(&mut self, op: Op, left: &Val, right: &Val) -> Val {
        let value = match op {
            Op::Add => self.add(left, right),
            Op::Subtract => self.subtract(left, right),
            Op::Multiply => self.multiply(left, right),
            Op::Divide => self.divide(left, right),
            _ => self.power(left, right),
        };
        value.unwrap_or(Val::Null)
    }

    /// A number in the 34 digits that it has.
    pub fn number(&mut self, exact: &BigDecimal) -> Option<Val> {
        self.beyond |= number::is_extreme(exact);
        Some(Val::Number(number::rounded(exact)))
    }

    fn add(&mut self, left: &Val, right: &Val) -> Option<Val> {
        match (left, right) {
            (Val::Number(left), Val::Number(right)) => {
                self.coverage.note("number + number");
                self.number(&(left + right))
            }
            (Val::String(left), Val::String(right)) => Some(Val::String(format!("{left}{right}"))),
            (Val::Days(left), Val::Days(right)) => Some(Val::Days(left + right)),
            (Val::Months(left), Val::Months(right)) => Some(Val::Months(left + right)),
            (Val::Date(date), Val::Days(nanoseconds)) => {
                self.coverage.note("date + days");
                let moved = self.moved(date.and_time(NaiveTime::MIN), *nanoseconds)?;
                Some(Val::Date(moved.date()))
            }
            (Val::DateTime(both, zone), Val::Days(nanoseconds)) => {
                self.coverage.note("date and time + days");
                Some(Val::DateTime(self.moved(*both, *nanoseconds)?, *zone))
            }
            (Val::Time(time, zone), Val::Days(nanoseconds)) => {
                self.coverage.note("time + days");
                let moved = (since_midnight(*time) + nanoseconds).rem_euclid(DAY);
                let (seconds, rest) = ((moved / SECOND) as u32, (moved % SECOND) as u32);
                Some(Val::Time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, rest)?, *zone))
            }
            (Val::Date(date), Val::Months(months)) => {
                self.coverage.note("date + months");
                Some(Val::Date(self.months_later(*date, *months)?))
            }
            (Val::DateTime(both, zone), Val::Months(months)) => {
                self.coverage.note("date and time + months");
                Some(Val::DateTime(self.months_later(both.date(), *months)?.and_time(both.time()), *zone))
            }
            (Val::Days(_), Val::Date(_) | Val::DateTime(..) | Val::Time(..))
            | (Val::Months(_), Val::Date(_) | Val::DateTime(..)) => self.add(right, left),
            _ => None,
        }
    }

    fn moved(&mut self, from: NaiveDateTime, nanoseconds: i128) -> Option<NaiveDateTime> {
        let seconds = i64::try_from(nanoseconds.div_euclid(SECOND)).ok().and_then(Duration::try_seconds);
        let rest = Duration::nanoseconds(nanoseconds.rem_euclid(SECOND) as i64);
        let moved = seconds.and_then(|seconds| from.checked_add_signed(seconds)?.checked_add_signed(rest));
        self.beyond |= moved.is_none();
        moved
    }

    fn months_later(&mut self, date: NaiveDate, months: i64) -> Option<NaiveDate> {
        let count = Months::new(u32::try_from(months.abs()).unwrap_or(u32::MAX));
        let moved = if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
        self.beyond |= moved.is_none();
        moved
    }

    fn subtract(&mut self, left: &Val, right: &Val) -> Option<Val> {
        match (left, right) {
            (Val::Number(left), Val::Number(right)) => self.number(&(left - right)),
            (_, Val::Days(nanoseconds)) => self.add(left, &Val::Days(-nanoseconds)),
            (_, Val::Months(months)) => self.add(left, &Val::Months(-months)),
            (Val::Time(..), Val::Time(..)) | (Val::Date(_) | Val::DateTime(..), Val::Date(_) | Val::DateTime(..)) => {
                self.coverage.note("difference of dates or times");
                since(left, right).map(Val::Days)
            }
            _ => None,
        }
    }

    fn multiply(&mut self, left: &Val, right: &Val) -> Option<Val> {
        match (left, right) {
            (Val::Number(left), Val::Number(right)) => {
                self.coverage.note("number * number");
                self.number(&(left * right))
            }
            (Val::Days(_), Val::Number(number)) => {
                self.coverage.note("duration * number");
                self.days(&(in_seconds(left) * number))
            }
            (Val::Months(months), Val::Number(number)) => self.months(&(BigDecimal::from(*months) * number)),
            (Val::Number(_), Val::Days(_) | Val::Months(_)) => self.multiply(right, left),
            _ => None,
        }
    }

    fn divide(&mut self, left: &Val, right: &Val) -> Option<Val> {
        let divisor = match right {
            Val::Number(number) => number.clone(),
            Val::Days(_) => in_seconds(right),
            Val::Months(months) => BigDecimal::from(*months),
            _ => return None,
        };
        let dividend = match (left, right) {
            (Val::Number(number), Val::Number(_)) => number.clone(),
            (Val::Days(_), Val::Number(_) | Val::Days(_)) => in_seconds(left),
            (Val::Months(months), Val::Number(_) | Val::Months(_)) => BigDecimal::from(*months),
            _ => return None,
        };
        if divisor.is_zero() {
            self.coverage.note("division by zero");
            return None;
        }
        self.coverage.note("division");
        let quotient = number::quotient(&dividend, &divisor);
        match (left, right) {
            (Val::Days(_), Val::Number(_)) => self.days(&quotient),
            (Val::Months(_), Val::Number(_)) => self.months(&quotient),
            _ => self.number(&quotient),
        }
    }

    fn power(&mut self, left: &Val, right: &Val) -> Option<Val> {
        let (Val::Number(base), Val::Number(exponent)) = (left, right) else {
            return None;
        };
        self.coverage.note("power");
        let power = number::power(base, exponent)?;
        self.number(&power)
    }

    /// A duration of so many seconds, to the nearest nanosecond.
    fn days(&mut self, seconds: &BigDecimal) -> Option<Val> {
        let nanoseconds = number::to_scale(&number::rounded(seconds), 9, RoundingMode::HalfEven);
        let nanoseconds = (nanoseconds * BigDecimal::from(SECOND)).to_i128();
        let nanoseconds = nanoseconds.filter(|all| all.unsigned_abs() < i64::MAX as u128 * SECOND as u128);
        self.beyond |= nanoseconds.is_none();
        nanoseconds.map(Val::Days)
    }

    /// A duration of so many months; a part of a month is none.
    fn months(&mut self, months: &BigDecimal) -> Option<Val> {
        let months = number::to_scale(&number::rounded(months), 0, RoundingMode::Down).to_i64();
        self.beyond |= months.is_none();
        months.map(Val::Months)
    }
}

fn in_seconds(duration: &Val) -> BigDecimal {
    match duration {
        Val::Days(nanoseconds) => BigDecimal::new((*nanoseconds).into(), 9),
        _ => unreachable!("only a days and time duration is asked"),
    }
}

pub fn since_midnight(time: NaiveTime) -> i128 {
    i128::from(time.num_seconds_from_midnight()) * SECOND + i128::from(time.nanosecond())
}

/// Nanoseconds from the right to the left: by the clock between local times, by the instant between those with an
/// offset. Beside one with a time, a date is midnight in UTC.
pub fn since(left: &Val, right: &Val) -> Option<i128> {
    let ((left, left_zone), (right, right_zone)) = (instant(left), instant(right));
    match (left_zone, right_zone) {
        (None, None) => Some(left - right),
        (Some(_), Some(_)) => Some(left - right),
        _ => None,
    }
}

fn instant(value: &Val) -> (i128, Option<i32>) {
    let (clock, zone) = match value {
        Val::Time(time, zone) => (since_midnight(*time), *zone),
        Val::Date(date) => (days_since_1970(*date) * DAY, Some(0)),
        Val::DateTime(both, zone) => (days_since_1970(both.date()) * DAY + since_midnight(both.time()), *zone),
        _ => unreachable!("only dates and times have an instant"),
    };
    (clock - i128::from(zone.unwrap_or(0)) * SECOND, zone)
}

fn days_since_1970(date: NaiveDate) -> i128 {
    (date - NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).num_days().into()
}
