//! Look-up: what an entire name or identifier finds for a person (domain: 1, Restricted accounts). How often somebody
//! may look something up is a limit against abuse, and no rule.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{Affiliation, LookUp};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub affiliation: Affiliation,
    /// Whether the person holds any role in any account.
    pub holds_role: bool,
    /// Whether the person's organisation serves others' accounts.
    pub partner: bool,
}

impl Decide for Facts {
    type Answer = LookUp;
    const TABLE: &'static str = "look_up";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("affiliation", Shape::one_of::<Affiliation>(), |facts| facts.affiliation.into()),
        Input::new("holds_role", Shape::Flag, |facts| facts.holds_role.into()),
        Input::new("partner", Shape::Flag, |facts| facts.partner.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("accounts", Shape::one_of::<LookUp>())];

    fn answer(answers: Answers<'_>) -> Option<LookUp> {
        answers.variant("accounts")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn a_newcomer_finds_what_everybody_finds() {
        let found = |affiliation, holds_role, partner| {
            Policy::embedded().unwrap().look_up(&Facts { affiliation, holds_role, partner }).unwrap().answer
        };
        for (holds_role, partner) in [(false, false), (false, true), (true, false), (true, true)] {
            assert_eq!(found(Affiliation::External, holds_role, partner), LookUp::ListedAndRestricted);
        }
        assert_eq!(found(Affiliation::LicensingSupport, false, false), LookUp::ListedAndRestricted);
    }
}
