//! Visibility: whether a person sees a Smart Account, by the way that they came to it (domain: 1, Restricted).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{AccountStatus, Visibility, Way};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// A grant in the account, or one's own request for it, in any state (domain: Standing).
    pub has_standing: bool,
    pub status: AccountStatus,
    pub visibility: Visibility,
    pub way: Way,
    /// Whether a domain match counts: see `domain_match`.
    pub matches: bool,
}

impl Decide for Facts {
    /// Whether the person sees the account.
    type Answer = bool;
    const TABLE: &'static str = "visibility";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("has_standing", Shape::Flag, |facts| facts.has_standing.into()),
        Input::new("status", Shape::one_of::<AccountStatus>(), |facts| facts.status.into()),
        Input::new("account_visibility", Shape::one_of::<Visibility>(), |facts| facts.visibility.into()),
        Input::new("way", Shape::one_of::<Way>(), |facts| facts.way.into()),
        Input::new("matches", Shape::Flag, |facts| facts.matches.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("seen", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("seen")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    /// An active, listed account, found by searching, by somebody who has nothing to do with it.
    const STRANGER: Facts = Facts {
        has_standing: false,
        status: AccountStatus::Active,
        visibility: Visibility::Listed,
        way: Way::Search,
        matches: false,
    };

    fn is_visible(facts: Facts) -> bool {
        Policy::embedded().unwrap().visibility(&facts).unwrap().answer
    }

    #[test]
    fn a_listed_account_is_found_by_searching_and_listed_on_a_match() {
        assert!(is_visible(STRANGER));
        assert!(is_visible(Facts { way: Way::Entire, ..STRANGER }));
        assert!(is_visible(Facts { way: Way::Listing, matches: true, ..STRANGER }));
        assert!(!is_visible(Facts { way: Way::Listing, ..STRANGER }));
    }

    #[test]
    fn a_restricted_account_is_found_only_by_its_entire_name() {
        let restricted = Facts { visibility: Visibility::Restricted, ..STRANGER };
        assert!(is_visible(Facts { way: Way::Entire, ..restricted }));
        assert!(!is_visible(Facts { matches: true, ..restricted }));
        assert!(!is_visible(Facts { way: Way::Listing, matches: true, ..restricted }));
    }

    #[test]
    fn an_account_that_is_not_active_exists_only_for_those_with_standing() {
        for status in [AccountStatus::Pending, AccountStatus::Denied, AccountStatus::Lapsed] {
            assert!(!is_visible(Facts { status, way: Way::Entire, matches: true, ..STRANGER }));
            assert!(is_visible(Facts { status, has_standing: true, visibility: Visibility::Restricted, ..STRANGER }));
        }
    }
}
