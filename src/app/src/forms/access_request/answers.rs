//! A person's answers so far: what is missing, which step comes next, and what is sent. Pure.

use std::collections::{HashMap, HashSet};

use api::{
    access_request::{NewAccessRequest, VirtualAccountRole},
    account::VirtualAccount,
    page::WizardStep,
};
use rules::vocabulary::{Role, Scope};
use serde::{Deserialize, Serialize};

use super::questions::Questions;
use crate::ui::tree::nodes::path;

/// What the fields hold, as words; empty where nothing was chosen. This is also the draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    pub scope: String,
    /// In the entire account.
    pub role: String,
    pub reason: String,
    /// Ids of Virtual Accounts.
    pub ticked: HashSet<String>,
    /// By a Virtual Account's id. Unticking one keeps its role here.
    pub roles: HashMap<String, String>,
    pub with_below: bool,
    /// An earlier request's Virtual Accounts, by path, and the role in each: a request does not name their ids.
    pub earlier: HashMap<String, String>,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissingAnswer {
    Scope,
    Role,
    Reason,
    VirtualAccounts,
    /// Of one or more that are ticked.
    RolesOfVirtualAccounts,
}

impl MissingAnswer {
    /// The field as requests name it.
    pub fn field(self) -> &'static str {
        match self {
            MissingAnswer::Scope => "scope",
            MissingAnswer::Role => "role",
            MissingAnswer::Reason => "reason",
            MissingAnswer::VirtualAccounts | MissingAnswer::RolesOfVirtualAccounts => "virtual_accounts",
        }
    }
}

/// The step that a field belongs to.
pub fn step_with(field: &str) -> WizardStep {
    match field {
        "virtual_accounts" => WizardStep::VirtualAccounts,
        _ => WizardStep::Access,
    }
}

impl Answers {
    /// The scope chosen, if it is offered.
    pub fn scope(&self, questions: &Questions) -> Option<Scope> {
        Scope::parse(&self.scope).filter(|scope| !questions.roles(*scope).is_empty())
    }

    /// The role in the entire account, if it is offered.
    pub fn role(&self, questions: &Questions) -> Option<Role> {
        offered_role(&self.role, questions.roles(Scope::Entire))
    }

    /// The places in `list` of the Virtual Accounts that are ticked, each with its role, if it is offered.
    pub fn selected(&self, questions: &Questions, list: &[VirtualAccount]) -> Vec<(usize, Option<Role>)> {
        let roles = questions.roles(Scope::Selected);
        let ticked = list.iter().enumerate().filter(|(_, account)| self.ticked.contains(&account.id));
        ticked
            .map(|(index, account)| {
                let role = self.roles.get(&account.id).and_then(|role| offered_role(role, roles));
                (index, role)
            })
            .collect()
    }

    /// The steps that these answers lead through.
    pub fn steps(&self, questions: &Questions) -> Vec<WizardStep> {
        let selected = self.scope(questions) == Some(Scope::Selected);
        [WizardStep::Access]
            .into_iter()
            .chain(selected.then_some(WizardStep::VirtualAccounts))
            .chain([WizardStep::Check])
            .collect()
    }

    /// What a step still lacks.
    pub fn missing(&self, step: WizardStep, questions: &Questions, list: &[VirtualAccount]) -> Vec<MissingAnswer> {
        let mut missing = Vec::new();
        let scope = self.scope(questions);
        match step {
            WizardStep::Access => {
                if !questions.scopes.is_empty() && scope.is_none() {
                    missing.push(MissingAnswer::Scope);
                }
                if scope == Some(Scope::Entire) && self.role(questions).is_none() {
                    missing.push(MissingAnswer::Role);
                }
                if questions.reason && self.reason.trim().is_empty() {
                    missing.push(MissingAnswer::Reason);
                }
            }
            WizardStep::VirtualAccounts => {
                let asked = self.selected(questions, list);
                if asked.is_empty() {
                    missing.push(MissingAnswer::VirtualAccounts);
                } else if asked.iter().any(|(_, role)| role.is_none()) {
                    missing.push(MissingAnswer::RolesOfVirtualAccounts);
                }
            }
            WizardStep::Check => {}
        }
        missing
    }

    /// The step to show instead of `wanted`: the first before it that lacks something, or `wanted` itself.
    pub fn reachable(&self, wanted: WizardStep, questions: &Questions, list: &[VirtualAccount]) -> WizardStep {
        let steps = self.steps(questions);
        // A step that these answers do not lead through.
        if !steps.contains(&wanted) {
            return WizardStep::Access;
        }
        let before = steps.into_iter().take_while(|step| *step != wanted);
        let incomplete = before.into_iter().find(|step| !self.missing(*step, questions, list).is_empty());
        incomplete.unwrap_or(wanted)
    }

    /// The request to send. Answers to questions that are not asked are left out.
    pub fn request(
        &self,
        account: &str,
        identifier: Option<&str>,
        questions: &Questions,
        list: &[VirtualAccount],
    ) -> NewAccessRequest {
        let scope = self.scope(questions);
        let asked = if scope == Some(Scope::Selected) { self.selected(questions, list) } else { Vec::new() };
        let with_role = |(index, role): (usize, Option<Role>)| {
            Some(VirtualAccountRole { id: list.get(index)?.id.clone(), role: role? })
        };
        NewAccessRequest {
            account: account.to_owned(),
            identifier: identifier.map(ToOwned::to_owned),
            scope,
            role: self.role(questions).filter(|_| scope == Some(Scope::Entire)),
            virtual_accounts: asked.into_iter().filter_map(with_role).collect(),
            reason: questions.reason.then(|| self.reason.trim().to_owned()),
            policy_version: questions.policy_version.clone(),
        }
    }

    /// Ticks the Virtual Accounts of an earlier request that still exist, and drops the others.
    pub fn apply_earlier(&mut self, list: &[VirtualAccount]) {
        for (index, account) in list.iter().enumerate() {
            if self.earlier.is_empty() {
                break;
            }
            if let Some(role) = self.earlier.remove(&path(list, index)) {
                self.ticked.insert(account.id.clone());
                self.roles.insert(account.id.clone(), role);
            }
        }
        self.earlier.clear();
        self.ticked.retain(|id| list.iter().any(|account| account.id == *id));
    }
}

fn offered_role(word: &str, roles: &[Role]) -> Option<Role> {
    Role::parse(word).filter(|role| roles.contains(role))
}
