//! Creation route: what becomes of a request for a new account, and who decides it first (domain: 4).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{AccountKind, CreationPath, FirstDecider};
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether `admission` allows the person to request accounts.
    pub admitted: bool,
    pub kind: AccountKind,
    pub identifier: Identifier,
    /// Whether an active account that the requester may find holds the same registrable domain and has an active
    /// administrator. A restricted one that they may not find changes nothing.
    pub domain_held: bool,
}

words! {
    /// Whether an account that the requester may find has the domain identifier.
    Identifier {
        Free = "free",
        Taken = "taken",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub path: CreationPath,
    /// Nobody, unless the path is a review.
    pub first_decider: FirstDecider,
}

impl Decide for Facts {
    type Answer = Answer;
    const TABLE: &'static str = "creation_route";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("admitted", Shape::Flag, |facts| facts.admitted.into()),
        Input::new("kind", Shape::of::<AccountKind>(), |facts| facts.kind.into()),
        Input::new("identifier", Shape::of::<Identifier>(), |facts| facts.identifier.into()),
        Input::new("domain_held", Shape::Flag, |facts| facts.domain_held.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] =
        &[("path", Shape::of::<CreationPath>()), ("first_decider", Shape::of::<FirstDecider>())];

    fn answer(answers: Answers<'_>) -> Option<Answer> {
        Some(Answer { path: answers.word("path")?, first_decider: answers.word("first_decider")? })
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    /// A customer's account whose domain nobody holds.
    const PLAIN: Facts =
        Facts { admitted: true, kind: AccountKind::Customer, identifier: Identifier::Free, domain_held: false };

    fn route(facts: Facts) -> (CreationPath, FirstDecider) {
        let answer = Policy::embedded().unwrap().creation_route(&facts).unwrap().answer;
        (answer.path, answer.first_decider)
    }

    #[test]
    fn the_customer_decides_unless_an_account_holds_the_domain() {
        assert_eq!(route(PLAIN), (CreationPath::Review, FirstDecider::CustomerContacts));
        let held = Facts { domain_held: true, ..PLAIN };
        assert_eq!(route(held), (CreationPath::Review, FirstDecider::ExistingAdministrators));
    }

    #[test]
    fn each_obstacle_comes_before_the_next() {
        let mut facts = Facts { identifier: Identifier::Taken, domain_held: true, ..PLAIN };
        assert_eq!(route(facts), (CreationPath::RequestAccess, FirstDecider::Nobody));
        facts.kind = AccountKind::PartnerHolding;
        assert_eq!(route(facts), (CreationPath::NotMadeHere, FirstDecider::Nobody));
        facts.admitted = false;
        assert_eq!(route(facts), (CreationPath::SupportCase, FirstDecider::Nobody));
    }
}
