//! Access request actions: what its page offers (domain: 3 Following and deciding). Whether a person may decide it in
//! a certain way, `authority` says.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::{AccessRequestAction, AccountStatus, ReminderState, RequestStatus};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub viewer: Viewer,
    pub status: RequestStatus,
    /// In an account that is not active nobody is reminded and nobody decides.
    pub account_status: AccountStatus,
    pub reminder: ReminderState,
}

string_enum! {
    /// Who looks at an access request.
    Viewer {
        Requester = "requester",
        Decider = "decider",
    }
}

impl Decide for Facts {
    /// In the order of the table.
    type Answer = Vec<AccessRequestAction>;
    const TABLE: &'static str = "access_request_actions";
    const COLLECTS: bool = true;
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("viewer", Shape::one_of::<Viewer>(), |facts| facts.viewer.into()),
        Input::new("status", Shape::one_of::<RequestStatus>(), |facts| facts.status.into()),
        Input::new("account_status", Shape::one_of::<AccountStatus>(), |facts| facts.account_status.into()),
        Input::new("reminder", Shape::one_of::<ReminderState>(), |facts| facts.reminder.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("action", Shape::one_of::<AccessRequestAction>())];

    fn answer(answers: Answers<'_>) -> Option<Vec<AccessRequestAction>> {
        answers.variants("action")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::vocabulary::AccessRequestAction::{
        Approve, AskForInformation, Cancel, Decline, RequestAgain, SendReminder, WriteMessage,
    };

    fn actions(viewer: Viewer, status: RequestStatus, reminder: ReminderState) -> Vec<AccessRequestAction> {
        actions_in(AccountStatus::Active, viewer, status, reminder)
    }

    fn actions_in(
        account_status: AccountStatus,
        viewer: Viewer,
        status: RequestStatus,
        reminder: ReminderState,
    ) -> Vec<AccessRequestAction> {
        let facts = Facts { viewer, status, account_status, reminder };
        Policy::embedded().unwrap().access_request_actions(&facts).unwrap().answer
    }

    #[test]
    fn a_requester_follows_an_open_request_and_makes_an_ended_one_again() {
        let requester = |status, reminder| actions(Viewer::Requester, status, reminder);
        assert_eq!(requester(RequestStatus::Open, ReminderState::Available), [SendReminder, Cancel, WriteMessage]);
        assert_eq!(requester(RequestStatus::Open, ReminderState::CoolingDown), [Cancel, WriteMessage]);
        assert_eq!(requester(RequestStatus::Open, ReminderState::UsedUp), [Cancel, WriteMessage]);
        for status in [RequestStatus::Expired, RequestStatus::Declined, RequestStatus::Cancelled] {
            assert_eq!(requester(status, ReminderState::Available), [RequestAgain]);
        }
        assert_eq!(requester(RequestStatus::Approved, ReminderState::Available), []);
    }

    #[test]
    fn only_an_open_request_is_decided_and_asked_about() {
        for status in RequestStatus::ALL {
            let expected: &[_] =
                if *status == RequestStatus::Open { &[Approve, Decline, WriteMessage, AskForInformation] } else { &[] };
            assert_eq!(actions(Viewer::Decider, *status, ReminderState::Available), expected);
        }
    }

    #[test]
    fn in_an_account_that_is_not_active_an_open_request_can_be_cancelled_and_nothing_else() {
        for account_status in AccountStatus::ALL.iter().filter(|status| **status != AccountStatus::Active) {
            for status in RequestStatus::ALL {
                let of = |viewer| actions_in(*account_status, viewer, *status, ReminderState::Available);
                let expected: &[_] = if *status == RequestStatus::Open { &[Cancel] } else { &[] };
                assert_eq!(of(Viewer::Requester), expected, "{account_status:?} {status:?}");
                assert_eq!(of(Viewer::Decider), [], "{account_status:?} {status:?}");
            }
        }
    }
}
