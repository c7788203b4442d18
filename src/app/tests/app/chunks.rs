//! The hint in `index.html` of which chunk a page is in, against the app's own answer.

use api::page::{PAGES, Route};
use app::pages::chunk_name;
use js_sys::RegExp;
use wasm_bindgen_test::wasm_bindgen_test;

/// The chunks that the page names, each with the pattern of its paths.
fn hints() -> Vec<(&'static str, RegExp)> {
    let page = include_str!("../../index.html");
    let (_, table) = page.split_once("const pages = {").unwrap();
    let (table, _) = table.split_once("};").unwrap();
    let hint = |line: &'static str| {
        let (name, pattern) = line.trim().split_once(": /")?;
        Some((name, RegExp::new(pattern.strip_suffix("/,")?, "")))
    };
    table.lines().filter_map(hint).collect()
}

#[wasm_bindgen_test]
fn the_page_asks_early_for_the_right_chunk() {
    let paths = [
        "/",
        "/directory",
        "/accounts/abc",
        "/accounts/abc/access",
        "/accounts/abc/request",
        "/request-access",
        "/requests",
        "/requests/AR-7K3M-9QXT",
        "/pending-requests",
        "/pending-requests/AR-7K3M-9QXT",
        "/operator-queue",
        "/create-smart-account",
        "/account-requests/AR-7K3M-9QXT",
        "/pending-account-requests/AR-7K3M-9QXT",
        "/invitations/7k3m",
        "/profile",
    ];
    let hints = hints();
    assert_eq!(hints.len(), 3);
    for path in paths {
        let page = Route::parse_url(path);
        assert_ne!(page, Route::NotFound, "{path}");
        let hint = hints.iter().find(|(_, pattern)| pattern.test(path)).map(|(name, _)| *name);
        assert_eq!(hint, chunk_name(&page), "{path}");
    }
    let covered: Vec<&str> = paths.iter().filter_map(|path| path.split('/').nth(1)).collect();
    assert!(PAGES.iter().all(|first| covered.contains(first)), "a page is not in this list");
}
