//! What the person holds in the account, against what they ask for. The server asks the same table again.

use std::sync::Arc;

use api::{
    account::{Grant, VirtualAccount},
    problem::FieldProblem,
};
use rules::{
    Policy, Undecided,
    held_roles::{self, HeldRole},
    vocabulary::{Role, Scope},
};

use super::{answers::Answers, questions::Questions};
use crate::{
    session::texts,
    ui::tree::nodes::{path, shown_path},
};

/// The roles held, and the policy that compares them.
#[derive(Clone)]
pub struct HeldAccess {
    policy: Arc<Policy>,
    roles: Arc<[(Role, Option<String>)]>,
}

impl HeldAccess {
    pub fn new(policy: Arc<Policy>, grants: &[Grant]) -> HeldAccess {
        HeldAccess { policy, roles: plain(grants).into() }
    }

    /// What of these answers is held already, beside its field.
    pub fn problems(&self, answers: &Answers, questions: &Questions, list: &[VirtualAccount]) -> Vec<FieldProblem> {
        if self.roles.is_empty() {
            return Vec::new();
        }
        match answers.scope(questions) {
            None => Vec::new(),
            Some(Scope::Entire) => {
                answers.role(questions).and_then(|role| self.problem(role, None)).into_iter().collect()
            }
            Some(Scope::Selected) => {
                let selected = answers.selected(questions, list).into_iter();
                selected.filter_map(|(index, role)| self.problem(role?, Some(&path(list, index)))).collect()
            }
        }
    }

    /// What is held in a Virtual Account, by its path as people read it: a line for each role, and through what.
    pub fn lines(&self, place: &str) -> Vec<String> {
        let path = plain_path(place);
        let line = |(role, held_at): &(Role, Option<String>)| {
            // Where a role that is held gives itself, it reaches this place.
            let own = [HeldRole { role: *role, path: held_at.as_deref() }];
            held_roles::compare(&self.policy, &own, *role, Some(&path)).ok()?.given_by?;
            let name = texts().role_name(role.as_str());
            Some(match held_at {
                None => texts().request_held_entire(&name),
                Some(held_at) if *held_at == path => texts().request_held(&name),
                Some(above) => texts().request_held_through(&name, &above.replace('/', SEPARATOR)),
            })
        };
        self.roles.iter().filter_map(line).collect()
    }

    /// Why nothing is asked for by this role in this Virtual Account, or in the entire account.
    fn problem(&self, asked: Role, place: Option<&String>) -> Option<FieldProblem> {
        let path = place.map(|place| plain_path(place));
        let held = borrowed(&self.roles);
        let by = held_roles::compare(&self.policy, &held, asked, path.as_deref()).ok()?.given_by?;
        let (role, name) = (by.role.as_str(), texts().role_name(by.role.as_str()));
        let (field, detail) = match (place.map(|place| shown_path(place)), by.path) {
            (None, _) => ("role", texts().invalid_role_held(&name, role)),
            (Some(place), None) => (VIRTUAL_ACCOUNTS, texts().invalid_virtual_account_held_entire(&name, place, role)),
            (Some(place), held_at) if held_at == path.as_deref() => {
                (VIRTUAL_ACCOUNTS, texts().invalid_virtual_account_held(&name, place, role))
            }
            (Some(place), Some(above)) => {
                let above = above.replace('/', SEPARATOR);
                (VIRTUAL_ACCOUNTS, texts().invalid_virtual_account_held_above(&name, &above, place, role))
            }
        };
        Some(FieldProblem { field: field.to_owned(), detail })
    }
}

const VIRTUAL_ACCOUNTS: &str = "virtual_accounts";
/// Between the names of a path as people read it.
const SEPARATOR: &str = " / ";

/// Whether these grants are all that can be asked for in the account.
///
/// # Errors
/// The policy is of a newer build, and its answer is unknown to this app.
pub fn holds_all(policy: &Policy, grants: &[Grant]) -> Result<bool, Undecided> {
    held_roles::holds_all(policy, &borrowed(&plain(grants)))
}

fn plain(grants: &[Grant]) -> Vec<(Role, Option<String>)> {
    grants.iter().map(|grant| (grant.role, grant.virtual_account.as_deref().map(plain_path))).collect()
}

/// A path as the rules know it.
fn plain_path(path: &str) -> String {
    path.replace(SEPARATOR, "/")
}

fn borrowed(roles: &[(Role, Option<String>)]) -> Vec<HeldRole<'_>> {
    roles.iter().map(|(role, path)| HeldRole { role: *role, path: path.as_deref() }).collect()
}
