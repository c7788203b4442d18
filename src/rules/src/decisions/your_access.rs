//! Your access: what the directory's column of that name shows for an account (domain: 1, Columns).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::{AccessState, AccountStatus, RequestStatus};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person holds an active grant in the account.
    pub holds_grant: bool,
    /// The person's latest request for the account.
    pub request: Request,
    pub status: AccountStatus,
    /// Whether the account can be requested: see `request_path::Path::is_requestable`.
    pub requestable: bool,
}

string_enum! {
    /// The state of a person's latest request, or that there is none.
    Request {
        None = "none",
        Open = "open",
        Expired = "expired",
        Approved = "approved",
        Declined = "declined",
        Cancelled = "cancelled",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub state: AccessState,
    /// Whether the button that requests access stands beside it.
    pub may_request: bool,
}

impl From<Option<RequestStatus>> for Request {
    fn from(status: Option<RequestStatus>) -> Request {
        match status {
            None => Request::None,
            Some(RequestStatus::Open) => Request::Open,
            Some(RequestStatus::Expired) => Request::Expired,
            Some(RequestStatus::Approved) => Request::Approved,
            Some(RequestStatus::Declined) => Request::Declined,
            Some(RequestStatus::Cancelled) => Request::Cancelled,
        }
    }
}

impl Decide for Facts {
    type Answer = Answer;
    const TABLE: &'static str = "your_access";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("holds_grant", Shape::Flag, |facts| facts.holds_grant.into()),
        Input::new("request", Shape::one_of::<Request>(), |facts| facts.request.into()),
        Input::new("status", Shape::one_of::<AccountStatus>(), |facts| facts.status.into()),
        Input::new("requestable", Shape::Flag, |facts| facts.requestable.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] =
        &[("state", Shape::one_of::<AccessState>()), ("may_request", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<Answer> {
        Some(Answer { state: answers.variant("state")?, may_request: answers.flag("may_request")? })
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    /// A requestable account with which the person has nothing to do.
    const PLAIN: Facts =
        Facts { holds_grant: false, request: Request::None, status: AccountStatus::Active, requestable: true };

    fn state(facts: Facts) -> (AccessState, bool) {
        let answer = Policy::embedded().unwrap().your_access(&facts).unwrap().answer;
        (answer.state, answer.may_request)
    }

    #[test]
    fn an_open_request_is_shown_and_not_made_twice() {
        let open = Facts { request: Request::Open, ..PLAIN };
        assert_eq!(state(open), (AccessState::Requested, false));
        assert_eq!(state(Facts { holds_grant: true, ..open }), (AccessState::RoleAndRequested, false));
    }

    #[test]
    fn who_has_part_may_ask_for_more() {
        let grant = Facts { holds_grant: true, ..PLAIN };
        assert_eq!(state(grant), (AccessState::Role, true));
        assert_eq!(state(Facts { requestable: false, ..grant }), (AccessState::Role, false));
        assert_eq!(state(Facts { request: Request::Expired, ..grant }), (AccessState::Role, true));
    }

    #[test]
    fn an_expired_request_may_be_made_anew_and_a_pending_account_not_requested() {
        assert_eq!(state(Facts { request: Request::Expired, ..PLAIN }), (AccessState::Expired, true));
        assert_eq!(state(Facts { request: Request::Declined, ..PLAIN }), (AccessState::None, true));
        assert_eq!(state(Facts { requestable: false, ..PLAIN }), (AccessState::None, false));
        assert_eq!(state(Facts { status: AccountStatus::Pending, ..PLAIN }), (AccessState::Pending, false));
    }

    #[test]
    fn each_status_of_a_request_keeps_its_word() {
        for status in RequestStatus::ALL {
            assert_eq!(Request::from(Some(*status)).as_str(), status.as_str());
        }
        assert_eq!(Request::from(None), Request::None);
    }
}
