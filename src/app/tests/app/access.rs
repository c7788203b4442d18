//! Access in words, as lists and trees show it.

use api::{
    access_grant::AccessGrant,
    access_request::RequestedVirtualAccount,
    account::{AccountSummary, Administrators, Contact, Grant, VirtualAccount, YourAccess},
};
use app::{
    components::{
        access::virtual_account_access,
        access_grant::{label, question, result},
        access_request::access_in_full,
    },
    dom::element::Element,
    session::set_texts,
    ui::tree::nodes::path,
};
use leptos::{mount::mount_to, prelude::*, task::tick};
use rules::vocabulary::{AccessState, AccountStatus, GrantAction, MatchKind, RequestPath, Role, Scope, Visibility};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

async fn mounted(make: impl Fn() -> Element + 'static) -> HtmlElement {
    set_texts(Texts::embedded(Locale::En));
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    mount_to(root.clone(), move || make().view()).forget();
    tick().await;
    root
}

fn summary() -> AccountSummary {
    AccountSummary {
        id: "acme".into(),
        name: "Acme".into(),
        domain_identifier: "acme.example".into(),
        country: "FR".into(),
        visibility: Visibility::Listed,
        status: AccountStatus::Active,
        match_kind: MatchKind::Same,
        matches: true,
        administrators: Administrators::Hidden,
        your_access: YourAccess {
            state: AccessState::None,
            may_request: true,
            path: RequestPath::Wizard,
            grants: Vec::<Grant>::new(),
            request: None,
            account_request: None,
        },
        virtual_accounts_shown: true,
    }
}

#[wasm_bindgen_test]
async fn equal_names_in_a_tree_are_asked_for_by_what_they_lie_in() {
    let list: Vec<VirtualAccount> = [("Leeds", 0), ("Depot", 1), ("York", 0), ("Depot", 1)]
        .into_iter()
        .enumerate()
        .map(|(number, (name, depth))| VirtualAccount {
            id: number.to_string(),
            name: name.into(),
            depth,
            default: false,
            roles: Vec::new(),
            requested: false,
            may_request: true,
            part: None,
        })
        .collect();
    let row_end = virtual_account_access(&summary(), None);
    let mut names = Vec::new();
    for (index, account) in list.iter().cloned().enumerate() {
        let (row_end, path) = (row_end.clone(), path(&list, index));
        let end = mounted(move || row_end(&account, &path)).await;
        names.push(end.query_selector("a").unwrap().unwrap().get_attribute("aria-label").unwrap());
    }
    assert_eq!(
        names,
        [
            "Request access to Leeds",
            "Request access to Depot in Leeds",
            "Request access to York",
            "Request access to Depot in York",
        ]
    );
}

#[wasm_bindgen_test]
async fn every_place_is_named_and_the_administrator_comes_first() {
    let part = |path: &str, role| RequestedVirtualAccount { path: path.into(), role };
    let parts = [part("Ireland", Role::User), part("Default", Role::Administrator)];
    let root = mounted(move || access_in_full(Some(Scope::Selected), None, &parts)).await;
    assert_eq!(root.text_content().unwrap(), "Default account – AdministratorIreland – User");
}

#[wasm_bindgen_test]
fn whoever_has_no_name_is_called_by_their_address() {
    set_texts(Texts::embedded(Locale::En));
    let grant = AccessGrant {
        id: "one".into(),
        person: Contact { name: String::new(), email: "ada@acme.example".into() },
        organisation: String::new(),
        role: Role::User,
        virtual_account: None,
        own: false,
        actions: vec![GrantAction::Change, GrantAction::Remove],
        roles: vec![],
        version: 1,
    };
    let said = [
        label(GrantAction::Remove, &grant),
        question(GrantAction::Remove, &grant),
        question(GrantAction::Change, &grant),
        result(GrantAction::Remove, &grant, None),
        result(GrantAction::Change, &grant, Some(Role::Viewer)),
    ];
    assert_eq!(
        said,
        [
            "Remove the role User of ada@acme.example in the entire Smart Account",
            "ada@acme.example loses the role User in the entire Smart Account at once, and is told by e-mail.",
            "ada@acme.example holds the role User in the entire Smart Account.",
            "ada@acme.example no longer holds the role User in the entire Smart Account.",
            "ada@acme.example now holds the role Viewer in the entire Smart Account.",
        ]
    );
}
