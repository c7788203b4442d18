//! Account deciders: whose turn it is to decide a request for a new account (domain: 4, Who decides).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::{AccountDecider, MatchKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Who let it pass last.
    pub approved_by: ApprovedBy,
    /// Who holds the same registrable domain now, as far as the requester may find them. A restricted account that they
    /// may not find changes nothing.
    pub domain_holder: DomainHolder,
    /// How the customer contacts' addresses stand to the identifier: the weakest of those who may accept.
    pub contact_match: MatchKind,
    /// Whether the name equals that of a listed account of another registrable domain, or looks like it.
    pub name_alike: bool,
}

string_enum! {
    /// Who let a request for a new account pass last. Once the customer contacts have, the account is active.
    ApprovedBy {
        Nobody = "nobody",
        OperatorApprover = "operator_approver",
        ExistingAdministrators = "existing_administrators",
    }
}

string_enum! {
    /// Whether an active and confirmed account holds a registrable domain, and whether it has an administrator who may
    /// decide this request.
    DomainHolder {
        None = "none",
        WithoutAdministrator = "without_administrator",
        WithAdministrator = "with_administrator",
    }
}

impl Decide for Facts {
    type Answer = AccountDecider;
    const TABLE: &'static str = "account_deciders";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("approved_by", Shape::one_of::<ApprovedBy>(), |facts| facts.approved_by.into()),
        Input::new("domain_holder", Shape::one_of::<DomainHolder>(), |facts| facts.domain_holder.into()),
        Input::new("contact_match", Shape::one_of::<MatchKind>(), |facts| facts.contact_match.into()),
        Input::new("name_alike", Shape::Flag, |facts| facts.name_alike.into()),
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

    const FREE: Facts = Facts {
        approved_by: ApprovedBy::Nobody,
        domain_holder: DomainHolder::None,
        contact_match: MatchKind::Same,
        name_alike: false,
    };

    fn decider(facts: Facts) -> AccountDecider {
        Policy::embedded().unwrap().account_deciders(&facts).unwrap().answer
    }

    #[test]
    fn a_contact_decides_alone_only_with_an_address_of_exactly_the_domain() {
        assert_eq!(decider(FREE), AccountDecider::CustomerContacts);
        for contact_match in MatchKind::ALL.iter().copied().filter(|kind| *kind != MatchKind::Same) {
            let facts = Facts { contact_match, ..FREE };
            assert_eq!(decider(facts), AccountDecider::OperatorApprover, "{contact_match:?}");
            let approved = Facts { approved_by: ApprovedBy::OperatorApprover, ..facts };
            assert_eq!(decider(approved), AccountDecider::CustomerContacts, "{contact_match:?}");
        }
    }

    #[test]
    fn whoever_holds_the_domain_decides_first_and_without_administrators_the_operator() {
        let held = Facts { domain_holder: DomainHolder::WithAdministrator, ..FREE };
        let deserted = Facts { domain_holder: DomainHolder::WithoutAdministrator, ..FREE };
        for (approved_by, facts, expected) in [
            (ApprovedBy::Nobody, held, AccountDecider::ExistingAdministrators),
            (ApprovedBy::OperatorApprover, held, AccountDecider::ExistingAdministrators),
            (ApprovedBy::ExistingAdministrators, held, AccountDecider::CustomerContacts),
            (ApprovedBy::Nobody, deserted, AccountDecider::OperatorApprover),
            (ApprovedBy::OperatorApprover, deserted, AccountDecider::CustomerContacts),
        ] {
            let facts = Facts { approved_by, ..facts };
            assert_eq!(decider(facts), expected, "{facts:?}");
        }
    }

    #[test]
    fn a_name_like_that_of_a_listed_account_needs_the_operator() {
        for domain_holder in DomainHolder::ALL.iter().copied() {
            let facts = Facts { name_alike: true, domain_holder, ..FREE };
            assert_eq!(decider(facts), AccountDecider::OperatorApprover, "{facts:?}");
        }
    }
}
