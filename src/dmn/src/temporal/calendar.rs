//! The arithmetic of the proleptic Gregorian calendar, on plain numbers; callers see to it that they name a day.
//!
//! Years are counted from March, so that a leap day is the last day of its year and no month before it moves: the
//! months from March are 31, 30, 31, 30, 31 days long, twice, and then 31 again, which is what (153 * month + 2) / 5
//! sums up. Years stay within some thousand millions, so that all fits in 64 bits.

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// The length of a month; 0 for what is none.
pub(super) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days from 0000-03-01 to the first of March of the year.
fn days_before(year: i64) -> i64 {
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400)
}

/// Days since 1970-01-01.
pub(super) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year_from_march = if month < 3 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    days_before(year_from_march) + (153 * month_from_march + 2) / 5 + day - 1 - EPOCH
}

/// Year, month and day of a number of days since 1970-01-01.
pub(super) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    // 400 years are 146097 days. The mean of them is never a year too high, and at most one too low.
    let mut year = (days * 400).div_euclid(146_097);
    if days_before(year + 1) <= days {
        year += 1;
    }
    let day = days - days_before(year);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}
