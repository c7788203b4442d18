//! Times of day.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::TemporalError;
use super::text::{Reader, write_fraction};

/// Nanoseconds in a second.
pub(super) const SECOND: i64 = 1_000_000_000;

/// Nanoseconds in a day.
pub(super) const DAY: i64 = 86_400 * SECOND;

/// The farthest offset from UTC, in seconds.
pub(super) const MAX_OFFSET: i32 = 18 * 3_600;

/// A time of day (DMN 1.5, 10.3.2.3.4), to the nanosecond, local or with an offset from UTC.
///
/// `==` compares what is written, field by field; [`Time::same`] is FEEL's equality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    offset: Option<i32>,
}

impl Time {
    /// The time from 00:00:00 to 23:59:59.999999999, with an offset in seconds east of UTC, 18 hours at most.
    pub fn new(hour: u8, minute: u8, second: u8, nanosecond: u32, offset: Option<i32>) -> Option<Time> {
        let exists = hour < 24 && minute < 60 && second < 60 && i64::from(nanosecond) < SECOND;
        (exists && offset.is_none_or(offset_exists)).then_some(Time { hour, minute, second, nanosecond, offset })
    }

    /// The time so many nanoseconds after midnight, counted around the clock.
    pub(super) fn from_clock(nanoseconds: i64, offset: Option<i32>) -> Time {
        let nanoseconds = nanoseconds.rem_euclid(DAY);
        let seconds = nanoseconds / SECOND;
        Time {
            hour: (seconds / 3_600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
            nanosecond: (nanoseconds % SECOND) as u32,
            offset,
        }
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }

    /// 0 to 59.
    pub fn second(self) -> u8 {
        self.second
    }

    /// What is beyond the whole second, 0 to 999999999.
    pub fn nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// Seconds east of UTC; nothing where the time is local.
    pub fn offset(self) -> Option<i32> {
        self.offset
    }

    /// Nanoseconds since midnight by the clock.
    pub(super) fn clock(self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        (minutes * 60 + i64::from(self.second)) * SECOND + i64::from(self.nanosecond)
    }

    /// Nanoseconds since midnight UTC, negative or beyond a day where the offset makes it so; by the clock where the
    /// time is local.
    pub(super) fn instant(self) -> i64 {
        self.clock() - i64::from(self.offset.unwrap_or(0)) * SECOND
    }

    /// Order: by the clock between local times, by the instant of one day between times with offsets. Unknown
    /// between the two sorts.
    pub fn order(&self, other: &Time) -> Option<Ordering> {
        comparable(*self, *other).then(|| self.instant().cmp(&other.instant()))
    }

    /// Reads a time from the rest of a text.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Time, TemporalError> {
        let (hour, minute, second) = clock_fields(reader).ok_or(TemporalError::Time)?;
        let nanosecond = reader.nanoseconds().ok_or(TemporalError::Time)?;
        let offset = match reader.peek() {
            Some(b'@') => return Err(TemporalError::ZoneName),
            Some(b'+' | b'-') => Some(read_offset(reader).ok_or(TemporalError::Offset)?),
            _ => reader.eat(b'Z').then_some(0),
        };
        let time = Time::new(hour, minute, second, nanosecond, offset);
        time.filter(|_| reader.at_end()).ok_or(TemporalError::Time)
    }
}

/// Whether both times are local, or neither.
pub(super) fn comparable(left: Time, right: Time) -> bool {
    left.offset.is_some() == right.offset.is_some()
}

fn offset_exists(offset: i32) -> bool {
    (-MAX_OFFSET..=MAX_OFFSET).contains(&offset)
}

fn clock_fields(reader: &mut Reader<'_>) -> Option<(u8, u8, u8)> {
    let hour = reader.two_digits()?;
    reader.expect(b':')?;
    let minute = reader.two_digits()?;
    reader.expect(b':')?;
    Some((hour, minute, reader.two_digits()?))
}

/// Reads `+05:30` or `-05:30:15`.
fn read_offset(reader: &mut Reader<'_>) -> Option<i32> {
    let negative = reader.eat(b'-');
    if !negative {
        reader.expect(b'+')?;
    }
    let hours = i32::from(reader.two_digits()?);
    reader.expect(b':')?;
    let minutes = i32::from(reader.two_digits()?);
    let seconds = if reader.eat(b':') { i32::from(reader.two_digits()?) } else { 0 };
    let offset = (hours * 60 + minutes) * 60 + seconds;
    let exists = minutes < 60 && seconds < 60 && offset_exists(offset);
    exists.then_some(if negative { -offset } else { offset })
}

impl FromStr for Time {
    type Err = TemporalError;

    /// Reads `13:20:00`, with up to nine digits behind the seconds, and with `Z`, `+05:30` or `-05:30:15` behind all.
    fn from_str(text: &str) -> Result<Time, TemporalError> {
        Time::read(&mut Reader::new(text))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        write_fraction(self.nanosecond, formatter)?;
        let Some(offset) = self.offset else { return Ok(()) };
        if offset == 0 {
            return formatter.write_str("Z");
        }
        let sign = if offset < 0 { '-' } else { '+' };
        let seconds = offset.unsigned_abs();
        write!(formatter, "{sign}{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)?;
        if seconds % 60 == 0 { Ok(()) } else { write!(formatter, ":{:02}", seconds % 60) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_outside_the_day_does_not_exist() {
        assert!(Time::new(23, 59, 59, 999_999_999, Some(MAX_OFFSET)).is_some());
        assert_eq!(Time::new(24, 0, 0, 0, None), None);
        assert_eq!(Time::new(0, 60, 0, 0, None), None);
        assert_eq!(Time::new(0, 0, 60, 0, None), None);
        assert_eq!(Time::new(0, 0, 0, 1_000_000_000, None), None);
        assert_eq!([-1, 1].map(|sign| Time::new(0, 0, 0, 0, Some(sign * (MAX_OFFSET + 1)))), [None, None]);
    }

    #[test]
    fn read_into_its_fields() {
        let read = time("13:20:05.25-05:30");
        assert_eq!((read.hour(), read.minute(), read.second(), read.nanosecond()), (13, 20, 5, 250_000_000));
        assert_eq!((read.offset(), time("00:00:00").offset()), (Some(-19_800), None));
    }

    #[test]
    fn printed_as_written() {
        let texts = "00:00:00|23:59:59.999999999|13:20:00.000000001|13:20:00.05|13:20:00Z|13:20:00.5+05:30|\
            13:20:00-05:30:15|13:20:00+18:00|13:20:00-18:00|13:20:00-00:00:01";
        for text in texts.split('|') {
            assert_eq!(time(text).to_string(), text);
        }
    }

    #[test]
    fn printed_without_what_says_nothing() {
        for (text, printed) in [
            ("13:20:00.0", "13:20:00"),
            ("13:20:00.500000000", "13:20:00.5"),
            ("13:20:00+00:00", "13:20:00Z"),
            ("13:20:00-00:00:00", "13:20:00Z"),
            ("13:20:00+05:30:00", "13:20:00+05:30"),
        ] {
            assert_eq!(time(text).to_string(), printed);
        }
    }

    #[test]
    fn no_other_form_is_read() {
        let texts = "|13|13:20|13:20:|7:00:00|07:1:00|07:01:2|24:00:00|25:00:00|00:60:00|23:59:60|T13:20:00|\
            13:20:00.|13:20:00.1234567890|13:20:00,5|13:20:00z|13:20:00ZZ|13:20:00 |13:20:00Z+01:00|\
            13:20:00+01:00Z|132000|-13:20:00|13:20:00é|1é:20:00";
        for text in texts.split('|') {
            assert_eq!(text.parse::<Time>(), Err(TemporalError::Time), "{text}");
        }
        for text in ["+19:00", "-18:00:01", "+5:00", "+05", "+0530", "+05:60", "+05:30:60", "+05:30:", "+", "+-05:00"] {
            assert_eq!(["13:20:00", text].concat().parse::<Time>(), Err(TemporalError::Offset), "{text}");
        }
        assert_eq!("13:20:00@Europe/Paris".parse::<Time>(), Err(TemporalError::ZoneName));
    }

    #[test]
    fn local_times_go_by_the_clock() {
        assert_eq!(time("09:00:00").order(&time("09:00:00.000000001")), Some(Ordering::Less));
        assert_eq!(time("09:00:00.50").order(&time("09:00:00.5")), Some(Ordering::Equal));
    }

    #[test]
    fn times_with_offsets_go_by_the_instant() {
        assert_eq!(time("10:00:00+01:00").order(&time("09:00:00Z")), Some(Ordering::Equal));
        assert!(time("10:00:00+01:00") != time("09:00:00Z"));
        assert_eq!(time("10:00:00+02:00").order(&time("09:00:00Z")), Some(Ordering::Less));
        // They are times of one day: what the offset moves beyond midnight does not come around again.
        assert_eq!(time("23:30:00-01:00").order(&time("00:30:00Z")), Some(Ordering::Greater));
    }

    #[test]
    fn a_local_time_and_one_with_an_offset_cannot_be_compared() {
        assert_eq!(time("09:00:00").order(&time("09:00:00Z")), None);
        assert_eq!(time("09:00:00").order(&time("09:00:00Z")), None);
    }
}
