//! When the app asks the server what has changed.

use std::time::Duration;

use app::net::polling::interval;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn it_asks_every_four_seconds_while_somebody_looks() {
    assert_eq!(interval(true, 0), Some(Duration::from_secs(4)));
}

#[wasm_bindgen_test]
fn nobody_looks_so_it_does_not_ask() {
    assert_eq!([interval(false, 0), interval(false, 3)], [None, None]);
}

#[wasm_bindgen_test]
fn after_failures_it_asks_less_and_less_but_never_stops() {
    let seconds =
        [1, 2, 3, 4, 40, u32::MAX].map(|failures| interval(true, failures).map(|interval| interval.as_secs()));
    assert_eq!(seconds, [8, 16, 30, 30, 30, 30].map(Some));
}
