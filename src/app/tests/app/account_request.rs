//! Requests for new accounts in the browser: what the server writes is read, and ends are said in words.

use std::fmt::Debug;

use api::{
    access_request::{Reminders, RuleFired},
    account::Contact,
    account_request::{
        AccountActor, AccountDecided, AccountHistoryEntry, AccountRequest, AccountRequestEvent, AccountRequests,
        AddedUser, ContactState, CustomerContact,
    },
    pending_access_request::Neighbours,
    pending_account_request::{PendingAccountRequest, PendingAccountRequests, PendingAccountSummary},
};
use app::{
    components::account_request::{account_decision_section, account_request_status, added_users},
    json,
    session::set_texts,
};
use leptos::{mount::mount_to, prelude::*};
use rules::{
    account_request_actions::Viewer,
    vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, Role},
};
use serde::{Serialize, de::DeserializeOwned};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[track_caller]
fn is_read_as_written<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(json::read::<T>(&text).as_ref(), Some(value), "{text}");
}

fn decided(by: AccountActor, name: Option<&str>) -> AccountDecided {
    let rules = vec![RuleFired {
        decision: "account_request_actions".into(),
        rule: "R5".into(),
        explanation: "You may.".into(),
    }];
    AccountDecided {
        at: "2026-11-04T12:00:00.25Z".parse().unwrap(),
        by,
        name: name.map(Into::into),
        reason: Some("« Non », \"really\"".into()),
        rules,
    }
}

fn history() -> Vec<AccountHistoryEntry> {
    vec![AccountHistoryEntry {
        event: AccountRequestEvent::Forwarded,
        at: "2026-11-04T12:00:00Z".parse().unwrap(),
        actor: AccountActor::AccountCreator,
        name: None,
        to: Some("grace@acme.example".into()),
        note: None,
    }]
}

fn added(email: &str, role: Option<Role>, invited: bool) -> AddedUser {
    AddedUser { email: email.into(), role, invited }
}

fn own(status: AccountRequestStatus, decision: Option<AccountDecided>) -> AccountRequest {
    let contact =
        |id: &str, email: Option<&str>, state| CustomerContact { id: id.into(), email: email.map(Into::into), state };
    AccountRequest {
        reference: "AR-7K3M-9QXT".into(),
        account: "0123456789abcdefghjkmnpqrs".into(),
        name: "Énergie".into(),
        domain_identifier: "énergie.example".into(),
        country: "FR".into(),
        status,
        decider: AccountDecider::CustomerContacts,
        contacts: vec![
            contact("c1", Some("ada@acme.example"), ContactState::Refused),
            contact("c2", None, ContactState::ForwardedTo),
        ],
        added_users: vec![added("grace@acme.example", Some(Role::User), true)],
        note_to_approver: None,
        note_to_customer: Some("Hello.\nHello again.".into()),
        note_to_added_users: None,
        created_at: "2026-11-04T12:00:00Z".parse().unwrap(),
        lapses_at: "2027-02-02T12:00:00Z".parse().unwrap(),
        days_left: 90,
        rules: vec![],
        actions: vec![AccountRequestAction::SendReminder, AccountRequestAction::CorrectAddress],
        reminders: Reminders::default(),
        decision,
        history: history(),
    }
}

fn pending(decision: Option<AccountDecided>) -> PendingAccountRequest {
    PendingAccountRequest {
        summary: PendingAccountSummary {
            reference: "AR-7K3M-9QXT".into(),
            name: "Énergie".into(),
            domain_identifier: "énergie.example".into(),
            country: "FR".into(),
            added_users: 0,
            added_user_role: Role::User,
            requester: Contact { name: String::new(), email: "ada@partner.example".into() },
            organisation: "Partner".into(),
            looks_alike: false,
            created_at: "2026-11-04T12:00:00Z".parse().unwrap(),
            lapses_at: "2027-02-02T12:00:00Z".parse().unwrap(),
            days_left: 1,
        },
        status: AccountRequestStatus::Pending,
        viewer: Viewer::AccountCreator,
        decider: AccountDecider::CustomerContacts,
        note: None,
        contacts: vec!["grace@acme.example".into()],
        added_users: vec![],
        added_user_roles: vec![],
        identifier_taken: true,
        actions: vec![AccountRequestAction::Forward, AccountRequestAction::Deny],
        rules: vec![],
        decision,
        history: history(),
        version: 3,
        neighbours: Neighbours::default(),
    }
}

#[wasm_bindgen_test]
fn every_shape_of_the_wire_is_read_as_written() {
    for status in AccountRequestStatus::ALL {
        let decision = Some(decided(AccountActor::OperatorApprover, Some("Ada")));
        is_read_as_written(&AccountRequests {
            requests: vec![own(*status, None), own(*status, decision)],
            any: true,
            next: Some(2),
        });
    }
    is_read_as_written(&AccountRequests { requests: vec![], any: false, next: None });
    is_read_as_written(&pending(None));
    is_read_as_written(&pending(Some(decided(AccountActor::AccountCreator, None))));
    is_read_as_written(&PendingAccountRequests { requests: vec![pending(None).summary], next: Some(2) });
}

/// The words of a view.
fn words(view: impl FnOnce() -> AnyView + 'static) -> String {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let _mounted = mount_to(root.clone(), view);
    root.text_content().unwrap()
}

#[wasm_bindgen_test]
fn an_end_names_whoever_made_it() {
    set_texts(Texts::embedded(Locale::En));
    let shown = |by, name: Option<&'static str>| words(move || account_decision_section(Some(&decided(by, name))));
    assert!(shown(AccountActor::ExistingAdministrator, Some("Ada Byron")).contains("Ada Byron"));
    let unnamed = shown(AccountActor::ExistingAdministrator, None);
    assert!(unnamed.contains("an administrator") && unnamed.contains("« Non », \"really\""), "{unnamed}");
    assert_eq!(words(|| account_decision_section(None)), "");
}

#[wasm_bindgen_test]
fn only_what_is_pending_has_days_left() {
    set_texts(Texts::embedded(Locale::En));
    let shown = AccountRequestStatus::ALL.iter().map(|status| words(|| account_request_status(*status, 1).view()));
    assert_eq!(shown.collect::<Vec<_>>(), ["Pending1 day left", "Withdrawn", "Denied", "Lapsed", "Account active"]);
}

#[wasm_bindgen_test]
fn what_added_people_get_stands_beside_each() {
    set_texts(Texts::embedded(Locale::En));
    let people = vec![
        added("ann@acme.example", Some(Role::Viewer), false),
        added("bob@b.example", Some(Role::User), true),
        added("cyd@c.example", None, true),
    ];
    let shown = words(move || added_users(&people, true).unwrap().1);
    assert_eq!(shown, "ann@acme.example – Viewerbob@b.example – User, invited firstcyd@c.example – Not let in");
}

#[wasm_bindgen_test]
fn many_added_people_are_folded_behind_how_many_get_what() {
    set_texts(Texts::embedded(Locale::En));
    let role = |at: usize| (at > 0).then_some(Role::User);
    let people: Vec<AddedUser> = (0..7).map(|at| added(&format!("p{at}@acme.example"), role(at), false)).collect();
    let shown = words(move || added_users(&people, true).unwrap().1);
    assert!(shown.starts_with("Not let in – 1User – 67 addresses"), "{shown}");
}
