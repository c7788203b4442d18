//! Deciders: who decides a request for access (domain: 3, Who decides).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::Deciders;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the Smart Account has an active administrator.
    pub active_administrator: bool,
    /// Whether every requested Virtual Account lies in a subtree that somebody administers.
    pub virtual_account_administrator: bool,
    /// Whether the requester would be one of these, if they could decide their own request.
    pub requester_administers: bool,
}

impl Decide for Facts {
    type Answer = Deciders;
    const TABLE: &'static str = "deciders";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("active_administrator", Shape::Flag, |facts| facts.active_administrator.into()),
        Input::new("virtual_account_administrator", Shape::Flag, |facts| facts.virtual_account_administrator.into()),
        Input::new("requester_administers", Shape::Flag, |facts| facts.requester_administers.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("who", Shape::one_of::<Deciders>())];

    fn answer(answers: Answers<'_>) -> Option<Deciders> {
        answers.variant("who")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn without_any_administrator_the_operator_decides() {
        for (active_administrator, virtual_account_administrator, who) in [
            (true, true, Deciders::AdministratorsAndVirtualAccountAdministrators),
            (true, false, Deciders::SmartAccountAdministrators),
            (false, true, Deciders::VirtualAccountAdministrators),
            (false, false, Deciders::Operator),
        ] {
            for requester_administers in [false, true] {
                let facts = Facts { active_administrator, virtual_account_administrator, requester_administers };
                assert_eq!(Policy::embedded().unwrap().deciders(&facts).unwrap().answer, who);
            }
        }
    }
}
