//! The one clock. Everything else takes the time as a parameter.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// The wall clock, which the sample world may set ahead, or stop.
#[derive(Debug, Default)]
pub struct Clock {
    ahead_seconds: AtomicI64,
    /// Where it stands, in epoch milliseconds; 0 while it runs.
    stands_at: AtomicI64,
}

impl Clock {
    /// A clock that is `seconds` ahead of the wall clock.
    pub fn ahead(seconds: i64) -> Clock {
        Clock { ahead_seconds: AtomicI64::new(seconds), stands_at: AtomicI64::default() }
    }

    /// This machine's time, whatever the sample world's is.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn wall(&self) -> DateTime<Utc> {
        Utc::now()
    }

    /// The time, in whole milliseconds, which is what the databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        let stands_at = self.stands_at.load(Ordering::Relaxed);
        if stands_at != 0 {
            return from_millis(stands_at);
        }
        let ahead = TimeDelta::try_seconds(self.ahead_seconds.load(Ordering::Relaxed)).unwrap_or_default();
        let now = self.wall().timestamp_millis();
        from_millis(now).checked_add_signed(ahead).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Stops it at a moment, until it is [`Clock::set_ahead`].
    pub fn stand_at(&self, moment: DateTime<Utc>) {
        self.stands_at.store(moment.timestamp_millis(), Ordering::Relaxed);
    }

    /// Sets how far ahead of the wall clock it is; from then on it runs.
    pub fn set_ahead(&self, seconds: i64) {
        self.stands_at.store(0, Ordering::Relaxed);
        self.ahead_seconds.store(seconds, Ordering::Relaxed);
    }

    /// How far ahead of the wall clock it is, in seconds.
    pub fn ahead_seconds(&self) -> i64 {
        self.ahead_seconds.load(Ordering::Relaxed)
    }
}

/// A stored time. One beyond what a date can be is the latest there is.
pub fn from_millis(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Whole days from `now` until `then`, rounded up; 0 when it is past.
pub fn days_left(now: DateTime<Utc>, then: DateTime<Utc>) -> i64 {
    const DAY: i64 = 86_400_000;
    let left = then.timestamp_millis().saturating_sub(now.timestamp_millis());
    if left <= 0 { 0 } else { (left + DAY - 1) / DAY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_begun_day_counts_and_a_past_one_does_not() {
        let now = from_millis(1_000_000);
        let left = |millis: i64| days_left(now, from_millis(1_000_000 + millis));
        assert_eq!(left(0), 0);
        assert_eq!(left(-1), 0);
        assert_eq!(left(1), 1);
        assert_eq!(left(86_400_000), 1);
        assert_eq!(left(86_400_001), 2);
        assert_eq!(left(30 * 86_400_000), 30);
    }
}
