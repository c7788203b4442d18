//! How a person stands to a request for a new account: as whom they look at it, whether it is their turn, and what the
//! table `account_request_actions` lets them do.

use chrono::{DateTime, Utc};
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::{self, Viewer};
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, Action, Admission, ReminderState};
use rules::{Decision, FiredRule, admission};

use crate::account_request::ending::ended;
use crate::account_request::who::viewer_of;
use crate::app::App;
use crate::db::Tx;
use crate::error::Error;
use crate::store::account_request::contact::Contact;
use crate::store::account_request::{AccountRequest, fellow_administrators};
use crate::store::key::PersonKey;
use crate::store::person::Person;

/// A person's place beside one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub viewer: Viewer,
    /// Whether those who decide as this viewer decide now, and the person is still one of them and may decide.
    pub their_turn: bool,
    /// The keys of those who administer the same account with the person, whom they know by name.
    fellows: Vec<PersonKey>,
}

impl Position {
    /// The requester's own.
    pub fn requester() -> Position {
        Position { viewer: Viewer::Requester, their_turn: false, fellows: Vec::new() }
    }

    /// The place of a person, or nothing where the request is not theirs to know of. At most one query.
    ///
    /// Nobody knows of it who was not asked: a customer contact nothing of a request that the administrators of another
    /// account have not let pass, and these nothing of one that was never put before them.
    ///
    /// # Errors
    /// The database's or the policy's.
    pub async fn of(
        tx: &mut Tx,
        app: &App,
        person: &Person,
        request: &AccountRequest,
        contacts: &[Contact],
    ) -> Result<Option<Position>, Error> {
        if request.requester.key == person.key {
            return Ok(Some(Position::requester()));
        }
        let mine = contact_of(person, contacts);
        let administrators_asked = request.decider == AccountDecider::ExistingAdministrators
            || request.approved_by == ApprovedBy::ExistingAdministrators;
        let fellows = match administrators_asked {
            true => fellow_administrators(tx, request.key, person.key).await?,
            false => Vec::new(),
        };
        let places = [
            (AccountDecider::CustomerContacts, mine.is_some(), mine.is_some_and(Contact::is_live)),
            (AccountDecider::ExistingAdministrators, !fellows.is_empty(), true),
            (AccountDecider::OperatorApprover, person.operator && request.operator_asked, true),
        ];
        // The operator's own staff look, and open a support case for the rest.
        let facts = admission::Facts { affiliation: person.affiliation, action: Action::DecideAccountRequest };
        let admitted = app.policy.admission(&facts)?.answer == Admission::Allowed;
        let known = places.into_iter().filter(|(decider, is_one, _)| *is_one && *decider <= request.decider);
        let turns = known.map(|(decider, _, still)| (decider, still && admitted && decider == request.decider));
        let place = turns.max_by_key(|(_, their_turn)| *their_turn);
        Ok(place.map(|(decider, their_turn)| Position { viewer: viewer_of(decider), their_turn, fellows }))
    }

    /// Whether the person may know the name of the one with this key, who acted as `actor`. Administrators stay "an
    /// administrator" but to those who administer the same account, and the operator; a customer contact is known to
    /// those who decide (domain: 1, greyed).
    pub fn knows(&self, person: &Person, actor: Viewer, person_key: PersonKey) -> bool {
        person_key == person.key
            || match actor {
                Viewer::Requester => true,
                Viewer::AccountCreator => self.viewer != Viewer::Requester,
                Viewer::ExistingAdministrator => {
                    self.viewer == Viewer::OperatorApprover || self.fellows.contains(&person_key)
                }
                Viewer::OperatorApprover => self.viewer == Viewer::OperatorApprover,
            }
    }

    /// What the person may do about it.
    ///
    /// # Errors
    /// The policy's.
    pub fn actions(
        &self,
        app: &App,
        request: &AccountRequest,
        reminder: ReminderState,
        address_refused: bool,
        now: DateTime<Utc>,
    ) -> Result<Decision<Vec<AccountRequestAction>>, Error> {
        let (viewer, their_turn) = (self.viewer, self.their_turn);
        let status = request.status_at(now);
        let facts = account_request_actions::Facts { viewer, status, their_turn, reminder, address_refused };
        Ok(app.policy.account_request_actions(&facts)?)
    }

    /// The rules that let whoever decides do this now, or why they may not.
    ///
    /// # Errors
    /// [`Error::OwnRequest`], [`Error::AccountAlreadyDecided`], [`Error::NotYourTurn`].
    pub fn permit(
        &self,
        app: &App,
        person: &Person,
        request: &AccountRequest,
        action: AccountRequestAction,
        now: DateTime<Utc>,
    ) -> Result<Vec<FiredRule>, Error> {
        if self.viewer == Viewer::Requester {
            return Err(Error::OwnRequest);
        }
        let decision = self.actions(app, request, ReminderState::UsedUp, false, now)?;
        if let Some(fired) = allowing(app, &decision, action) {
            return Ok(fired);
        }
        Err(match request.status_at(now) {
            AccountRequestStatus::Pending => Error::NotYourTurn,
            _ => Error::AccountAlreadyDecided(ended(request, person, self, now)),
        })
    }
}

/// The contact that this person is, the one who may still decide before one who forwarded the request. An address
/// counts only once it is verified.
pub fn contact_of<'c>(person: &Person, contacts: &'c [Contact]) -> Option<&'c Contact> {
    let own = person.address()?;
    let mine = contacts.iter().filter(|contact| contact.email_folded == own);
    mine.max_by_key(|contact| contact.is_live())
}

/// The rules that allow an action, where it is allowed.
pub fn allowing(
    app: &App,
    decision: &Decision<Vec<AccountRequestAction>>,
    action: AccountRequestAction,
) -> Option<Vec<FiredRule>> {
    let place = decision.answer.iter().position(|offered| *offered == action)?;
    let fired = app.policy.explain(&decision.fired);
    // Where each rule offers something else, they stand in the order of what they offer.
    let one_each = fired.len() == decision.answer.len();
    Some(if one_each { fired.into_iter().skip(place).take(1).collect() } else { fired })
}
