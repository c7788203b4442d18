//! A moment on the wire: RFC 3339 in UTC, `2026-11-04T10:15:00Z`, which is what the server writes.

use std::ops::Deref;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A moment of a body. It reads its own form only: chrono reads every form that RFC 3339 and RFC 2822 allow, from the same
/// code, which is more than a page of the app weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Moment(pub DateTime<Utc>);

impl<'de> Deserialize<'de> for Moment {
    /// Fractions of a second are read down to milliseconds.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl FromStr for Moment {
    type Err = &'static str;

    /// # Errors
    /// The text is no moment in UTC, or not of this form.
    fn from_str(text: &str) -> Result<Moment, &'static str> {
        parse(text).map(Moment).ok_or("not a moment in UTC such as `2026-11-04T10:15:00Z`")
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(moment: DateTime<Utc>) -> Moment {
        Moment(moment)
    }
}

impl Deref for Moment {
    type Target = DateTime<Utc>;

    fn deref(&self) -> &DateTime<Utc> {
        &self.0
    }
}

fn parse(text: &str) -> Option<DateTime<Utc>> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-');
    let mut time = time.splitn(3, ':');
    let (year, month, day) = (number(date.next()?, 4)?, number(date.next()?, 2)?, number(date.next()?, 2)?);
    let (hour, minute) = (number(time.next()?, 2)?, number(time.next()?, 2)?);
    let (second, fraction) = time.next().map(|second| second.split_once('.').unwrap_or((second, "0")))?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let moment = date.and_hms_milli_opt(hour, minute, number(second, 2)?, milliseconds(fraction)?)?;
    Some(moment.and_utc())
}

/// Exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && is_number(text)).then(|| value(text.bytes()))
}

/// The first three digits of a fraction, of which there may be more or fewer.
fn milliseconds(fraction: &str) -> Option<u32> {
    is_number(fraction).then(|| value(fraction.bytes().chain(*b"00").take(3)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn value(digits: impl Iterator<Item = u8>) -> u32 {
    digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_writes_is_read_again() {
        for milliseconds in [0, 1, 1_793_787_300_000, 1_793_787_300_120, 253_402_300_799_999] {
            let moment = DateTime::from_timestamp_millis(milliseconds).unwrap();
            let written = serde_json::to_string(&moment).unwrap();
            assert_eq!(parse(written.trim_matches('"')), Some(moment), "{written}");
        }
    }

    #[test]
    fn a_fraction_is_read_down_to_milliseconds() {
        let moment = |text| parse(text).map(|moment| moment.timestamp_subsec_millis());
        assert_eq!(moment("2026-11-04T10:15:00.5Z"), Some(500));
        assert_eq!(moment("2026-11-04T10:15:00.123456789Z"), Some(123));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2026-11-04",
            "2026-11-04T10:15Z",
            "2026-11-04T10:15:00",
            "2026-11-04T10:15:00+01:00",
            "2026-02-30T10:15:00Z",
            "2026-11-04T24:00:00Z",
            "2026-11-04T10:15:00.Z",
            "2026-11-04T10:15:00.1x3Z",
            "+026-11-04T10:15:00Z",
            "26-11-04T10:15:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
