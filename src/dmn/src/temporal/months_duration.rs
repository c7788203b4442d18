//! Durations of months and years, whose length in days depends on where they begin.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use super::TemporalError;
use super::date::Date;
use super::text::{Reader, sum};

/// A years and months duration (DMN 1.5, 10.3.2.3.8): up to 2^63 months, less one, either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthsDuration {
    /// Never the lowest number there is: what can be written can be negated.
    months: i64,
}

impl MonthsDuration {
    /// The duration of so many months, where it is not too long.
    pub fn from_months(months: i64) -> Option<MonthsDuration> {
        (months > i64::MIN).then_some(MonthsDuration { months })
    }

    /// Whole months from one date to the other, negative where the other is earlier: FEEL's `years and months
    /// duration()` (DMN 1.5, 10.3.4.1). A month that has begun is not whole, and neither is one that the other date's
    /// month is too short to end.
    pub fn between(from: Date, to: Date) -> MonthsDuration {
        let count = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let months = count(to) - count(from);
        let begun = match months {
            1.. => i64::from(to.day() < from.day()),
            0 => 0,
            _ => -i64::from(to.day() > from.day()),
        };
        MonthsDuration { months: months - begun }
    }

    /// All months, those of the years included.
    pub fn months(self) -> i64 {
        self.months
    }

    /// Whole years, negative in a negative duration: FEEL's property `years`.
    pub fn years(self) -> i64 {
        self.months / 12
    }

    /// Months beyond the years, up to 11, negative in a negative duration: FEEL's property `months`.
    pub fn months_beyond_years(self) -> i64 {
        self.months % 12
    }

    pub fn checked_add(self, other: MonthsDuration) -> Option<MonthsDuration> {
        self.months.checked_add(other.months).and_then(MonthsDuration::from_months)
    }

    pub fn checked_sub(self, other: MonthsDuration) -> Option<MonthsDuration> {
        self.months.checked_sub(other.months).and_then(MonthsDuration::from_months)
    }
}

impl Neg for MonthsDuration {
    type Output = MonthsDuration;

    fn neg(self) -> MonthsDuration {
        // Never the lowest number, so it fits.
        MonthsDuration { months: self.months.wrapping_neg() }
    }
}

impl FromStr for MonthsDuration {
    type Err = TemporalError;

    /// Reads `P1Y2M` or `-P26M`: one part or both, in this order.
    fn from_str(text: &str) -> Result<MonthsDuration, TemporalError> {
        let mut reader = Reader::new(text);
        let negative = reader.eat(b'-');
        reader.expect(b'P').ok_or(TemporalError::MonthsDuration)?;
        let years = reader.digits_before(b'Y');
        let months = reader.digits_before(b'M');
        if years.or(months).is_none() || !reader.at_end() {
            return Err(TemporalError::MonthsDuration);
        }
        let duration = MonthsDuration { months: sum(&[(years, 12), (months, 1)]).ok_or(TemporalError::TooLong)? };
        Ok(if negative { -duration } else { duration })
    }
}

impl fmt::Display for MonthsDuration {
    /// Writes the parts that are not zero, and `P0M` where both are.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.months < 0 { "-P" } else { "P" })?;
        let total = self.months.unsigned_abs();
        let (years, months) = (total / 12, total % 12);
        if years > 0 {
            write!(formatter, "{years}Y")?;
        }
        if months > 0 || years == 0 { write!(formatter, "{months}M") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duration(text: &str) -> MonthsDuration {
        text.parse().unwrap()
    }

    fn between(from: &str, to: &str) -> String {
        MonthsDuration::between(from.parse().unwrap(), to.parse().unwrap()).to_string()
    }

    #[test]
    fn printed_as_written() {
        for text in ["P0M", "P1M", "-P11M", "P1Y", "-P1Y", "P1Y2M", "P768614336404564650Y7M", "-P768614336404564650Y7M"]
        {
            assert_eq!(duration(text).to_string(), text);
        }
    }

    #[test]
    fn printed_with_the_months_below_a_year() {
        for (text, printed) in [
            ("-P0M", "P0M"),
            ("P0Y", "P0M"),
            ("P0Y0M", "P0M"),
            ("P01Y", "P1Y"),
            ("P26M", "P2Y2M"),
            ("-P100M", "-P8Y4M"),
            ("P1Y27M", "P3Y3M"),
        ] {
            assert_eq!(duration(text).to_string(), printed);
        }
    }

    #[test]
    fn no_other_form_is_read() {
        for text in
            "|P|-P|P1|PY|PM|P1M1Y|P1Y1Y|PT1M|P1D|P1Y1D|P1YT1M|+P1Y|--P1Y|P-1Y|P1.5Y|1Y|p1Y|P1y|P1Y | P1Y|P1é".split('|')
        {
            assert_eq!(text.parse::<MonthsDuration>(), Err(TemporalError::MonthsDuration), "{text}");
        }
        for text in
            ["P9223372036854775808M", "-P9223372036854775808M", "P768614336404564650Y8M", "P999999999999999999Y"]
        {
            assert_eq!(text.parse::<MonthsDuration>(), Err(TemporalError::TooLong), "{text}");
        }
    }

    #[test]
    fn the_parts_of_a_negative_duration_are_negative() {
        assert_eq!((duration("P26M").years(), duration("P26M").months_beyond_years()), (2, 2));
        assert_eq!((duration("-P26M").years(), duration("-P26M").months_beyond_years()), (-2, -2));
        assert_eq!((duration("-P26M").months(), duration("P11M").years()), (-26, 0));
    }

    #[test]
    fn what_is_too_long_is_nothing() {
        let longest = duration("P9223372036854775807M");
        assert_eq!(MonthsDuration::from_months(i64::MIN), None);
        assert_eq!(longest.checked_add(duration("P1M")), None);
        assert_eq!((-longest).checked_sub(duration("P1M")), None);
        assert_eq!(longest.checked_add(-longest), Some(MonthsDuration::default()));
    }

    #[test]
    fn ordered_by_length() {
        assert!(["-P1Y", "-P11M", "P0M", "P11M", "P1Y"].map(duration).is_sorted_by(|left, right| left < right));
        assert_eq!(duration("P12M"), duration("P1Y"));
    }

    #[test]
    fn only_whole_months_lie_between_two_dates() {
        assert_eq!(between("2011-12-22", "2013-08-24"), "P1Y8M");
        assert_eq!(between("2013-08-24", "2013-08-24"), "P0M");
        assert_eq!(between("2013-08-24", "2013-09-23"), "P0M");
        assert_eq!(between("2013-08-24", "2013-09-24"), "P1M");
        assert_eq!(between("2014-12-31", "2019-10-01"), "P4Y9M");
        assert_eq!(between("2019-10-01", "2014-12-31"), "-P4Y9M");
        assert_eq!(between("2013-09-24", "2013-08-25"), "P0M");
        assert_eq!(between("2013-09-24", "2013-08-24"), "-P1M");
        assert_eq!(between("-0001-12-01", "0001-01-01"), "P1Y1M");
    }

    #[test]
    fn a_month_too_short_for_the_day_is_not_whole() {
        assert_eq!(between("2016-01-31", "2016-02-29"), "P0M");
        assert_eq!(between("2016-02-29", "2017-02-28"), "P11M");
        assert_eq!(between("2016-02-29", "2016-01-31"), "P0M");
        assert_eq!(between("2016-02-29", "2015-02-28"), "-P1Y");
    }
}
