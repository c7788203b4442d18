//! Deciding one request: the form, which keeps its text while the page around it is updated, and sending.

use api::{
    pending_access_request::PendingAccessRequest,
    problem::{Code, FieldProblem, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::RequestStatus;

use super::list_of;
use crate::{
    dom::{
        attr,
        element::{dynamic, nothing},
        html,
        signal::{Memo, State},
        task,
    },
    forms::{
        access_request::{answers::Answers, form::AnswerForm, request_form::missing_answer_problem},
        decision::{
            answers::{DecisionContext, MissingDecision},
            submit::{PolicyInEffect, decide, policy_in_effect},
        },
    },
    net::{
        client,
        polling::{Polling, use_polling},
        resource::Resource,
    },
    routing::navigation,
    session::texts,
    storage::draft,
    ui::{form::Errors, page::link},
};

mod view;

const OUTCOME: &str = "outcome";

/// The text that was typed, and the result.
#[derive(Clone, Copy)]
pub struct DecisionForm {
    source: Resource<PendingAccessRequest>,
    policy: Resource<PolicyInEffect>,
    polling: Polling,
    way: State<String>,
    answers: AnswerForm,
    errors: Errors,
    is_sending: State<bool>,
    /// The person's own decision, once it is made.
    decided: State<Option<RequestStatus>>,
    /// The first state of the form, once it is known.
    initial: State<Option<(String, Answers)>>,
    draft: State<String>,
}

impl DecisionForm {
    pub fn open(reference: &str, source: Resource<PendingAccessRequest>) -> DecisionForm {
        let decision_form = DecisionForm {
            source,
            policy: policy_in_effect(),
            polling: use_polling(),
            way: State::new(String::new()),
            answers: AnswerForm::with(Answers::default()),
            errors: Errors::default(),
            is_sending: State::new(false),
            decided: State::new(None),
            initial: State::new(None),
            draft: State::new(["decision:", reference].concat()),
        };
        task::effect(move || {
            let typed = (decision_form.way.get(), decision_form.answers.answers());
            // No draft is written before something is typed.
            if decision_form.initial.with_untracked(|initial| initial.as_ref().is_some_and(|initial| *initial != typed))
            {
                decision_form.draft.with_untracked(|key| draft::save(key, &typed));
            }
        });
        task::effect(move || {
            decision_form.way.track();
            // The errors of one way do not apply to another.
            decision_form.errors.keep(|_| false);
        });
        decision_form
    }

    /// The result of the decision, and the link back to the list.
    pub fn outcome(self) -> AnyView {
        dynamic(move || {
            let (title, words) = match self.decided.get() {
                None => return nothing(),
                Some(RequestStatus::Approved) => (texts().pending_approved(), texts().pending_approved_text()),
                Some(_) => (texts().pending_declined(), texts().pending_declined_text()),
            };
            queue_microtask(|| navigation::focus(OUTCOME));
            let back = untrack(|| self.source.value()).map(|request| list_of(&request));
            let back = back.map(|(_, route)| link(&route, texts().pending_back(), "button button--primary"));
            html::div()
                .class("outcome")
                .el(html::h2().attr(attr::ID, OUTCOME).attr(attr::TABINDEX, "-1").text(title))
                .el(html::p().text(words))
                .els(back)
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
            let fresh = (String::new(), context.initial_answers(&request));
            self.initial.set(Some(fresh.clone()));
            let (way, answers) = self.draft.with_untracked(|key| draft::load(key)).unwrap_or(fresh);
            self.way.set(way);
            self.answers.set(answers);
        }
    }

    fn send(self, context: &DecisionContext) {
        if self.is_sending.get_untracked() {
            return;
        }
        let (way, answers) = (self.way.get_untracked(), self.answers.answers_untracked());
        let missing = context.missing(&way, &answers);
        self.errors.set(missing.iter().map(|missing| missing_decision_problem(*missing)).collect());
        let Some(decision) = context.decision(&way, &answers).filter(|_| missing.is_empty()) else {
            return;
        };
        self.is_sending.set(true);
        task::spawn(async move {
            let answer = decide(self.polling, self.policy, vec![decision]).await;
            // Nothing more is done where the page was left meanwhile.
            if !self.is_sending.try_set(false) {
                return;
            }
            match answer.map(|answers| answers.into_iter().next()) {
                Ok(Some(answer)) => match (answer.status, answer.problem) {
                    (Some(status), None) => self.on_success(status),
                    (_, Some(problem)) => self.on_failure(problem),
                    (None, None) => self.on_failure(client::unreadable()),
                },
                Ok(None) => self.on_failure(client::unreadable()),
                Err(problem) => self.on_failure(problem),
            }
        });
    }

    fn on_success(self, status: RequestStatus) {
        self.draft.with_untracked(|key| draft::erase(key));
        self.initial.set(None);
        self.decided.set(Some(status));
        self.source.refetch();
    }

    /// Nothing typed is lost.
    fn on_failure(self, problem: Problem) {
        self.errors.set_problem(problem);
    }

    /// Loads the request as it is now.
    fn reload(self) {
        self.errors.set(Vec::new());
        self.source.refetch();
        navigation::focus("main");
    }
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
