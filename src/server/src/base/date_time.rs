//! A moment in words, for mails and problems: the day and the hour in their reader's time zone, and what that zone's clocks
//! show then. The app says the same (`ui/format.rs`), which `tests/hours.md` holds both to.

use std::ops::Deref;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use text::{Locale, Texts};

use super::time_zone::Zone;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The sentences of a reader's language, and the time zone in which they read the hour.
#[derive(Clone, Copy)]
pub struct LocalTexts<'a> {
    pub texts: &'a Texts,
    pub zone: &'a Zone,
}

impl LocalTexts<'_> {
    /// As [`date_time`] says it.
    pub fn date_time(&self, moment: DateTime<Utc>) -> String {
        date_time(moment, self.texts.locale(), self.zone)
    }
}

impl Deref for LocalTexts<'_> {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        self.texts
    }
}

/// Day and time: `4 November 2026 at 11:15 UTC+1`, `1er mai 2026 à 15 h 45 UTC+5:30`.
pub fn date_time(moment: DateTime<Utc>, locale: Locale, zone: &Zone) -> String {
    let (months, at, first) = match locale {
        Locale::En => (&MONTHS_EN, "at", "1"),
        Locale::Fr => (&MONTHS_FR, "à", "1er"),
    };
    let ahead = zone.offset_seconds(moment);
    let local = moment.naive_utc();
    let local = local.checked_add_signed(TimeDelta::seconds(ahead.into())).unwrap_or(local);
    let day = match local.day() {
        1 => first.to_owned(),
        day => day.to_string(),
    };
    let month = months.get(local.month0() as usize).copied().unwrap_or_default();
    let hour = hour(local.hour(), local.minute(), locale);
    format!("{day} {month} {} {at} {hour} {}", local.year(), offset(ahead))
}

/// In French with the sign of the unit (Imprimerie nationale), at which no line ends, and with both digits of the minute:
/// `9 h 05`, `16 h 00`.
fn hour(hour: u32, minute: u32, locale: Locale) -> String {
    match locale {
        Locale::En => format!("{hour:02}:{minute:02}"),
        Locale::Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
    }
}

/// What clocks that are so many seconds ahead show beside UTC. An abbreviation such as CST is another in China.
fn offset(ahead: i32) -> String {
    let (sign, minutes) = (if ahead < 0 { '\u{2212}' } else { '+' }, ahead.unsigned_abs() / 60);
    match (minutes / 60, minutes % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_in_either_language() {
        let said = |moment: &str, locale| date_time(moment.parse().unwrap(), locale, &Zone::UTC);
        assert_eq!(said("2026-11-04T10:15:59Z", Locale::En), "4 November 2026 at 10:15 UTC");
        assert_eq!(said("2026-11-04T00:05:00Z", Locale::Fr), "4 novembre 2026 à 0\u{a0}h\u{a0}05 UTC");
        assert_eq!(said("2026-05-01T23:59:00Z", Locale::Fr), "1er mai 2026 à 23\u{a0}h\u{a0}59 UTC");
        assert_eq!(said("2027-01-01T00:00:00Z", Locale::En), "1 January 2027 at 00:00 UTC");
        assert_eq!(said("2026-12-31T23:59:59Z", Locale::Fr), "31 décembre 2026 à 23\u{a0}h\u{a0}59 UTC");
    }

    #[test]
    fn every_hour_of_the_table_is_said_as_it_stands_there() {
        let table = include_str!("../../../../tests/hours.md");
        let rows = table.lines().filter(|line| line.starts_with("| 2"));
        let mut count = 0;
        for row in rows {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let [_, moment, zone, english, french, ..] = cells[..] else { panic!("{row}") };
            let (moment, zone) = (moment.parse().unwrap(), Zone::parse(zone).unwrap());
            for (locale, words) in [(Locale::En, english), (Locale::Fr, french)] {
                assert_eq!(date_time(moment, locale, &zone).replace('\u{a0}', " "), words, "{row}");
            }
            count += 1;
        }
        assert!(count > 30, "{count}");
    }
}
