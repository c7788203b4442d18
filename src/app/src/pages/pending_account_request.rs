//! Pending Request: a request for a new account, for whoever decides it. What is asked for, what approving does, the
//! buttons, and what has happened so far.

use api::{
    page::Route,
    path,
    pending_account_request::PendingAccountRequest,
    problem::{Code, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::AccountRequestStatus;

use crate::{
    components::{
        account_request::{account_decision_section, display_name},
        neighbours::neighbours,
        news::news,
        preview::why_of,
        timeline::account_timeline,
    },
    dom::{
        element::{Element, dynamic, fragment, nothing},
        html,
        signal::Memo,
    },
    net::resource::{self, Loadable, Resource},
    session::{App, texts, use_app},
    ui::{
        help::with_help,
        notice::{Tone, notice},
        page::{crumbs, page_head, page_head_with, section},
    },
};

mod about;
mod added_users;
mod decision_form;
mod list_link;
mod outcome;

use decision_form::DecisionForm;
use list_link::{list, list_link};

pub fn pending_account_request_page(reference: &str) -> AnyView {
    let app = use_app();
    let path = path::pending_account_request(reference);
    let path = move || {
        app.changes.track();
        Some(path.clone())
    };
    let source = resource::use_resource::<PendingAccountRequest>(path, false);
    let decision_form = DecisionForm::open(reference, source, app);
    let is_loaded = Memo::new(move |_| source.value().is_some());
    fragment(vec![
        dynamic(move || {
            if is_loaded.get() { untrack(|| loaded_view(source, decision_form, app)) } else { not_loaded(source, app) }
        }),
        decision_form.dialog(),
    ])
}

fn not_loaded(source: Resource<PendingAccountRequest>, app: App) -> AnyView {
    dynamic(move || match source.get() {
        Loadable::Failed(problem) if problem.code == Code::RequestNotFound => not_found(&problem, app),
        Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
        Loadable::LoadingSlowly => resource::loading_view(true),
        Loadable::Loading | Loadable::Loaded(_) => resource::loading_view(false),
    })
}

fn not_found(problem: &Problem, app: App) -> AnyView {
    let email = app.session.with_untracked(|session| session.person.email.clone());
    fragment(vec![
        page_head(&problem.title, []),
        html::p().text(texts().pending_not_found()).view(),
        html::p().text(texts().account_pending_not_yours(&email)).view(),
        list_link(app).view(),
    ])
}

/// The parts are updated separately, so that the result of the person's action stays visible.
fn loaded_view(source: Resource<PendingAccountRequest>, decision_form: DecisionForm, app: App) -> AnyView {
    let part = move |view: fn(&PendingAccountRequest, DecisionForm) -> AnyView| {
        dynamic(move || source.value().map_or_else(nothing, |request| view(&request, decision_form)))
    };
    // It also ends for the person when it is the next one's turn.
    let state = move || source.value().map(|request| (request.status, !request.actions.is_empty()));
    let words = move |(status, _)| decision_form.is_undecided().then(|| news_of(status));
    fragment(vec![
        dynamic(move || source.value().map_or_else(nothing, |request| head(&request, app))),
        decision_form.status.view(),
        decision_form.outcome(),
        news(
            state,
            |(status, is_asked)| status == AccountRequestStatus::Pending && is_asked,
            words,
            texts().pending_news_text(),
        ),
        part(|request, _| about::about(request)),
        part(decide),
        part(|request, _| background(request)),
    ])
}

/// How the person's turn ended without them.
fn news_of(status: AccountRequestStatus) -> (Tone, &'static str) {
    let words = match status {
        AccountRequestStatus::Activated => texts().account_pending_news_activated(),
        AccountRequestStatus::Denied => texts().account_pending_news_denied(),
        AccountRequestStatus::Withdrawn => texts().account_pending_news_withdrawn(),
        AccountRequestStatus::Lapsed => texts().account_pending_news_lapsed(),
        AccountRequestStatus::Pending => texts().account_pending_news_passed_on(),
    };
    (Tone::Warning, words)
}

fn head(request: &PendingAccountRequest, app: App) -> AnyView {
    let summary = &request.summary;
    let above = list(app);
    let above = (above != Route::Home).then(|| (texts().account_pending_title(), above));
    let title = texts().account_pending_one(&summary.name);
    let lead = texts().account_pending_by(display_name(&summary.requester));
    // People without a list, who came by the link of a mail, get no crumbs.
    let crumbs = above.map(|above| crumbs(&[above], &summary.reference, true));
    let beside =
        neighbours(&request.neighbours, |reference| Route::PendingAccountRequest { reference: reference.to_owned() });
    let head = page_head_with(&title, Some(&lead), []);
    fragment(crumbs.into_iter().chain([head]).chain(beside.map(Element::view)).collect())
}

/// What approving does and the buttons; or how it ended, or whose turn it is.
fn decide(request: &PendingAccountRequest, decision_form: DecisionForm) -> AnyView {
    if request.status != AccountRequestStatus::Pending {
        return account_decision_section(request.decision.as_ref());
    }
    if request.actions.is_empty() {
        let turn = texts().account_request_turn(request.decider.as_str());
        // The person has just passed it on, so no notice is needed.
        if decision_form.done.with_untracked(Option::is_some) {
            return html::p().text(turn).view();
        }
        return notice(Tone::Info, texts().pending_verdict_not_yours(), [html::p().text(turn)]);
    }
    let outlook = if request.identifier_taken {
        let words = html::p().text(texts().account_pending_taken(request.viewer.as_str()));
        notice(Tone::Warning, texts().problem_identifier_taken_title(), [words])
    } else {
        about::on_approval(request)
    };
    let outlook = fragment(vec![outlook, decision_form.nameless(request)]);
    let (about, next) = (texts().help_deciding_account(), texts().help_deciding_account_next());
    let decide = section("decide", texts().pending_decide()).child(with_help(about, next, outlook));
    // Beside the rest of the page, so that they stay in sight from its top on.
    fragment(vec![decide.view(), decision_form.buttons(request).view()])
}

fn background(request: &PendingAccountRequest) -> AnyView {
    let decided = request.decision.iter().map(|decision| (texts().pending_rules_decider(), decision.rules.as_slice()));
    let history = section("history", texts().requests_history()).el(account_timeline(&request.history));
    // A decider who has passed the request on gets no rules.
    if request.rules.is_empty() && request.decision.is_none() {
        return history.view();
    }
    let rules = why_of([("", request.rules.as_slice())].into_iter().chain(decided));
    fragment(vec![history.view(), rules.view()])
}
