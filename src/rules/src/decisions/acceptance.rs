//! Acceptance: when somebody holds a role who was added to an account without asking for it (domain: 4, Added people).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::Acceptance;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the domain of their address, proven or not, counts as a match: see `domain_match`.
    pub matches: bool,
    /// Whether they have proved the address.
    pub proven: bool,
}

impl Decide for Facts {
    type Answer = Acceptance;
    const TABLE: &'static str = "acceptance";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("matches", Shape::Flag, |facts| facts.matches.into()),
        Input::new("proven", Shape::Flag, |facts| facts.proven.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("acceptance", Shape::one_of::<Acceptance>())];

    fn answer(answers: Answers<'_>) -> Option<Acceptance> {
        answers.variant("acceptance")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn only_a_proven_address_of_the_account_holds_at_once() {
        let when = |matches, proven| Policy::embedded().unwrap().acceptance(&Facts { matches, proven }).unwrap().answer;
        assert_eq!(when(true, true), Acceptance::AtOnce);
        assert_eq!(when(true, false), Acceptance::OnProof);
        assert_eq!(when(false, true), Acceptance::Invitation);
        assert_eq!(when(false, false), Acceptance::Invitation);
    }
}
