//! What a person has typed and not sent: kept in the tab's own storage, so that leaving and reloading lose nothing.
//!
//! What takes long to fill in is left in the browser's storage as well, so that it outlives its tab: for a day, and until
//! the person signs out or somebody else signs in.

use chrono::{DateTime, Utc};
use js_sys::Date;
use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

use crate::json;

const PREFIX: &str = "draft:";
const OWNER: &str = "draft-owner";
const TAKEOVER: &str = "takeover";
/// How long what was left is kept, in milliseconds.
const LEFT_FOR: f64 = 86_400_000.0;

/// What was left, and when it was typed: whose it is, the time in milliseconds, and the draft.
type Left = (String, f64, String);

/// The draft under `key`, if there is one of this shape.
pub fn load<T: DeserializeOwned>(key: &str) -> Option<T> {
    json::read(&read(&full(key))?)
}

/// Keeps a draft under `key`.
pub fn save<T: Serialize>(key: &str, draft: &T) {
    if let Ok(text) = serde_json::to_string(draft) {
        write(&full(key), &text);
    }
}

/// Keeps a draft under `key` in this tab, and leaves it for the next one.
pub fn leave<T: Serialize>(key: &str, draft: &T) {
    save(key, draft);
    let Some(owner) = read(OWNER) else { return };
    if let Ok(text) = serde_json::to_string(draft)
        && let Ok(left) = serde_json::to_string(&(owner, Date::now(), text))
        && let Some(storage) = lasting()
    {
        let _ = storage.set_item(&full(key), &left);
    }
}

/// When the draft under `key` was left, if it was. Where this tab has none of its own, it then has that one.
pub fn take_up(key: &str) -> Option<DateTime<Utc>> {
    let left: Left = json::read(&lasting()?.get_item(&full(key)).ok()??)?;
    let (_, at, text) = valid(left, &read(OWNER)?)?;
    if read(&full(key)).is_none() {
        write(&full(key), &text);
    }
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit in 53 bits for 285,000 years")]
    DateTime::from_timestamp_millis(at as i64)
}

/// Whether anything was typed and not sent.
pub fn exists() -> bool {
    storage().is_some_and(|storage| !names(&storage).is_empty())
}

/// Erases the draft under `key`, for example once it was sent.
pub fn erase(key: &str) {
    for storage in [storage(), lasting()].into_iter().flatten() {
        let _ = storage.remove_item(&full(key));
    }
}

/// Erases every draft.
pub fn erase_all() {
    for storage in [storage(), lasting()].into_iter().flatten() {
        erase_in(&storage);
    }
}

/// Erases the drafts of another person: after a session has expired, another person may sign in in the same tab.
pub fn erase_others(email: &str) {
    if read(OWNER).as_deref() != Some(email) {
        if let Some(storage) = storage() {
            erase_in(&storage);
        }
        write(OWNER, email);
    }
    let Some(storage) = lasting() else { return };
    for name in names(&storage) {
        let left = storage.get_item(&name).ok().flatten().and_then(|text| json::read::<Left>(&text));
        if left.and_then(|left| valid(left, email)).is_none() {
            let _ = storage.remove_item(&name);
        }
    }
}

/// What was left by this person, and not too long ago.
fn valid(left: Left, owner: &str) -> Option<Left> {
    (left.0 == owner && Date::now() - left.1 < LEFT_FOR).then_some(left)
}

fn erase_in(storage: &Storage) {
    for name in names(storage) {
        let _ = storage.remove_item(&name);
    }
}

fn names(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let all = (0..count).filter_map(|index| storage.key(index).ok()?);
    all.filter(|name| name.starts_with(PREFIX)).collect()
}

/// Notes that the tab is loaded again for another person.
pub fn note_takeover() {
    write(TAKEOVER, "1");
}

/// Whether the tab was loaded again for another person. It is told once.
pub fn take_takeover() -> bool {
    let is_noted = read(TAKEOVER).is_some();
    if let Some(storage) = storage().filter(|_| is_noted) {
        let _ = storage.remove_item(TAKEOVER);
    }
    is_noted
}

fn full(key: &str) -> String {
    [PREFIX, key].concat()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}

/// The browser's own, which its tabs share.
fn lasting() -> Option<Storage> {
    window().local_storage().ok()?
}
