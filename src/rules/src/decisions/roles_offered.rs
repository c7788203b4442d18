//! Roles offered: which roles may be asked for in a scope (domain: Roles).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{Role, Scope};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub scope: Scope,
}

impl Decide for Facts {
    /// In the order of the table.
    type Answer = Vec<Role>;
    const TABLE: &'static str = "roles_offered";
    const COLLECTS: bool = true;
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("scope", Shape::one_of::<Scope>(), |facts| facts.scope.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("role", Shape::one_of::<Role>())];

    fn answer(answers: Answers<'_>) -> Option<Vec<Role>> {
        answers.variants("role")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn an_approver_exists_only_on_an_entire_account() {
        let roles = |scope| Policy::embedded().unwrap().roles_offered(&Facts { scope }).unwrap().answer;
        assert_eq!(roles(Scope::Entire), [Role::Administrator, Role::Approver, Role::User, Role::Viewer]);
        assert_eq!(roles(Scope::Selected), [Role::Administrator, Role::User, Role::Viewer]);
    }
}
