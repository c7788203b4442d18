//! Durations of days and parts of them, which have a fixed length.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use super::TemporalError;
use super::text::{Reader, sum, write_fraction};
use super::time::SECOND;

/// A days and time duration (DMN 1.5, 10.3.2.3.7), to the nanosecond: below 2^63 seconds either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaysDuration {
    /// Rounded down, so that the fields compare as the duration does.
    seconds: i64,
    /// Beyond the seconds, below a thousand million. Not zero where the seconds are the lowest there are: what can be
    /// written can be negated.
    nanoseconds: u32,
}

impl DaysDuration {
    /// The duration of so many nanoseconds, where it is not too long.
    pub fn from_total_nanoseconds(total: i128) -> Option<DaysDuration> {
        let seconds = i64::try_from(total.div_euclid(SECOND.into())).ok()?;
        let nanoseconds = u32::try_from(total.rem_euclid(SECOND.into())).ok()?;
        (seconds > i64::MIN || nanoseconds > 0).then_some(DaysDuration { seconds, nanoseconds })
    }

    pub fn total_nanoseconds(self) -> i128 {
        i128::from(self.seconds) * i128::from(SECOND) + i128::from(self.nanoseconds)
    }

    /// Whole days, negative in a negative duration, as are the accessors below.
    pub fn days(self) -> i64 {
        self.signed(self.magnitude().seconds / 86_400)
    }

    /// Whole hours beyond the days, up to 23.
    pub fn hours(self) -> i64 {
        self.signed(self.magnitude().seconds / 3_600 % 24)
    }

    /// Whole minutes beyond the hours, up to 59.
    pub fn minutes(self) -> i64 {
        self.signed(self.magnitude().seconds / 60 % 60)
    }

    /// Whole seconds beyond the minutes, up to 59.
    pub fn seconds(self) -> i64 {
        self.signed(self.magnitude().seconds % 60)
    }

    /// Nanoseconds beyond the seconds, up to 999999999.
    pub fn nanoseconds(self) -> i64 {
        self.signed(self.magnitude().nanoseconds.into())
    }

    pub fn checked_add(self, other: DaysDuration) -> Option<DaysDuration> {
        DaysDuration::from_total_nanoseconds(self.total_nanoseconds() + other.total_nanoseconds())
    }

    pub fn checked_sub(self, other: DaysDuration) -> Option<DaysDuration> {
        self.checked_add(-other)
    }

    /// The duration without the sign.
    fn magnitude(self) -> DaysDuration {
        if self.seconds < 0 { -self } else { self }
    }

    fn signed(self, magnitude: i64) -> i64 {
        if self.seconds < 0 { -magnitude } else { magnitude }
    }
}

impl Neg for DaysDuration {
    type Output = DaysDuration;

    fn neg(self) -> DaysDuration {
        match self.nanoseconds {
            // Never the lowest seconds, so it fits.
            0 => DaysDuration { seconds: self.seconds.wrapping_neg(), nanoseconds: 0 },
            // The complement is the negative less one, and always fits.
            nanoseconds => DaysDuration { seconds: !self.seconds, nanoseconds: SECOND as u32 - nanoseconds },
        }
    }
}

impl FromStr for DaysDuration {
    type Err = TemporalError;

    /// Reads `P1DT2H3M4.5S` or `-PT36H`: one part or more, in this order, and `T` before those below a day.
    fn from_str(text: &str) -> Result<DaysDuration, TemporalError> {
        let mut reader = Reader::new(text);
        let negative = reader.eat(b'-');
        let (seconds, nanoseconds) = parts(&mut reader).ok_or(TemporalError::DaysDuration)?;
        let seconds = seconds.ok_or(TemporalError::TooLong)?;
        let duration = DaysDuration { seconds, nanoseconds };
        Ok(if negative { -duration } else { duration })
    }
}

/// Seconds, where they fit, and nanoseconds.
fn parts(reader: &mut Reader<'_>) -> Option<(Option<i64>, u32)> {
    reader.expect(b'P')?;
    let days = reader.digits_before(b'D');
    if days.is_some() && reader.at_end() {
        return Some((sum(&[(days, 86_400)]), 0));
    }
    reader.expect(b'T')?;
    let hours = reader.digits_before(b'H');
    let minutes = reader.digits_before(b'M');
    let whole = |seconds| sum(&[(days, 86_400), (hours, 3_600), (minutes, 60), (seconds, 1)]);
    if reader.at_end() {
        return (hours.is_some() || minutes.is_some()).then(|| (whole(None), 0));
    }
    let seconds = reader.digits();
    let nanoseconds = reader.nanoseconds()?;
    reader.expect(b'S')?;
    (!seconds.is_empty() && reader.at_end()).then(|| (whole(Some(seconds)), nanoseconds))
}

impl fmt::Display for DaysDuration {
    /// Writes the parts that are not zero, and `PT0S` where all are.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.seconds < 0 { "-P" } else { "P" })?;
        let DaysDuration { seconds, nanoseconds } = self.magnitude();
        let (days, clock) = (seconds / 86_400, seconds % 86_400);
        if days > 0 {
            write!(formatter, "{days}D")?;
        }
        if clock == 0 && nanoseconds == 0 {
            return formatter.write_str(if days > 0 { "" } else { "T0S" });
        }
        formatter.write_str("T")?;
        for (part, letter) in [(clock / 3_600, 'H'), (clock / 60 % 60, 'M')] {
            if part > 0 {
                write!(formatter, "{part}{letter}")?;
            }
        }
        let seconds = clock % 60;
        if seconds == 0 && nanoseconds == 0 {
            return Ok(());
        }
        write!(formatter, "{seconds}")?;
        write_fraction(nanoseconds, formatter)?;
        formatter.write_str("S")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duration(text: &str) -> DaysDuration {
        text.parse().unwrap()
    }

    #[test]
    fn printed_as_written() {
        let texts = "PT0S|P1D|-P1D|PT1H|PT1M|PT1S|PT0.5S|-PT0.000000001S|P1DT2H3M4.5S|P1DT0.5S|\
            P106751991167300DT15H30M7.999999999S|-P106751991167300DT15H30M7.999999999S";
        for text in texts.split('|') {
            assert_eq!(duration(text).to_string(), text);
        }
    }

    #[test]
    fn printed_with_every_part_below_the_next_greater() {
        for (text, printed) in [
            ("-PT0S", "PT0S"),
            ("P0D", "PT0S"),
            ("P0DT0H0M0.0S", "PT0S"),
            ("P01D", "P1D"),
            ("PT36H", "P1DT12H"),
            ("PT1000M0.999999999S", "PT16H40M0.999999999S"),
            ("P2DT274M", "P2DT4H34M"),
            ("PT3600S", "PT1H"),
            ("-PT86399.50S", "-PT23H59M59.5S"),
        ] {
            assert_eq!(duration(text).to_string(), printed);
        }
    }

    #[test]
    fn no_other_form_is_read() {
        let texts = "|-|P|-P|PT|P1|P1DT|PT1|P1H|PT1D|P1Y|P1M|P1Y2M3D|P1M1D|P1W|1D|P-1D|+P1D|--P1D|p1D|P1d|PD|PTS|\
            PT1S1M|PT1M1H|PT1H1H|P1D2H|P1.5D|PT.5S|PT1.S|PT1.5M|PT1.1234567890S|PT1.5S1S|PT1S | PT1S|PT1é";
        for text in texts.split('|') {
            assert_eq!(text.parse::<DaysDuration>(), Err(TemporalError::DaysDuration), "{text}");
        }
        for text in ["P106751991167301D", "-PT9223372036854775808S", "P99999999999999999999D"] {
            assert_eq!(text.parse::<DaysDuration>(), Err(TemporalError::TooLong), "{text}");
        }
    }

    #[test]
    fn the_parts_of_a_negative_duration_are_negative() {
        let parts = |text| {
            let duration = duration(text);
            [duration.days(), duration.hours(), duration.minutes(), duration.seconds(), duration.nanoseconds()]
        };
        assert_eq!(parts("P1DT26H61M61.5S"), [2, 3, 2, 1, 500_000_000]);
        assert_eq!(parts("-P1DT26H61M61.5S"), [-2, -3, -2, -1, -500_000_000]);
        assert_eq!(parts("-PT0.5S"), [0, 0, 0, 0, -500_000_000]);
    }

    #[test]
    fn ordered_by_length() {
        let ascending = ["-P1D", "-PT1.5S", "-PT1S", "-PT0.5S", "PT0S", "PT0.000000001S", "PT1S", "PT24H", "PT25H"];
        assert!(ascending.map(duration).is_sorted_by(|left, right| left < right));
        assert_eq!(duration("PT24H"), duration("P1D"));
    }

    #[test]
    fn what_is_too_long_is_nothing() {
        let longest = duration("PT9223372036854775807.999999999S");
        assert_eq!(DaysDuration::from_total_nanoseconds(longest.total_nanoseconds()), Some(longest));
        assert_eq!(DaysDuration::from_total_nanoseconds(-longest.total_nanoseconds()), Some(-longest));
        assert_eq!(DaysDuration::from_total_nanoseconds(longest.total_nanoseconds() + 1), None);
        assert_eq!(DaysDuration::from_total_nanoseconds(-longest.total_nanoseconds() - 1), None);
        assert_eq!(DaysDuration::from_total_nanoseconds(i128::MAX), None);
        assert_eq!(longest.checked_add(duration("PT0.000000001S")), None);
        assert_eq!((-longest).checked_sub(duration("PT0.000000001S")), None);
        assert_eq!(longest.checked_sub(longest), Some(DaysDuration::default()));
    }

    #[test]
    fn added_and_subtracted_across_zero() {
        assert_eq!(duration("P1D").checked_sub(duration("PT2H")), Some(duration("PT22H")));
        assert_eq!(duration("-P1D").checked_sub(duration("-PT2H")), Some(duration("-PT22H")));
        assert_eq!(duration("PT0.5S").checked_add(duration("-PT0.75S")), Some(duration("-PT0.25S")));
    }
}
