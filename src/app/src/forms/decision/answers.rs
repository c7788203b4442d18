//! A decider's answers about one request: which are missing, and the decision to send. Pure.

use std::collections::{HashMap, HashSet};

use api::{
    access_request::VirtualAccountRole,
    account::VirtualAccount,
    page::WizardStep,
    pending_access_request::{DecisionKind, NewDecision, PendingAccessRequest},
};
use rules::{
    request_form::Form,
    vocabulary::{AccessRequestAction, Scope},
};

use crate::forms::access_request::{
    answers::{Answers, MissingAnswer},
    questions::Questions,
};

/// The ways to decide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DecisionChoice {
    AsAsked,
    OtherAccess,
    Decline,
}

impl DecisionChoice {
    /// What the form holds.
    pub fn as_str(self) -> &'static str {
        match self {
            DecisionChoice::AsAsked => "as_asked",
            DecisionChoice::OtherAccess => "other_access",
            DecisionChoice::Decline => "decline",
        }
    }

    /// The way with exactly this word.
    pub fn parse(word: &str) -> Option<DecisionChoice> {
        [DecisionChoice::AsAsked, DecisionChoice::OtherAccess, DecisionChoice::Decline]
            .into_iter()
            .find(|way| way.as_str() == word)
    }
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissingDecision {
    Choice,
    Reason,
    /// Of the access that is to be granted.
    Access(MissingAnswer),
}

impl MissingDecision {
    /// The field as decisions name it.
    pub fn field(self) -> &'static str {
        match self {
            MissingDecision::Choice => "decision",
            MissingDecision::Reason => "reason",
            MissingDecision::Access(missing) => missing.field(),
        }
    }
}

/// What the decision form needs to know about the request.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionContext {
    pub reference: String,
    pub version: i64,
    /// The ways that are open.
    pub ways: Vec<DecisionChoice>,
    /// What may be granted. The reason is asked in any case where it is needed.
    pub questions: Questions,
    pub list: Vec<VirtualAccount>,
}

impl DecisionContext {
    /// What the server offers for this request.
    pub fn new(request: &PendingAccessRequest) -> DecisionContext {
        let may = |action| request.actions.contains(&action);
        let offer = &request.offer;
        let scopes = offer.scopes.iter().filter(|offer| !offer.roles.is_empty());
        // Without a Virtual Account to select there is nothing to grant in that scope.
        let scopes = scopes.filter(|offered| offered.scope == Scope::Entire || !offer.virtual_accounts.is_empty());
        let questions = Questions {
            form: Form::Wizard,
            reason: false,
            scopes: scopes.map(|offered| (offered.scope, offered.roles.clone())).collect(),
            policy_version: String::new(),
        };
        let mut ways = Vec::new();
        if may(AccessRequestAction::Approve) && request.summary.scope.is_some() {
            ways.push(DecisionChoice::AsAsked);
        }
        if may(AccessRequestAction::Approve) && !questions.scopes.is_empty() {
            ways.push(DecisionChoice::OtherAccess);
        }
        if may(AccessRequestAction::Decline) {
            ways.push(DecisionChoice::Decline);
        }
        let list = offer.virtual_accounts.iter().map(|offered| VirtualAccount {
            id: offered.id.clone(),
            name: offered.name.clone(),
            depth: offered.depth,
            default: false,
            roles: Vec::new(),
            requested: offered.asked.is_some(),
            may_request: false,
            part: None,
        });
        DecisionContext {
            reference: request.summary.reference.clone(),
            version: request.summary.version,
            ways,
            questions,
            list: list.collect(),
        }
    }

    /// The first answers of the form for other access: what was requested, as far as it may be granted.
    /// A scope that is the only one is not asked.
    pub fn initial_answers(&self, request: &PendingAccessRequest) -> Answers {
        let summary = &request.summary;
        let asked =
            request.offer.virtual_accounts.iter().filter_map(|offered| Some((offered.id.clone(), offered.asked?)));
        let roles: HashMap<String, String> = asked.map(|(id, role)| (id, role.as_str().to_owned())).collect();
        let scope = match self.questions.scopes.as_slice() {
            [(only, _)] => Some(*only),
            _ => summary.scope,
        };
        Answers {
            scope: scope.map_or("", Scope::as_str).to_owned(),
            role: summary.role.map_or("", |role| role.as_str()).to_owned(),
            ticked: roles.keys().cloned().collect::<HashSet<_>>(),
            roles,
            ..Answers::default()
        }
    }

    /// The way chosen, if it is open.
    pub fn way(&self, word: &str) -> Option<DecisionChoice> {
        DecisionChoice::parse(word).filter(|way| self.ways.contains(way))
    }

    /// What a decision still lacks.
    pub fn missing(&self, way: &str, answers: &Answers) -> Vec<MissingDecision> {
        match self.way(way) {
            None => vec![MissingDecision::Choice],
            Some(DecisionChoice::AsAsked) => Vec::new(),
            Some(DecisionChoice::Decline) if answers.reason.trim().is_empty() => vec![MissingDecision::Reason],
            Some(DecisionChoice::Decline) => Vec::new(),
            Some(DecisionChoice::OtherAccess) => {
                let mut missing = answers.missing(WizardStep::Access, &self.questions, &self.list);
                if answers.scope(&self.questions) == Some(Scope::Selected) {
                    missing.extend(answers.missing(WizardStep::VirtualAccounts, &self.questions, &self.list));
                }
                missing.into_iter().map(MissingDecision::Access).collect()
            }
        }
    }

    /// The decision to send; nothing where no way is chosen. Answers that do not belong to the way are left out.
    pub fn decision(&self, way: &str, answers: &Answers) -> Option<NewDecision> {
        let way = self.way(way)?;
        let mut decision = as_asked(&self.reference, self.version);
        match way {
            DecisionChoice::AsAsked => {}
            DecisionChoice::Decline => decision = declined(&self.reference, self.version, &answers.reason),
            DecisionChoice::OtherAccess => {
                let granted = answers.request("", None, &self.questions, &self.list);
                decision.scope = granted.scope;
                decision.role = granted.role;
                decision.virtual_accounts = granted.virtual_accounts;
            }
        }
        Some(decision)
    }
}

/// An approval of exactly what was asked.
pub fn as_asked(reference: &str, version: i64) -> NewDecision {
    NewDecision {
        reference: reference.to_owned(),
        version,
        decision: DecisionKind::Approve,
        scope: None,
        role: None,
        virtual_accounts: Vec::<VirtualAccountRole>::new(),
        reason: None,
        note: None,
    }
}

/// A refusal, and why.
pub fn declined(reference: &str, version: i64, reason: &str) -> NewDecision {
    NewDecision {
        decision: DecisionKind::Decline,
        reason: Some(reason.trim().to_owned()),
        ..as_asked(reference, version)
    }
}

/// The note beside an approval; nothing where none was written.
pub fn note(typed: &str) -> Option<String> {
    Some(typed.trim().to_owned()).filter(|note| !note.is_empty())
}
