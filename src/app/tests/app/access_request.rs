//! Asking for access: what the policy offers, which step answers lead to, what is sent.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use api::{
    access_request::VirtualAccountRole,
    account::{Account, AccountSummary, Administrators, Grant, RequestState, VirtualAccount, YourAccess},
    changes::Changes,
    page::WizardStep,
    session::{Person, Service, Session},
};
use app::{
    forms::access_request::{
        answers::{Answers, MissingAnswer},
        held_access::HeldAccess,
        questions::{Offer, Questions, offer},
    },
    session::set_texts,
};
use rules::{
    Policy,
    request_form::Form,
    vocabulary::{
        AccessState, AccountStatus, Admission, Affiliation, EntryPage, MatchKind, ProfileField, RequestPath,
        RequestStatus, Role, Scope, Visibility,
    },
};
use text::{Locale, Texts};
use wasm_bindgen_test::wasm_bindgen_test;

fn session() -> Session {
    Session {
        person: Person {
            email: "ada@acme.example".into(),
            email_verified: true,
            name: "Ada".into(),
            organisation: "Acme".into(),
            country: "FR".into(),
            locale: "en".into(),
            time_zone: None,
            affiliation: Affiliation::External,
            partner: false,
        },
        anti_forgery_token: String::new(),
        holds_role: true,
        entry: EntryPage::Directory,
        may_request_access: Admission::Allowed,
        may_request_account: Admission::Allowed,
        current_account: None,
        changes: Changes::default(),
        service: Service::default(),
        sample: false,
    }
}

fn virtual_account(id: &str, depth: u32) -> VirtualAccount {
    VirtualAccount {
        id: id.into(),
        name: id.to_uppercase(),
        depth,
        default: false,
        roles: vec![],
        requested: false,
        may_request: true,
        part: None,
    }
}

/// Europe with France below it, and Asia.
fn tree() -> Vec<VirtualAccount> {
    vec![virtual_account("europe", 0), virtual_account("france", 1), virtual_account("asia", 0)]
}

fn account(matches: bool) -> Account {
    Account {
        summary: AccountSummary {
            id: "acme".into(),
            name: "Acme".into(),
            domain_identifier: "acme.example".into(),
            country: "FR".into(),
            visibility: Visibility::Listed,
            status: AccountStatus::Active,
            match_kind: if matches { MatchKind::Same } else { MatchKind::None },
            matches,
            administrators: Administrators::Hidden,
            your_access: YourAccess {
                state: AccessState::None,
                may_request: true,
                path: RequestPath::ByIdentifier,
                grants: vec![],
                request: None,
                account_request: None,
            },
            virtual_accounts_shown: matches,
        },
        virtual_accounts: matches.then(tree),
        at_top: None,
    }
}

fn offered(session: &Session, account: &Account) -> Offer {
    offer(&Policy::embedded().unwrap(), session, account).unwrap()
}

fn blocked(session: &Session, account: &Account) -> RequestPath {
    match offered(session, account) {
        Offer::Blocked { request_path, .. } => request_path,
        Offer::Form(questions) => panic!("{questions:?}"),
    }
}

fn questions(account: &Account) -> Questions {
    match offered(&session(), account) {
        Offer::Form(questions) => questions,
        Offer::Blocked { request_path, .. } => panic!("{request_path:?}"),
    }
}

fn role(word: &str) -> Answers {
    Answers { scope: "entire".into(), role: word.into(), ..Answers::default() }
}

fn ticked(roles: &[(&str, &str)]) -> Answers {
    Answers {
        scope: "selected".into(),
        ticked: roles.iter().map(|(id, _)| (*id).to_owned()).collect(),
        roles: roles.iter().map(|(id, role)| ((*id).to_owned(), (*role).to_owned())).collect(),
        ..Answers::default()
    }
}

#[wasm_bindgen_test]
fn a_match_or_a_grant_offers_scope_and_role() {
    let wizard = questions(&account(true));
    assert_eq!((wizard.form, wizard.reason), (Form::Wizard, false));
    assert_eq!(wizard.roles(Scope::Entire), [Role::Administrator, Role::Approver, Role::User, Role::Viewer]);
    assert_eq!(wizard.roles(Scope::Selected), [Role::Administrator, Role::User, Role::Viewer]);

    let mut held = account(false);
    held.summary.your_access.grants = vec![Grant { role: Role::Viewer, virtual_account: Some("Asia".into()) }];
    assert_eq!(questions(&held).form, Form::Wizard);
    // Without a tree there is nothing to select from.
    assert_eq!(questions(&held).roles(Scope::Selected), []);
}

#[wasm_bindgen_test]
fn without_a_match_only_a_reason_is_asked() {
    let by_identifier = questions(&account(false));
    assert_eq!((by_identifier.form, by_identifier.reason), (Form::ByIdentifier, true));
    assert_eq!(by_identifier.scopes, []);
}

#[wasm_bindgen_test]
fn what_stands_in_the_way_is_said() {
    let mut staff = session();
    staff.may_request_access = Admission::SupportCase;
    assert_eq!(blocked(&staff, &account(true)), RequestPath::SupportCase);

    let mut lapsed = account(true);
    lapsed.summary.status = AccountStatus::Lapsed;
    assert_eq!(blocked(&session(), &lapsed), RequestPath::NotRequestable);

    let mut asked = account(true);
    asked.summary.your_access.request = Some(RequestState {
        reference: "AR-1".into(),
        status: RequestStatus::Open,
        expires_at: Default::default(),
        days_left: 3,
    });
    assert_eq!(blocked(&session(), &asked), RequestPath::OpenRequest);

    let mut incomplete = session();
    incomplete.person.country.clear();
    incomplete.person.email_verified = false;
    let missing = vec![ProfileField::Country, ProfileField::VerifiedEmail];
    assert_eq!(
        offered(&incomplete, &account(true)),
        Offer::Blocked { request_path: RequestPath::CompleteProfile, missing }
    );
}

/// What is held already of these answers: each field, and its sentence.
fn held_already(grants: &[Grant], answers: &Answers) -> Vec<(String, String)> {
    set_texts(Texts::embedded(Locale::En));
    let held = HeldAccess::new(Arc::new(Policy::embedded().unwrap()), grants);
    let problems = held.problems(answers, &questions(&account(true)), &tree()).into_iter();
    problems.map(|problem| (problem.field, problem.detail)).collect()
}

#[wasm_bindgen_test]
fn what_is_held_is_told_with_its_role_and_place() {
    let entire = [Grant { role: Role::User, virtual_account: None }];
    let part = [Grant { role: Role::Administrator, virtual_account: Some("EUROPE".into()) }];
    let sentence = "You hold the role User in the entire Smart Account already. Select a role that allows more.";
    assert_eq!(held_already(&entire, &role("viewer")), [("role".to_owned(), sentence.to_owned())]);
    assert_eq!(held_already(&entire, &role("administrator")), []);
    assert_eq!(held_already(&part, &role("viewer")), [], "a part gives nothing of the whole");
    let asked = ticked(&[("france", "user"), ("asia", "user")]);
    let sentence = "You hold the role Administrator in EUROPE already, and so in EUROPE / FRANCE, which lies below it. \
         Untick it.";
    assert_eq!(held_already(&part, &asked), [("virtual_accounts".to_owned(), sentence.to_owned())]);
    assert_eq!(held_already(&[], &asked), []);

    let held = HeldAccess::new(Arc::new(Policy::embedded().unwrap()), &[entire, part].concat());
    let lines = ["You hold User here, through the entire Smart Account", "You hold Administrator here, through EUROPE"];
    assert_eq!(held.lines("EUROPE / FRANCE"), lines);
    assert_eq!(held.lines("ASIA"), lines[..1]);
}

#[wasm_bindgen_test]
fn who_holds_everything_is_told_that_there_is_nothing_more() {
    let mut all = account(true);
    all.summary.your_access.grants = vec![Grant { role: Role::Administrator, virtual_account: None }];
    assert_eq!(blocked(&session(), &all), RequestPath::NothingMore);
}

#[wasm_bindgen_test]
fn each_step_says_what_it_lacks() {
    let questions = questions(&account(true));
    let lacks = |answers: &Answers, step| answers.missing(step, &questions, &tree());
    assert_eq!(lacks(&Answers::default(), WizardStep::Access), [MissingAnswer::Scope]);
    assert_eq!(lacks(&role(""), WizardStep::Access), [MissingAnswer::Role]);
    assert_eq!(lacks(&role("owner"), WizardStep::Access), [MissingAnswer::Role]);
    assert_eq!(lacks(&role("viewer"), WizardStep::Access), []);
    assert_eq!(lacks(&ticked(&[]), WizardStep::Access), []);
    assert_eq!(lacks(&ticked(&[]), WizardStep::VirtualAccounts), [MissingAnswer::VirtualAccounts]);
    assert_eq!(lacks(&ticked(&[("gone", "user")]), WizardStep::VirtualAccounts), [MissingAnswer::VirtualAccounts]);
    let without_role = ticked(&[("asia", "user"), ("france", "")]);
    assert_eq!(lacks(&without_role, WizardStep::VirtualAccounts), [MissingAnswer::RolesOfVirtualAccounts]);
    // An Approver exists only on an entire account.
    assert_eq!(
        lacks(&ticked(&[("asia", "approver")]), WizardStep::VirtualAccounts),
        [MissingAnswer::RolesOfVirtualAccounts]
    );
    assert_eq!(lacks(&ticked(&[("asia", "user")]), WizardStep::VirtualAccounts), []);
}

#[wasm_bindgen_test]
fn a_later_step_needs_the_answers_before_it() {
    use WizardStep::{Access, Check, VirtualAccounts};
    let questions = questions(&account(true));
    let table = [
        (Answers::default(), Access, Access),
        (Answers::default(), VirtualAccounts, Access),
        (Answers::default(), Check, Access),
        (role("user"), Check, Check),
        (role("user"), VirtualAccounts, Access),
        (ticked(&[]), VirtualAccounts, VirtualAccounts),
        (ticked(&[]), Check, VirtualAccounts),
        (ticked(&[("asia", "")]), Check, VirtualAccounts),
        (ticked(&[("asia", "user")]), Check, Check),
    ];
    for (answers, wanted, shown) in table {
        assert_eq!(answers.reachable(wanted, &questions, &tree()), shown, "{wanted:?} with {answers:?}");
    }
}

#[wasm_bindgen_test]
fn only_what_is_asked_is_sent() {
    let questions = questions(&account(true));
    let mut answers = ticked(&[("asia", "user"), ("europe", "administrator"), ("gone", "user")]);
    answers.role = "viewer".into();
    answers.reason = "left over".into();
    let selected = answers.request("acme", Some("acme.example"), &questions, &tree());
    assert_eq!(selected.scope, Some(Scope::Selected));
    assert_eq!((selected.role, selected.reason), (None, None));
    assert_eq!(
        selected.virtual_accounts,
        [
            VirtualAccountRole { id: "europe".into(), role: Role::Administrator },
            VirtualAccountRole { id: "asia".into(), role: Role::User },
        ]
    );
    assert_eq!(selected.identifier.as_deref(), Some("acme.example"));
    assert_eq!(selected.policy_version, Policy::embedded().unwrap().version());

    answers.scope = "entire".into();
    let entire = answers.request("acme", None, &questions, &tree());
    assert_eq!((entire.scope, entire.role), (Some(Scope::Entire), Some(Role::Viewer)));
    assert_eq!(entire.virtual_accounts, []);
}

#[wasm_bindgen_test]
fn by_identifier_sends_the_reason_alone() {
    let questions = questions(&account(false));
    let mut answers = role("viewer");
    assert_eq!(answers.missing(WizardStep::Access, &questions, &[]), [MissingAnswer::Reason]);
    answers.reason = "  We run their network.\n".into();
    assert_eq!(answers.reachable(WizardStep::Check, &questions, &[]), WizardStep::Check);
    let request = answers.request("acme", Some("Acme"), &questions, &[]);
    assert_eq!(request.reason.as_deref(), Some("We run their network."));
    assert_eq!((request.scope, request.role), (None, None));
}

#[wasm_bindgen_test]
fn an_earlier_request_ticks_what_is_still_there() {
    let mut answers = Answers {
        ticked: HashSet::from(["gone".into()]),
        earlier: HashMap::from([("EUROPE / FRANCE".into(), "viewer".into()), ("AFRICA".into(), "user".into())]),
        ..Answers::default()
    };
    answers.apply_earlier(&tree());
    assert_eq!(answers.ticked, HashSet::from(["france".into()]));
    assert_eq!(answers.roles, HashMap::from([("france".into(), "viewer".into())]));
    assert_eq!(answers.earlier, HashMap::new());
}
