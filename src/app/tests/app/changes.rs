//! What an open page does when somebody else has changed something.

use api::{
    account::AccountName,
    changes::Changes,
    session::{Person, Service, Session},
};
use app::{
    dom::task::effect,
    session::{App, set_texts},
    ui::{format, time::ago},
};
use chrono::DateTime;
use leptos::{mount::mount_to, prelude::*, task::tick};
use rules::vocabulary::{Admission, Affiliation, EntryPage};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn session(entry: EntryPage, account: Option<&str>) -> Session {
    Session {
        person: Person {
            email: "grace@acme.example".into(),
            email_verified: true,
            name: "Grace".into(),
            organisation: "Acme".into(),
            country: "FR".into(),
            locale: "en".into(),
            time_zone: None,
            affiliation: Affiliation::External,
            partner: false,
        },
        anti_forgery_token: String::new(),
        holds_role: true,
        entry,
        may_request_access: Admission::Allowed,
        may_request_account: Admission::Allowed,
        current_account: account.map(|name| AccountName { id: name.into(), name: name.into() }),
        changes: Changes::default(),
        service: Service::default(),
        sample: false,
    }
}

/// How often `look` was done.
fn counted(look: impl Fn() + 'static) -> RwSignal<u32> {
    let times = RwSignal::new(0);
    effect(move || {
        look();
        times.update_untracked(|times| *times += 1);
    });
    times
}

#[wasm_bindgen_test]
async fn a_page_looks_again_when_the_stamp_changes_and_at_nothing_else() {
    // Mounting starts what runs effects.
    mount_to_body(|| ());
    let owner = Owner::new();
    let (app, own, waiting) = owner.with(|| {
        let app = App::new(session(EntryPage::Directory, None));
        (app, counted(move || app.track_changes()), counted(move || app.changes.track()))
    });
    tick().await;
    assert_eq!((own.get_untracked(), waiting.get_untracked()), (1, 1));
    app.changes.update(|changes| changes.pending += 1);
    tick().await;
    assert_eq!((own.get_untracked(), waiting.get_untracked()), (1, 2));
    app.changes.update(|changes| changes.stamp += 1);
    tick().await;
    assert_eq!((own.get_untracked(), waiting.get_untracked()), (2, 3));
}

#[wasm_bindgen_test]
async fn the_first_grant_opens_the_directory_and_gives_an_account() {
    mount_to_body(|| ());
    let owner = Owner::new();
    let (app, opens, sessions) = owner.with(|| {
        let app = App::new(session(EntryPage::ByIdentifier, None));
        (app, app.directory_memo(), counted(move || app.session.track()))
    });
    tick().await;
    assert_eq!((opens.get_untracked(), app.current_account.get_untracked()), (false, None));
    app.update_session(session(EntryPage::Directory, Some("acme")));
    tick().await;
    assert!(opens.get_untracked() && app.has_directory());
    assert_eq!(app.current_account.get_untracked().map(|account| account.id).as_deref(), Some("acme"));
    assert_eq!(sessions.get_untracked(), 2);
    // Another first account is not a reason to leave the one that the person is in.
    app.update_session(session(EntryPage::Directory, Some("brook")));
    assert_eq!(app.current_account.get_untracked().map(|account| account.id).as_deref(), Some("acme"));
    app.update_session(session(EntryPage::ByIdentifier, None));
    assert_eq!(app.current_account.get_untracked(), None);
}

#[wasm_bindgen_test]
async fn a_session_that_says_the_same_disturbs_nobody() {
    mount_to_body(|| ());
    let owner = Owner::new();
    let (app, sessions) = owner.with(|| {
        let app = App::new(session(EntryPage::Directory, Some("acme")));
        (app, counted(move || app.session.track()))
    });
    tick().await;
    let mut same = session(EntryPage::Directory, Some("acme"));
    same.changes =
        Changes { stamp: 7, pending: 3, operator_pending: None, pending_accounts: 2, next_steps: Vec::new() };
    app.update_session(same);
    tick().await;
    assert_eq!(sessions.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn how_long_ago_something_was_is_said_again_when_minutes_have_passed() {
    set_texts(Texts::embedded(Locale::En));
    let owner = Owner::new();
    let app = owner.with(|| App::new(session(EntryPage::Directory, None)));
    let sent = DateTime::from_timestamp(format::minute() * 60, 0).unwrap();
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let _mounted = mount_to(root.clone(), move || {
        provide_context(app);
        ago(sent).view()
    });
    assert_eq!(root.text_content().as_deref(), Some("just now"));
    js_sys::eval("window.realNow = Date.now; Date.now = () => window.realNow.call(Date) + 120_000").unwrap();
    app.minute.set(format::minute());
    tick().await;
    let words = root.text_content();
    js_sys::eval("Date.now = window.realNow").unwrap();
    assert_eq!(words.as_deref(), Some("2 minutes ago"));
}
