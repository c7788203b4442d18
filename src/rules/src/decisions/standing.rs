//! Standing: whether a person has to do with an account already (domain: Roles, Standing). What follows from it is
//! for `visibility`.

use super::your_access::Request;
use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::AccountRequestStatus;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person holds a grant in the account, be it active or not.
    pub holds_grant: bool,
    /// The person's latest request for access to the account.
    pub access_request: Request,
    /// The person's request by which the account was asked for.
    pub account_request: AccountRequest,
}

string_enum! {
    /// The state of the request that asked for an account, or that the person made none.
    AccountRequest {
        None = "none",
        Pending = "pending",
        Withdrawn = "withdrawn",
        Denied = "denied",
        Lapsed = "lapsed",
        Activated = "activated",
    }
}

impl From<Option<AccountRequestStatus>> for AccountRequest {
    fn from(status: Option<AccountRequestStatus>) -> AccountRequest {
        match status {
            None => AccountRequest::None,
            Some(AccountRequestStatus::Pending) => AccountRequest::Pending,
            Some(AccountRequestStatus::Withdrawn) => AccountRequest::Withdrawn,
            Some(AccountRequestStatus::Denied) => AccountRequest::Denied,
            Some(AccountRequestStatus::Lapsed) => AccountRequest::Lapsed,
            Some(AccountRequestStatus::Activated) => AccountRequest::Activated,
        }
    }
}

impl Decide for Facts {
    /// Whether the person has standing.
    type Answer = bool;
    const TABLE: &'static str = "standing";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("holds_grant", Shape::Flag, |facts| facts.holds_grant.into()),
        Input::new("access_request", Shape::one_of::<Request>(), |facts| facts.access_request.into()),
        Input::new("account_request", Shape::one_of::<AccountRequest>(), |facts| facts.account_request.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("has_standing", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("has_standing")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    const STRANGER: Facts =
        Facts { holds_grant: false, access_request: Request::None, account_request: AccountRequest::None };

    fn standing(facts: Facts) -> bool {
        Policy::embedded().unwrap().standing(&facts).unwrap().answer
    }

    #[test]
    fn a_grant_or_any_request_of_ones_own_is_standing_and_nothing_else_is() {
        assert!(!standing(STRANGER));
        assert!(standing(Facts { holds_grant: true, ..STRANGER }));
        for request in Request::ALL {
            assert_eq!(standing(Facts { access_request: *request, ..STRANGER }), *request != Request::None);
        }
        for request in AccountRequest::ALL {
            assert_eq!(standing(Facts { account_request: *request, ..STRANGER }), *request != AccountRequest::None);
        }
    }

    #[test]
    fn each_status_of_an_account_request_keeps_its_word() {
        for status in AccountRequestStatus::ALL {
            assert_eq!(AccountRequest::from(Some(*status)).as_str(), status.as_str());
        }
        assert_eq!(AccountRequest::from(None), AccountRequest::None);
    }
}
