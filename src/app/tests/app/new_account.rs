//! Asking for a new account in a browser: what the form begins with, what outlives the page, and the menu that leads there.

use api::{
    access_request::Reminders,
    account_request::{AccountRequest, AddedUser, ContactState, CustomerContact},
    page::Route,
};
use app::{
    forms::account_request::form::{AccountForm, draft_key, has_draft},
    storage::draft,
    ui::menu_button::menu_button,
};
use leptos::{mount::mount_to, prelude::*, task::tick};
use rules::vocabulary::{AccountDecider, AccountRequestStatus};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

const EMAIL: &str = "ada@partner.example";

fn contact(email: Option<&str>, state: ContactState) -> CustomerContact {
    CustomerContact { id: "1".into(), email: email.map(Into::into), state }
}

fn lapsed() -> AccountRequest {
    AccountRequest {
        reference: "AR-7K3M-9QXT".into(),
        account: "abc".into(),
        name: "Acme".into(),
        domain_identifier: "acme.example".into(),
        country: "FR".into(),
        status: AccountRequestStatus::Lapsed,
        decider: AccountDecider::CustomerContacts,
        contacts: vec![
            contact(Some("bob@acme.example"), ContactState::Forwarded),
            contact(None, ContactState::ForwardedTo),
            contact(Some("new@acme.example"), ContactState::ForwardedTo),
        ],
        added_users: vec![AddedUser { email: "eve@acme.example".into(), role: None, invited: false }],
        note_to_approver: None,
        note_to_customer: Some("Bonjour".into()),
        note_to_added_users: None,
        created_at: Default::default(),
        lapses_at: Default::default(),
        days_left: 0,
        rules: Vec::new(),
        actions: Vec::new(),
        reminders: Reminders { sent: Vec::new(), next: None, maximum: 3 },
        decision: None,
        history: Vec::new(),
    }
}

fn open(from: Option<&str>, earlier: Option<&AccountRequest>) -> (Owner, AccountForm) {
    let owner = Owner::new();
    let form = owner.with(|| AccountForm::open(draft_key(from), EMAIL, earlier));
    (owner, form)
}

#[wasm_bindgen_test]
fn the_form_begins_with_the_persons_own_domain() {
    let (_owner, form) = open(Some("none"), None);
    assert_eq!(form.domain_identifier.get_untracked(), "partner.example");
    assert!(!form.is_edited.get_untracked());
}

#[wasm_bindgen_test]
fn a_lapsed_request_fills_the_form() {
    let (_owner, form) = open(Some("AR-7K3M-9QXT"), Some(&lapsed()));
    let request = form.snapshot("7".into());
    assert_eq!((request.name.as_str(), request.domain_identifier.as_str()), ("Acme", "acme.example"));
    assert_eq!(request.customer_emails, ["bob@acme.example"]);
    assert_eq!(request.added_users, ["eve@acme.example"]);
    assert_eq!((request.note_to_approver, request.note_to_customer), (None, Some("Bonjour".into())));
    assert_eq!(request.policy_version, "7");
    assert!(form.is_edited.get_untracked());
}

#[wasm_bindgen_test]
async fn what_is_typed_outlives_the_page_and_goes_with_signing_out() {
    // Mounting starts what runs effects.
    mount_to_body(|| ());
    let key = draft_key(Some("typed"));
    let (owner, form) = open(Some("typed"), None);
    tick().await;
    assert!(!has_draft(&key));
    form.name.set("Acme".into());
    form.customer_emails.list.set(vec!["bob@acme.example".into(), "half".into()]);
    form.added_users.typed.set("ev".into());
    form.is_edited.set(true);
    tick().await;
    drop(owner);
    // What was typed stands for what the form would begin with.
    let (owner, form) = open(Some("typed"), Some(&lapsed()));
    assert_eq!(form.name.get_untracked(), "Acme");
    assert_eq!(form.customer_emails.list.get_untracked(), ["bob@acme.example", "half"]);
    assert_eq!(form.added_users.typed.get_untracked(), "ev");
    assert!(form.is_edited.get_untracked());
    assert_eq!(form.snapshot(String::new()).added_users, ["ev"]);
    drop(owner);
    draft::erase_all();
    assert!(!has_draft(&key));
}

#[wasm_bindgen_test]
async fn a_menu_opens_onto_its_first_entry() {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let _mounted = mount_to(root.clone(), || {
        menu_button("a-menu", "Create", &[("One", Route::Requests(Default::default())), ("Two", Route::Home)]).view()
    });
    let find = |selector: &str| root.query_selector(selector).unwrap().unwrap().unchecked_into::<HtmlElement>();
    let button = find("button");
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    button.focus().unwrap();
    press("ArrowDown");
    toggled(&find("[role=menu]")).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    for (key, words) in [("", "One"), ("ArrowDown", "Two"), ("ArrowDown", "One"), ("End", "Two"), ("Home", "One")] {
        press(key);
        assert_eq!(document().active_element().unwrap().text_content().as_deref(), Some(words));
    }
    press("Tab");
    toggled(&find("[role=menu]")).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    root.remove();
}

fn press(key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    document().active_element().unwrap().dispatch_event(&event).unwrap();
}

/// Until the browser has told the menu that it was opened or closed.
async fn toggled(menu: &HtmlElement) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        menu.add_event_listener_with_callback("toggle", &done).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
    tick().await;
}
