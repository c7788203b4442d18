//! The command palette: which entries fit what was typed, and in which order.

use api::page::Route;
use app::pages::palette::entries::{Entry, Target, best_first};
use wasm_bindgen_test::wasm_bindgen_test;

fn entry(name: &str, about: &str) -> Entry {
    Entry {
        kind: "account",
        name: name.into(),
        is_name: true,
        about: about.into(),
        is_found: false,
        target: Target::Page(Route::Home),
    }
}

fn names(entries: &[Entry], typed: &str) -> Vec<String> {
    best_first(entries.to_vec(), typed).into_iter().map(|entry| entry.name).collect()
}

#[wasm_bindgen_test]
fn the_beginning_of_a_name_comes_before_that_of_a_word_and_that_before_the_rest() {
    let entries = [
        entry("Ardent", "northmoor.com"),
        entry("Unnorthern", "a.com"),
        entry("Great Northern", "b.com"),
        entry("Northmoor Rail", "c.com"),
        entry("Retail (North)", "d.com"),
        entry("Elsewhere", "e.com"),
    ];
    let order = ["Northmoor Rail", "Great Northern", "Retail (North)", "Ardent", "Unnorthern"];
    assert_eq!(names(&entries, "north"), order);
    assert_eq!(names(&entries, " NÖRTH "), order, "neither case nor accents nor spaces around it matter");
}

#[wasm_bindgen_test]
fn words_come_in_any_order_and_all_of_them_have_to_fit() {
    let entries = [entry("Kestrelbrook Retail", "retail.kestrelbrook.com"), entry("Kestrelbrook Labs", "labs.com")];
    assert_eq!(names(&entries, "ret kest"), ["Kestrelbrook Retail"]);
    assert_eq!(names(&entries, "kest labs.com"), ["Kestrelbrook Labs"]);
    assert_eq!(names(&entries, "kest nowhere"), [""; 0]);
}

#[wasm_bindgen_test]
fn what_the_server_found_by_another_spelling_comes_last_and_nothing_is_left_out_without_words() {
    let found = Entry { is_found: true, ..entry("L’Oréal", "loreal.com") };
    let entries = [found, entry("Müller", "mueller.de"), entry("Muell", "m.de")];
    assert_eq!(names(&entries, "muell"), ["Muell", "L’Oréal", "Müller"]);
    assert_eq!(names(&entries, ""), ["L’Oréal", "Müller", "Muell"]);
    let many: Vec<Entry> = (0..40).map(|number| entry(&number.to_string(), "")).collect();
    assert_eq!(names(&many, "").len(), 30);
}
