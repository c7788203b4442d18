//! Deciding: the buttons, the dialogs that ask first and keep what was typed, and sending.

use api::{
    path,
    pending_account_request::{AccountDecisionKind, NewAccountDecision, NewForwarding, PendingAccountRequest},
    problem::{Code, FieldProblem, Problem},
};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::{account_request_actions::Viewer, vocabulary::AccountRequestAction};

use super::{
    about::on_approval,
    added_users::AddedUsers,
    list_link::list,
    outcome::{Outcome, here, is_nameless, panel},
};
use crate::{
    dom::{
        element::{Element, dynamic, nothing},
        html,
        signal::State,
        task,
    },
    forms::{
        access_request::{
            blocked::profile_link,
            fields::{REASON_LIMIT, reason_field},
        },
        decision::submit::{PolicyInEffect, policy_in_effect, policy_version},
    },
    net::{
        client,
        mutation::{Mutation, SendFuture},
        polling::{Polling, use_polling},
        resource::Resource,
    },
    routing::navigation::{navigate, previous_route},
    session::{App, texts},
    storage::draft,
    ui::{
        form::{
            address::{address_field, wrong_address},
            field::{Field, text_area},
        },
        notice::{Tone, notice},
        page::button,
        status_message::StatusMessage,
    },
};

/// The text that was typed, the open dialog, and the result. Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct DecisionForm {
    app: App,
    pub status: StatusMessage,
    pub(super) done: State<Option<Outcome>>,
    reference: State<String>,
    source: Resource<PendingAccountRequest>,
    policy: Resource<PolicyInEffect>,
    polling: Polling,
    email: State<String>,
    note: State<String>,
    reason: State<String>,
    open_dialog: State<Option<AccountRequestAction>>,
}

/// One confirmation, about the request as the person saw it.
#[derive(Clone, Copy)]
struct DecisionConfirmation {
    action: AccountRequestAction,
    viewer: Viewer,
    version: i64,
    added_users: AddedUsers,
    mutation: Mutation,
}

impl DecisionForm {
    /// Begins with what was typed before and not sent, if anything was.
    pub fn open(reference: &str, source: Resource<PendingAccountRequest>, app: App) -> DecisionForm {
        let (email, note, reason) = draft::load::<(String, String, String)>(&draft_key(reference)).unwrap_or_default();
        let decision_form = DecisionForm {
            app,
            status: StatusMessage::default(),
            done: State::new(None),
            reference: State::new(reference.to_owned()),
            source,
            policy: policy_in_effect(),
            polling: use_polling(),
            email: State::new(email),
            note: State::new(note),
            reason: State::new(reason),
            open_dialog: State::new(None),
        };
        let mut is_typed = false;
        task::effect(move || {
            let typed = (decision_form.email.get(), decision_form.note.get(), decision_form.reason.get());
            // No draft is written before something is typed.
            if is_typed {
                decision_form.reference.with_untracked(|reference| draft::save(&draft_key(reference), &typed));
            }
            is_typed = true;
        });
        decision_form
    }

    /// Whether the person has not decided it here.
    pub fn is_undecided(self) -> bool {
        self.done.get().is_none()
    }

    /// Those that this reader may press now.
    pub fn buttons(self, request: &PendingAccountRequest) -> Element {
        let may = |action| request.actions.contains(&action);
        let ask = move |action| move || self.open_dialog.set(Some(action));
        let app = self.app;
        let cancel =
            button(texts().action_cancel(), "button", move || navigate(&previous_route().unwrap_or_else(|| list(app))));
        let forward = may(AccountRequestAction::Forward)
            .then(|| button(texts().account_pending_forward(), "button", ask(AccountRequestAction::Forward)));
        let deny = may(AccountRequestAction::Deny)
            .then(|| button(texts().account_pending_deny(), "button button--danger", ask(AccountRequestAction::Deny)));
        let approve = may_approve(request).then(|| {
            button(approve_words(request.viewer), "button button--primary", ask(AccountRequestAction::Approve))
        });
        html::div().class("form__actions form__actions--in-sight").el(cancel).els(forward).els(deny).els(approve)
    }

    /// Whoever may accept it becomes its administrator, and is reminded to say who they are before that.
    pub fn nameless(self, request: &PendingAccountRequest) -> AnyView {
        let creates = request.viewer == Viewer::AccountCreator && may_approve(request);
        if !creates || !is_nameless(self.app) {
            return nothing();
        }
        let body = [
            html::p().text(texts().account_pending_nameless()),
            html::p().el(profile_link(self.app, &here(&request.summary.reference))),
        ];
        notice(Tone::Warning, texts().problem_profile_incomplete_title(), body)
    }

    /// The result of the person's action. It takes the focus, since the button is gone.
    pub fn outcome(self) -> AnyView {
        dynamic(move || match self.done.get() {
            None => nothing(),
            Some(outcome) => {
                untrack(|| self.reference.with_untracked(|reference| panel(&outcome, reference, self.app)))
            }
        })
    }

    pub fn dialog(self) -> AnyView {
        dynamic(move || {
            let action = self.open_dialog.get();
            let request = untrack(|| self.source.value());
            match (action, request) {
                (Some(action), Some(request)) => untrack(|| self.confirmation(action, &request)),
                _ => nothing(),
            }
        })
    }

    fn confirmation(self, action: AccountRequestAction, request: &PendingAccountRequest) -> AnyView {
        let confirmation = DecisionConfirmation {
            action,
            viewer: request.viewer,
            version: request.version,
            added_users: AddedUsers::begin(request),
            mutation: Mutation::new(true, self.status),
        };
        let errors = confirmation.mutation.errors;
        let (title, class, body) = match action {
            AccountRequestAction::Forward => {
                let words = html::p().text(texts().account_pending_forward_text()).view();
                let note = Field {
                    name: "note",
                    label: texts().account_pending_forward_note().to_owned(),
                    hint: None,
                    value: self.note,
                    required: false,
                    autocomplete: "off",
                };
                let body = vec![words, address_field(self.email, errors), text_area(note, 3, REASON_LIMIT, errors)];
                (texts().account_pending_forward(), "button button--primary", body)
            }
            AccountRequestAction::Deny => {
                let words = html::p().text(texts().account_pending_deny_text()).view();
                let (label, hint) = (texts().account_pending_deny_reason(), texts().account_pending_deny_reason_hint());
                let body = vec![words, reason_field(label, hint, self.reason, errors)];
                (texts().account_pending_deny(), "button button--danger", body)
            }
            _ => {
                // Whoever chooses below need not read first that they may.
                let words = if confirmation.added_users.may_choose() {
                    html::p().text(texts().account_pending_on_approval(request.viewer.as_str())).view()
                } else {
                    on_approval(request)
                };
                let body = vec![words, confirmation.added_users.view(request)];
                (approve_words(request.viewer), "button button--primary", body)
            }
        };
        let confirm = confirmation.mutation.button(title, class, move || self.send(confirmation));
        confirmation.mutation.dialog(title, texts().action_cancel(), body, confirm)
    }

    fn send(self, confirmation: DecisionConfirmation) {
        let wrong = self.validate(confirmation.action);
        let is_wrong = wrong.is_some();
        confirmation.mutation.errors.set(wrong.into_iter().collect());
        if is_wrong {
            return;
        }
        let then = move |answer: Result<(), Problem>| self.on_answer(confirmation, answer);
        confirmation.mutation.send(self.request(confirmation), Box::new(then));
    }

    /// The error that must be corrected before sending.
    fn validate(self, action: AccountRequestAction) -> Option<FieldProblem> {
        match action {
            AccountRequestAction::Forward => self.email.with_untracked(|email| wrong_address(email)),
            AccountRequestAction::Deny if self.reason.with_untracked(|reason| reason.trim().is_empty()) => {
                let detail = texts().invalid_deny_reason().to_owned();
                Some(FieldProblem { field: "reason".to_owned(), detail })
            }
            _ => None,
        }
    }

    fn request(self, confirmation: DecisionConfirmation) -> SendFuture {
        let trimmed = |typed: State<String>| typed.with_untracked(|typed| typed.trim().to_owned());
        let DecisionConfirmation { action, version, added_users, .. } = confirmation;
        let reference = self.reference.get_untracked();
        let (email, note, reason) = (trimmed(self.email), trimmed(self.note), trimmed(self.reason));
        Box::pin(async move {
            let policy_version = policy_version(self.policy).await?;
            let (path, body) = match action {
                AccountRequestAction::Forward => {
                    let note = (!note.is_empty()).then_some(note);
                    let body = NewForwarding { email, note, version, policy_version };
                    (path::account_request_forwarding(&reference), serde_json::to_string(&body))
                }
                _ => {
                    let is_denied = action == AccountRequestAction::Deny;
                    let decision = if is_denied { AccountDecisionKind::Deny } else { AccountDecisionKind::Approve };
                    let reason = is_denied.then_some(reason);
                    let added_users = if is_denied { None } else { added_users.answer() };
                    let body = NewAccountDecision { decision, reason, added_users, version, policy_version };
                    (path::account_request_decision(&reference), serde_json::to_string(&body))
                }
            };
            client::send_unread(Method::POST, &path, body.ok()).await
        })
    }

    fn on_answer(self, confirmation: DecisionConfirmation, answer: Result<(), Problem>) {
        match answer {
            Ok(()) => {
                confirmation.mutation.open.set(false);
                self.done.set(Some(self.outcome_of(confirmation)));
                self.reference.with_untracked(|reference| draft::erase(&draft_key(reference)));
                if confirmation.action == AccountRequestAction::Approve {
                    // The person may be an administrator of the new account now.
                    self.polling.refresh_session();
                }
                self.source.refetch();
            }
            Err(problem) => {
                if problem.code == Code::PolicyChanged {
                    self.policy.refetch();
                }
                // The text that was typed is there when the dialog is opened again.
                if confirmation.mutation.on_result(Err(problem), "") {
                    self.source.refetch();
                }
            }
        }
        // Fewer requests wait now.
        self.polling.poll_now();
    }

    fn outcome_of(self, confirmation: DecisionConfirmation) -> Outcome {
        let name = self.source.value().map(|request| request.summary.name.clone()).unwrap_or_default();
        match confirmation.action {
            AccountRequestAction::Forward => Outcome::Forwarded(self.email.with_untracked(|to| to.trim().to_owned())),
            AccountRequestAction::Deny => Outcome::Denied,
            _ if confirmation.viewer == Viewer::AccountCreator => {
                Outcome::Created { name, lets_others_in: confirmation.added_users.lets_in_any() }
            }
            _ => Outcome::Passed,
        }
    }
}

/// Whether approving is offered: never beside an account with the same identifier.
fn may_approve(request: &PendingAccountRequest) -> bool {
    request.actions.contains(&AccountRequestAction::Approve) && !request.identifier_taken
}

/// What stands on the button that approves: only the account creator creates the account.
fn approve_words(viewer: Viewer) -> &'static str {
    match viewer {
        Viewer::AccountCreator => texts().account_pending_create(),
        _ => texts().action_approve(),
    }
}

fn draft_key(reference: &str) -> String {
    ["account-decision:", reference].concat()
}
