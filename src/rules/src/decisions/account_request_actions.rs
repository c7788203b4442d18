//! Account request actions: what the Pending Request page and the requester's own offer (domain: 4).

use crate::account_deciders::ApprovedBy;
use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::{AccountRequestAction, AccountRequestStatus, MatchKind, ReminderState};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub viewer: Viewer,
    pub status: AccountRequestStatus,
    /// Whether it is the turn of those who decide as this viewer: see `account_deciders`.
    pub their_turn: bool,
    pub reminder: ReminderState,
    /// Whether a mail server refused the address of a customer contact for good.
    pub address_refused: bool,
    /// How the viewer's own proven address stands to the identifier; `none` for those who are no customer contact.
    pub contact_match: MatchKind,
    /// Who let it pass last.
    pub approved_by: ApprovedBy,
}

string_enum! {
    /// Who looks at a request for a new account.
    Viewer {
        Requester = "requester",
        /// A customer contact, or whom it was forwarded to: accepts the account.
        AccountCreator = "account_creator",
        /// Who administers an account that holds the same registrable domain.
        ExistingAdministrator = "existing_administrator",
        OperatorApprover = "operator_approver",
    }
}

impl Decide for Facts {
    /// In the order of the table.
    type Answer = Vec<AccountRequestAction>;
    const TABLE: &'static str = "account_request_actions";
    const COLLECTS: bool = true;
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("viewer", Shape::one_of::<Viewer>(), |facts| facts.viewer.into()),
        Input::new("status", Shape::one_of::<AccountRequestStatus>(), |facts| facts.status.into()),
        Input::new("their_turn", Shape::Flag, |facts| facts.their_turn.into()),
        Input::new("reminder", Shape::one_of::<ReminderState>(), |facts| facts.reminder.into()),
        Input::new("address_refused", Shape::Flag, |facts| facts.address_refused.into()),
        Input::new("contact_match", Shape::one_of::<MatchKind>(), |facts| facts.contact_match.into()),
        Input::new("approved_by", Shape::one_of::<ApprovedBy>(), |facts| facts.approved_by.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("action", Shape::one_of::<AccountRequestAction>())];

    fn answer(answers: Answers<'_>) -> Option<Vec<AccountRequestAction>> {
        answers.variants("action")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::vocabulary::AccountRequestAction::{
        Approve, CorrectAddress, Deny, Forward, RequestAgain, SendReminder, Withdraw,
    };

    /// A request that waits for the customer; the requester has reminded them often enough.
    const WAITING: Facts = Facts {
        viewer: Viewer::Requester,
        status: AccountRequestStatus::Pending,
        their_turn: false,
        reminder: ReminderState::UsedUp,
        address_refused: false,
        contact_match: MatchKind::Same,
        approved_by: ApprovedBy::Nobody,
    };

    fn actions(facts: Facts) -> Vec<AccountRequestAction> {
        Policy::embedded().unwrap().account_request_actions(&facts).unwrap().answer
    }

    #[test]
    fn a_requester_reminds_corrects_withdraws_and_asks_again() {
        assert_eq!(actions(WAITING), [Withdraw]);
        assert_eq!(actions(Facts { reminder: ReminderState::Available, ..WAITING }), [SendReminder, Withdraw]);
        assert_eq!(actions(Facts { address_refused: true, ..WAITING }), [CorrectAddress, Withdraw]);
        for status in [AccountRequestStatus::Lapsed, AccountRequestStatus::Withdrawn] {
            assert_eq!(actions(Facts { status, ..WAITING }), [RequestAgain]);
        }
    }

    #[test]
    fn who_decides_does_so_in_their_turn_and_the_account_creator_alone_forwards() {
        for (viewer, allowed) in [
            (Viewer::AccountCreator, &[Forward, Deny, Approve][..]),
            (Viewer::ExistingAdministrator, &[Deny, Approve]),
            (Viewer::OperatorApprover, &[Deny, Approve]),
        ] {
            assert_eq!(actions(Facts { viewer, their_turn: true, ..WAITING }), allowed);
            assert_eq!(actions(Facts { viewer, ..WAITING }), []);
        }
    }

    #[test]
    fn a_contact_from_elsewhere_accepts_only_what_was_approved_before() {
        let creator = Facts { viewer: Viewer::AccountCreator, their_turn: true, ..WAITING };
        for contact_match in [MatchKind::Below, MatchKind::Above, MatchKind::Sibling, MatchKind::None] {
            let facts = Facts { contact_match, ..creator };
            assert_eq!(actions(facts), [Forward, Deny], "{contact_match:?}");
            for approved_by in [ApprovedBy::OperatorApprover, ApprovedBy::ExistingAdministrators] {
                assert_eq!(actions(Facts { approved_by, ..facts }), [Forward, Deny, Approve], "{contact_match:?}");
            }
        }
    }

    #[test]
    fn what_is_over_is_not_decided() {
        for status in AccountRequestStatus::ALL.iter().copied().filter(|it| *it != AccountRequestStatus::Pending) {
            for viewer in [Viewer::AccountCreator, Viewer::ExistingAdministrator, Viewer::OperatorApprover] {
                assert_eq!(actions(Facts { viewer, status, their_turn: true, ..WAITING }), []);
            }
        }
    }
}
