//! Grant actions: what may be done about a person's access (domain: 3, Managing access).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::{GrantAction, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub viewer: Viewer,
    /// The role that the grant gives.
    pub role: Role,
    /// Whether it is the grant of the only administrator of the entire account.
    pub last_administrator: bool,
}

string_enum! {
    /// Who looks at a grant.
    Viewer {
        /// Who administers what the grant is for.
        Administrator = "administrator",
        /// Whose grant it is, whatever their role.
        Holder = "holder",
        /// Who sees it and does not administer what it is for: see `grants_shown`.
        Reader = "reader",
    }
}

impl Decide for Facts {
    /// In the order of the table.
    type Answer = Vec<GrantAction>;
    const TABLE: &'static str = "grant_actions";
    const COLLECTS: bool = true;
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("viewer", Shape::one_of::<Viewer>(), |facts| facts.viewer.into()),
        Input::new("role", Shape::one_of::<Role>(), |facts| facts.role.into()),
        Input::new("last_administrator", Shape::Flag, |facts| facts.last_administrator.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("action", Shape::one_of::<GrantAction>())];

    fn answer(answers: Answers<'_>) -> Option<Vec<GrantAction>> {
        answers.variants("action")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::vocabulary::GrantAction::{Change, Leave, Remove};

    fn actions(viewer: Viewer, role: Role, last_administrator: bool) -> Vec<GrantAction> {
        Policy::embedded().unwrap().grant_actions(&Facts { viewer, role, last_administrator }).unwrap().answer
    }

    #[test]
    fn administrators_change_and_remove_and_holders_leave() {
        for role in Role::ALL {
            assert_eq!(actions(Viewer::Administrator, *role, false), [Change, Remove]);
            assert_eq!(actions(Viewer::Holder, *role, false), [Leave]);
        }
    }

    #[test]
    fn the_last_administrator_stays_as_they_are() {
        assert_eq!(actions(Viewer::Administrator, Role::Administrator, true), []);
        assert_eq!(actions(Viewer::Holder, Role::Administrator, true), []);
    }
}
