//! The answers as signals for the fields, kept as a draft while the person types.

use std::collections::HashMap;

use api::account::Account;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::answers::Answers;
use crate::{
    dom::{signal::State, task::effect},
    storage::draft,
    ui::tree::Selection,
};

/// One signal for each answer. Copy it freely; it lives as long as the view that opened it.
#[derive(Clone, Copy)]
pub struct AnswerForm {
    pub scope: State<String>,
    pub role: State<String>,
    pub reason: State<String>,
    pub ticked: Selection,
    pub roles: State<HashMap<String, String>>,
    pub with_below: State<bool>,
    /// When these answers were typed, where they were taken up again.
    pub taken_up: State<Option<DateTime<Utc>>>,
}

/// The name of the draft for an account.
pub fn draft_key(account: &str) -> String {
    ["access-request:", account].concat()
}

impl AnswerForm {
    /// Begins with what was typed before, if anything was.
    pub fn open(account: &Account) -> AnswerForm {
        let key = draft_key(&account.summary.id);
        let list = account.virtual_accounts.as_deref().unwrap_or_default();
        let taken_up = draft::take_up(&key);
        let mut before = draft::load::<Answers>(&key).unwrap_or_default();
        before.apply_earlier(list);
        let form = AnswerForm::with(before);
        form.taken_up.set(taken_up);
        let mut is_typed = false;
        effect(move || {
            let answers = form.answers();
            // An erased draft must not be written again before something is typed.
            if is_typed {
                if answers == Answers::default() { draft::erase(&key) } else { draft::leave(&key, &answers) }
            }
            is_typed = true;
        });
        form
    }

    /// Begins with these answers, and keeps no draft.
    pub fn with(answers: Answers) -> AnswerForm {
        AnswerForm {
            scope: State::new(answers.scope),
            role: State::new(answers.role),
            reason: State::new(answers.reason),
            ticked: State::new(answers.ticked),
            roles: State::new(answers.roles),
            with_below: State::new(answers.with_below),
            taken_up: State::new(None),
        }
    }

    /// Puts these answers in the place of those before.
    pub fn set(self, answers: Answers) {
        self.scope.set(answers.scope);
        self.role.set(answers.role);
        self.reason.set(answers.reason);
        self.ticked.set(answers.ticked);
        self.roles.set(answers.roles);
        self.with_below.set(answers.with_below);
    }

    /// All answers; subscribes to each of them.
    pub fn answers(self) -> Answers {
        Answers {
            scope: self.scope.get(),
            role: self.role.get(),
            reason: self.reason.get(),
            ticked: self.ticked.get(),
            roles: self.roles.get(),
            with_below: self.with_below.get(),
            earlier: HashMap::new(),
        }
    }

    /// The answers at this moment.
    pub fn answers_untracked(self) -> Answers {
        untrack(|| self.answers())
    }
}
