//! Days of the proleptic Gregorian calendar.

use std::fmt;
use std::str::FromStr;

use super::TemporalError;
use super::calendar::{civil_from_days, days_from_civil, days_in_month};
use super::text::{Reader, number};

/// The last year of the calendar; the first is its negative.
const MAX_YEAR: i32 = 999_999_999;

/// No day of the calendar is farther from 1970-01-01 than this.
const FAR: u64 = 366_000_000_000;

/// A date (DMN 1.5, 10.3.2.3.5): a day of the proleptic Gregorian calendar, without an offset. The year 0 exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, where the calendar has it: years from -999999999 to 999999999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let exists = (-MAX_YEAR..=MAX_YEAR).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        exists.then_some(Date { year, month, day })
    }

    /// The day of this number, or the last one of its month where the month is shorter.
    pub(super) fn clamped(year: i32, month: u8, day: u8) -> Option<Date> {
        Date::new(year, month, day.min(days_in_month(year, month)))
    }

    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.to_days() + 3).rem_euclid(7) as u8 + 1
    }

    /// Days since 1970-01-01, negative before it.
    pub fn to_days(self) -> i64 {
        days_from_civil(self.year.into(), self.month.into(), self.day.into())
    }

    /// The day so many days after 1970-01-01, where the calendar goes that far.
    pub fn from_days(days: i64) -> Option<Date> {
        // Beyond that the arithmetic on days might not fit, and no year would.
        if days.unsigned_abs() > FAR {
            return None;
        }
        let (year, month, day) = civil_from_days(days);
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    /// Reads a date from the beginning of a longer text.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Date, TemporalError> {
        let (year, month, day) = fields(reader).ok_or(TemporalError::Date)?;
        year.and_then(|year| Date::new(year, month, day)).ok_or(TemporalError::NoSuchDay)
    }
}

/// Year, month and day as written; no year where it does not fit.
fn fields(reader: &mut Reader<'_>) -> Option<(Option<i32>, u8, u8)> {
    let negative = reader.eat(b'-');
    let digits = reader.digits();
    if digits.len() < 4 || digits.len() > 4 && digits.first() == Some(&b'0') {
        return None;
    }
    let year = number(digits).and_then(|year| i32::try_from(if negative { -year } else { year }).ok());
    reader.expect(b'-')?;
    let month = reader.two_digits()?;
    reader.expect(b'-')?;
    Some((year, month, reader.two_digits()?))
}

impl FromStr for Date {
    type Err = TemporalError;

    /// Reads `2017-10-11` or `-2017-10-11`; a year has four digits, or more without a zero before them.
    fn from_str(text: &str) -> Result<Date, TemporalError> {
        let mut reader = Reader::new(text);
        let date = Date::read(&mut reader)?;
        reader.at_end().then_some(date).ok_or(TemporalError::Date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(formatter, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_leap_day_exists_in_leap_years_only() {
        for year in [2000, 2024, 0, -4, -400, 999_999_996] {
            assert!(Date::new(year, 2, 29).is_some(), "{year}");
        }
        for year in [1900, 2023, -1, -100, 999_999_999] {
            assert_eq!(Date::new(year, 2, 29), None, "{year}");
            assert!(Date::new(year, 2, 28).is_some(), "{year}");
        }
    }

    #[test]
    fn a_day_outside_the_calendar_does_not_exist() {
        let outside = [(2017, 0, 1), (2017, 13, 1), (2017, 1, 0), (2017, 1, 32), (2017, 4, 31), (2017, 11, 31)];
        for (year, month, day) in outside {
            assert_eq!(Date::new(year, month, day), None, "{year} {month} {day}");
        }
        assert_eq!(Date::new(1_000_000_000, 1, 1), None);
        assert_eq!(Date::new(-1_000_000_000, 12, 31), None);
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("1970-03-01", 59),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("1900-03-01", -25_508),
            ("0001-01-01", -719_162),
            ("0000-03-01", -719_468),
            ("0000-02-29", -719_469),
            ("-0001-12-31", -719_529),
        ] {
            assert_eq!(date(text).to_days(), days, "{text}");
            assert_eq!(Date::from_days(days), Some(date(text)));
        }
    }

    #[test]
    fn the_calendar_ends_where_its_years_do() {
        for (text, beyond) in [("999999999-12-31", 1), ("-999999999-01-01", -1)] {
            let last = date(text).to_days();
            assert_eq!(Date::from_days(last), Some(date(text)));
            assert_eq!(Date::from_days(last + beyond), None);
        }
        assert_eq!(Date::from_days(i64::MAX), None);
        assert_eq!(Date::from_days(i64::MIN), None);
    }

    #[test]
    fn the_weekday_goes_on_over_years_and_eras() {
        for (text, weekday) in [
            ("2018-12-31", 1),
            ("2005-01-01", 6),
            ("2020-12-31", 4),
            ("0000-01-01", 6),
            ("999999999-12-31", 5),
            ("-999999999-01-01", 1),
        ] {
            assert_eq!(date(text).weekday(), weekday, "{text}");
        }
    }

    #[test]
    fn printed_as_written() {
        for text in ["2017-10-11", "0999-01-02", "0000-01-01", "-0001-12-31", "-2017-12-31", "12017-01-01"] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(date("-0000-01-01").to_string(), "0000-01-01");
    }

    #[test]
    fn no_other_form_is_read() {
        let texts = "|-|2017|2017-10|2017-10-|2017-1-11|2017-10-1|2017-10-111|998-12-31|02017-10-11|+2017-10-11|\
            --2017-10-11|2017/10/11|20171011| 2017-10-11|2017-10-11 |2017-10-11Z|2017-10-11+02:00|\
            2017-10-11T|2017-10-11T00:00:00|2017-10-1é|２０１７-10-11";
        for text in texts.split('|') {
            assert_eq!(text.parse::<Date>(), Err(TemporalError::Date), "{text}");
        }
        for text in ["2017-02-29", "2017-13-10", "2017-12-32", "2017-00-01", "1000000000-01-01"] {
            assert_eq!(text.parse::<Date>(), Err(TemporalError::NoSuchDay), "{text}");
        }
        let endless = ["-", &"9".repeat(100), "-01-01"].concat();
        assert_eq!(endless.parse::<Date>(), Err(TemporalError::NoSuchDay));
    }
}
