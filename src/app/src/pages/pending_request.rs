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
        access_request::{access_in_full, requester_name},
        decision::decided,
        preview::rules,
        timeline::timeline,
    },
    dom::{
        element::{all, el, live, nothing},
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
mod desk;

use desk::Desk;

pub fn pending_request_page(reference: &str) -> AnyView {
    let app = use_app();
    let path = path::pending_access_request(reference);
    let path = move || {
        app.changes.track();
        Some(path.clone())
    };
    let source = resource::use_resource::<PendingAccessRequest>(path, false);
    let desk = Desk::open(reference, source);
    let is_loaded = Memo::new(move |_| source.value().is_some());
    live(move || if is_loaded.get() { untrack(|| loaded(source, desk)) } else { not_loaded(source) })
}

fn not_loaded(source: Resource<PendingAccessRequest>) -> AnyView {
    live(move || match source.get() {
        Loadable::Failed(problem) if problem.code == Code::RequestNotFound => not_found(&problem),
        Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
        Loadable::LoadingSlowly => resource::loading_view(true),
        Loadable::Loading | Loadable::Loaded(_) => resource::loading_view(false),
    })
}

fn not_found(problem: &Problem) -> AnyView {
    all(vec![
        page_head(&problem.title, []),
        el("p").text(texts().pending_not_found()).view(),
        link(&Route::PendingRequests(Default::default()), texts().menu_pending(), "button button--primary").view(),
    ])
}

/// The parts follow the server each by itself, so that a form that is being filled in stays.
fn loaded(source: Resource<PendingAccessRequest>, desk: Desk) -> AnyView {
    let part = move |view: fn(&PendingAccessRequest) -> AnyView| {
        live(move || source.value().map_or_else(nothing, |request| view(&request)))
    };
    all(vec![part(head), desk.outcome(), part(about::about), desk.form(), part(standing), part(background)])
}

fn head(request: &PendingAccessRequest) -> AnyView {
    let summary = &request.summary;
    let (list, route) = list_of(request);
    let title = texts().pending_one(requester_name(summary), &summary.account.name);
    all(vec![crumbs(&[(list, route)], &summary.reference), page_head(&title, [])])
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
fn standing(request: &PendingAccessRequest) -> AnyView {
    let summary = &request.summary;
    if let Some(decision) = &request.decision {
        let asked = access_in_full(summary.scope, summary.role, &summary.virtual_accounts);
        let asked = if summary.scope.is_some() { asked } else { el("div").text(texts().pending_open()) };
        return decided(decision, asked);
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
    // The sentences say “you” to whom they were said first.
    let told = |title, fired: &[RuleFired]| [el("h3").text(title), rules(fired)];
    let decided = request.decision.iter().flat_map(|decision| told(texts().pending_rules_decider(), &decision.rules));
    all(vec![
        section("history", texts().requests_history()).el(timeline(&request.history)).view(),
        section("rules", texts().request_rules())
            .els(told(texts().pending_rules_requester(), &request.rules))
            .els(decided)
            .view(),
    ])
}
