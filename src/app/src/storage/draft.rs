//! What a person has typed and not sent: kept in the tab's own storage, so that leaving and reloading lose nothing.

use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

use crate::json;

const PREFIX: &str = "draft:";
const OWNER: &str = "draft-owner";
const TAKEOVER: &str = "takeover";

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

/// Erases the draft under `key`, for example once it was sent.
pub fn erase(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&full(key));
    }
}

/// Erases every draft.
pub fn erase_all() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count).filter_map(|index| storage.key(index).ok()?).collect();
    for key in keys {
        if key.starts_with(PREFIX) {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Erases the drafts of another person: after a session has expired, another person may sign in in the same tab.
pub fn erase_others(email: &str) {
    if read(OWNER).as_deref() != Some(email) {
        erase_all();
        write(OWNER, email);
    }
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
