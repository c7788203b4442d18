//! The time zones of the world (IANA), from a copy of their database that the program carries: what a server's own machine
//! lacks or has not renewed makes no difference.

use chrono::{DateTime, Utc};
use jiff::Timestamp;
use jiff::tz::{self, TimeZone};

/// In which time zone somebody reads the hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Where nobody's zone is known.
    pub const UTC: Zone = Zone(TimeZone::UTC);

    /// The zone of this name; old names are links to the new ones, and capitals make no difference.
    pub fn parse(name: &str) -> Option<Zone> {
        tz::db().get(name).ok().filter(|zone| !zone.is_unknown()).map(Zone)
    }

    /// The zone that somebody's profile names. UTC where it names none, or one that only a newer program knows.
    pub fn from_profile(name: Option<&str>) -> Zone {
        name.and_then(Zone::parse).unwrap_or(Zone::UTC)
    }

    /// Its name as the database spells it: `Europe/Paris`.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// How many seconds its clocks are ahead of UTC at a moment; behind it, a negative number.
    pub fn offset_seconds(&self, moment: DateTime<Utc>) -> i32 {
        let moment = Timestamp::from_millisecond(moment.timestamp_millis());
        moment.map_or(0, |moment| self.0.to_offset(moment).seconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_and_old_names_are_known_and_others_are_not() {
        for name in ["Europe/Paris", "Asia/Kolkata", "Asia/Calcutta", "Europe/Kiev", "Europe/Kyiv", "US/Pacific", "UTC"]
        {
            assert_eq!(Zone::parse(name).as_ref().map(Zone::name), Some(name));
        }
        assert_eq!(Zone::parse("europe/PARIS").unwrap().name(), "Europe/Paris");
        for name in
            ["", " ", "Europe/Atlantis", "+01:00", "Etc/Unknown", "../../etc/passwd", "Europe/Paris\0", "CET-1CEST"]
        {
            assert_eq!(Zone::parse(name), None, "{name:?}");
        }
        assert_eq!(Zone::from_profile(None), Zone::UTC);
        assert_eq!(Zone::from_profile(Some("Europe/Atlantis")), Zone::UTC);
    }

    #[test]
    fn a_moment_that_no_calendar_reaches_is_said_in_utc() {
        assert_eq!(Zone::parse("Asia/Tokyo").unwrap().offset_seconds(DateTime::<Utc>::MAX_UTC), 0);
    }
}
