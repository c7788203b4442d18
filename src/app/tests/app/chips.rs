//! A field of several addresses in a browser: pasting, typing, the keyboard, and where the focus is afterwards.

use api::problem::FieldProblem;
use app::{
    session::set_texts,
    ui::{
        chips::{Addresses, Chips, chips},
        form::Errors,
    },
};
use leptos::{mount::mount_to, prelude::*, task::tick};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit};

/// A field on the page; it goes when this does.
struct Page {
    root: HtmlElement,
    addresses: Addresses,
    errors: Errors,
    // The view goes before what it reads.
    _mounted: Box<dyn std::any::Any>,
    _owner: Owner,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn page(list: &[&str]) -> Page {
    set_texts(Texts::embedded(Locale::En));
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let owner = Owner::new();
    let list = list.iter().map(|address| (*address).to_owned()).collect();
    let (addresses, errors) = owner.with(|| (Addresses::new(list, String::new()), Errors::default()));
    let mounted = mount_to(root.clone(), move || {
        chips(Chips { name: "emails", label: "E-mails", hint: "Several", required: false, addresses }, errors)
    });
    Page { root, addresses, errors, _mounted: Box::new(mounted), _owner: owner }
}

impl Page {
    fn element(&self, selector: &str) -> HtmlElement {
        self.root.query_selector(selector).unwrap().unwrap().unchecked_into()
    }

    fn named(&self, label: &str) -> HtmlElement {
        self.element(&["[aria-label='", label, "']"].concat())
    }

    fn input(&self) -> HtmlTextAreaElement {
        self.element("textarea").unchecked_into()
    }

    fn text(&self, selector: &str) -> String {
        self.element(selector).text_content().unwrap()
    }

    /// Puts a text where the person types, at once as pasting does.
    async fn put(&self, text: &str) {
        self.input().set_value(text);
        let event = Event::new("input").unwrap();
        self.input().dispatch_event(&event).unwrap();
        tick().await;
    }

    fn list(&self) -> Vec<String> {
        self.addresses.list.get_untracked()
    }
}

/// Presses a key where the focus is; whether the browser would still do what it does by itself.
async fn press(key: &str) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    let is_left = document().active_element().unwrap().dispatch_event(&event).unwrap();
    tick().await;
    is_left
}

/// Until what was set to happen next has happened.
async fn settle() {
    let promise = js_sys::Promise::new(&mut |done, _| {
        window().set_timeout_with_callback(&done).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
    tick().await;
}

/// The name of what has the focus, else its tag.
fn focused() -> String {
    let active = document().active_element().unwrap();
    active.get_attribute("aria-label").unwrap_or_else(|| active.tag_name())
}

#[wasm_bindgen_test]
async fn fifty_pasted_with_three_bad_ones() {
    let page = page(&[]);
    let mut lines: Vec<String> = (1..=47).map(|number| format!("Person {number} <p{number}@acme.example>")).collect();
    lines.insert(3, "one@acme".into());
    lines.insert(20, "two.acme.example".into());
    lines.push("@acme.example".into());
    page.put(&lines.join("\n")).await;
    assert_eq!(page.list().len(), 50);
    assert_eq!(page.root.query_selector_all("li").unwrap().length(), 50);
    assert_eq!(page.root.query_selector_all(".chip--wrong").unwrap().length(), 3);
    assert_eq!(page.text("[role=status]"), "47 addresses added, 3 need correcting");
    let error = page.text(".field__error");
    for named in ["“one@acme”", "“two.acme.example”", "“@acme.example”"] {
        assert!(error.contains(named), "{error}");
    }
    assert_eq!(page.input().value(), "");
    assert_eq!(page.input().get_attribute("aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_separator_enter_and_leaving_make_a_chip() {
    let page = page(&[]);
    page.input().focus().unwrap();
    for (number, separator) in [",", ";", " "].into_iter().enumerate() {
        page.put(&format!("a{number}@b.example")).await;
        assert_eq!(page.list().len(), number);
        page.put(&format!("a{number}@b.example{separator}")).await;
        assert_eq!(page.list().len(), number + 1);
    }
    page.put("enter@b.example").await;
    assert!(!press("Enter").await);
    page.put("left@b.example").await;
    page.input().blur().unwrap();
    tick().await;
    assert_eq!(page.list()[3..], ["enter@b.example", "left@b.example"]);
    assert_eq!(page.text("[role=status]"), "5 addresses added");
    assert_eq!(page.input().get_attribute("aria-invalid").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn what_was_there_already_is_dropped_and_said() {
    let page = page(&["ada@b.example"]);
    page.put("ADA@b.example, bob@b.example, Bob@b.example").await;
    assert_eq!(page.list(), ["ada@b.example", "bob@b.example"]);
    assert_eq!(page.text("[role=status]"), "2 addresses added, 2 were there already");
    page.put("eve@b.example ").await;
    assert_eq!(page.text("[role=status]"), "3 addresses added");
}

#[wasm_bindgen_test]
async fn backspace_in_the_empty_input_removes_the_last() {
    let page = page(&["ada@b.example", "bob@b.example"]);
    page.input().focus().unwrap();
    page.put("x").await;
    assert!(press("Backspace").await);
    assert_eq!(page.list().len(), 2);
    page.put("").await;
    assert!(!press("Backspace").await);
    assert_eq!(page.list(), ["ada@b.example"]);
    assert_eq!(focused(), "TEXTAREA");
}

#[wasm_bindgen_test]
async fn after_a_removal_the_focus_is_on_what_takes_the_place() {
    let page = page(&["ada@b.example", "bob@b.example", "eve@b.example"]);
    for (remove, next) in [
        ("Remove bob@b.example", "Remove eve@b.example"),
        ("Remove eve@b.example", "Remove ada@b.example"),
        ("Remove ada@b.example", "TEXTAREA"),
    ] {
        page.named(remove).focus().unwrap();
        page.named(remove).click();
        settle().await;
        assert_eq!(focused(), next);
    }
    assert!(page.list().is_empty());
}

#[wasm_bindgen_test]
async fn an_activated_chip_is_typed_again_and_what_was_typed_is_kept() {
    let page = page(&["ada@acme", "bob@b.example"]);
    page.put("half").await;
    page.named("Correct ada@acme").click();
    tick().await;
    assert_eq!(page.list(), ["bob@b.example", "half"]);
    assert_eq!(page.input().value(), "ada@acme");
    assert_eq!(focused(), "TEXTAREA");
}

#[wasm_bindgen_test]
async fn the_tab_key_reaches_the_first_and_the_wrong_and_arrows_reach_all() {
    let page = page(&["ada@b.example", "bob", "eve@b.example"]);
    let reachable = page.root.query_selector_all("li [tabindex='0']").unwrap();
    let labels = (0..reachable.length()).map(|index| reachable.item(index).unwrap().unchecked_into::<HtmlElement>());
    let labels: Vec<String> = labels.map(|button| button.get_attribute("aria-label").unwrap()).collect();
    assert_eq!(labels, ["Change ada@b.example", "Correct bob"]);
    page.input().focus().unwrap();
    for (key, next) in [
        ("ArrowLeft", "Remove eve@b.example"),
        ("ArrowLeft", "Change eve@b.example"),
        ("Home", "Change ada@b.example"),
        ("ArrowRight", "Remove ada@b.example"),
        ("ArrowDown", "Correct bob"),
        ("End", "Remove eve@b.example"),
        ("ArrowRight", "Change ada@b.example"),
    ] {
        assert!(!press(key).await);
        assert_eq!(focused(), next, "{key}");
    }
}

#[wasm_bindgen_test]
async fn what_the_server_said_stands_until_the_list_changes() {
    let page = page(&["me@b.example"]);
    settle().await;
    let problem = |detail: &str| FieldProblem { field: "emails".into(), detail: detail.into() };
    page.errors.set(vec![problem("One."), problem("Two.")]);
    settle().await;
    assert_eq!(page.text(".field__error"), "One.\nTwo.");
    page.put("you@b.example ").await;
    assert!(page.element(".field__error").has_attribute("hidden"));
    assert_eq!(page.errors.message_for("emails"), None, "the summary above the form no longer says it");
    page.errors.set(vec![problem("Three.")]);
    settle().await;
    assert_eq!(page.text(".field__error"), "Three.");
}

#[wasm_bindgen_test]
async fn nothing_is_said_before_anything_is_there() {
    let page = page(&[]);
    tick().await;
    assert_eq!(page.text("[role=status]"), "");
    assert!(page.element(".field__error").has_attribute("hidden"));
}

#[wasm_bindgen_test]
fn a_field_that_is_gone_takes_nothing_in() {
    set_texts(Texts::embedded(Locale::En));
    let owner = Owner::new();
    let addresses = owner.with(|| Addresses::new(Vec::new(), "half".into()));
    owner.cleanup();
    // The browser takes the focus away from an input whose page has just gone.
    addresses.commit_input();
}
