//! The app in a browser. One program: to link and start one for each file takes longer than all of its tests.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod access;
mod access_request;
mod account_request;
mod address;
mod addresses;
mod changes;
mod chips;
mod chunks;
mod decision;
mod foundation;
mod hours;
mod in_browser;
mod json;
mod mutation;
mod new_account;
mod new_account_sending;
mod nodes;
mod palette;
mod parts;
mod polling;
mod timeline;
mod tree;
mod wire;
mod words;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
