//! Contacts: whose names an account gives (domain: 1, Administrators). Whether anybody is shown them, `disclosure` says.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::Contacts;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether somebody administers the entire Smart Account.
    pub account_has_administrator: bool,
}

impl Decide for Facts {
    type Answer = Contacts;
    const TABLE: &'static str = "contacts";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("account_has_administrator", Shape::Flag, |facts| facts.account_has_administrator.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("who", Shape::one_of::<Contacts>())];

    fn answer(answers: Answers<'_>) -> Option<Contacts> {
        answers.variant("who")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn administrators_of_virtual_accounts_stand_in_where_the_account_has_none() {
        let who = |account_has_administrator| {
            Policy::embedded().unwrap().contacts(&Facts { account_has_administrator }).unwrap().answer
        };
        assert_eq!(who(true), Contacts::AccountAdministrators);
        assert_eq!(who(false), Contacts::VirtualAccountAdministrators);
    }
}
