//! Approval stands: whether the approval of a request for a new account still holds once a customer contact was
//! replaced (domain: 4, Who decides). An approval is for what it saw.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::MatchKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub change: Change,
    /// The new address beside the one whose place it takes.
    pub strength: Strength,
    /// How the new address stands to the identifier.
    pub contact_match: MatchKind,
}

string_enum! {
    /// How a customer contact was replaced.
    Change {
        /// By the requester.
        Corrected = "corrected",
        /// By the contact, who had proved their address.
        Forwarded = "forwarded",
    }
}

string_enum! {
    /// Whether an address has more or less to do with a domain than another one.
    Strength {
        Weaker = "weaker",
        Equal = "equal",
        Better = "better",
    }
}

impl Strength {
    /// How `new` stands to `old`: `same` is the strongest, then as the kinds are declared.
    pub fn between(new: MatchKind, old: MatchKind) -> Strength {
        match new.cmp(&old) {
            std::cmp::Ordering::Less => Strength::Better,
            std::cmp::Ordering::Equal => Strength::Equal,
            std::cmp::Ordering::Greater => Strength::Weaker,
        }
    }
}

impl Decide for Facts {
    /// Whether it holds.
    type Answer = bool;
    const TABLE: &'static str = "approval_stands";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("change", Shape::one_of::<Change>(), |facts| facts.change.into()),
        Input::new("strength", Shape::one_of::<Strength>(), |facts| facts.strength.into()),
        Input::new("contact_match", Shape::one_of::<MatchKind>(), |facts| facts.contact_match.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("stands", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("stands")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn an_approval_falls_with_a_weaker_address_and_with_a_correction_to_one_that_tells_nothing() {
        let stands = |change, old, contact_match| {
            let facts = Facts { change, strength: Strength::between(contact_match, old), contact_match };
            Policy::embedded().unwrap().approval_stands(&facts).unwrap().answer
        };
        for (old, new, corrected, forwarded) in [
            (MatchKind::Same, MatchKind::Same, true, true),
            (MatchKind::Same, MatchKind::Below, false, false),
            (MatchKind::Above, MatchKind::None, false, false),
            (MatchKind::Above, MatchKind::Above, true, true),
            (MatchKind::None, MatchKind::None, false, true),
            (MatchKind::None, MatchKind::Same, true, true),
        ] {
            assert_eq!(stands(Change::Corrected, old, new), corrected, "{old:?} {new:?}");
            assert_eq!(stands(Change::Forwarded, old, new), forwarded, "{old:?} {new:?}");
        }
    }
}
