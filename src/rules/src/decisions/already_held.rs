//! Already held: whether a role that a person has gives the one that they ask for (domain: 2, What one holds already).
//! Which of their roles are compared with it, `held_roles` says.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The role that the person has.
    pub held: Role,
    pub held_at: HeldAt,
    /// The role that is asked for.
    pub asked: Role,
}

string_enum! {
    /// Where a role is held, seen from the place in which one is asked for.
    HeldAt {
        /// In the same Virtual Account; or both are for the entire Smart Account.
        Same = "same",
        /// In a Virtual Account above.
        Above = "above",
        /// In the entire Smart Account, and a Virtual Account of it is asked for.
        Entire = "entire",
    }
}

impl Decide for Facts {
    /// Whether it is held already.
    type Answer = bool;
    const TABLE: &'static str = "already_held";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("held", Shape::one_of::<Role>(), |facts| facts.held.into()),
        Input::new("held_at", Shape::one_of::<HeldAt>(), |facts| facts.held_at.into()),
        Input::new("asked", Shape::one_of::<Role>(), |facts| facts.asked.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("is_held", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("is_held")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::vocabulary::Role::{Administrator, Approver, User, Viewer};

    fn given_by(held: Role, held_at: HeldAt) -> Vec<Role> {
        let policy = Policy::embedded().unwrap();
        let is_held = |asked| policy.already_held(&Facts { held, held_at, asked }).unwrap().answer;
        Role::ALL.iter().copied().filter(|asked| is_held(*asked)).collect()
    }

    #[test]
    fn an_administrator_has_every_role_below_as_well() {
        for held_at in HeldAt::ALL {
            assert_eq!(given_by(Administrator, *held_at), Role::ALL);
        }
    }

    #[test]
    fn other_roles_reach_a_virtual_account_from_the_entire_account_only() {
        for held_at in [HeldAt::Same, HeldAt::Entire] {
            assert_eq!(given_by(Approver, held_at), [Approver]);
            assert_eq!(given_by(User, held_at), [User, Viewer]);
            assert_eq!(given_by(Viewer, held_at), [Viewer]);
        }
        for held in [Approver, User, Viewer] {
            assert_eq!(given_by(held, HeldAt::Above), []);
        }
    }
}
