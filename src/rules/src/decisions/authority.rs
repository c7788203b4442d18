//! Authority: whether a person may decide a request in the way that they want to (domain: 3, Nobody decides their own
//! request or grants beyond their own authority). Who is asked to decide it at all, `deciders` says.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::Verdict;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person made the request.
    pub own_request: bool,
    /// Where their authority over the request comes from.
    pub authority_from: Authority,
    /// Whether the decision would grant more than the person holds. To decline grants nothing.
    pub beyond: bool,
}

string_enum! {
    /// What gives a person authority over a request.
    Authority {
        /// They administer the entire Smart Account.
        Account = "account",
        /// They administer subtrees in which every requested Virtual Account lies.
        VirtualAccounts = "virtual_accounts",
        /// They act for the operator, to whom the request has come.
        Operator = "operator",
        None = "none",
    }
}

impl Decide for Facts {
    type Answer = Verdict;
    const TABLE: &'static str = "authority";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("own_request", Shape::Flag, |facts| facts.own_request.into()),
        Input::new("authority_from", Shape::one_of::<Authority>(), |facts| facts.authority_from.into()),
        Input::new("beyond", Shape::Flag, |facts| facts.beyond.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("verdict", Shape::one_of::<Verdict>())];

    fn answer(answers: Answers<'_>) -> Option<Verdict> {
        answers.variant("verdict")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    fn verdict(own_request: bool, authority_from: Authority, beyond: bool) -> Verdict {
        Policy::embedded().unwrap().authority(&Facts { own_request, authority_from, beyond }).unwrap().answer
    }

    #[test]
    fn nobody_decides_their_own_request_whatever_they_are() {
        for authority in Authority::ALL {
            assert_eq!(verdict(true, *authority, false), Verdict::OwnRequest);
        }
    }

    #[test]
    fn an_administrator_grants_within_their_own_authority() {
        for authority in [Authority::Account, Authority::VirtualAccounts] {
            assert_eq!(verdict(false, authority, false), Verdict::MayDecide);
            assert_eq!(verdict(false, authority, true), Verdict::BeyondAuthority);
        }
    }

    #[test]
    fn the_operator_decides_without_holding_anything_and_others_do_not() {
        assert_eq!(verdict(false, Authority::Operator, true), Verdict::MayDecide);
        assert_eq!(verdict(false, Authority::None, false), Verdict::NotADecider);
        assert_eq!(verdict(false, Authority::None, true), Verdict::NotADecider);
    }
}
