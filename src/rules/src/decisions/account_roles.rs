//! Account roles: which role a person gets in a new account (domain: 4), in the entire account.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub member: Member,
}

string_enum! {
    /// How a person comes into a new account.
    Member {
        /// They accepted it.
        AccountCreator = "account_creator",
        /// The requester added them.
        AddedUser = "added_user",
    }
}

impl Decide for Facts {
    type Answer = Role;
    const TABLE: &'static str = "account_roles";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("member", Shape::one_of::<Member>(), |facts| facts.member.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("role", Shape::one_of::<Role>())];

    fn answer(answers: Answers<'_>) -> Option<Role> {
        answers.variant("role")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn the_creator_administers_the_account_and_added_users_use_it() {
        let role = |member| Policy::embedded().unwrap().account_roles(&Facts { member }).unwrap().answer;
        assert_eq!(role(Member::AccountCreator), Role::Administrator);
        assert_eq!(role(Member::AddedUser), Role::User);
    }
}
