//! Hours in words: the same as in mails, which `tests/hours.md` holds both to; and in the time zone of the profile only.

use app::ui::format;
use text::{Locale, Texts};
use wasm_bindgen_test::wasm_bindgen_test;

/// As a mail has it, in which a line may end anywhere.
fn in_words(moment: &str, locale: Locale) -> String {
    format::date_time(moment.parse().unwrap(), locale).replace('\u{a0}', " ")
}

#[wasm_bindgen_test]
fn every_hour_of_the_table_is_said_as_it_stands_there() {
    let table = include_str!("../../../../tests/hours.md");
    let mut count = 0;
    for row in table.lines().filter(|line| line.starts_with("| 2")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, moment, zone, english, french, _] = <[&str; 6]>::try_from(cells).unwrap();
        format::set_zone(Some(zone));
        for (locale, words) in [(Locale::En, english), (Locale::Fr, french)] {
            assert_eq!(in_words(moment, locale), words, "{row}");
            let day = format::date(moment.parse().unwrap(), locale).replace('\u{a0}', " ");
            assert!(words.starts_with(&format!("{day} ")), "{day}: {row}");
        }
        count += 1;
    }
    assert!(count > 30, "{count}");
    format::set_zone(None);
}

#[wasm_bindgen_test]
fn a_zone_that_the_browser_does_not_know_gives_way_to_utc() {
    for zone in [None, Some("Europe/Atlantis"), Some(""), Some("UTC")] {
        format::set_zone(Some("Asia/Tokyo"));
        format::set_zone(zone);
        assert_eq!(in_words("2026-12-31T23:30:00Z", Locale::En), "31 December 2026 at 23:30 UTC", "{zone:?}");
    }
    assert!(format::now_in("Europe/Atlantis", Locale::Fr).ends_with("\u{a0}UTC"));
    assert!(format::now_in("Asia/Kolkata", Locale::Fr).ends_with("\u{a0}UTC+5:30"));
}

#[wasm_bindgen_test]
fn no_line_ends_inside_a_moment_but_between_month_and_year() {
    let words = format::date_time("2026-11-04T10:15:00Z".parse().unwrap(), Locale::En);
    assert_eq!(words, "4\u{a0}November 2026 at\u{a0}10:15\u{a0}UTC");
    let words = format::date_time("2026-11-04T09:05:00Z".parse().unwrap(), Locale::Fr);
    assert_eq!(words, "4\u{a0}novembre 2026 à\u{a0}9\u{a0}h\u{a0}05\u{a0}UTC");
}

#[wasm_bindgen_test]
fn zones_stand_in_the_list_by_their_place() {
    let zones = format::zones(Locale::Fr);
    assert!(zones.len() > 300, "{}", zones.len());
    assert_eq!(zones[0], ("UTC".to_owned(), "UTC".to_owned()));
    for (zone, name) in
        [("Europe/Paris", "Paris (Europe)"), ("America/Argentina/Buenos_Aires", "Buenos Aires (America/Argentina)")]
    {
        assert_eq!(format::zone_name(zone, Locale::En), name);
    }
    assert!(zones.contains(&("Europe/Paris".to_owned(), "Paris (Europe)".to_owned())));
    let place = |name: &str| zones.iter().position(|(_, known)| known == name).unwrap();
    assert!(place("Lisbon (Europe)") < place("London (Europe)"));
    assert!(format::browser_zone().is_some());
}

/// A device's clock may be wrong; deadlines are the server's.
#[wasm_bindgen_test]
fn how_long_ago_something_was_is_said_by_the_servers_clock() {
    let texts = Texts::embedded(Locale::En);
    let ago = |moment: &str| format::ago(moment.parse().unwrap(), texts);
    format::note_server_time("Wed, 04 Nov 2037 12:00:30 GMT");
    assert_eq!(ago("2037-11-04T10:00:00Z").as_deref(), Some("2 hours ago"));
    assert_eq!(ago("2037-11-04T12:10:00Z"), None, "it is still to come");
    assert!(format::now_in_words(Locale::En).starts_with("4\u{a0}November"), "{}", format::now_in_words(Locale::En));
    format::note_server_time("no date");
    assert_eq!(ago("2037-11-04T10:00:00Z").as_deref(), Some("2 hours ago"), "what is no date changes nothing");
    format::note_server_time(&js_sys::Date::new_0().to_utc_string().as_string().unwrap());
}
