//! Deciding one request: the form, which keeps its text while the page around it is updated, and sending.

use api::{
    page::Route,
    pending_access_request::{DecisionKind, PendingAccessRequest, PendingQuery},
    problem::{Code, FieldProblem, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::RequestStatus;

use super::list_of;
use crate::{
    components::{access_request::requester_name, neighbours::neighbours},
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        html,
        signal::{Memo, State},
        task,
    },
    forms::{
        access_request::{answers::Answers, form::AnswerForm, request_form::missing_answer_problem},
        decision::{
            answers::{DecisionContext, MissingDecision, note},
            submit::{PolicyInEffect, decide, policy_in_effect},
        },
    },
    net::{
        client,
        polling::{Polling, use_polling},
        resource::Resource,
    },
    routing::navigation::{self, navigate},
    session::{App, texts},
    storage::draft,
    ui::{
        announce::announce,
        form::Errors,
        notice::{Tone, notice},
        page::link,
    },
};

mod view;

const OUTCOME: &str = "outcome";

/// The way, what it needs, and the note beside an approval.
type Typed = (String, Answers, String);

/// The text that was typed, and the result.
#[derive(Clone, Copy)]
pub struct DecisionForm {
    source: Resource<PendingAccessRequest>,
    app: App,
    /// How the list is narrowed and ordered from which the request was opened.
    pub(super) list: State<PendingQuery>,
    policy: Resource<PolicyInEffect>,
    polling: Polling,
    way: State<String>,
    answers: AnswerForm,
    /// To the requester, beside an approval.
    note: State<String>,
    errors: Errors,
    is_sending: State<bool>,
    /// The person's own decision, once it is made.
    decided: State<Option<RequestStatus>>,
    /// The request after this one in the list, while this one was still in it.
    next: State<Option<String>>,
    /// The first state of the form, once it is known.
    initial: State<Option<Typed>>,
    draft: State<String>,
}

impl DecisionForm {
    pub fn open(app: App, reference: &str, source: Resource<PendingAccessRequest>, list: PendingQuery) -> DecisionForm {
        let decision_form = DecisionForm {
            app,
            source,
            list: State::new(list),
            policy: policy_in_effect(),
            polling: use_polling(),
            way: State::new(String::new()),
            answers: AnswerForm::with(Answers::default()),
            note: State::new(String::new()),
            errors: Errors::default(),
            is_sending: State::new(false),
            decided: State::new(None),
            next: State::new(None),
            initial: State::new(None),
            draft: State::new(["decision:", reference].concat()),
        };
        task::effect(move || {
            let typed = (decision_form.way.get(), decision_form.answers.answers(), decision_form.note.get());
            // No draft is written before something is typed.
            if decision_form.initial.with_untracked(|initial| initial.as_ref().is_some_and(|initial| *initial != typed))
            {
                decision_form.draft.with_untracked(|key| draft::save(key, &typed));
            }
        });
        task::effect(move || {
            // Once it is decided, the answer no longer says what came after it.
            let waiting = source.value().filter(|request| request.neighbours.place.is_some());
            if let Some(request) = waiting {
                decision_form.next.set(request.neighbours.next.clone());
            }
        });
        task::effect(move || {
            decision_form.way.track();
            // The errors of one way do not apply to another.
            decision_form.errors.keep(|_| false);
        });
        decision_form
    }

    /// The ways to the requests beside this one. Once it is decided here, the outcome has the way on.
    pub fn neighbours(self, request: &PendingAccessRequest) -> AnyView {
        let list = self.list.get_untracked();
        let ways = neighbours(&request.neighbours, |reference| route(reference, &list));
        ways.filter(|_| self.decided.get().is_none()).map_or_else(nothing, Element::view)
    }

    /// Whether the person has not decided it here.
    pub fn is_undecided(self) -> bool {
        self.decided.get().is_none()
    }

    /// What was decided just before, where that led here.
    pub fn before(self) -> AnyView {
        let Some(words) = self.app.decided_before.get_untracked() else { return nothing() };
        self.app.decided_before.set(None);
        announce(&words);
        notice(Tone::Success, &words, [])
    }

    /// The result of the decision, and the ways on: to the next request, and back to the list.
    pub fn outcome(self) -> AnyView {
        dynamic(move || {
            let (title, words) = match self.decided.get() {
                None => return nothing(),
                Some(RequestStatus::Approved) => (texts().pending_approved(), texts().pending_approved_text()),
                Some(_) => (texts().pending_declined(), texts().pending_declined_text()),
            };
            queue_microtask(|| navigation::focus(OUTCOME));
            let (list, next) = (self.list.get_untracked(), self.next.get_untracked());
            let next = next.map(|next| {
                link(&route(&next, &list), texts().pending_next(), "button button--primary").attr(attr::REL, "next")
            });
            let last = next.is_none().then(|| html::p().text(texts().pending_was_last()));
            let look = if next.is_some() { "button" } else { "button button--primary" };
            let back = untrack(|| self.source.value()).map(|request| list_of(&request, list));
            let back = back.map(|(_, route)| link(&route, texts().pending_back(), look));
            html::div()
                .class("outcome")
                .el(html::h2().attr(attr::ID, OUTCOME).attr(attr::TABINDEX, "-1").text(title))
                .el(html::p().text(words))
                .els(last)
                .el(html::div().class("cluster").els(next).els(back))
                .view()
        })
    }

    /// The form; nothing where this reader cannot decide or the request is closed.
    pub fn form(self) -> AnyView {
        let context = Memo::new(move |_| {
            let request = self.source.value().filter(|_| self.decided.get().is_none())?;
            Some(DecisionContext::new(&request)).filter(|context| !context.ways.is_empty())
        });
        // Built again only if the choices differ; the text that was typed is kept in signals.
        dynamic(move || match context.get() {
            None => untrack(|| view::refusal(self)),
            Some(context) => untrack(|| {
                self.restore_draft(&context);
                view::form(self, context)
            }),
        })
    }

    fn restore_draft(self, context: &DecisionContext) {
        let request = self.source.value();
        if let (Some(request), true) = (request, self.initial.with_untracked(Option::is_none)) {
            let fresh: Typed = (String::new(), context.initial_answers(&request), String::new());
            self.initial.set(Some(fresh.clone()));
            let (way, answers, note) = self.draft.with_untracked(|key| draft::load(key)).unwrap_or(fresh);
            self.way.set(way);
            self.answers.set(answers);
            self.note.set(note);
        }
    }

    /// Sends the decision; with `goes_on` the next request of the list follows.
    fn send(self, context: &DecisionContext, goes_on: bool) {
        if self.is_sending.get_untracked() {
            return;
        }
        let (way, answers) = (self.way.get_untracked(), self.answers.answers_untracked());
        let missing = context.missing(&way, &answers);
        self.errors.set(missing.iter().map(|missing| missing_decision_problem(*missing)).collect());
        let Some(mut decision) = context.decision(&way, &answers).filter(|_| missing.is_empty()) else {
            return;
        };
        if decision.decision == DecisionKind::Approve {
            decision.note = self.note.with_untracked(|typed| note(typed));
        }
        self.is_sending.set(true);
        task::spawn(async move {
            let answer = decide(self.polling, self.policy, vec![decision]).await;
            // Nothing more is done where the page was left meanwhile.
            if !self.is_sending.try_set(false) {
                return;
            }
            match answer.map(|answers| answers.into_iter().next()) {
                Ok(Some(answer)) => match (answer.status, answer.problem) {
                    (Some(status), None) => self.on_success(status, goes_on),
                    (_, Some(problem)) => self.on_failure(problem),
                    (None, None) => self.on_failure(client::unreadable()),
                },
                Ok(None) => self.on_failure(client::unreadable()),
                Err(problem) => self.on_failure(problem),
            }
        });
    }

    fn on_success(self, status: RequestStatus, goes_on: bool) {
        self.draft.with_untracked(|key| draft::erase(key));
        self.initial.set(None);
        let next = self.next.get_untracked().filter(|_| goes_on);
        if let (Some(next), Some(request)) = (next, untrack(|| self.source.value())) {
            let (name, account) = (requester_name(&request.summary), &request.summary.account.name);
            let words = texts().pending_decided_before(status.as_str(), name, account);
            self.app.decided_before.set(Some(words));
            return navigate(&route(&next, &self.list.get_untracked()));
        }
        self.decided.set(Some(status));
        self.source.refetch();
    }

    /// Nothing typed is lost. A request that has changed is shown as it is now.
    fn on_failure(self, problem: Problem) {
        let is_outdated = is_outdated(problem.code);
        self.errors.set_problem(problem);
        if is_outdated {
            self.source.refetch();
        }
    }
}

/// The page of another request of the same list.
fn route(reference: &str, list: &PendingQuery) -> Route {
    Route::PendingRequest { reference: reference.to_owned(), list: list.clone() }
}

fn missing_decision_problem(missing: MissingDecision) -> FieldProblem {
    let detail = match missing {
        MissingDecision::Access(missing) => return missing_answer_problem(missing),
        MissingDecision::Choice => texts().pending_choice_required(),
        MissingDecision::Reason => texts().pending_reason_required(),
    };
    FieldProblem { field: missing.field().to_owned(), detail: detail.to_owned() }
}

/// Whether the request has changed since the person saw it.
fn is_outdated(code: Code) -> bool {
    matches!(code, Code::AlreadyDecided | Code::Conflict | Code::PolicyChanged)
}
