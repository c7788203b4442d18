//! Added user roles: which roles whoever approves a new account may give the people who were added to it, in place of the
//! one of `account_roles` (domain: 4, Added people). Whoever may give none does not choose who is let in either.

use crate::account_request_actions::Viewer;
use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// As whom they approve.
    pub viewer: Viewer,
    pub role: Role,
}

impl Decide for Facts {
    /// Whether they may give it.
    type Answer = bool;
    const TABLE: &'static str = "added_user_roles";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("viewer", Shape::one_of::<Viewer>(), |facts| facts.viewer.into()),
        Input::new("role", Shape::one_of::<Role>(), |facts| facts.role.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("may_give", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("may_give")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn only_the_account_creator_chooses_and_nobody_is_made_an_administrator() {
        for viewer in Viewer::ALL.iter().copied() {
            for role in Role::ALL.iter().copied() {
                let may_give = Policy::embedded().unwrap().added_user_roles(&Facts { viewer, role }).unwrap().answer;
                let small = matches!(role, Role::User | Role::Viewer);
                assert_eq!(may_give, small && viewer == Viewer::AccountCreator, "{viewer:?} {role:?}");
            }
        }
    }
}
