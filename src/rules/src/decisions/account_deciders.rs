//! Account deciders: whose turn it is to decide a request for a new account (domain: 4, Who decides).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::AccountDecider;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Who let it pass last.
    pub approved_by: ApprovedBy,
    /// Whether an active account that the requester may find holds the same registrable domain and has an active
    /// administrator. A restricted one that they may not find changes nothing.
    pub domain_held: bool,
}

string_enum! {
    /// Who let a request for a new account pass last. Once the customer contacts have, the account is active.
    ApprovedBy {
        Nobody = "nobody",
        OperatorApprover = "operator_approver",
        ExistingAdministrators = "existing_administrators",
    }
}

impl Decide for Facts {
    type Answer = AccountDecider;
    const TABLE: &'static str = "account_deciders";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("approved_by", Shape::one_of::<ApprovedBy>(), |facts| facts.approved_by.into()),
        Input::new("domain_held", Shape::Flag, |facts| facts.domain_held.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("decider", Shape::one_of::<AccountDecider>())];

    fn answer(answers: Answers<'_>) -> Option<AccountDecider> {
        answers.variant("decider")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn the_customer_decides_unless_an_account_holds_the_domain_and_then_after_its_administrators() {
        for (approved_by, domain_held, decider) in [
            (ApprovedBy::Nobody, false, AccountDecider::CustomerContacts),
            (ApprovedBy::Nobody, true, AccountDecider::ExistingAdministrators),
            (ApprovedBy::OperatorApprover, true, AccountDecider::ExistingAdministrators),
            (ApprovedBy::ExistingAdministrators, true, AccountDecider::CustomerContacts),
        ] {
            let facts = Facts { approved_by, domain_held };
            assert_eq!(Policy::embedded().unwrap().account_deciders(&facts).unwrap().answer, decider, "{facts:?}");
        }
    }
}
