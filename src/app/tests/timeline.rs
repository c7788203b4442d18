//! What became of a request, as the page shows it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use api::history::{AccessRequestEvent, Actor, HistoryEntry};
use app::{session::keep_texts, ui::timeline::timeline};
use leptos::{mount::mount_to, prelude::*};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

fn entry(event: AccessRequestEvent, actor: Actor, name: Option<&str>) -> HistoryEntry {
    HistoryEntry { event, at: "2026-11-04T12:00:00Z".parse().unwrap(), actor, name: name.map(Into::into) }
}

/// The steps: what happened, and who did it, if anybody is named.
fn shown(history: &[HistoryEntry]) -> Vec<(String, Vec<String>)> {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let list = timeline(history);
    let _mounted = mount_to(root.clone(), move || list);
    let texts = |within: &web_sys::Element, selector: &str| {
        let found = within.query_selector_all(selector).unwrap();
        (0..found.length()).map(|at| found.item(at).unwrap().text_content().unwrap()).collect::<Vec<_>>()
    };
    let steps = root.query_selector_all("ol > li").unwrap();
    let steps = (0..steps.length()).map(|at| steps.item(at).unwrap().unchecked_into::<web_sys::Element>());
    let shown = steps.map(|step| (texts(&step, ".timeline__event").concat(), texts(&step, "span"))).collect();
    root.remove();
    shown
}

#[wasm_bindgen_test]
fn each_step_says_what_happened_and_who_did_it() {
    keep_texts(Texts::embedded(Locale::En));
    let steps = shown(&[
        entry(AccessRequestEvent::Requested, Actor::Requester, Some("Ada")),
        entry(AccessRequestEvent::Escalated, Actor::Service, None),
        entry(AccessRequestEvent::Declined, Actor::Administrator, None),
    ]);
    let expected = [
        ("Access was requested", vec!["Ada"]),
        ("The operator decides as well from now on", vec![]),
        ("The request was declined", vec!["an administrator"]),
    ];
    let expected = expected.map(|(what, who)| (what.to_owned(), who.into_iter().map(ToOwned::to_owned).collect()));
    assert_eq!(steps, expected);
}

#[wasm_bindgen_test]
fn every_event_has_a_sentence_of_its_own_in_both_languages() {
    for locale in [Locale::En, Locale::Fr] {
        keep_texts(Texts::embedded(locale));
        let events = AccessRequestEvent::ALL.iter().map(|event| entry(*event, Actor::Service, None));
        let mut sentences: Vec<String> =
            shown(&events.collect::<Vec<_>>()).into_iter().map(|(sentence, _)| sentence).collect();
        assert_eq!(sentences.len(), AccessRequestEvent::ALL.len());
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), AccessRequestEvent::ALL.len(), "{sentences:?}");
    }
}

#[wasm_bindgen_test]
fn a_time_is_for_programs_too() {
    keep_texts(Texts::embedded(Locale::En));
    assert_eq!(app::format::machine("2026-11-04T12:00:00Z".parse().unwrap()), "2026-11-04T12:00:00.000Z");
}
