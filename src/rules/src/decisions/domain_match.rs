//! Domain match: which kinds of match count (domain: 2, Domain match). Which kind it is, the server finds out.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::MatchKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How the person's verified e-mail domain stands to the account's domain identifier.
    pub match_kind: MatchKind,
    /// Whether that address is at a public mailbox, of which the kind is `none`.
    pub public_mailbox: bool,
}

impl Facts {
    /// For whoever asks only whether a kind counts, and not why.
    pub fn of_kind(match_kind: MatchKind) -> Facts {
        Facts { match_kind, public_mailbox: false }
    }
}

impl Decide for Facts {
    /// Whether the match counts.
    type Answer = bool;
    const TABLE: &'static str = "domain_match";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("match_kind", Shape::one_of::<MatchKind>(), |facts| facts.match_kind.into()),
        Input::new("public_mailbox", Shape::Flag, |facts| facts.public_mailbox.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("counts", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("counts")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn the_same_domain_and_those_below_it_count() {
        let counts = |match_kind| Policy::embedded().unwrap().domain_match(&Facts::of_kind(match_kind)).unwrap().answer;
        assert!(counts(MatchKind::Same));
        assert!(counts(MatchKind::Below));
        assert!(!counts(MatchKind::Above));
        assert!(!counts(MatchKind::Sibling));
        assert!(!counts(MatchKind::None));
    }
}
