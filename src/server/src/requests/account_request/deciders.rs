//! Whose turn it is to decide a request for a new account: the accounts that hold the same registrable domain, and what
//! the table `account_deciders` makes of them.

use rules::Policy;
use rules::account_deciders::{self, ApprovedBy};
use rules::vocabulary::{AccountDecider, Action, Way};
use rules::{Decision, account_request_actions::Viewer};

use crate::app::App;
use crate::db::Tx;
use crate::directory::account_view;
use crate::domains::DomainIdentifier;
use crate::error::Error;
use crate::requests::admission::is_administrator_admitted;
use crate::store::account_request::{AccountRequest, holders as stored_holders};
use crate::store::grant::{self, Administrator};
use crate::store::key::{AccountKey, PersonKey};
use crate::store::outbox::Recipient;
use crate::store::person::Person;
use crate::store::{account, grant::administrators_of};

/// The keys of the active accounts that hold the identifier's registrable domain, that this person may find, and that
/// have an administrator other than the person. A restricted one without standing is never among them. Four queries.
///
/// # Errors
/// The database's or the policy's.
pub async fn holders(app: &App, person: &Person, identifier: &DomainIdentifier) -> Result<Vec<AccountKey>, Error> {
    let found = account::holding(&app.db, identifier.registrable(), person.key).await?;
    let mut keys = Vec::new();
    for view in account_view::load(app, person, found).await? {
        if view.is_visible(&app.policy, Way::Search)? {
            keys.push(view.account.key);
        }
    }
    let mut administrators = grant::administrators(&app.db, &keys).await?;
    let mut holders = Vec::new();
    for key in keys {
        if !eligible_administrators(&app.policy, administrators.remove(&key).unwrap_or_default(), person.key)?
            .is_empty()
        {
            holders.push(key);
        }
    }
    Ok(holders)
}

/// Who decides next (decision `account_deciders`). Those who have passed it on are not asked again: where the
/// policy would ask them, the customer decides. That is code and no row of a table, because it holds for every policy:
/// each request reaches the customer in the end.
///
/// # Errors
/// The policy's.
pub fn next_decider(
    policy: &Policy,
    approved_by: ApprovedBy,
    domain_held: bool,
) -> Result<Decision<AccountDecider>, Error> {
    let mut decision = policy.account_deciders(&account_deciders::Facts { approved_by, domain_held })?;
    let passed = match approved_by {
        ApprovedBy::Nobody => None,
        ApprovedBy::OperatorApprover => Some(AccountDecider::OperatorApprover),
        ApprovedBy::ExistingAdministrators => Some(AccountDecider::ExistingAdministrators),
    };
    // Without such an account there is nobody to ask, whatever the policy says.
    let nobody_there = decision.answer == AccountDecider::ExistingAdministrators && !domain_held;
    if Some(decision.answer) <= passed || nobody_there {
        decision.answer = AccountDecider::CustomerContacts;
    }
    Ok(decision)
}

/// The administrators who decide a request before the customer.
///
/// # Errors
/// The database's or the policy's.
pub async fn existing_administrators(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccountRequest,
) -> Result<Vec<Recipient>, Error> {
    let mut all = Vec::new();
    for key in stored_holders(tx, request.key).await? {
        let administrators = administrators_of(&mut *tx, key).await?;
        all.extend(eligible_administrators(policy, administrators, request.requester.key)?);
    }
    all.sort_by(|one, other| (&one.email, one.person_key).cmp(&(&other.email, other.person_key)));
    all.dedup_by_key(|one| one.person_key);
    Ok(all.iter().map(Administrator::recipient).collect())
}

/// The role in which those decide whose turn it is.
pub fn viewer_of(decider: AccountDecider) -> Viewer {
    match decider {
        AccountDecider::OperatorApprover => Viewer::OperatorApprover,
        AccountDecider::ExistingAdministrators => Viewer::ExistingAdministrator,
        AccountDecider::CustomerContacts => Viewer::AccountCreator,
    }
}

/// Those who administer the entire account and may decide. Nobody decides their own request.
fn eligible_administrators(
    policy: &Policy,
    administrators: Vec<Administrator>,
    requester_key: PersonKey,
) -> Result<Vec<Administrator>, Error> {
    let mut eligible_administrators = Vec::new();
    for one in administrators {
        let of_account = one.virtual_account.is_none() && one.person_key != requester_key;
        if of_account && is_administrator_admitted(policy, &one, Action::DecideAccountRequest)? {
            eligible_administrators.push(one);
        }
    }
    Ok(eligible_administrators)
}
