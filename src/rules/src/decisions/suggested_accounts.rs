//! Suggested accounts: which account a person without any role is offered before they have named one
//! (domain: 2, A suggested account).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{AccountStatus, Visibility};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person holds any role in any account.
    pub holds_role: bool,
    /// Whether the person's verified e-mail domain matches (decision `domain_match`).
    pub matches: bool,
    pub visibility: Visibility,
    pub status: AccountStatus,
}

impl Decide for Facts {
    /// Whether the account is suggested.
    type Answer = bool;
    const TABLE: &'static str = "suggested_accounts";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("holds_role", Shape::Flag, |facts| facts.holds_role.into()),
        Input::new("matches", Shape::Flag, |facts| facts.matches.into()),
        Input::new("visibility", Shape::one_of::<Visibility>(), |facts| facts.visibility.into()),
        Input::new("status", Shape::one_of::<AccountStatus>(), |facts| facts.status.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("suggested", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("suggested")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn the_listed_account_of_ones_domain_is_suggested_until_one_holds_a_role() {
        let policy = Policy::embedded().unwrap();
        let is_suggested = |facts| policy.suggested_accounts(&facts).unwrap().answer;
        let facts =
            Facts { holds_role: false, matches: true, visibility: Visibility::Listed, status: AccountStatus::Active };
        assert!(is_suggested(facts));
        assert!(!is_suggested(Facts { holds_role: true, ..facts }));
        assert!(!is_suggested(Facts { matches: false, ..facts }));
        assert!(!is_suggested(Facts { visibility: Visibility::Restricted, ..facts }));
        assert!(!is_suggested(Facts { status: AccountStatus::Inactive, ..facts }));
    }
}
