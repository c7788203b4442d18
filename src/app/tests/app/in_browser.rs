//! What only a browser can tell: drafts outlive the page, a request sent again is the same one, names are in order.

use std::collections::{HashMap, HashSet};

use api::{
    access_request::NewAccessRequest,
    account::{Account, AccountSummary, Administrators, YourAccess},
};
use app::{
    forms::access_request::{
        answers::Answers,
        form::{AnswerForm, draft_key},
        submit,
    },
    storage::draft,
    ui::format,
};
use leptos::{prelude::*, task::tick};
use rules::vocabulary::{AccessState, AccountStatus, MatchKind, RequestPath, Visibility};
use text::Locale;
use wasm_bindgen_test::wasm_bindgen_test;

fn request(reason: &str) -> NewAccessRequest {
    NewAccessRequest { account: "acme".into(), reason: Some(reason.into()), ..NewAccessRequest::default() }
}

fn account(id: &str) -> Account {
    Account {
        summary: AccountSummary {
            id: id.into(),
            name: "Acme".into(),
            domain_identifier: "acme.example".into(),
            country: "FR".into(),
            visibility: Visibility::Listed,
            status: AccountStatus::Active,
            match_kind: MatchKind::None,
            matches: false,
            administrators: Administrators::Hidden,
            your_access: YourAccess {
                state: AccessState::None,
                may_request: true,
                path: RequestPath::ByIdentifier,
                grants: vec![],
                request: None,
                account_request: None,
            },
            virtual_accounts_shown: false,
        },
        virtual_accounts: None,
        at_top: None,
    }
}

#[wasm_bindgen_test]
fn a_request_sent_again_is_the_same_request() {
    let first = submit::key_for(&request("Because."));
    assert_eq!(submit::key_for(&request("Because.")), first);
    assert_ne!(submit::key_for(&request("Because of this.")), first);
    submit::erase("acme");
    assert_ne!(submit::key_for(&request("Because.")), first);
}

#[wasm_bindgen_test]
fn a_draft_is_read_as_it_was_written() {
    let answers = Answers {
        scope: "selected".into(),
        role: String::new(),
        reason: "« Été »,\n\"quoted\" \\ 100 %".into(),
        ticked: HashSet::from(["a".into(), "b".into()]),
        roles: HashMap::from([("a".into(), "user".into())]),
        with_below: true,
        earlier: HashMap::from([("Europe / Lyon".into(), "viewer".into())]),
    };
    draft::save("answers", &answers);
    assert_eq!(draft::load::<Answers>("answers"), Some(answers));
    draft::erase("answers");
    assert_eq!(draft::load::<Answers>("answers"), None);
}

#[wasm_bindgen_test]
async fn what_is_typed_outlives_the_page_and_looking_writes_nothing() {
    // Mounting starts what runs effects.
    mount_to_body(|| ());
    let key = draft_key("typed");
    let owner = Owner::new();
    let form = owner.with(|| AnswerForm::open(&account("typed")));
    tick().await;
    assert_eq!(draft::load::<Answers>(&key), None);
    form.reason.set("We run their network.".into());
    tick().await;
    drop(owner);
    let again = Owner::new();
    let form = again.with(|| AnswerForm::open(&account("typed")));
    assert_eq!(form.reason.get_untracked(), "We run their network.");
}

#[wasm_bindgen_test]
fn countries_are_in_the_readers_order() {
    let names = |locale| format::countries(locale).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    let place = |names: &[String], name: &str| names.iter().position(|known| known == name).unwrap();
    let english = names(Locale::En);
    assert_eq!(english.len(), 249);
    assert_eq!(english.first().map(String::as_str), Some("Afghanistan"));
    assert!(place(&english, "Åland Islands") < place(&english, "Albania"));
    let french = names(Locale::Fr);
    assert_eq!(french.len(), 249);
    assert!(place(&french, "Égypte") < place(&french, "Finlande"));
    assert!(place(&french, "Allemagne") < place(&french, "Égypte"));
}
