//! Sums and differences (DMN 1.5, 10.3.2.5): nothing where the calendar ends or zones cannot be compared.

use super::date::Date;
use super::date_time::DateTime;
use super::days_duration::DaysDuration;
use super::months_duration::MonthsDuration;
use super::time::{DAY, Time, comparable};

impl Date {
    /// The day on which midnight moves by the duration: a part of a day forward stays, one backward is a day earlier.
    pub fn plus(self, duration: DaysDuration) -> Option<Date> {
        DateTime::from_date(self).plus(duration).map(DateTime::date)
    }

    pub fn minus(self, duration: DaysDuration) -> Option<Date> {
        self.plus(-duration)
    }

    /// The same day so many months later, or the last one of its month where the month is shorter.
    pub fn plus_months(self, duration: MonthsDuration) -> Option<Date> {
        // Counted from January of the year 0.
        let months = i64::from(self.year()) * 12 + i64::from(self.month()) - 1;
        let months = months.checked_add(duration.months())?;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        Date::clamped(year, months.rem_euclid(12) as u8 + 1, self.day())
    }

    pub fn minus_months(self, duration: MonthsDuration) -> Option<Date> {
        self.plus_months(-duration)
    }

    /// How long after the other date this one is.
    pub fn since(self, earlier: Date) -> Option<DaysDuration> {
        DateTime::from_date(self).since(DateTime::from_date(earlier))
    }
}

impl DateTime {
    /// Moved by the duration, in the same zone.
    pub fn plus(self, duration: DaysDuration) -> Option<DateTime> {
        // Far below 2^127: each is below 2^64 seconds.
        DateTime::from_clock(self.clock() + duration.total_nanoseconds(), self.time().offset())
    }

    pub fn minus(self, duration: DaysDuration) -> Option<DateTime> {
        self.plus(-duration)
    }

    /// The date moved by months, at the same time of day.
    pub fn plus_months(self, duration: MonthsDuration) -> Option<DateTime> {
        Some(DateTime::new(self.date().plus_months(duration)?, self.time()))
    }

    pub fn minus_months(self, duration: MonthsDuration) -> Option<DateTime> {
        self.plus_months(-duration)
    }

    /// How long after the other this one is: by the clock between local ones, by the instant between those with
    /// offsets. Nothing between the two sorts.
    pub fn since(self, earlier: DateTime) -> Option<DaysDuration> {
        if !comparable(self.time(), earlier.time()) {
            return None;
        }
        DaysDuration::from_total_nanoseconds(self.instant() - earlier.instant())
    }
}

impl Time {
    /// Moved around the clock by the duration, in the same zone.
    pub fn plus(self, duration: DaysDuration) -> Time {
        // What remains of a day is below 2^47.
        let part_of_day = duration.total_nanoseconds().rem_euclid(DAY.into()) as i64;
        Time::from_clock(self.clock() + part_of_day, self.offset())
    }

    pub fn minus(self, duration: DaysDuration) -> Time {
        self.plus(-duration)
    }

    /// How long after the other this one is on one day: by the clock between local times, by the instant between those
    /// with offsets. Nothing between the two sorts.
    pub fn since(self, earlier: Time) -> Option<DaysDuration> {
        if !comparable(self, earlier) {
            return None;
        }
        DaysDuration::from_total_nanoseconds((self.instant() - earlier.instant()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duration(text: &str) -> DaysDuration {
        text.parse().unwrap()
    }

    fn months(text: &str) -> MonthsDuration {
        text.parse().unwrap()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    fn date_time(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_moves_by_whole_days_rounded_down() {
        for (length, moved) in [
            ("P1D", "2021-01-03"),
            ("PT1H", "2021-01-02"),
            ("PT23H59M59.999999999S", "2021-01-02"),
            ("PT36H", "2021-01-03"),
            ("-PT0.000000001S", "2021-01-01"),
            ("-PT24H", "2021-01-01"),
            ("-PT25H", "2020-12-31"),
        ] {
            assert_eq!(date("2021-01-02").plus(duration(length)), Some(date(moved)), "{length}");
            assert_eq!(date("2021-01-02").minus(-duration(length)), Some(date(moved)), "{length}");
        }
        assert_eq!(date("2020-03-01").minus(duration("PT24H")), Some(date("2020-02-29")));
        assert_eq!(date("1900-02-28").plus(duration("P1D")), Some(date("1900-03-01")));
        assert_eq!(date("0000-01-01").minus(duration("PT1S")), Some(date("-0001-12-31")));
    }

    #[test]
    fn months_end_where_the_month_does() {
        for (from, length, moved) in [
            ("2021-01-31", "P1M", "2021-02-28"),
            ("2020-01-31", "P1M", "2020-02-29"),
            ("2021-03-31", "-P1M", "2021-02-28"),
            ("2020-02-29", "P1Y", "2021-02-28"),
            ("2020-02-29", "-P4Y", "2016-02-29"),
            ("2021-10-31", "P1M", "2021-11-30"),
            ("2021-12-31", "P1M", "2022-01-31"),
            ("2021-01-01", "-P1M", "2020-12-01"),
            ("0000-01-31", "-P1M", "-0001-12-31"),
            ("2021-01-31", "P0M", "2021-01-31"),
        ] {
            assert_eq!(date(from).plus_months(months(length)), Some(date(moved)), "{from} {length}");
            assert_eq!(date(from).minus_months(-months(length)), Some(date(moved)), "{from} {length}");
        }
        let moved = date_time("2021-01-31T10:10:10+11:00").plus_months(months("P1M"));
        assert_eq!(moved, Some(date_time("2021-02-28T10:10:10+11:00")));
    }

    #[test]
    fn nothing_is_beyond_the_calendar() {
        let (first, last) = (date("-999999999-01-01"), date("999999999-12-31"));
        assert_eq!(last.plus(duration("P1D")), None);
        assert_eq!(last.plus(duration("PT23H")), Some(last));
        assert_eq!(first.minus(duration("PT1S")), None);
        assert_eq!(last.plus_months(months("P1M")), None);
        assert_eq!(first.minus_months(months("P1M")), None);
        assert_eq!(date("2021-01-01").plus_months(months("P9223372036854775807M")), None);
        assert_eq!(date("-2021-01-01").plus_months(months("-P9223372036854775807M")), None);
        assert_eq!(date("2021-01-01").plus(duration("PT9223372036854775807.999999999S")), None);
        assert_eq!(date_time("2021-01-01T00:00:00").minus(duration("PT9223372036854775807.999999999S")), None);
        assert_eq!(last.since(first).map(|length| length.to_string()), Some("P730484999633D".to_owned()));
    }

    #[test]
    fn a_date_and_time_moves_across_midnight_in_its_zone() {
        for (from, length, moved) in [
            ("2021-01-12T10:10:10", "P1DT1H", "2021-01-13T11:10:10"),
            ("2021-01-01T10:10:10+11:00", "-P1D", "2020-12-31T10:10:10+11:00"),
            ("2021-01-02T00:00:00", "-PT0.000000001S", "2021-01-01T23:59:59.999999999"),
            ("2020-12-31T23:59:59.999999999Z", "PT0.000000001S", "2021-01-01T00:00:00Z"),
            ("0000-01-01T00:00:00", "-PT1S", "-0001-12-31T23:59:59"),
        ] {
            assert_eq!(date_time(from).plus(duration(length)), Some(date_time(moved)), "{from} {length}");
            assert_eq!(date_time(moved).minus(duration(length)), Some(date_time(from)), "{from} {length}");
        }
    }

    #[test]
    fn a_time_moves_around_the_clock() {
        for (from, length, moved) in [
            ("10:15:00", "PT1H", "11:15:00"),
            ("10:15:00", "P1D", "10:15:00"),
            ("23:30:00", "PT1H", "00:30:00"),
            ("00:00:00", "-PT0.000000001S", "23:59:59.999999999"),
            ("10:15:00+11:00", "-PT11H", "23:15:00+11:00"),
            ("10:15:00", "PT9223372036854775807S", "01:45:07"),
        ] {
            assert_eq!(time(from).plus(duration(length)), time(moved), "{from} {length}");
            assert_eq!(time(moved).minus(duration(length)), time(from), "{from} {length}");
        }
    }

    #[test]
    fn differences_are_taken_by_the_instant() {
        let between = |later, earlier| date_time(later).since(date_time(earlier)).map(|length| length.to_string());
        assert_eq!(between("2021-01-02T10:10:10", "2021-01-01T10:10:10").as_deref(), Some("P1D"));
        assert_eq!(between("2021-01-02T00:00:00Z", "2021-01-01T10:10:10+11:00").as_deref(), Some("P1DT49M50S"));
        assert_eq!(between("2021-01-01T00:00:00+01:00", "2021-01-01T00:00:00-01:00").as_deref(), Some("-PT2H"));
        assert_eq!(between("2021-01-01T00:00:00", "2021-01-01T00:00:00.5").as_deref(), Some("-PT0.5S"));

        let between = |later, earlier| time(later).since(time(earlier)).map(|length| length.to_string());
        assert_eq!(between("10:10:10", "11:10:10").as_deref(), Some("-PT1H"));
        assert_eq!(between("10:10:10+11:00", "10:10:10Z").as_deref(), Some("-PT11H"));
        assert_eq!(between("23:30:00-01:00", "00:30:00Z").as_deref(), Some("P1D"));

        assert_eq!(date("2000-03-01").since(date("2000-02-28")), Some(duration("P2D")));
        assert_eq!(date("1900-02-28").since(date("1900-03-01")), Some(duration("-P1D")));
    }

    #[test]
    fn there_is_no_difference_between_local_and_with_an_offset() {
        assert_eq!(date_time("2021-01-02T10:10:10+02:00").since(date_time("2021-01-01T10:10:10")), None);
        assert_eq!(date_time("2021-01-02T10:10:10").since(date_time("2021-01-01T10:10:10Z")), None);
        assert_eq!(time("10:10:10").since(time("10:10:10Z")), None);
    }
}
