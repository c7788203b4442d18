//! How long to wait before a mail is tried again, and when to give it up. No clock and no randomness here.

use chrono::TimeDelta;

/// After this many attempts, which fill about five days, a mail is given up.
pub const ATTEMPTS: i64 = 29;

const FIRST_SECONDS: i64 = 60;
const LONGEST_SECONDS: i64 = 6 * 60 * 60;

/// The wait after an attempt, counted from 1: a minute, doubling up to six hours, each a fifth shorter to a fifth longer
/// as `random` says, so that what failed together does not come back together. Nothing after the last attempt.
pub fn wait(attempt: i64, random: u64) -> Option<TimeDelta> {
    if attempt >= ATTEMPTS {
        return None;
    }
    // More than twelve doublings are beyond the longest wait.
    let doublings = attempt.saturating_sub(1).clamp(0, 12);
    let seconds = (FIRST_SECONDS << doublings).min(LONGEST_SECONDS);
    // A fraction of 2^64, as a millisecond of two fifths of the wait.
    let spread = (u128::from(random) * u128::try_from(seconds * 400 + 1).unwrap_or_default()) >> 64;
    TimeDelta::try_milliseconds(seconds * 800 + i64::try_from(spread).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours() {
        let shortest = |attempt| wait(attempt, 0).unwrap().num_milliseconds();
        let longest = |attempt| wait(attempt, u64::MAX).unwrap().num_milliseconds();
        assert_eq!((shortest(1), longest(1)), (48_000, 72_000));
        assert_eq!((shortest(2), longest(2)), (96_000, 144_000));
        assert_eq!((shortest(9), longest(9)), (256 * 48_000, 256 * 72_000));
        assert_eq!((shortest(10), longest(10)), (17_280_000, 25_920_000));
        assert_eq!((shortest(28), longest(28)), (17_280_000, 25_920_000));
        assert_eq!(wait(1, u64::MAX / 2 + 1).unwrap().num_milliseconds(), 60_000);
        assert_eq!((shortest(0), shortest(i64::MIN)), (48_000, 48_000));
    }

    #[test]
    fn a_mail_is_given_up_after_about_five_days() {
        assert_eq!(wait(ATTEMPTS, 0), None);
        assert_eq!(wait(i64::MAX, u64::MAX), None);
        let hours = |random| (1..ATTEMPTS).map(|attempt| wait(attempt, random).unwrap()).sum::<TimeDelta>().num_hours();
        assert_eq!((hours(0), hours(u64::MAX / 2), hours(u64::MAX)), (98, 122, 147));
    }
}
