//! Deciding a request: which ways are open, what is missing, what is sent.

use std::collections::{HashMap, HashSet};

use api::{
    access_request::{RequestedVirtualAccount, VirtualAccountRole},
    account::{AccountName, Contact},
    message::Messages,
    pending_access_request::{
        DecisionKind, Neighbours, NewDecision, Offer, OfferedVirtualAccount, PendingAccessRequest, PendingSummary,
        ScopeOffer,
    },
};
use app::forms::{
    access_request::answers::{Answers, MissingAnswer},
    decision::answers::{DecisionChoice, DecisionContext, MissingDecision, as_asked, declined},
};
use rules::vocabulary::{AccessRequestAction, Deciders, MatchKind, RequestPath, RequestStatus, Role, Scope, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

fn summary() -> PendingSummary {
    PendingSummary {
        reference: "AR-7K3M-9QXT".into(),
        account: AccountName { id: "acme".into(), name: "Acme".into() },
        domain_identifier: "acme.example".into(),
        requester: Contact { name: "Ada".into(), email: "ada@acme.example".into() },
        organisation: "Acme".into(),
        looks_alike: false,
        match_kind: MatchKind::Same,
        matches: true,
        path: RequestPath::ByIdentifier,
        scope: None,
        role: None,
        virtual_accounts: vec![],
        held: vec![],
        created_at: Default::default(),
        expires_at: Default::default(),
        days_left: 3,
        deciders: Deciders::SmartAccountAdministrators,
        escalated: false,
        information: None,
        status: RequestStatus::Open,
        version: 7,
    }
}

fn offered(id: &str, depth: u32, asked: Option<Role>) -> OfferedVirtualAccount {
    OfferedVirtualAccount { id: id.into(), name: id.to_uppercase(), depth, asked }
}

fn both_scopes() -> Vec<ScopeOffer> {
    vec![
        ScopeOffer { scope: Scope::Entire, roles: vec![Role::Administrator, Role::Viewer] },
        ScopeOffer { scope: Scope::Selected, roles: vec![Role::User] },
    ]
}

/// A request that names nothing, before an administrator of the entire account.
fn unnamed() -> PendingAccessRequest {
    PendingAccessRequest {
        summary: summary(),
        country: "FR".into(),
        email_verified: true,
        reason: Some("I audit them.".into()),
        rules: vec![],
        messages: Messages::default(),
        history: vec![],
        actions: vec![AccessRequestAction::Approve, AccessRequestAction::Decline],
        verdict: Verdict::MayDecide,
        verdict_rules: vec![],
        for_operator: false,
        offer: Offer {
            scopes: both_scopes(),
            virtual_accounts: vec![offered("europe", 0, None), offered("france", 1, None)],
        },
        decision: None,
        neighbours: Neighbours::default(),
    }
}

/// A request for the role User in France, and for more than the reader administers.
fn named() -> PendingAccessRequest {
    let mut request = unnamed();
    request.summary.scope = Some(Scope::Selected);
    request.summary.path = RequestPath::Wizard;
    let asked = |path: &str| RequestedVirtualAccount { path: path.into(), role: Role::User };
    request.summary.virtual_accounts = vec![asked("Europe / France"), asked("Asia")];
    request.offer.virtual_accounts = vec![offered("europe", 0, None), offered("france", 1, Some(Role::User))];
    request
}

fn access(scope: &str, role: &str) -> Answers {
    Answers { scope: scope.into(), role: role.into(), ..Answers::default() }
}

#[wasm_bindgen_test]
fn what_named_nothing_cannot_be_approved_as_asked() {
    assert_eq!(DecisionContext::new(&unnamed()).ways, [DecisionChoice::OtherAccess, DecisionChoice::Decline]);
    assert_eq!(
        DecisionContext::new(&named()).ways,
        [DecisionChoice::AsAsked, DecisionChoice::OtherAccess, DecisionChoice::Decline]
    );
}

#[wasm_bindgen_test]
fn the_ways_are_those_that_the_server_allows() {
    let mut request = named();
    request.actions = vec![AccessRequestAction::Decline];
    assert_eq!(DecisionContext::new(&request).ways, [DecisionChoice::Decline]);
    request.actions = vec![];
    assert_eq!(DecisionContext::new(&request).ways, []);
    request = named();
    request.offer = Offer::default();
    assert_eq!(DecisionContext::new(&request).ways, [DecisionChoice::AsAsked, DecisionChoice::Decline]);
    // A scope without anything to select in it, or without a role, is none.
    request.offer.scopes = both_scopes();
    assert_eq!(
        DecisionContext::new(&request).questions.scopes,
        [(Scope::Entire, vec![Role::Administrator, Role::Viewer])]
    );
    request.offer.scopes = vec![ScopeOffer { scope: Scope::Entire, roles: vec![] }];
    assert_eq!(DecisionContext::new(&request).ways, [DecisionChoice::AsAsked, DecisionChoice::Decline]);
}

#[wasm_bindgen_test]
fn nothing_is_chosen_where_the_request_named_nothing() {
    let request = unnamed();
    assert_eq!(DecisionContext::new(&request).initial_answers(&request), Answers::default());
}

#[wasm_bindgen_test]
fn what_was_asked_stands_where_it_may_be_granted() {
    let request = named();
    let expected = Answers {
        scope: "selected".into(),
        ticked: HashSet::from(["france".into()]),
        roles: HashMap::from([("france".into(), "user".into())]),
        ..Answers::default()
    };
    assert_eq!(DecisionContext::new(&request).initial_answers(&request), expected);

    let mut entire = unnamed();
    entire.summary.scope = Some(Scope::Entire);
    entire.summary.role = Some(Role::Viewer);
    assert_eq!(DecisionContext::new(&entire).initial_answers(&entire), access("entire", "viewer"));
}

#[wasm_bindgen_test]
fn a_scope_that_is_the_only_one_is_not_asked() {
    let mut request = unnamed();
    request.offer.scopes.remove(0);
    let context = DecisionContext::new(&request);
    assert_eq!(context.initial_answers(&request), access("selected", ""));
    let lacking = [MissingDecision::Access(MissingAnswer::VirtualAccounts)];
    assert_eq!(context.missing("other_access", &context.initial_answers(&request)), lacking);
}

#[wasm_bindgen_test]
fn each_way_says_what_it_lacks() {
    let context = DecisionContext::new(&named());
    let lacks = |way: &str, answers: &Answers| context.missing(way, answers);
    let nothing = Answers::default();
    assert_eq!(lacks("", &nothing), [MissingDecision::Choice]);
    assert_eq!(lacks("forget", &nothing), [MissingDecision::Choice]);
    assert_eq!(lacks("as_asked", &nothing), []);
    assert_eq!(lacks("decline", &Answers { reason: " \n".into(), ..Answers::default() }), [MissingDecision::Reason]);
    assert_eq!(lacks("decline", &Answers { reason: "No.".into(), ..Answers::default() }), []);
    assert_eq!(lacks("other_access", &nothing), [MissingDecision::Access(MissingAnswer::Scope)]);
    assert_eq!(lacks("other_access", &access("entire", "")), [MissingDecision::Access(MissingAnswer::Role)]);
    // A role that may not be granted is none.
    assert_eq!(lacks("other_access", &access("entire", "user")), [MissingDecision::Access(MissingAnswer::Role)]);
    assert_eq!(lacks("other_access", &access("entire", "viewer")), []);
    let ticked = Answers { ticked: HashSet::from(["europe".into()]), ..access("selected", "") };
    assert_eq!(lacks("other_access", &ticked), [MissingDecision::Access(MissingAnswer::RolesOfVirtualAccounts)]);
    assert_eq!(lacks("as_asked", &ticked), []);
}

#[wasm_bindgen_test]
fn a_way_that_is_closed_is_not_taken() {
    let context = DecisionContext::new(&unnamed());
    assert_eq!(context.missing("as_asked", &Answers::default()), [MissingDecision::Choice]);
    assert_eq!(context.decision("as_asked", &Answers::default()), None);
}

#[wasm_bindgen_test]
fn only_what_belongs_to_the_way_is_sent() {
    let context = DecisionContext::new(&named());
    let everything = Answers {
        role: "viewer".into(),
        reason: " Too much. ".into(),
        ticked: HashSet::from(["france".into()]),
        roles: HashMap::from([("france".into(), "user".into()), ("europe".into(), "user".into())]),
        ..access("selected", "")
    };
    let sent = |way: &str, answers: &Answers| context.decision(way, answers).unwrap();
    assert_eq!(sent("as_asked", &everything), as_asked("AR-7K3M-9QXT", 7));
    assert_eq!(sent("decline", &everything), declined("AR-7K3M-9QXT", 7, "Too much."));
    let plain = NewDecision {
        reference: "AR-7K3M-9QXT".into(),
        version: 7,
        decision: DecisionKind::Approve,
        scope: None,
        role: None,
        virtual_accounts: vec![],
        reason: None,
        note: None,
    };
    assert_eq!(sent("as_asked", &everything), plain);
    let selected = vec![VirtualAccountRole { id: "france".into(), role: Role::User }];
    assert_eq!(
        sent("other_access", &everything),
        NewDecision { scope: Some(Scope::Selected), virtual_accounts: selected, ..plain.clone() }
    );
    let entire = Answers { scope: "entire".into(), ..everything };
    assert_eq!(
        sent("other_access", &entire),
        NewDecision { scope: Some(Scope::Entire), role: Some(Role::Viewer), ..plain }
    );
}
