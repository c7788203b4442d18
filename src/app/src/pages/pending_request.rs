//! One request for whoever decides it: who asks for what and why, the decision, and what has happened so far.

use api::{
    access_request::RuleFired,
    page::Route,
    path,
    pending_access_request::PendingAccessRequest,
    problem::{Code, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::{RequestStatus, Verdict};

use crate::{
    components::{
        access_request::{access_in_full, is_granted_otherwise, requester_name},
        decision::decision_section,
        preview::rules,
        timeline::timeline,
    },
    dom::{
        element::{dynamic, fragment, nothing},
        html,
        signal::Memo,
    },
    net::resource::{self, Loadable, Resource},
    session::{texts, use_app},
    ui::{
        notice::{Tone, notice},
        page::{crumbs, link, page_head, section},
    },
};

mod about;
mod decision_form;

use decision_form::DecisionForm;

pub fn pending_request_page(reference: &str) -> AnyView {
    let app = use_app();
    let path = path::pending_access_request(reference);
    let path = move || {
        app.changes.track();
        Some(path.clone())
    };
    let source = resource::use_resource::<PendingAccessRequest>(path, false);
    let decision_form = DecisionForm::open(reference, source);
    let is_loaded = Memo::new(move |_| source.value().is_some());
    dynamic(move || if is_loaded.get() { untrack(|| loaded_view(source, decision_form)) } else { not_loaded(source) })
}

fn not_loaded(source: Resource<PendingAccessRequest>) -> AnyView {
    dynamic(move || match source.get() {
        Loadable::Failed(problem) if problem.code == Code::RequestNotFound => not_found(&problem),
        Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
        Loadable::LoadingSlowly => resource::loading_view(true),
        Loadable::Loading | Loadable::Loaded(_) => resource::loading_view(false),
    })
}

fn not_found(problem: &Problem) -> AnyView {
    fragment(vec![
        page_head(&problem.title, []),
        html::p().text(texts().pending_not_found()).view(),
        link(&Route::PendingRequests(Default::default()), texts().menu_pending(), "button button--primary").view(),
    ])
}

/// The parts are updated separately, so that a form that is being filled in stays.
fn loaded_view(source: Resource<PendingAccessRequest>, decision_form: DecisionForm) -> AnyView {
    let part = move |view: fn(&PendingAccessRequest) -> AnyView| {
        dynamic(move || source.value().map_or_else(nothing, |request| view(&request)))
    };
    fragment(vec![
        part(head),
        decision_form.outcome(),
        part(about::about),
        decision_form.form(),
        part(verdict),
        part(background),
    ])
}

fn head(request: &PendingAccessRequest) -> AnyView {
    let summary = &request.summary;
    let (list, route) = list_of(request);
    let title = texts().pending_one(requester_name(summary), &summary.account.name);
    fragment(vec![crumbs(&[(list, route)], &summary.reference, true), page_head(&title, [])])
}

/// The list in which the reader found it.
fn list_of(request: &PendingAccessRequest) -> (&'static str, Route) {
    if request.for_operator {
        (texts().menu_operator_queue(), Route::OperatorQueue(Default::default()))
    } else {
        (texts().menu_pending(), Route::PendingRequests(Default::default()))
    }
}

/// How it was decided, or why this reader cannot.
fn verdict(request: &PendingAccessRequest) -> AnyView {
    let summary = &request.summary;
    if let Some(decision) = &request.decision {
        let asked = summary.scope.map(|_| access_in_full(summary.scope, summary.role, &summary.virtual_accounts));
        return decision_section(decision, asked, false);
    }
    if summary.status != RequestStatus::Open || !request.actions.is_empty() {
        return nothing();
    }
    let words = match request.verdict {
        Verdict::OwnRequest => texts().problem_own_request(),
        Verdict::BeyondAuthority => texts().problem_beyond_authority(),
        Verdict::NotADecider | Verdict::MayDecide => texts().pending_verdict_not_yours(),
    };
    notice(Tone::Info, words, [rules(&request.verdict_rules)])
}

fn background(request: &PendingAccessRequest) -> AnyView {
    // The explanations address the person to whom the rules applied, as “you”.
    let rules_with_title = |title, fired: &[RuleFired]| [html::h3().text(title), rules(fired)];
    let decided =
        request.decision.iter().flat_map(|decision| rules_with_title(texts().pending_rules_decider(), &decision.rules));
    let otherwise = is_granted_otherwise(request.summary.scope, request.decision.as_ref());
    fragment(vec![
        section("history", texts().requests_history()).el(timeline(&request.history, otherwise)).view(),
        section("rules", texts().request_rules())
            .els(rules_with_title(texts().pending_rules_requester(), &request.rules))
            .els(decided)
            .view(),
    ])
}
