//! A moment in words, for mails and problems: their reader's time zone is not known, so it is said in UTC.

use chrono::{DateTime, Datelike, Timelike, Utc};
use text::Locale;

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

/// Day and time: `4 November 2026 at 10:15 UTC`, `1er mai 2026 à 10:15 UTC`.
pub fn date_time(moment: DateTime<Utc>, locale: Locale) -> String {
    let (months, at, first) = match locale {
        Locale::En => (&MONTHS_EN, "at", "1"),
        Locale::Fr => (&MONTHS_FR, "à", "1er"),
    };
    let day = match moment.day() {
        1 => first.to_owned(),
        day => day.to_string(),
    };
    let month = months.get(moment.month0() as usize).copied().unwrap_or_default();
    format!("{day} {month} {} {at} {:02}:{:02} UTC", moment.year(), moment.hour(), moment.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_in_either_language() {
        let said = |moment: &str, locale| date_time(moment.parse().unwrap(), locale);
        assert_eq!(said("2026-11-04T10:15:59Z", Locale::En), "4 November 2026 at 10:15 UTC");
        assert_eq!(said("2026-11-04T00:05:00Z", Locale::Fr), "4 novembre 2026 à 00:05 UTC");
        assert_eq!(said("2026-05-01T23:59:00Z", Locale::Fr), "1er mai 2026 à 23:59 UTC");
        assert_eq!(said("2027-01-01T00:00:00Z", Locale::En), "1 January 2027 at 00:00 UTC");
        assert_eq!(said("2026-12-31T23:59:59Z", Locale::Fr), "31 décembre 2026 à 23:59 UTC");
    }
}
