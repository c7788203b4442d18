//! Disclosure: what of an account a person is shown (domain: 1, greyed contacts; 2, Virtual Account names).

use crate::decide::{Answers, Decide, Input, Shape};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person holds an active grant in the account, of any kind.
    pub holds_grant: bool,
    /// Whether a domain match counts: see `domain_match`.
    pub matches: bool,
}

/// What leaves the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The administrators' names and e-mails.
    pub contacts: bool,
    /// The names of the Virtual Accounts.
    pub virtual_accounts: bool,
}

impl Decide for Facts {
    type Answer = Answer;
    const TABLE: &'static str = "disclosure";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("holds_grant", Shape::Flag, |facts| facts.holds_grant.into()),
        Input::new("matches", Shape::Flag, |facts| facts.matches.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("contacts", Shape::Flag), ("virtual_accounts", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<Answer> {
        Some(Answer { contacts: answers.flag("contacts")?, virtual_accounts: answers.flag("virtual_accounts")? })
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn contacts_need_a_grant_and_virtual_accounts_a_grant_or_a_match() {
        for (holds_grant, matches, contacts, virtual_accounts) in [
            (true, true, true, true),
            (true, false, true, true),
            (false, true, false, true),
            (false, false, false, false),
        ] {
            let decision = Policy::embedded().unwrap().disclosure(&Facts { holds_grant, matches }).unwrap();
            assert_eq!(decision.answer, Answer { contacts, virtual_accounts });
        }
    }
}
