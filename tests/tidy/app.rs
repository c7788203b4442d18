//! The app's tests run in a browser, where Rust's own `#[test]` is compiled and never run.

use super::{assert_none, texts};

#[test]
fn every_test_of_the_app_is_run() {
    let files = texts(&[".rs"]).into_iter().filter(|(file, _)| file.starts_with("src/app/"));
    let idle = files.filter(|(_, text)| text.lines().any(|line| line.trim() == "#[test]"));
    assert_none(idle.map(|(file, _)| format!("{file}: a `#[test]` must be a `#[wasm_bindgen_test]`")).collect());
}
