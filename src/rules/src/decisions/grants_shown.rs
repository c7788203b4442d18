//! Grants shown: whose access to an account somebody sees who holds a role in it (domain: 3, Managing access). What they may
//! do about it is `grant_actions`.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub role: Role,
}

string_enum! {
    /// Whose access is seen, besides one's own.
    Shown {
        /// Nobody's.
        Own = "own",
        /// What lies in what the role is for.
        Administered = "administered",
        /// Everybody's in the account.
        Entire = "entire",
    }
}

impl Decide for Facts {
    type Answer = Shown;
    const TABLE: &'static str = "grants_shown";
    const INPUTS: &'static [Input<Facts>] = &[Input::new("role", Shape::one_of::<Role>(), |facts| facts.role.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("shown", Shape::one_of::<Shown>())];

    fn answer(answers: Answers<'_>) -> Option<Shown> {
        answers.variant("shown")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn who_neither_administers_nor_approves_sees_nobody_else() {
        let shown = |role| Policy::embedded().unwrap().grants_shown(&Facts { role }).unwrap().answer;
        assert_eq!(shown(Role::Administrator), Shown::Administered);
        assert_eq!(shown(Role::Approver), Shown::Entire);
        assert_eq!((shown(Role::User), shown(Role::Viewer)), (Shown::Own, Shown::Own));
    }
}
