//! One request for whoever decides it: who asks for what and why, the decision, and what has happened so far.

use std::sync::Arc;

use api::{
    page::Route,
    path,
    pending_access_request::{PendingAccessRequest, PendingQuery},
    problem::{Code, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::{AccessRequestAction, RequestStatus, Verdict};

use crate::{
    components::{
        access_request::{access_in_full, is_granted_otherwise, requester_name},
        decision::decision_section,
        news::news,
        preview::{why, why_of},
        timeline::timeline,
    },
    dom::{
        element::{dynamic, fragment, nothing},
        html,
        signal::Memo,
    },
    forms::message::{MayWrite, MessageForm},
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

pub fn pending_request_page(reference: &str, list: PendingQuery) -> AnyView {
    let app = use_app();
    let path = path::pending_access_request_in(reference, &list);
    let path = move || {
        app.changes.track();
        Some(path.clone())
    };
    let source = resource::use_resource::<PendingAccessRequest>(path, false);
    let decision_form = DecisionForm::open(app, reference, source, list);
    let message_form = MessageForm::open(path::pending_access_request_messages(reference));
    let is_loaded = Memo::new(move |_| source.value().is_some());
    dynamic(move || {
        if is_loaded.get() { untrack(|| loaded_view(source, decision_form, message_form)) } else { not_loaded(source) }
    })
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
fn loaded_view(
    source: Resource<PendingAccessRequest>,
    decision_form: DecisionForm,
    message_form: MessageForm,
) -> AnyView {
    let part = move |view: fn(&PendingAccessRequest) -> AnyView| {
        dynamic(move || source.value().map_or_else(nothing, |request| view(&request)))
    };
    let status = move || source.value().map(|request| request.summary.status);
    let words = move |status| decision_form.is_undecided().then(|| news_of(status)).flatten();
    fragment(vec![
        dynamic(move || source.value().map_or_else(nothing, |request| head(&request, decision_form))),
        decision_form.before(),
        news(status, |status| status == RequestStatus::Open, words, texts().pending_news_text()),
        decision_form.outcome(),
        part(about::about),
        decision_form.form(),
        part(verdict),
        messages(source, message_form),
        part(background),
    ])
}

/// How the request ended without the person.
fn news_of(status: RequestStatus) -> Option<(Tone, &'static str)> {
    let words = match status {
        RequestStatus::Approved => texts().pending_news_approved(),
        RequestStatus::Declined => texts().pending_news_declined(),
        RequestStatus::Cancelled => texts().pending_news_cancelled(),
        RequestStatus::Expired => texts().pending_news_expired(),
        RequestStatus::Open => return None,
    };
    Some((Tone::Warning, words))
}

/// What is written about it.
fn messages(source: Resource<PendingAccessRequest>, message_form: MessageForm) -> AnyView {
    let may_write = Memo::new(move |_| {
        let offers = |action| source.value().is_some_and(|request| request.actions.contains(&action));
        MayWrite {
            message: offers(AccessRequestAction::WriteMessage),
            question: offers(AccessRequestAction::AskForInformation),
            is_over: source.value().is_some_and(|request| request.summary.status != RequestStatus::Open),
        }
    });
    let messages = move || source.value().map(|request| request.messages.clone());
    message_form.section(messages, may_write, Arc::new(move || source.refetch()))
}

fn head(request: &PendingAccessRequest, decision_form: DecisionForm) -> AnyView {
    let summary = &request.summary;
    let list = decision_form.list.get_untracked();
    let title = texts().pending_one(requester_name(summary), &summary.account.name);
    fragment(vec![
        crumbs(&[list_of(request, list.clone())], &summary.reference, true),
        page_head(&title, []),
        decision_form.neighbours(request),
    ])
}

/// The list in which the reader found it.
fn list_of(request: &PendingAccessRequest, list: PendingQuery) -> (&'static str, Route) {
    if request.for_operator {
        (texts().menu_operator_queue(), Route::OperatorQueue(list))
    } else {
        (texts().menu_pending(), Route::PendingRequests(list))
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
    notice(Tone::Info, words, [why(&request.verdict_rules)])
}

fn background(request: &PendingAccessRequest) -> AnyView {
    // The explanations address the person to whom the rules applied, as “you”.
    let decided = request.decision.iter().map(|decision| (texts().pending_rules_decider(), decision.rules.as_slice()));
    let told = [(texts().pending_rules_requester(), request.rules.as_slice())].into_iter().chain(decided);
    let otherwise = is_granted_otherwise(request.summary.scope, request.decision.as_ref());
    fragment(vec![
        section("history", texts().requests_history()).el(timeline(&request.history, otherwise)).view(),
        why_of(told).view(),
    ])
}
