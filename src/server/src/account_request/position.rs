//! How a person stands to a request for a new account: as whom they look at it, whether it is their turn, and what the
//! table `account_request_actions` lets them do.

use chrono::{DateTime, Utc};
use rules::account_request_actions::{self, Viewer};
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, ReminderState};
use rules::{Decision, FiredRule};

use crate::account_request::ending::ended;
use crate::account_request::who::viewer_of;
use crate::app::App;
use crate::db::Tx;
use crate::domains::email::folded;
use crate::error::Error;
use crate::store::account_request::contact::Contact;
use crate::store::account_request::{AccountRequest, administers_holder};
use crate::store::person::Person;

/// A person's place beside one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub viewer: Viewer,
    /// Whether those who decide as this viewer decide now, and the person is still one of them.
    pub their_turn: bool,
}

impl Position {
    /// The place of a person, or nothing where the request is not theirs to know of. At most one query.
    ///
    /// Nobody knows of it before it was their turn: a customer contact nothing of a request that the administrators of
    /// another account have not let pass.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(
        tx: &mut Tx,
        person: &Person,
        request: &AccountRequest,
        contacts: &[Contact],
    ) -> Result<Option<Position>, Error> {
        if request.requester.key == person.key {
            return Ok(Some(Position { viewer: Viewer::Requester, their_turn: false }));
        }
        let mine = contact_of(person, contacts);
        let administers = request.decider >= AccountDecider::ExistingAdministrators
            && administers_holder(tx, request.key, person.key).await?;
        let places = [
            (AccountDecider::CustomerContacts, mine.is_some(), mine.is_some_and(Contact::is_live)),
            (AccountDecider::ExistingAdministrators, administers, true),
            (AccountDecider::OperatorApprover, person.operator && request.operator_asked, true),
        ];
        let known = places.into_iter().filter(|(decider, is_one, _)| *is_one && *decider <= request.decider);
        let positions = known.map(|(decider, _, still)| Position {
            viewer: viewer_of(decider),
            their_turn: still && decider == request.decider,
        });
        Ok(positions.max_by_key(|position| position.their_turn))
    }

    /// What the person may do about it.
    ///
    /// # Errors
    /// The policy's.
    pub fn actions(
        self,
        app: &App,
        request: &AccountRequest,
        reminder: ReminderState,
        address_refused: bool,
        now: DateTime<Utc>,
    ) -> Result<Decision<Vec<AccountRequestAction>>, Error> {
        let Position { viewer, their_turn } = self;
        let status = request.status_at(now);
        let facts = account_request_actions::Facts { viewer, status, their_turn, reminder, address_refused };
        Ok(app.policy.account_request_actions(&facts)?)
    }

    /// The rules that let whoever decides do this now, or why they may not.
    ///
    /// # Errors
    /// [`Error::OwnRequest`], [`Error::AccountAlreadyDecided`], [`Error::NotYourTurn`].
    pub fn permit(
        self,
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
        if let Some(place) = decision.answer.iter().position(|offered| *offered == action) {
            let fired = app.policy.explain(&decision.fired);
            // Where each rule offers something else, they stand in the order of what they offer.
            let one_each = fired.len() == decision.answer.len();
            return Ok(if one_each { fired.into_iter().skip(place).take(1).collect() } else { fired });
        }
        Err(match request.status_at(now) {
            AccountRequestStatus::Pending => Error::NotYourTurn,
            _ => Error::AccountAlreadyDecided(ended(request, person, self.viewer, now)),
        })
    }
}

/// The contact that this person is, the one who may still decide before one who forwarded the request. An address
/// counts only once it is verified.
pub fn contact_of<'c>(person: &Person, contacts: &'c [Contact]) -> Option<&'c Contact> {
    let own = folded(&person.email);
    let mine = contacts.iter().filter(|contact| person.email_verified && contact.email_folded == own);
    mine.max_by_key(|contact| contact.is_live())
}

/// Whether this reader may know the name of who acted as `actor`. Administrators stay "an administrator" to everybody
/// but each other and the operator; a customer contact is known to those who decide (domain: 1, greyed).
pub fn knows_name(reader: Viewer, actor: Viewer) -> bool {
    match actor {
        Viewer::Requester => true,
        Viewer::AccountCreator => reader != Viewer::Requester,
        Viewer::ExistingAdministrator => matches!(reader, Viewer::ExistingAdministrator | Viewer::OperatorApprover),
        Viewer::OperatorApprover => reader == Viewer::OperatorApprover,
    }
}
