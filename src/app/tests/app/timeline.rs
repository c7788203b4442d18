//! What became of a request, as the page shows it.

use api::{
    account_request::{AccountActor, AccountHistoryEntry, AccountRequestEvent},
    history::{AccessRequestEvent, Actor, HistoryEntry},
};
use app::{
    components::timeline::{account_timeline, timeline},
    dom::element::Element,
    session::set_texts,
};
use leptos::{mount::mount_to, prelude::*};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn entry(event: AccessRequestEvent, actor: Actor, name: Option<&str>) -> HistoryEntry {
    HistoryEntry { event, at: "2026-11-04T12:00:00Z".parse().unwrap(), actor, name: name.map(Into::into) }
}

fn account_entry(event: AccountRequestEvent, actor: AccountActor) -> AccountHistoryEntry {
    let at = "2026-11-04T12:00:00Z".parse().unwrap();
    AccountHistoryEntry { event, at, actor, name: None, to: None, note: None }
}

/// The steps: what happened, and who did it, if anybody is named.
fn rendered(history: &[HistoryEntry]) -> Vec<(String, Vec<String>)> {
    steps(timeline(history, false), "span")
}

/// The steps of a list: what happened, and what `about` finds in each.
fn steps(list: Element, about: &str) -> Vec<(String, Vec<String>)> {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let _mounted = mount_to(root.clone(), move || list);
    let texts = |within: &web_sys::Element, selector: &str| {
        let found = within.query_selector_all(selector).unwrap();
        (0..found.length()).map(|at| found.item(at).unwrap().text_content().unwrap()).collect::<Vec<_>>()
    };
    let steps = root.query_selector_all("ol > li").unwrap();
    let steps = (0..steps.length()).map(|at| steps.item(at).unwrap().unchecked_into::<web_sys::Element>());
    let shown = steps.map(|step| (texts(&step, ".timeline__event").concat(), texts(&step, about))).collect();
    root.remove();
    shown
}

#[wasm_bindgen_test]
fn each_step_says_what_happened_and_who_did_it() {
    set_texts(Texts::embedded(Locale::En));
    let steps = rendered(&[
        entry(AccessRequestEvent::Requested, Actor::Requester, Some("Ada")),
        entry(AccessRequestEvent::Escalated, Actor::Service, None),
        entry(AccessRequestEvent::Declined, Actor::Administrator, None),
    ]);
    let expected = [
        ("Access was requested", vec!["Ada"]),
        ("The operator was asked to decide as well", vec![]),
        ("The request was declined", vec!["an administrator"]),
    ];
    let expected = expected.map(|(what, who)| (what.to_owned(), who.into_iter().map(ToOwned::to_owned).collect()));
    assert_eq!(steps, expected);
}

#[wasm_bindgen_test]
fn every_event_has_a_sentence_of_its_own_in_both_languages() {
    for locale in [Locale::En, Locale::Fr] {
        set_texts(Texts::embedded(locale));
        let events = AccessRequestEvent::ALL.iter().map(|event| entry(*event, Actor::Service, None));
        let mut sentences: Vec<String> =
            rendered(&events.collect::<Vec<_>>()).into_iter().map(|(sentence, _)| sentence).collect();
        assert_eq!(sentences.len(), AccessRequestEvent::ALL.len());
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), AccessRequestEvent::ALL.len(), "{sentences:?}");
    }
}

#[wasm_bindgen_test]
fn a_time_is_for_programs_too() {
    set_texts(Texts::embedded(Locale::En));
    assert_eq!(app::ui::format::iso_8601("2026-11-04T12:00:00Z".parse().unwrap()), "2026-11-04T12:00:00.000Z");
}

#[wasm_bindgen_test]
fn a_forwarding_says_to_whom_and_what_was_written_beside_it() {
    set_texts(Texts::embedded(Locale::En));
    let forwarded = AccountHistoryEntry {
        name: Some("Ada".into()),
        to: Some("grace@acme.example".into()),
        note: Some("You know them.".into()),
        ..account_entry(AccountRequestEvent::Forwarded, AccountActor::AccountCreator)
    };
    let corrected = AccountHistoryEntry {
        to: Some("ada@acme.example".into()),
        ..account_entry(AccountRequestEvent::AddressCorrected, AccountActor::Requester)
    };
    let shown = steps(account_timeline(&[corrected, forwarded]), "span, p:not([class]), .words");
    let expected = [
        ("An address was corrected", vec!["the requester", "Now ada@acme.example"]),
        ("The request was forwarded", vec!["Ada", "To grace@acme.example", "You know them."]),
    ];
    let expected = expected.map(|(what, about)| (what.to_owned(), about.into_iter().map(ToOwned::to_owned).collect()));
    assert_eq!(shown, expected);
}

#[wasm_bindgen_test]
fn whoever_may_not_be_named_is_told_by_what_they_are() {
    set_texts(Texts::embedded(Locale::En));
    let history = AccountActor::ALL.iter().map(|actor| account_entry(AccountRequestEvent::ReminderSent, *actor));
    let who = steps(account_timeline(&history.collect::<Vec<_>>()), "span").into_iter().map(|(_, who)| who.concat());
    assert_eq!(
        who.collect::<Vec<_>>(),
        ["the requester", "a contact of the customer", "an administrator", "the operator", ""]
    );
}

#[wasm_bindgen_test]
fn a_request_that_nobody_is_left_to_pass_on_is_not_said_to_have_been_let_pass() {
    let expected = [
        (
            Locale::En,
            "Whoever decided first let the request pass",
            "Others were asked to decide, because the accounts with the same domain had changed",
        ),
        (
            Locale::Fr,
            "La première personne à se prononcer a laissé passer la demande",
            "D’autres personnes ont été sollicitées, car les comptes du même domaine avaient changé",
        ),
    ];
    for (locale, let_pass, fallen_to) in expected {
        set_texts(Texts::embedded(locale));
        let shown = [AccountActor::ExistingAdministrator, AccountActor::Service].map(|actor| {
            let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
            let history = [account_entry(AccountRequestEvent::PassedOn, actor)];
            let _mounted = mount_to(root.clone(), move || account_timeline(&history));
            let words = root.query_selector(".timeline__event").unwrap().unwrap().text_content().unwrap();
            (words, root.query_selector("li").unwrap().unwrap().class_name())
        });
        let expected = [(let_pass, "timeline__step timeline__step--good"), (fallen_to, "timeline__step")];
        assert_eq!(shown, expected.map(|(words, class)| (words.to_owned(), class.to_owned())));
    }
}

#[wasm_bindgen_test]
fn every_event_of_a_new_account_has_a_sentence_of_its_own_in_both_languages() {
    for locale in [Locale::En, Locale::Fr] {
        set_texts(Texts::embedded(locale));
        let history = AccountRequestEvent::ALL.iter().map(|event| account_entry(*event, AccountActor::Service));
        let shown = steps(account_timeline(&history.collect::<Vec<_>>()), "span");
        let mut sentences: Vec<String> = shown.into_iter().map(|(sentence, _)| sentence).collect();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), AccountRequestEvent::ALL.len(), "{sentences:?}");
    }
}
