//! Dates, time zones and countries in the reader's language: the browser knows them.

use std::cell::{Cell, RefCell};

use api::country::codes;
use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use leptos::prelude::window;
use text::{Locale, Texts};
use wasm_bindgen::{JsCast, JsValue};

/// A space at which no line ends.
const NO_BREAK: &str = "\u{a0}";
/// The sign of a negative number, at which no line ends either.
const MINUS: &str = "\u{2212}";

/// Where nobody's time zone is known.
pub const UTC: &str = "UTC";

thread_local! {
    /// How far the server's clock is ahead of this browser's, in milliseconds.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
    /// In which time zone the reader's profile says that they read the hour. One of which the browser knows the hours.
    static ZONE: RefCell<String> = RefCell::new(UTC.to_owned());
}

/// Gives hours in this time zone from now on; in UTC where it is not known, or this browser is too old for it.
pub fn set_zone(zone: Option<&str>) {
    ZONE.with_borrow_mut(|current| known_zone(zone).clone_into(current));
}

/// Takes what hour it is from the server, as its answers say it: deadlines are its, and a device's clock may be wrong.
pub fn note_server_time(date: &str) {
    let server = Date::parse(date);
    if !server.is_nan() {
        AHEAD.set(server - Date::now());
    }
}

/// Now, by the server's clock.
fn now() -> f64 {
    Date::now() + AHEAD.get()
}

/// The time zone of this browser, by its IANA name.
pub fn browser_zone() -> Option<String> {
    let format = Intl::new("DateTimeFormat", "resolvedOptions", Locale::En, &[])?;
    let options = format.method.call0(&format.object).ok()?;
    Reflect::get(&options, &JsValue::from_str("timeZone")).ok()?.as_string()
}

/// Day and time in words, in the reader's time zone: `4 November 2026 at 10:15 UTC+1`. Neither the hour nor the day stands
/// alone at the end of a line.
pub fn date_time(time: DateTime<Utc>, locale: Locale) -> String {
    ZONE.with_borrow(|zone| in_words(&js_date(time), locale, zone))
}

/// What day and hour it is in a time zone, by the server's clock.
pub fn now_in(zone: &str, locale: Locale) -> String {
    in_words(&Date::new(&JsValue::from_f64(now())), locale, known_zone(Some(zone)))
}

/// The day alone in words: `4 November 2026`.
pub fn date(time: DateTime<Utc>, locale: Locale) -> String {
    ZONE.with_borrow(|zone| day(&js_date(time), locale, &[("dateStyle", "long"), ("timeZone", zone)]))
}

/// The day and hour that it is now by the server's clock, in words and in the reader's time zone.
pub fn now_in_words(locale: Locale) -> String {
    ZONE.with_borrow(|zone| in_words(&Date::new(&JsValue::from_f64(now())), locale, zone))
}

fn known_zone(zone: Option<&str>) -> &str {
    zone.filter(|zone| offset(&Date::new_0(), zone).is_some()).unwrap_or(UTC)
}

fn in_words(date: &Date, locale: Locale, zone: &str) -> String {
    let words = day(date, locale, &[("dateStyle", "long"), ("timeStyle", "short"), ("timeZone", zone)]);
    let offset = offset(date, zone).unwrap_or_else(|| UTC.to_owned());
    let (day, hour) = words.rsplit_once(' ').unwrap_or((&words, ""));
    let hour = match hour.split_once(':') {
        // Which browsers do not write as is usual in French: `9 h 05`, `16 h 00` (Imprimerie nationale).
        Some((hour, minute)) if locale == Locale::Fr => {
            [hour.strip_prefix('0').unwrap_or(hour), "h", minute].join(NO_BREAK)
        }
        _ => hour.to_owned(),
    };
    [day, &hour, &offset].join(NO_BREAK)
}

/// What the clocks of a time zone show beside UTC, as the server says it. Nothing where the browser does not know.
fn offset(date: &Date, zone: &str) -> Option<String> {
    let options = [("timeZone", zone), ("timeZoneName", "shortOffset")];
    let words = Intl::new("DateTimeFormat", "format", Locale::En, &options)?.text(date)?;
    let (_, offset) = words.rsplit_once(' ')?;
    Some(match offset.strip_prefix("GMT")? {
        // Some browsers write that there is none.
        "+0" => UTC.to_owned(),
        offset => match offset.strip_prefix('-') {
            Some(behind) => [UTC, MINUS, behind].concat(),
            None => [UTC, offset].concat(),
        },
    })
}

/// How long ago a moment was, in words: `3 days ago`, or `just now` in its first minute. Nothing where it is still to come.
pub fn ago(time: DateTime<Utc>, texts: &Texts) -> Option<String> {
    let seconds = (now() - js_date(time).get_time()) / 1000.0;
    if seconds < -60.0 {
        return None;
    }
    let units =
        [("year", 31_557_600.0), ("month", 2_629_800.0), ("day", 86_400.0), ("hour", 3_600.0), ("minute", 60.0)];
    let Some((unit, size)) = units.into_iter().find(|(_, size)| seconds >= *size) else {
        return Some(texts.just_now().to_owned());
    };
    let count = -(seconds / size).floor();
    // Yesterday is more than 24 hours, or less.
    let format = Intl::new("RelativeTimeFormat", "format", texts.locale(), &[("numeric", "always")])?;
    format.method.call2(&format.object, &JsValue::from_f64(count), &JsValue::from_str(unit)).ok()?.as_string()
}

/// Which minute it is by the server's clock.
#[expect(clippy::cast_possible_truncation, reason = "minutes since 1970 are few")]
pub fn minute() -> i64 {
    (now() / 60_000.0) as i64
}

/// For programs (ISO 8601, UTC): `2026-11-04T10:15:00.000Z`.
pub fn iso_8601(time: DateTime<Utc>) -> String {
    js_date(time).to_iso_string().into()
}

/// A country's name by its ISO 3166-1 alpha-2 code; the code itself where it has none.
pub fn country(code: &str, locale: Locale) -> String {
    name_from(country_names(locale).as_ref(), code)
}

/// Every country as its code and its name, in the reader's alphabetical order.
pub fn countries(locale: Locale) -> Vec<(String, String)> {
    let names = country_names(locale);
    by_name(codes().map(|code| (code.to_owned(), name_from(names.as_ref(), code))).collect(), locale)
}

/// A time zone's name with its place first, since that is what people type to find it in a list: `Paris (Europe)`.
pub fn zone_name(zone: &str, _: Locale) -> String {
    let name = zone.replace('_', " ");
    match name.rsplit_once('/') {
        Some((region, place)) => [place, " (", region, ")"].concat(),
        None => name,
    }
}

/// Every time zone that the browser knows as its IANA name and as [`zone_name`], in the reader's alphabetical order; UTC
/// first.
pub fn zones(locale: Locale) -> Vec<(String, String)> {
    let known = supported_zones().unwrap_or_default();
    let zones = known.iter().filter_map(|zone| zone.as_string()).filter(|zone| zone != UTC);
    let zones = zones.map(|zone| (zone.clone(), zone_name(&zone, locale))).collect();
    let mut zones = by_name(zones, locale);
    zones.insert(0, (UTC.to_owned(), UTC.to_owned()));
    zones
}

fn supported_zones() -> Option<Array> {
    let intl = Reflect::get(&window(), &JsValue::from_str("Intl")).ok()?;
    let list: Function = Reflect::get(&intl, &JsValue::from_str("supportedValuesOf")).ok()?.dyn_into().ok()?;
    list.call1(&intl, &JsValue::from_str("timeZone")).ok()?.dyn_into().ok()
}

/// Pairs of a value and its name, in the alphabetical order of the names.
fn by_name(pairs: Vec<(String, String)>, locale: Locale) -> Vec<(String, String)> {
    let names: Array = pairs.iter().map(|(_, name)| JsValue::from_str(name)).collect();
    if let Some(order) = Intl::new("Collator", "compare", locale, &[]) {
        order.sort(&names);
    }
    let named = |name: JsValue| pairs.iter().find(|(_, known)| name == **known).cloned();
    names.iter().filter_map(named).collect()
}

/// In small letters and without accents, to compare without regard to either.
pub fn fold_case(text: &str) -> String {
    // Asking the browser takes long, where a filter asks of ten thousand names.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let apart: String = JsString::from(text).normalize("NFKD").to_lower_case().into();
    apart.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect()
}

fn country_names(locale: Locale) -> Option<Intl> {
    Intl::new("DisplayNames", "of", locale, &[("type", "region"), ("fallback", "code")])
}

fn name_from(names: Option<&Intl>, code: &str) -> String {
    let name = names.and_then(|names| names.text(&JsValue::from_str(code)));
    name.unwrap_or_else(|| code.to_owned())
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds fit in 53 bits for 285,000 years")]
fn js_date(time: DateTime<Utc>) -> Date {
    Date::new(&JsValue::from_f64(time.timestamp_millis() as f64))
}

/// What begins with a day.
fn day(date: &Date, locale: Locale, options: &[(&str, &str)]) -> String {
    let words = Intl::new("DateTimeFormat", "format", locale, options).and_then(|format| format.text(date));
    let words = words.unwrap_or_else(|| date.to_iso_string().into());
    match words.split_once(' ') {
        // Which browsers do not say.
        Some(("1", rest)) if locale == Locale::Fr => ["1er", rest].join(NO_BREAK),
        Some((day, rest)) => [day, rest].join(NO_BREAK),
        None => words,
    }
}

/// An object of the browser's `Intl`, and the method of it that is used.
struct Intl {
    object: JsValue,
    method: Function,
}

impl Intl {
    /// `new Intl[class](locale, options)` and its `method`.
    fn new(class: &str, method: &str, locale: Locale, options: &[(&str, &str)]) -> Option<Intl> {
        let intl = Reflect::get(&window(), &JsValue::from_str("Intl")).ok()?;
        let class: Function = Reflect::get(&intl, &JsValue::from_str(class)).ok()?.dyn_into().ok()?;
        let tag = match locale {
            Locale::En => "en-GB",
            Locale::Fr => "fr",
        };
        let choices = Object::new();
        for (name, value) in options {
            let _ = Reflect::set(&choices, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        let object = Reflect::construct(&class, &Array::of2(&JsValue::from_str(tag), &choices)).ok()?;
        let method: Function = Reflect::get(&object, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
        Some(Intl { object, method })
    }

    fn text(&self, argument: &JsValue) -> Option<String> {
        self.method.call1(&self.object, argument).ok()?.as_string()
    }

    /// Sorts by the method, which compares two items. By the browser too: a sort of our own is as large as a page.
    fn sort(&self, items: &Array) {
        let sort = Reflect::get(items, &JsValue::from_str("sort")).ok();
        if let Some(sort) = sort.and_then(|sort| sort.dyn_into::<Function>().ok()) {
            let _ = sort.call1(items, &self.method);
        }
    }
}
