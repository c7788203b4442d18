//! FEEL's dates, times and durations (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8): their calendar, texts and arithmetic.
//!
//! No clock and no time zones are here: "now" is an input like any other, and a zone is an offset from UTC, because
//! the rules behind a zone's name change. Multiplying durations is not here either: numbers do that, on their totals.

mod arithmetic;
mod calendar;
mod date;
mod date_time;
mod days_duration;
mod months_duration;
#[cfg(feature = "check")]
pub(crate) mod neighbours;
#[cfg(test)]
mod tests;
mod text;
mod time;

pub use date::Date;
pub use date_time::DateTime;
pub use days_duration::DaysDuration;
pub use months_duration::MonthsDuration;
pub use time::Time;

/// Why a text is none of the dates, times and durations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TemporalError {
    #[error("a date is written `2017-10-11`, without an offset")]
    Date,
    #[error("the calendar has no such day; it has the years from -999999999 to 999999999")]
    NoSuchDay,
    #[error("a time is written `13:20:00`, `13:20:00.5Z` or `13:20:00+05:30`, from `00:00:00` to `23:59:59.999999999`")]
    Time,
    #[error("a date and time is written `2017-10-11T13:20:00`, `2017-10-11T13:20:00Z` or `2017-10-11T13:20:00+05:30`")]
    DateTime,
    #[error("an offset goes from `-18:00` to `+18:00`, with two digits for the hours and for the minutes")]
    Offset,
    #[error("zones are not known by name; write an offset, such as `+01:00`")]
    ZoneName,
    #[error("a days and time duration is written `P1DT2H3M4.5S`, with only the parts that it has")]
    DaysDuration,
    #[error("a years and months duration is written `P1Y2M`, with only the parts that it has")]
    MonthsDuration,
    #[error("the duration is longer than 9223372036854775807 seconds or months")]
    TooLong,
}
