//! The app's own way of reading JSON, against what the server's serde writes.

use std::fmt::Debug;

use api::{
    account::{
        Account, AccountSummary, Administrators, Contact, Grant, Part, RequestState, VirtualAccount, YourAccess,
    },
    directory::DirectoryPage,
    problem::{Code, FieldProblem, Problem},
    session::Service,
};
use app::json;
use rules::{
    Policy,
    vocabulary::{AccessState, AccountStatus, MatchKind, RequestPath, RequestStatus, Role, Visibility},
};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_test::wasm_bindgen_test;

#[track_caller]
fn is_read_as_written<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(json::read::<T>(&text).as_ref(), Some(value), "{text}");
}

fn summary(administrators: Administrators) -> AccountSummary {
    AccountSummary {
        id: "0123456789abcdefghjkmnpqrs".into(),
        name: "Énergie \"Vaucreuse\"\n".into(),
        domain_identifier: "énergie-vaucreuse.fr".into(),
        country: "FR".into(),
        visibility: Visibility::Restricted,
        status: AccountStatus::Active,
        match_kind: MatchKind::Below,
        matches: true,
        administrators,
        your_access: YourAccess {
            state: AccessState::RoleAndRequested,
            path: RequestPath::Wizard,
            may_request: false,
            grants: vec![
                Grant { role: Role::Administrator, virtual_account: None },
                Grant { role: Role::Viewer, virtual_account: Some("Europe / Lyon".into()) },
            ],
            request: Some(RequestState {
                reference: "AR-7K3M-9QXT".into(),
                status: RequestStatus::Open,
                expires_at: "2026-12-04T10:15:00.5Z".parse().unwrap(),
                days_left: 30,
            }),
            account_request: None,
        },
        virtual_accounts_shown: true,
    }
}

#[wasm_bindgen_test]
fn every_shape_of_the_wire_is_read_as_written() {
    let shown = Administrators::Shown(vec![Contact { name: "Maëlle".into(), email: "m@energie.example".into() }]);
    is_read_as_written(&DirectoryPage {
        accounts: vec![summary(shown), summary(Administrators::Hidden), summary(Administrators::Shown(vec![]))],
        next: Some("+/=".into()),
        did_you_mean: Some("énergie".into()),
    });
    is_read_as_written(&DirectoryPage { accounts: vec![], next: None, did_you_mean: None });
    let virtual_account = VirtualAccount {
        id: "v".into(),
        name: "Lyon".into(),
        depth: 2,
        default: true,
        roles: vec![Role::User, Role::Viewer],
        requested: false,
        may_request: true,
        part: Some(Part { position: 1, children: 2, found: true }),
    };
    is_read_as_written(&Account {
        summary: summary(Administrators::Hidden),
        virtual_accounts: Some(vec![virtual_account]),
        at_top: Some(301),
    });
    is_read_as_written(&Problem {
        kind: "/problems/invalid".into(),
        title: "Something is missing".into(),
        status: 422,
        code: Code::Invalid,
        detail: "Correct what is marked.".into(),
        fields: vec![FieldProblem { field: "reason".into(), detail: "Fill it in.".into() }],
        link: None,
    });
}

#[wasm_bindgen_test]
fn the_policy_is_read_as_written() {
    is_read_as_written(&Policy::embedded().unwrap());
}

#[wasm_bindgen_test]
fn what_is_absent_has_its_default_and_what_is_new_is_passed_over() {
    let service = json::read::<Service>(r#"{"operator_name": "Operator", "invented_later": [1, {"a": null}]}"#);
    assert_eq!(service, Some(Service { operator_name: "Operator".into(), ..Service::default() }));
    // The order is nobody's promise, and what may be absent may stand before what is there.
    let grant = json::read::<Grant>(r#"{"role": "viewer"}"#);
    assert_eq!(grant, Some(Grant { role: Role::Viewer, virtual_account: None }));
    let contact = json::read::<Contact>(r#"{"email": "m@energie.example", "name": "Maëlle"}"#);
    assert_eq!(contact, Some(Contact { name: "Maëlle".into(), email: "m@energie.example".into() }));
}

#[wasm_bindgen_test]
fn what_is_of_another_shape_is_nothing() {
    assert_eq!(json::read::<Vec<String>>("no JSON"), None);
    assert_eq!(json::read::<Vec<String>>("{}"), None);
    assert_eq!(json::read::<Vec<String>>("[1]"), None);
    assert_eq!(json::read::<Role>("\"owner\""), None);
    assert_eq!(json::read::<Contact>(r#"{"name": "without an address"}"#), None);
    assert_eq!(json::read::<Service>(r#"{"operator_name": null}"#), None, "null is no default");
    assert_eq!(json::read::<u16>("65536"), None);
    assert_eq!(json::read::<i64>("1.5"), None);
}
