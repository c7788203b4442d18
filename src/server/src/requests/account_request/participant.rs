//! What a person is to a request for a new account: the role in which they see it, whether it is their turn, and what the
//! table `account_request_actions` lets them do.

use chrono::{DateTime, Utc};
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::{self, Viewer};
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, Action, MatchKind, ReminderState};
use rules::{Decision, FiredRule, Policy};

use crate::app::App;
use crate::db::Tx;
use crate::error::Error;
use crate::requests::account_request::deciders::{contact_match, identifier_of, viewer_of};
use crate::requests::account_request::outcome::outcome;
use crate::requests::admission::is_admitted;
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::Contact;
use crate::store::domain_holder::fellow_administrators;
use crate::store::key::PersonKey;
use crate::store::person::Person;

/// What a person is to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub viewer: Viewer,
    /// Whether those who decide as this viewer decide now, and the person is still one of them and may decide.
    pub their_turn: bool,
    /// How the proven address of a customer contact stands to the identifier; `none` for everybody else.
    pub contact_match: MatchKind,
    /// The keys of those who administer the same account with the person. They know each other by name.
    fellows: Vec<PersonKey>,
}

impl Participant {
    /// The requester's own.
    pub fn requester() -> Participant {
        Participant {
            viewer: Viewer::Requester,
            their_turn: false,
            contact_match: MatchKind::None,
            fellows: Vec::new(),
        }
    }

    /// The person as a participant, or nothing where they may not know of the request. At most one query.
    ///
    /// Somebody who was never asked does not know of it: a customer contact knows nothing of a request that the administrators
    /// of another account have not passed on, and these know nothing of one that never came to them.
    ///
    /// # Errors
    /// The database's or the policy's.
    pub async fn load(
        tx: &mut Tx,
        app: &App,
        person: &Person,
        request: &AccountRequest,
        contacts: &[Contact],
    ) -> Result<Option<Participant>, Error> {
        if request.requester.key == person.key {
            return Ok(Some(Participant::requester()));
        }
        let mine = contact_of(person, contacts);
        let administrators_asked = request.decider == AccountDecider::ExistingAdministrators
            || request.approved_by == ApprovedBy::ExistingAdministrators;
        let fellows =
            if administrators_asked { fellow_administrators(tx, request.key, person.key).await? } else { Vec::new() };
        let places = [
            (AccountDecider::CustomerContacts, mine.is_some(), mine.is_some_and(Contact::is_live)),
            (AccountDecider::ExistingAdministrators, !fellows.is_empty(), true),
            (AccountDecider::OperatorApprover, person.operator && request.operator_asked, true),
        ];
        let admitted = is_admitted(&app.policy, person.affiliation, Action::DecideAccountRequest)?;
        // Who was asked once may see that others decide by now.
        let was_asked = mine.is_some_and(|contact| contact.asked);
        let may_know =
            |decider| decider <= request.decider || (decider == AccountDecider::CustomerContacts && was_asked);
        let known = places.into_iter().filter(|(decider, is_one, _)| *is_one && may_know(*decider));
        let turns = known.map(|(decider, _, still)| (decider, still && admitted && decider == request.decider));
        let place = turns.max_by_key(|(_, their_turn)| *their_turn);
        let identifier = identifier_of(request)?;
        let own_match =
            mine.map_or(MatchKind::None, |contact| contact_match(&app.public_mailboxes, &identifier, &contact.email));
        Ok(place.map(|(decider, their_turn)| {
            let viewer = viewer_of(decider);
            let contact_match = if viewer == Viewer::AccountCreator { own_match } else { MatchKind::None };
            Participant { viewer, their_turn, contact_match, fellows }
        }))
    }

    /// Whether the person may know the name of the one with this key, who acted as `actor`. Administrators stay "an
    /// administrator", except for those who administer the same account and for the operator. A customer contact is known
    /// to those who decide (domain: 1, greyed).
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
        policy: &Policy,
        request: &AccountRequest,
        reminder: ReminderState,
        address_refused: bool,
        now: DateTime<Utc>,
    ) -> Result<Decision<Vec<AccountRequestAction>>, Error> {
        let (viewer, their_turn) = (self.viewer, self.their_turn);
        let status = request.status_at(now);
        let facts = account_request_actions::Facts {
            viewer,
            status,
            their_turn,
            reminder,
            address_refused,
            contact_match: self.contact_match,
            approved_by: request.approved_by,
        };
        Ok(policy.account_request_actions(&facts)?)
    }

    /// The rules that let the person do this now as one who decides, or why they may not.
    ///
    /// # Errors
    /// [`Error::OwnRequest`], [`Error::AccountAlreadyDecided`], [`Error::NotYourTurn`].
    pub fn permit(
        &self,
        policy: &Policy,
        person: &Person,
        request: &AccountRequest,
        action: AccountRequestAction,
        now: DateTime<Utc>,
    ) -> Result<Vec<FiredRule>, Error> {
        if self.viewer == Viewer::Requester {
            return Err(Error::OwnRequest);
        }
        let decision = self.actions(policy, request, ReminderState::UsedUp, false, now)?;
        if let Some(fired) = allowing(policy, &decision, action) {
            return Ok(fired);
        }
        Err(match request.status_at(now) {
            AccountRequestStatus::Pending => Error::NotYourTurn,
            _ => Error::AccountAlreadyDecided(outcome(request, person, self, now)),
        })
    }
}

/// The contact that this person is, the one who may still decide before one who forwarded the request. An address
/// counts only once it is verified, and not where another person had it and acted as that contact.
pub fn contact_of<'c>(person: &Person, contacts: &'c [Contact]) -> Option<&'c Contact> {
    let own = person.address()?;
    let is_theirs = |contact: &Contact| contact.person_key.is_none_or(|key| key == person.key);
    let mine = contacts.iter().filter(|contact| contact.email_folded == own && is_theirs(contact));
    mine.max_by_key(|contact| contact.is_live())
}

/// The rules that allow an action, where it is allowed.
pub fn allowing(
    policy: &Policy,
    decision: &Decision<Vec<AccountRequestAction>>,
    action: AccountRequestAction,
) -> Option<Vec<FiredRule>> {
    decision.answer.contains(&action).then(|| policy.explain_answer(decision, action))
}
