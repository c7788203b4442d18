//! Dates with times of day.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::TemporalError;
use super::date::Date;
use super::text::Reader;
use super::time::{DAY, Time, comparable};

/// A date and time (DMN 1.5, 10.3.2.3.6), local or with an offset from UTC.
///
/// `==` compares what is written, field by field; [`DateTime::same`] is FEEL's equality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    date: Date,
    time: Time,
}

impl DateTime {
    pub fn new(date: Date, time: Time) -> DateTime {
        DateTime { date, time }
    }

    /// Local midnight, which is what FEEL's `date and time()` makes of the text of a date.
    pub fn from_date(date: Date) -> DateTime {
        DateTime { date, time: Time::from_clock(0, None) }
    }

    /// Midnight UTC, which is what a date stands for beside a date and time (DMN 1.5, 10.3.2.3.5).
    pub fn utc_midnight(date: Date) -> DateTime {
        DateTime { date, time: Time::from_clock(0, Some(0)) }
    }

    /// The date and time so many nanoseconds after 1970-01-01T00:00:00 by the clock.
    pub(super) fn from_clock(nanoseconds: i128, offset: Option<i32>) -> Option<DateTime> {
        let days = i64::try_from(nanoseconds.div_euclid(DAY.into())).ok()?;
        let clock = i64::try_from(nanoseconds.rem_euclid(DAY.into())).ok()?;
        Some(DateTime { date: Date::from_days(days)?, time: Time::from_clock(clock, offset) })
    }

    pub fn date(self) -> Date {
        self.date
    }

    pub fn time(self) -> Time {
        self.time
    }

    /// Nanoseconds since 1970-01-01T00:00:00 by the clock.
    pub(super) fn clock(self) -> i128 {
        i128::from(self.date.to_days()) * i128::from(DAY) + i128::from(self.time.clock())
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; by the clock where the date and time is local.
    pub(super) fn instant(self) -> i128 {
        i128::from(self.date.to_days()) * i128::from(DAY) + i128::from(self.time.instant())
    }

    /// Order: by the clock between local ones, by the instant between those with offsets. Unknown between the two
    /// sorts.
    pub fn order(&self, other: &DateTime) -> Option<Ordering> {
        comparable(self.time, other.time).then(|| self.instant().cmp(&other.instant()))
    }
}

impl FromStr for DateTime {
    type Err = TemporalError;

    /// Reads a date and a time with a `T` between them, or a date alone, which is its local midnight.
    fn from_str(text: &str) -> Result<DateTime, TemporalError> {
        let mut reader = Reader::new(text);
        let date = Date::read(&mut reader).map_err(of_either)?;
        if reader.at_end() {
            return Ok(DateTime::from_date(date));
        }
        reader.expect(b'T').ok_or(TemporalError::DateTime)?;
        let time = Time::read(&mut reader).map_err(of_either)?;
        Ok(DateTime { date, time })
    }
}

/// The error of a part, as one of the whole.
fn of_either(error: TemporalError) -> TemporalError {
    match error {
        TemporalError::Date | TemporalError::Time => TemporalError::DateTime,
        other => other,
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(formatter)?;
        formatter.write_str("T")?;
        self.time.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date_time(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn printed_as_written() {
        for text in ["2016-12-24T23:59:00-08:00", "2012-12-24T00:00:00", "-0001-01-01T12:00:00.5Z"] {
            assert_eq!(date_time(text).to_string(), text);
        }
    }

    #[test]
    fn a_date_alone_is_its_local_midnight() {
        assert_eq!(date_time("2012-12-24").to_string(), "2012-12-24T00:00:00");
        assert_eq!(DateTime::utc_midnight("2012-12-24".parse().unwrap()).to_string(), "2012-12-24T00:00:00Z");
    }

    #[test]
    fn no_other_form_is_read() {
        let texts = "|2012-12-24T|2012-12-24T11|2012-12-24 11:00:00|2012-12-24t11:00:00|2012-12-24T24:00:00|\
            2012-12-24Z|T11:00:00|11:00:00|2012-12-2411:00:00|12-12-24T11:00:00|2012-12-24T11:00:00 Z";
        for text in texts.split('|') {
            assert_eq!(text.parse::<DateTime>(), Err(TemporalError::DateTime), "{text}");
        }
        for (text, error) in [
            ("2017-02-29T11:00:00", TemporalError::NoSuchDay),
            ("2017-02-28T11:00:00+20:00", TemporalError::Offset),
            ("2017-02-28T11:00:00@Europe/Paris", TemporalError::ZoneName),
        ] {
            assert_eq!(text.parse::<DateTime>(), Err(error), "{text}");
        }
    }

    #[test]
    fn offsets_move_the_instant_across_midnight_and_the_year() {
        assert_eq!(
            date_time("2017-01-01T00:30:00+01:00").order(&date_time("2016-12-31T23:30:00Z")),
            Some(Ordering::Equal)
        );
        assert_eq!(
            date_time("2016-12-31T18:00:00-08:00").order(&date_time("2017-01-01T07:30:00+05:30")),
            Some(Ordering::Equal)
        );
        let (earlier, later) = (date_time("2017-01-01T10:00:00+18:00"), date_time("2016-12-31T23:00:00-18:00"));
        assert_eq!(earlier.order(&later), Some(Ordering::Less));
    }

    #[test]
    fn local_ones_go_by_the_clock() {
        let (earlier, later) = (date_time("2016-12-31T23:59:59.999999999"), date_time("2017-01-01"));
        assert_eq!(earlier.order(&later), Some(Ordering::Less));
    }

    #[test]
    fn a_local_one_and_one_with_an_offset_cannot_be_compared() {
        assert_eq!(date_time("2017-01-01T00:00:00").order(&date_time("2018-01-01T00:00:00Z")), None);
        assert_eq!(date_time("2017-01-01T00:00:00").order(&date_time("2017-01-01T00:00:00Z")), None);
    }
}
