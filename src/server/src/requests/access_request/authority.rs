//! What gives a person authority over a request, and what the table `authority` makes of it.

use chrono::{DateTime, Utc};
use rules::authority::{self, Authority};
use rules::virtual_accounts::lies_in_any;
use rules::vocabulary::{AccountStatus, Deciders, Role, Verdict};
use rules::{Decision, FiredRule, Policy};

use crate::db::{Db, Tx};
use crate::error::Error;
use crate::store::access_request::{AccessRequest, Item};
use crate::store::grant::{self, HeldRole};
use crate::store::person::Person;

/// A person's authority over one request.
#[derive(Clone, Debug)]
pub struct Stake {
    pub from: Authority,
    own_request: bool,
    /// The paths of the Virtual Accounts that they administer in the account.
    tops: Vec<String>,
}

impl Stake {
    /// Loads what the person holds in the request's account. One query.
    ///
    /// # Errors
    /// The database's.
    pub async fn load(
        db: &Db,
        person: &Person,
        request: &AccessRequest,
        asked: &[Item],
        now: DateTime<Utc>,
    ) -> Result<Stake, Error> {
        let held = grant::roles_in(db, person.key, &[request.account_key]).await?;
        let held = held.get(&request.account_key).map(Vec::as_slice).unwrap_or_default();
        Ok(Stake::new(person, request, asked, held, now))
    }

    /// The same as it is within a transaction. One query.
    ///
    /// # Errors
    /// The database's.
    pub async fn load_in(
        tx: &mut Tx,
        person: &Person,
        request: &AccessRequest,
        asked: &[Item],
        now: DateTime<Utc>,
    ) -> Result<Stake, Error> {
        let mut held = grant::roles_in(&mut *tx, person.key, &[request.account_key]).await?;
        let held = held.remove(&request.account_key).unwrap_or_default();
        Ok(Stake::new(person, request, asked, &held, now))
    }

    fn new(person: &Person, request: &AccessRequest, asked: &[Item], held: &[HeldRole], now: DateTime<Utc>) -> Stake {
        let administered = held.iter().filter(|one| one.role == Role::Administrator);
        let tops: Vec<String> =
            administered.clone().filter_map(|one| one.virtual_account.as_ref()).map(|one| one.path.clone()).collect();
        let of_account = administered.clone().any(|one| one.virtual_account.is_none());
        let of_parts = !asked.is_empty() && asked.iter().all(|item| lies_in_any(&item.path, &tops));
        let (account, parts) = match request.deciders {
            Deciders::SmartAccountAdministrators => (of_account, false),
            Deciders::VirtualAccountAdministrators => (false, of_parts),
            Deciders::AdministratorsAndVirtualAccountAdministrators => (of_account, of_parts),
            Deciders::Operator => (false, false),
        };
        let own_request = request.requester.key == person.key;
        // A request that was decided before its escalation never reached the operator.
        let until = request.decided.as_ref().map_or(now, |decided| decided.at);
        let reached_operator = request.deciders == Deciders::Operator || until >= request.escalates_at;
        let operator = person.operator && reached_operator && !own_request;
        // A fact and no row of a table: an administrator acts as one, and for the operator only where they must.
        let from = match (account, parts, operator) {
            _ if request.account_status != AccountStatus::Active => Authority::None,
            (true, ..) => Authority::Account,
            (_, true, _) => Authority::VirtualAccounts,
            (.., true) => Authority::Operator,
            _ => Authority::None,
        };
        Stake { from, own_request, tops }
    }

    /// Whether the request is this person's to know of, as somebody who decides.
    pub fn is_decider(&self) -> bool {
        self.from != Authority::None
    }

    pub fn for_operator(&self) -> bool {
        self.from == Authority::Operator
    }

    /// Whether a grant of these Virtual Accounts, or of the entire account where they are nothing, is more than the
    /// person holds.
    pub fn is_beyond(&self, granted: Option<&[Item]>) -> bool {
        match (self.from, granted) {
            (Authority::Account | Authority::Operator, _) => false,
            (Authority::VirtualAccounts, Some(items)) => !items.iter().all(|item| self.covers(&item.path)),
            (Authority::VirtualAccounts, None) | (Authority::None, _) => true,
        }
    }

    /// Whether the person may grant roles in this Virtual Account.
    pub fn covers(&self, path: &str) -> bool {
        match self.from {
            Authority::Account | Authority::Operator => true,
            Authority::VirtualAccounts => lies_in_any(path, &self.tops),
            Authority::None => false,
        }
    }

    /// The table's verdict.
    ///
    /// # Errors
    /// The policy's.
    pub fn verdict(&self, policy: &Policy, beyond: bool) -> Result<Decision<Verdict>, Error> {
        let facts = authority::Facts { own_request: self.own_request, authority_from: self.from, beyond };
        Ok(policy.authority(&facts)?)
    }

    /// The rules that let this person decide, or why they may not.
    ///
    /// # Errors
    /// The verdict, where it is not that they may.
    pub fn permit(&self, policy: &Policy, beyond: bool) -> Result<Vec<FiredRule>, Error> {
        let decision = self.verdict(policy, beyond)?;
        match decision.answer {
            Verdict::MayDecide => Ok(policy.explain(&decision.fired)),
            Verdict::OwnRequest => Err(Error::OwnRequest),
            Verdict::BeyondAuthority => Err(Error::BeyondAuthority),
            Verdict::NotADecider => Err(Error::RequestNotFound),
        }
    }
}
