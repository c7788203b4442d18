//! Several requests at once: ticking them, the bar that says how many, and the dialog that asks before it sends.

use std::{collections::HashSet, time::Duration};

use api::pending_access_request::{DecisionKind, NewDecision, PendingPage, PendingSummary};
use leptos::prelude::*;

use super::{
    bulk_dialog::{confirmation_body, results},
    confirmation::BulkConfirmation,
};
use crate::{
    components::access_request::requester_name,
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::State,
        task,
    },
    forms::decision::{
        answers::{as_asked, declined, note},
        submit::{PolicyInEffect, decide, policy_in_effect},
    },
    net::{
        mutation::Mutation,
        polling::{Polling, use_polling},
        resource::Resource,
    },
    routing::navigation,
    session::texts,
    storage::draft,
    ui::{dialog::dialog, page::button, status_message::StatusMessage},
};

/// The ticked requests, and the open dialog.
#[derive(Clone, Copy)]
pub struct BulkDecision {
    source: Resource<PendingPage>,
    policy: Resource<PolicyInEffect>,
    polling: Polling,
    /// References. Those of requests that the page no longer shows are ignored.
    ticked: State<HashSet<String>>,
    open_dialog: State<Option<DecisionKind>>,
}

impl BulkDecision {
    pub fn new(source: Resource<PendingPage>) -> BulkDecision {
        let policy = policy_in_effect();
        BulkDecision {
            source,
            policy,
            polling: use_polling(),
            ticked: State::new(HashSet::new()),
            open_dialog: State::new(None),
        }
    }

    pub fn tick_box(self, request: &PendingSummary) -> Element {
        let (ticked, reference, own) = (self.ticked, request.reference.clone(), request.reference.clone());
        let tick = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|ticked| {
                if is_ticked {
                    ticked.insert(reference.clone());
                } else {
                    ticked.remove(&reference);
                }
            });
        };
        html::input()
            .attr(attr::TYPE, "checkbox")
            .attr(attr::ID, ["pick-", &request.reference].concat())
            .attr(attr::ARIA_LABEL, texts().pending_select(requester_name(request), &request.account.name))
            .checked(move || ticked.with(|ticked| ticked.contains(&own)))
            .on(event::CHANGE, tick)
    }

    /// Hidden while there is nothing to tick.
    pub fn bar(self) -> Element {
        let count = move || self.selected().len();
        let is_empty = move || self.source.value().is_none_or(|page| page.requests.is_empty());
        let is_all = move || self.source.value().is_some_and(|page| page.requests.len() == count());
        let tick_all = move |event| {
            let requests = untrack(|| self.source.value());
            let references = requests.iter().flat_map(|page| &page.requests).map(|one| one.reference.clone());
            self.ticked.set(if event_target_checked(&event) { references.collect() } else { HashSet::new() });
        };
        let tick_box = html::input().attr(attr::TYPE, "checkbox").checked(is_all).on(event::CHANGE, tick_all);
        let label = html::label().class("pick").el(tick_box).el(html::span().text(texts().pending_select_all()));
        let selected = move || texts().pending_selected(i64::try_from(count()).unwrap_or(i64::MAX));
        let ask = move |kind| move || self.open_dialog.set(Some(kind));
        let buttons = html::div().class("cluster").flag_with(attr::HIDDEN, move || count() == 0).els([
            button(texts().pending_approve_several(), "button button--small", ask(DecisionKind::Approve)),
            button(texts().pending_decline_several(), "button button--small", ask(DecisionKind::Decline)),
        ]);
        html::div()
            .class("bar")
            .flag_with(attr::HIDDEN, is_empty)
            .el(label)
            .el(html::p().class("muted").attr(attr::ROLE, "status").text_with(selected))
            .el(buttons)
    }

    pub fn dialog(self) -> AnyView {
        dynamic(move || self.open_dialog.get().map_or_else(nothing, |kind| untrack(|| self.confirmation(kind))))
    }

    fn confirmation(self, kind: DecisionKind) -> AnyView {
        let requests = self.selected();
        let key = draft_key(kind, &requests);
        let confirmation = BulkConfirmation {
            kind,
            requests: State::new(requests),
            words: State::new(draft::load(&key).unwrap_or_default()),
            answers: State::new(None),
            // The results are shown in the dialog.
            mutation: Mutation::new(true, StatusMessage::default()),
        };
        let open = confirmation.mutation.open;
        let mut is_typed = false;
        task::effect(move || {
            // The page may be left by a link in the dialog, or for the sign-in page if the session has ended.
            confirmation.words.with(|words| {
                if is_typed {
                    draft::save(&key, words);
                }
            });
            is_typed = true;
        });
        let mut was_open = true;
        task::effect(move || {
            // The buttons that opened it are gone, since nothing is ticked any more.
            if was_open && !open.get() && confirmation.answers.with_untracked(Option::is_some) {
                // After the dialog has tried to give the focus back.
                set_timeout(|| navigation::focus("main"), Duration::ZERO);
            }
            was_open = open.get();
        });
        let body = dynamic(move || {
            confirmation.answers.with(|answers| match answers {
                None => confirmation_body(confirmation),
                Some(answers) => confirmation.requests.with_untracked(|requests| results(requests, answers)),
            })
        });
        let close = move || open.set(false);
        let actions = dynamic(move || {
            if confirmation.answers.with(Option::is_some) {
                return button(texts().action_close(), "button button--primary", close).view();
            }
            fragment(vec![button(texts().action_cancel(), "button", close).view(), self.confirm_button(confirmation)])
        });
        let (title, actions) = (title(kind), html::div().class("cluster").child(actions));
        dialog(open, title, body, [actions])
    }

    fn confirm_button(self, confirmation: BulkConfirmation) -> AnyView {
        let (words, class) = match confirmation.kind {
            DecisionKind::Approve => (texts().action_approve(), "button button--primary"),
            DecisionKind::Decline => (texts().action_decline(), "button button--danger"),
        };
        if confirmation.decidable().is_empty() {
            return nothing();
        }
        confirmation.mutation.button(words, class, move || self.send(confirmation)).view()
    }

    fn send(self, confirmation: BulkConfirmation) {
        let words = confirmation.words.get_untracked();
        let is_lacking = confirmation.kind == DecisionKind::Decline && words.trim().is_empty();
        let mut lacking = Vec::new();
        if is_lacking {
            let detail = texts().pending_reason_required().to_owned();
            lacking.push(api::problem::FieldProblem { field: "reason".to_owned(), detail });
        }
        confirmation.mutation.errors.set(lacking);
        if is_lacking {
            return;
        }
        let decisions = confirmation.decidable().into_iter().map(|request| match confirmation.kind {
            DecisionKind::Approve => {
                NewDecision { note: note(&words), ..as_asked(&request.reference, request.version) }
            }
            DecisionKind::Decline => declined(&request.reference, request.version, &words),
        });
        let deciding = decide(self.polling, self.policy, decisions.collect());
        let sent = Box::pin(async move {
            confirmation.answers.set(Some(deciding.await?));
            Ok(())
        });
        let then = move |answer| match answer {
            Ok(()) => {
                draft::erase(&confirmation.requests.with_untracked(|requests| draft_key(confirmation.kind, requests)));
                self.ticked.set(HashSet::new());
                self.source.refetch();
            }
            Err(problem) => confirmation.mutation.errors.set_problem(problem),
        };
        confirmation.mutation.send(sent, Box::new(then));
    }

    /// Those that are ticked and shown.
    fn selected(self) -> Vec<PendingSummary> {
        let page = self.source.value();
        let requests = page.iter().flat_map(|page| &page.requests);
        self.ticked.with(|ticked| requests.filter(|request| ticked.contains(&request.reference)).cloned().collect())
    }
}

/// What was typed is about these requests: it must not stand in the question about others.
fn draft_key(kind: DecisionKind, requests: &[PendingSummary]) -> String {
    let mut references: Vec<&str> = requests.iter().map(|request| request.reference.as_str()).collect();
    references.sort_unstable();
    let kind = match kind {
        DecisionKind::Approve => "approve:",
        DecisionKind::Decline => "decline:",
    };
    [kind, &references.join(" ")].concat()
}

fn title(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Approve => texts().pending_approve_title(),
        DecisionKind::Decline => texts().action_decline(),
    }
}
