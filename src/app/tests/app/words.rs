//! What the browser says better than we could: how long ago something was, and letters without their accents.

use app::{components::support::with_reference, ui::format};
use chrono::{DateTime, Utc};
use js_sys::Date;
use text::{Locale, Texts};
use wasm_bindgen_test::wasm_bindgen_test;

/// A moment so many seconds ago.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of this age fit")]
fn before(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(Date::now() as i64 - seconds * 1000).unwrap()
}

#[wasm_bindgen_test]
fn how_long_ago_is_said_in_whole_units() {
    for (seconds, english, french) in [
        (1, "just now", "à l’instant"),
        (59, "just now", "à l’instant"),
        (61, "1 minute ago", "il y a 1 minute"),
        (3_599, "59 minutes ago", "il y a 59 minutes"),
        (3_601, "1 hour ago", "il y a 1 heure"),
        (86_401, "1 day ago", "il y a 1 jour"),
        (3 * 86_400 + 5, "3 days ago", "il y a 3 jours"),
        (40 * 86_400, "1 month ago", "il y a 1 mois"),
        (800 * 86_400, "2 years ago", "il y a 2 ans"),
    ] {
        // French has its own spaces before units.
        let words =
            |locale| format::ago(before(seconds), Texts::embedded(locale)).map(|words| words.replace('\u{a0}', " "));
        assert_eq!(words(Locale::En).as_deref(), Some(english), "{seconds}");
        assert_eq!(words(Locale::Fr).as_deref(), Some(french), "{seconds}");
    }
}

#[wasm_bindgen_test]
fn a_clock_that_differs_is_not_argued_with() {
    assert_eq!(format::ago(before(-30), Texts::embedded(Locale::En)).as_deref(), Some("just now"));
    assert_eq!(format::ago(before(-3_600), Texts::embedded(Locale::En)), None);
}

#[wasm_bindgen_test]
fn accents_and_case_make_no_difference() {
    assert_eq!(format::fold_case("Île-de-France"), "ile-de-france");
    assert_eq!(format::fold_case("ÉLECTRICITÉ"), format::fold_case("e\u{301}lectricite\u{301}"));
    assert_eq!(format::fold_case("Œuvre, Straße, Ωmega"), "œuvre, straße, ωmega");
}

#[wasm_bindgen_test]
fn the_support_link_names_what_it_is_about() {
    let link = "https://support.directory.example/new?ref={reference}&from=directory";
    assert_eq!(with_reference(link, "AR-1 &2"), "https://support.directory.example/new?ref=AR-1%20%262&from=directory");
    assert_eq!(with_reference(link, ""), "https://support.directory.example/new?ref=&from=directory");
    assert_eq!(
        with_reference("https://support.directory.example/new", "AR-1"),
        "https://support.directory.example/new"
    );
}
