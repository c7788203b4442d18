//! Values beside others, with which a check tries what a table answers between and beyond its constants.

use super::date::Date;
use super::date_time::DateTime;
use super::days_duration::DaysDuration;
use super::months_duration::MonthsDuration;
use super::time::{DAY, MAX_OFFSET, SECOND, Time};

/// Values of an ordered type that lie beside others.
pub(crate) trait Neighbours: Sized {
    /// A value below this one: one unit less, where there is one.
    fn before(self) -> Option<Self>;

    /// A value above this one: one unit more, where there is one.
    fn after(self) -> Option<Self>;

    /// A value strictly between the two, about half way and as round as can be, where there is one.
    fn between(low: Self, high: Self) -> Option<Self>;
}

impl Neighbours for Date {
    fn before(self) -> Option<Date> {
        Date::from_days(self.to_days() - 1)
    }

    fn after(self) -> Option<Date> {
        Date::from_days(self.to_days() + 1)
    }

    fn between(low: Date, high: Date) -> Option<Date> {
        middle(low.to_days().into(), high.to_days().into(), &[1])
            .and_then(|days| Date::from_days(days.try_into().ok()?))
    }
}

impl Neighbours for Time {
    /// Midnight UTC has a time before it: the same day's midnight in a zone farther east.
    fn before(self) -> Option<Time> {
        [SECOND, 1].into_iter().find_map(|unit| at_instant(self.instant() - unit, self.offset()))
    }

    fn after(self) -> Option<Time> {
        [SECOND, 1].into_iter().find_map(|unit| at_instant(self.instant() + unit, self.offset()))
    }

    fn between(low: Time, high: Time) -> Option<Time> {
        low.order(&high)?;
        let middle = middle(low.instant().into(), high.instant().into(), ROUND)?;
        at_instant(middle.try_into().ok()?, low.offset())
    }
}

impl Neighbours for DateTime {
    fn before(self) -> Option<DateTime> {
        DateTime::from_clock(self.clock() - i128::from(SECOND), self.time().offset())
    }

    fn after(self) -> Option<DateTime> {
        DateTime::from_clock(self.clock() + i128::from(SECOND), self.time().offset())
    }

    fn between(low: DateTime, high: DateTime) -> Option<DateTime> {
        low.order(&high)?;
        // By a clock that is read, so that the value is round. At the calendar's end one of the two does not go so far.
        [low, high].into_iter().find_map(|zone| {
            let shift = zone.clock() - zone.instant();
            let middle = middle(low.instant() + shift, high.instant() + shift, ROUND)?;
            DateTime::from_clock(middle, zone.time().offset())
        })
    }
}

impl Neighbours for DaysDuration {
    fn before(self) -> Option<DaysDuration> {
        DaysDuration::from_total_nanoseconds(self.total_nanoseconds() - i128::from(SECOND))
    }

    fn after(self) -> Option<DaysDuration> {
        DaysDuration::from_total_nanoseconds(self.total_nanoseconds() + i128::from(SECOND))
    }

    fn between(low: DaysDuration, high: DaysDuration) -> Option<DaysDuration> {
        middle(low.total_nanoseconds(), high.total_nanoseconds(), ROUND).and_then(DaysDuration::from_total_nanoseconds)
    }
}

impl Neighbours for MonthsDuration {
    fn before(self) -> Option<MonthsDuration> {
        self.months().checked_sub(1).and_then(MonthsDuration::from_months)
    }

    fn after(self) -> Option<MonthsDuration> {
        self.months().checked_add(1).and_then(MonthsDuration::from_months)
    }

    fn between(low: MonthsDuration, high: MonthsDuration) -> Option<MonthsDuration> {
        middle(low.months().into(), high.months().into(), &[1])
            .and_then(|months| MonthsDuration::from_months(months.try_into().ok()?))
    }
}

/// Days, hours, minutes, seconds and nanoseconds, in nanoseconds.
const ROUND: &[i64] = &[DAY, 3_600 * SECOND, 60 * SECOND, SECOND, 1];

/// The multiple of the greatest unit that has one between the two, near the middle.
fn middle(low: i128, high: i128, units: &[i64]) -> Option<i128> {
    // Both are far below 2^126.
    let middle = (low + high).div_euclid(2);
    let round = |unit: &i64| middle - middle.rem_euclid(i128::from(*unit));
    units.iter().map(round).find(|found| low < *found && *found < high)
}

/// The time at so many nanoseconds after midnight UTC, in this zone where it is a time of that day there, and otherwise
/// in UTC or one of the farthest zones.
fn at_instant(instant: i64, offset: Option<i32>) -> Option<Time> {
    let Some(offset) = offset else {
        return (0..DAY).contains(&instant).then(|| Time::from_clock(instant, None));
    };
    [offset, 0, MAX_OFFSET, -MAX_OFFSET].into_iter().find_map(|offset| {
        let clock = instant + i64::from(offset) * SECOND;
        (0..DAY).contains(&clock).then(|| Time::from_clock(clock, Some(offset)))
    })
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use super::*;

    fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
        text.parse().unwrap()
    }

    fn beside<T: FromStr<Err: Debug> + Display + Neighbours>(text: &str) -> [Option<String>; 2] {
        [parsed::<T>(text).before(), parsed::<T>(text).after()].map(|found| found.map(|found| found.to_string()))
    }

    fn between<T: FromStr<Err: Debug> + Display + Neighbours>(low: &str, high: &str) -> String {
        T::between(parsed(low), parsed(high)).map_or("none".to_owned(), |found| found.to_string())
    }

    fn some(texts: [&str; 2]) -> [Option<String>; 2] {
        texts.map(|text| Some(text.to_owned()))
    }

    #[test]
    fn one_unit_less_and_one_more() {
        assert_eq!(beside::<Date>("2024-03-01"), some(["2024-02-29", "2024-03-02"]));
        assert_eq!(beside::<Time>("10:00:00+01:00"), some(["09:59:59+01:00", "10:00:01+01:00"]));
        assert_eq!(beside::<DateTime>("2024-01-01T00:00:00"), some(["2023-12-31T23:59:59", "2024-01-01T00:00:01"]));
        assert_eq!(beside::<DaysDuration>("PT0S"), some(["-PT1S", "PT1S"]));
        assert_eq!(beside::<MonthsDuration>("P1Y"), some(["P11M", "P1Y1M"]));
    }

    #[test]
    fn nothing_is_beyond_the_ends() {
        assert_eq!(beside::<Date>("-999999999-01-01")[0], None);
        assert_eq!(beside::<Date>("999999999-12-31")[1], None);
        assert_eq!(beside::<Time>("00:00:00")[0], None);
        assert_eq!(beside::<Time>("23:59:59.999999999")[1], None);
        assert_eq!(beside::<Time>("00:00:00+18:00")[0], None);
        assert_eq!(beside::<Time>("23:59:59.999999999-18:00")[1], None);
        assert_eq!(beside::<DateTime>("-999999999-01-01T00:00:00")[0], None);
        assert_eq!(beside::<DaysDuration>("-PT9223372036854775807S")[0], None);
        assert_eq!(beside::<MonthsDuration>("P9223372036854775807M")[1], None);
    }

    #[test]
    fn less_than_a_second_from_midnight_there_is_still_a_time() {
        assert_eq!(beside::<Time>("00:00:00.5")[0].as_deref(), Some("00:00:00.499999999"));
        assert_eq!(beside::<Time>("23:59:59.5")[1].as_deref(), Some("23:59:59.500000001"));
    }

    #[test]
    fn other_zones_have_times_beyond_a_zones_midnight() {
        assert_eq!(beside::<Time>("00:00:00Z")[0].as_deref(), Some("17:59:59+18:00"));
        assert_eq!(beside::<Time>("00:00:00+05:00")[0].as_deref(), Some("12:59:59+18:00"));
        assert_eq!(beside::<Time>("23:59:59Z")[1].as_deref(), Some("06:00:00-18:00"));
        assert_eq!(between::<Time>("23:00:00Z", "12:00:00-18:00"), "06:00:00-18:00");
    }

    #[test]
    fn between_two_values_lies_a_round_one() {
        assert_eq!(between::<Date>("2024-01-01", "2024-01-04"), "2024-01-02");
        assert_eq!(between::<Time>("09:00:00", "17:30:00"), "13:00:00");
        assert_eq!(between::<Time>("09:00:00", "09:00:01"), "09:00:00.5");
        assert_eq!(between::<Time>("10:00:00+02:00", "11:00:00+01:00"), "11:00:00+02:00");
        assert_eq!(between::<DateTime>("2024-01-01T10:00:00", "2024-01-05T09:00:00"), "2024-01-03T00:00:00");
        assert_eq!(
            between::<DateTime>("2024-01-01T00:00:00+05:00", "2024-01-01T00:00:00Z"),
            "2024-01-01T02:00:00+05:00"
        );
        assert_eq!(between::<DaysDuration>("P1D", "P10D"), "P5D");
        assert_eq!(between::<DaysDuration>("-PT1S", "PT1S"), "PT0S");
        assert_eq!(between::<MonthsDuration>("-P1Y", "P1Y"), "P0M");
    }

    #[test]
    fn where_the_calendar_ends_the_later_zone_has_a_value() {
        let (low, high) = ("999999999-12-31T23:00:00+18:00", "999999999-12-31T23:00:00-18:00");
        assert_eq!(between::<DateTime>(low, high), "999999999-12-31T00:00:00-18:00");
    }

    #[test]
    fn nothing_is_between_adjacent_or_equal_or_turned_values() {
        assert_eq!(between::<Date>("2024-02-29", "2024-03-01"), "none");
        assert_eq!(between::<Date>("2024-01-01", "2024-01-01"), "none");
        assert_eq!(between::<Date>("2024-01-09", "2024-01-01"), "none");
        assert_eq!(between::<Time>("09:00:00", "09:00:00.000000001"), "none");
        assert_eq!(between::<Time>("10:00:00+01:00", "09:00:00Z"), "none");
        assert_eq!(between::<DateTime>("2024-01-01T00:00:00", "2024-01-01T00:00:00.000000001"), "none");
        assert_eq!(between::<DaysDuration>("PT0S", "PT0.000000001S"), "none");
        assert_eq!(between::<MonthsDuration>("P11M", "P1Y"), "none");
    }

    #[test]
    fn nothing_is_between_local_and_with_an_offset() {
        assert_eq!(between::<Time>("09:00:00", "17:00:00Z"), "none");
        assert_eq!(between::<DateTime>("2024-01-01T00:00:00Z", "2025-01-01T00:00:00"), "none");
    }
}
