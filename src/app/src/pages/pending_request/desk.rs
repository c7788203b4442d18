//! Where one request is decided: the form, which keeps what was typed whatever happens around it, and sending it.

use api::{
    pending_access_request::PendingAccessRequest,
    problem::{Code, FieldProblem, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::RequestStatus;

use super::list_of;
use crate::{
    dom::{
        element::{el, live, nothing},
        signal::{Memo, State},
        task,
    },
    forms::{
        access_request::{answers::Answers, form::AnswerForm, wizard::missing_answer_problem},
        decision::{
            answers::{Deciding, Missing},
            submit::{PolicyInEffect, decide, policy_in_effect},
        },
    },
    net::resource::Resource,
    routing::navigation,
    session::texts,
    storage::draft,
    ui::{form::Errors, page::link},
};

mod form;

const OUTCOME: &str = "outcome";

/// Everything that is typed, and what became of it.
#[derive(Clone, Copy)]
pub struct Desk {
    source: Resource<PendingAccessRequest>,
    policy: Resource<PolicyInEffect>,
    way: State<String>,
    answers: AnswerForm,
    errors: Errors,
    is_sending: State<bool>,
    /// What this person has just made of the request.
    decided: State<Option<RequestStatus>>,
    /// What the form began with, once that is known.
    begun: State<Option<(String, Answers)>>,
    draft: State<String>,
}

impl Desk {
    pub fn open(reference: &str, source: Resource<PendingAccessRequest>) -> Desk {
        let desk = Desk {
            source,
            policy: policy_in_effect(),
            way: State::new(String::new()),
            answers: AnswerForm::with(Answers::default()),
            errors: Errors::default(),
            is_sending: State::new(false),
            decided: State::new(None),
            begun: State::new(None),
            draft: State::new(["decision:", reference].concat()),
        };
        task::effect(move || {
            let typed = (desk.way.get(), desk.answers.answers());
            // Merely looking writes nothing.
            if desk.begun.with_untracked(|begun| begun.as_ref().is_some_and(|begun| *begun != typed)) {
                desk.draft.with_untracked(|key| draft::save(key, &typed));
            }
        });
        task::effect(move || {
            desk.way.track();
            // What was missing for one way is not for another.
            desk.errors.forget(|_| false);
        });
        desk
    }

    /// What the person has just done, and the way back.
    pub fn outcome(self) -> AnyView {
        live(move || {
            let (title, words) = match self.decided.get() {
                None => return nothing(),
                Some(RequestStatus::Approved) => (texts().pending_approved(), texts().pending_approved_text()),
                Some(_) => (texts().pending_declined(), texts().pending_declined_text()),
            };
            queue_microtask(|| navigation::focus(OUTCOME));
            let back = untrack(|| self.source.value()).map(|request| list_of(&request));
            let back = back.map(|(_, route)| link(&route, texts().pending_back(), "button button--primary"));
            el("div")
                .class("outcome")
                .el(el("h2").attr("id", OUTCOME).attr("tabindex", "-1").text(title))
                .el(el("p").text(words))
                .els(back)
                .view()
        })
    }

    /// The form; nothing where this reader cannot decide, or nobody any more.
    pub fn form(self) -> AnyView {
        let deciding = Memo::new(move |_| {
            let request = self.source.value().filter(|_| self.decided.get().is_none())?;
            Some(Deciding::of(&request)).filter(|deciding| !deciding.ways.is_empty())
        });
        // Made anew only where the choice itself is another one; what was typed stands in the signals.
        live(move || match deciding.get() {
            None => untrack(|| form::refused(self)),
            Some(deciding) => untrack(|| {
                self.begin(&deciding);
                form::form(self, deciding)
            }),
        })
    }

    fn begin(self, deciding: &Deciding) {
        let request = self.source.value();
        if let (Some(request), true) = (request, self.begun.with_untracked(Option::is_none)) {
            let fresh = (String::new(), deciding.begin(&request));
            self.begun.set(Some(fresh.clone()));
            let (way, answers) = self.draft.with_untracked(|key| draft::load(key)).unwrap_or(fresh);
            self.way.set(way);
            self.answers.set(answers);
        }
    }

    fn send(self, deciding: &Deciding) {
        if self.is_sending.get_untracked() {
            return;
        }
        let (way, answers) = (self.way.get_untracked(), self.answers.answers_untracked());
        let missing = deciding.missing(&way, &answers);
        self.errors.set(missing.iter().map(|missing| lacking(*missing)).collect());
        let Some(decision) = deciding.decision(&way, &answers).filter(|_| missing.is_empty()) else {
            return;
        };
        self.is_sending.set(true);
        task::spawn(async move {
            let answer = decide(self.policy, vec![decision]).await;
            // Whoever has left meanwhile is not called back.
            if !self.is_sending.try_set(false) {
                return;
            }
            match answer.map(|answers| answers.into_iter().next()) {
                Ok(Some(answer)) => match (answer.status, answer.problem) {
                    (Some(status), None) => self.succeed(status),
                    (_, Some(problem)) => self.refuse(problem),
                    (None, None) => self.refuse(crate::net::client::unreadable()),
                },
                Ok(None) => self.refuse(crate::net::client::unreadable()),
                Err(problem) => self.refuse(problem),
            }
        });
    }

    fn succeed(self, status: RequestStatus) {
        self.draft.with_untracked(|key| draft::erase(key));
        self.begun.set(None);
        self.decided.set(Some(status));
        self.source.refetch();
    }

    /// Nothing typed is lost.
    fn refuse(self, problem: Problem) {
        self.errors.set_problem(problem);
    }

    /// Loads the request as it is now.
    fn load_again(self) {
        self.errors.set(Vec::new());
        self.source.refetch();
        navigation::focus("main");
    }
}

fn lacking(missing: Missing) -> FieldProblem {
    let detail = match missing {
        Missing::Access(missing) => return missing_answer_problem(missing),
        Missing::Way => texts().pending_choice_required(),
        Missing::Reason => texts().pending_reason_required(),
    };
    FieldProblem { field: missing.field().to_owned(), detail: detail.to_owned() }
}

/// Whether the request is another one than the person saw.
fn is_outdated(code: Code) -> bool {
    matches!(code, Code::AlreadyDecided | Code::Conflict | Code::PolicyChanged)
}
