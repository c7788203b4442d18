//! Whose turn it is to decide a request for a new account: the accounts that hold the same registrable domain, how the
//! contacts' addresses stand to the identifier, and what the table `account_deciders` makes of them. It is asked anew
//! whenever somebody decides, and never kept from when the request was sent.

use rules::account_deciders::{self, ApprovedBy, DomainHolder};
use rules::vocabulary::{AccountDecider, AccountStatus, Action, MatchKind, Way};
use rules::{Decision, Policy, account_request_actions::Viewer, visibility};

use crate::app::App;
use crate::db::Tx;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::domains::public_mailboxes::PublicMailboxes;
use crate::error::Error;
use crate::requests::admission::is_administrator_admitted;
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::Contact;
use crate::store::domain_holder::{holders, is_name_alike};
use crate::store::grant::{self, Administrator};
use crate::store::key::PersonKey;
use crate::store::outbox::Recipient;

/// What the table is asked about an account that somebody wants.
pub struct WantedAccount<'a> {
    pub name: &'a str,
    pub identifier: &'a DomainIdentifier,
    pub requester_key: PersonKey,
    /// How the addresses of those who may accept it stand to the identifier: the weakest.
    pub contact_match: MatchKind,
}

/// The accounts that hold the registrable domain of a wanted one, as far as the requester may find them.
struct DomainHolders {
    any: bool,
    /// Those who administer one entirely and may decide, without the requester.
    administrators: Vec<Administrator>,
}

/// Who decides a wanted account now, after whoever let it pass (decision `account_deciders`). Three queries.
///
/// # Errors
/// The database's or the policy's.
pub async fn who_decides(
    tx: &mut Tx,
    policy: &Policy,
    wanted: &WantedAccount<'_>,
    approved_by: ApprovedBy,
) -> Result<Decision<AccountDecider>, Error> {
    let holders = domain_holders(tx, policy, wanted.identifier, wanted.requester_key).await?;
    let facts = account_deciders::Facts {
        approved_by,
        domain_holder: match (holders.any, holders.administrators.is_empty()) {
            (false, _) => DomainHolder::None,
            (true, true) => DomainHolder::WithoutAdministrator,
            (true, false) => DomainHolder::WithAdministrator,
        },
        contact_match: wanted.contact_match,
        name_alike: is_name_alike(tx, wanted.name, wanted.identifier.registrable()).await?,
    };
    next_decider(policy, &facts)
}

/// Who decides a request now that these are its contacts, after whoever let it pass. Three queries.
///
/// # Errors
/// The database's or the policy's.
pub async fn who_decides_request(
    tx: &mut Tx,
    app: &App,
    request: &AccountRequest,
    contacts: &[Contact],
    approved_by: ApprovedBy,
) -> Result<Decision<AccountDecider>, Error> {
    let identifier = identifier_of(request)?;
    let emails = contacts.iter().filter(|contact| contact.is_live()).map(|contact| contact.email.as_str());
    let wanted = WantedAccount {
        name: &request.account_name,
        identifier: &identifier,
        requester_key: request.requester.key,
        contact_match: weakest_match(&app.public_mailboxes, &identifier, emails),
    };
    who_decides(tx, &app.policy, &wanted, approved_by).await
}

/// How the weakest of these addresses stands to an identifier; `none` where there is no address.
pub fn weakest_match<'a>(
    public_mailboxes: &PublicMailboxes,
    identifier: &DomainIdentifier,
    emails: impl Iterator<Item = &'a str>,
) -> MatchKind {
    emails.map(|email| contact_match(public_mailboxes, identifier, email)).max().unwrap_or(MatchKind::None)
}

/// How an address stands to an identifier, once it is proved.
pub fn contact_match(public_mailboxes: &PublicMailboxes, identifier: &DomainIdentifier, email: &str) -> MatchKind {
    let email = EmailAddress::parse(email).ok();
    match_kind(public_mailboxes, email.as_ref().map(EmailAddress::domain), identifier)
}

/// The identifier that a request asks for. It was one when it was stored.
///
/// # Errors
/// What is stored is none.
pub fn identifier_of(request: &AccountRequest) -> Result<DomainIdentifier, Error> {
    Ok(DomainIdentifier::parse(&request.domain_identifier).map_err(anyhow::Error::from)?)
}

/// Those who have passed it on are not asked again: where the policy would ask them, the customer decides. That is code
/// and no row of a table, because it holds for every policy: each request reaches the customer in the end.
fn next_decider(policy: &Policy, facts: &account_deciders::Facts) -> Result<Decision<AccountDecider>, Error> {
    let mut decision = policy.account_deciders(facts)?;
    let passed = match facts.approved_by {
        ApprovedBy::Nobody => None,
        ApprovedBy::OperatorApprover => Some(AccountDecider::OperatorApprover),
        ApprovedBy::ExistingAdministrators => Some(AccountDecider::ExistingAdministrators),
    };
    // Without such an account there is nobody to ask, whatever the policy says.
    let nobody_there = decision.answer == AccountDecider::ExistingAdministrators
        && facts.domain_holder != DomainHolder::WithAdministrator;
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
    let identifier = identifier_of(request)?;
    let holders = domain_holders(tx, policy, &identifier, request.requester.key).await?;
    let mut all = holders.administrators;
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

/// Two queries. Nobody decides their own request.
async fn domain_holders(
    tx: &mut Tx,
    policy: &Policy,
    identifier: &DomainIdentifier,
    requester_key: PersonKey,
) -> Result<DomainHolders, Error> {
    let (mut any, mut keys) = (false, Vec::new());
    for holder in holders(tx, identifier, requester_key).await? {
        let facts = visibility::Facts {
            has_standing: holder.has_standing,
            // One that is inactive keeps its domain, as if it were found.
            status: AccountStatus::Active,
            visibility: holder.visibility,
            way: Way::Search,
            matches: false,
        };
        if policy.visibility(&facts)?.answer {
            any = true;
            keys.extend(holder.is_active.then_some(holder.key));
        }
    }
    let mut eligible = Vec::new();
    let administrators = grant::administrators(&mut *tx, &keys).await?;
    for one in keys.iter().filter_map(|key| administrators.get(key)).flatten() {
        let of_account = one.virtual_account.is_none() && one.person_key != requester_key;
        if of_account && is_administrator_admitted(policy, one, Action::DecideAccountRequest)? {
            eligible.push(one.clone());
        }
    }
    Ok(DomainHolders { any, administrators: eligible })
}
