//! Accounts as one person sees them: the facts, what the policy makes of them, and what of it is sent.

use std::collections::HashMap;

use api::account::{AccountSummary, Administrators, Contact, Grant, RequestState, YourAccess};
use chrono::{DateTime, Utc};
use rules::held_roles::{self, holds_all};
use rules::profile_fields::Profile;
use rules::standing::AccountRequest;
use rules::vocabulary::{AccountStatus, Action, Admission, Contacts, MatchKind, RequestStatus, Way};
use rules::{Policy, admission, contacts, disclosure, domain_match, request_access, standing, visibility, your_access};

use crate::app::App;
use crate::base::clock::days_left;
use crate::directory::lookup_limit::{self, LookedUp};
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::error::Error;
use crate::store::access_request::{self, AccessRequest};
use crate::store::account;
use crate::store::account::Account;
use crate::store::grant::{self, Administrator, HeldRole};
use crate::store::key::AccountKey;
use crate::store::person::Person;

/// An account as one person sees it: the facts, and what the policy makes of them.
#[derive(Debug)]
pub struct AccountView {
    pub account: Account,
    /// The account's, as of now.
    pub status: AccountStatus,
    /// Whether the person asked for the account to be created.
    pub asked_for_account: bool,
    pub match_kind: MatchKind,
    /// Whether that kind counts (decision `domain_match`).
    pub matches: bool,
    pub held: Vec<HeldRole>,
    /// The newest request.
    pub request: Option<AccessRequest>,
    /// The state of the newest request, as of now.
    pub request_status: Option<RequestStatus>,
    /// Whether the person has to do with the account already (decision `standing`).
    pub has_standing: bool,
    /// What of the account is shown (decision `disclosure`).
    pub disclosure: disclosure::Answer,
    /// How the person may ask for access, or why not, and what their profile lacks for it.
    pub request_path: request_access::Path,
    now: DateTime<Utc>,
}

/// Loads these accounts as the person sees them: two queries, however many they are.
pub async fn load(app: &App, person: &Person, accounts: Vec<Account>) -> Result<Vec<AccountView>, Error> {
    let keys: Vec<_> = accounts.iter().map(|account| account.key).collect();
    let mut held = grant::roles_in(&app.db, person.key, &keys).await?;
    let mut requests = access_request::newest_in(&app.db, person.key, &keys).await?;
    let now = app.clock.now();
    let view = |account: Account| {
        let (held, request) = (held.remove(&account.key).unwrap_or_default(), requests.remove(&account.key));
        AccountView::new(app, person, account, held, request, now)
    };
    accounts.into_iter().map(view).collect()
}

/// The account with this public id, if the person may know of it: by standing, as a listed one, or by its entire
/// identifier or name. Everything else is the same [`Error::AccountNotFound`].
pub async fn find(app: &App, person: &Person, id: &str, identifier: Option<&str>) -> Result<AccountView, Error> {
    let account = account::by_id(&app.db, id).await?;
    // The same queries run whether or not the id exists, so that the time they take reveals nothing.
    let looked_up = match identifier {
        Some(identifier) => lookup_limit::look_up(app, person, identifier).await?,
        None => LookedUp { keys: Vec::new(), way: Way::Search },
    };
    let exists = account.is_some();
    let account = account.unwrap_or_else(Account::none);
    let way = if looked_up.keys.contains(&account.key) { looked_up.way } else { Way::Search };
    let Some(view) = load(app, person, vec![account]).await?.pop() else {
        return Err(Error::AccountNotFound);
    };
    if view.is_visible(&app.policy, way)? && exists { Ok(view) } else { Err(Error::AccountNotFound) }
}

/// The accounts as this person may see them: one query more, for the administrators that are shown.
pub async fn summaries(app: &App, views: &[AccountView]) -> Result<Vec<AccountSummary>, Error> {
    let disclosed = views.iter().filter(|view| view.disclosure.contacts);
    let keys: Vec<_> = disclosed.map(|view| view.account.key).collect();
    let administrators = grant::administrators(&app.db, &keys).await?;
    views.iter().map(|view| view.summary(&app.policy, &administrators)).collect()
}

impl AccountView {
    fn new(
        app: &App,
        person: &Person,
        account: Account,
        held: Vec<HeldRole>,
        request: Option<AccessRequest>,
        now: DateTime<Utc>,
    ) -> Result<AccountView, Error> {
        let policy = &app.policy;
        let match_kind = match_kind_of(app, person, &account);
        let matches = policy.domain_match(&domain_match::Facts::of_kind(match_kind))?.answer;
        let (status, asked_for_account) = (account.status_at(now), account.requested_by_key == Some(person.key));
        let request_status = request.as_ref().map(|request| request.status_at(now));
        let holds_grant = !held.is_empty();
        let standing = standing::Facts {
            holds_grant,
            access_request: request_status.into(),
            account_request: match (asked_for_account, status) {
                (false, _) => AccountRequest::None,
                (true, AccountStatus::Pending) => AccountRequest::Pending,
                (true, AccountStatus::Withdrawn) => AccountRequest::Withdrawn,
                (true, AccountStatus::Denied) => AccountRequest::Denied,
                (true, AccountStatus::Lapsed) => AccountRequest::Lapsed,
                (true, AccountStatus::Active | AccountStatus::Inactive | AccountStatus::Closed) => {
                    AccountRequest::Activated
                }
            },
        };
        // A grant in an account that is not active shows nothing of it.
        let holds_active_grant = holds_grant && status == AccountStatus::Active;
        let admission = admission::Facts { affiliation: person.affiliation, action: Action::RequestAccess };
        let facts = request_access::Facts {
            admitted: policy.admission(&admission)?.answer == Admission::Allowed,
            status,
            request: request_status,
            matches,
            holds_grant,
            holds_all: holds_all(policy, &held_roles(&held))?,
            profile: Profile::new(&person.name, &person.organisation, &person.country, person.email_verified),
        };
        Ok(AccountView {
            has_standing: policy.standing(&standing)?.answer,
            disclosure: policy.disclosure(&disclosure::Facts { holds_grant: holds_active_grant, matches })?.answer,
            request_path: request_access::path(policy, &facts)?,
            account,
            status,
            asked_for_account,
            match_kind,
            matches,
            held,
            request,
            request_status,
            now,
        })
    }

    /// Whether the person sees the account when they come upon it in this way (decision `visibility`).
    pub fn is_visible(&self, policy: &Policy, way: Way) -> Result<bool, Error> {
        let facts = visibility::Facts {
            has_standing: self.has_standing,
            status: self.status,
            visibility: self.account.visibility,
            way,
            matches: self.matches,
        };
        Ok(policy.visibility(&facts)?.answer)
    }

    fn summary(
        &self,
        policy: &Policy,
        administrators: &HashMap<AccountKey, Vec<Administrator>>,
    ) -> Result<AccountSummary, Error> {
        let account = &self.account;
        Ok(AccountSummary {
            id: account.id.clone(),
            name: account.name.clone(),
            domain_identifier: account.domain_display.clone(),
            country: account.country.clone(),
            visibility: account.visibility,
            status: self.status,
            match_kind: self.match_kind,
            matches: self.matches,
            administrators: if has_no_administrators(self.status) {
                Administrators::Shown(Vec::new())
            } else if self.disclosure.contacts {
                Administrators::Shown(contacts(policy, administrators.get(&account.key))?)
            } else {
                Administrators::Hidden
            },
            your_access: self.your_access(policy)?,
            virtual_accounts_shown: self.disclosure.virtual_accounts,
        })
    }

    /// Whether `Request access` is offered beside a Virtual Account: as beside the account, unless the person holds all
    /// that can be asked for in it.
    pub fn may_request_in(&self, policy: &Policy, path: &str) -> Result<bool, Error> {
        let holds_all = held_roles::holds_all_in(policy, &self.held_roles(), path)?;
        let facts = self.your_access_facts();
        let facts = your_access::Facts { requestable: facts.requestable && !holds_all, ..facts };
        Ok(policy.your_access(&facts)?.answer.may_request)
    }

    /// What the person holds, as the rules compare it.
    pub fn held_roles(&self) -> Vec<held_roles::HeldRole<'_>> {
        held_roles(&self.held)
    }

    fn your_access_facts(&self) -> your_access::Facts {
        your_access::Facts {
            holds_grant: !self.held.is_empty() && self.status == AccountStatus::Active,
            request: self.request_status.into(),
            status: self.status,
            requestable: self.request_path.decision.answer.is_requestable(),
        }
    }

    fn your_access(&self, policy: &Policy) -> Result<YourAccess, Error> {
        let path = self.request_path.decision.answer;
        let answer = policy.your_access(&self.your_access_facts())?.answer;
        Ok(YourAccess {
            state: answer.state,
            may_request: answer.may_request,
            path,
            grants: self.held.iter().map(grant_body).collect(),
            request: self.request.as_ref().map(|request| RequestState {
                reference: request.reference.clone(),
                status: request.status_at(self.now),
                expires_at: request.expires_at.into(),
                days_left: days_left(self.now, request.expires_at),
            }),
            account_request: self.account.request_reference.clone().filter(|_| self.asked_for_account),
        })
    }
}

fn held_roles(held: &[HeldRole]) -> Vec<held_roles::HeldRole<'_>> {
    held.iter()
        .map(|one| held_roles::HeldRole {
            role: one.role,
            path: one.virtual_account.as_ref().map(|at| at.path.as_str()),
        })
        .collect()
}

/// An address as people read it: its domain in Unicode form.
pub fn readable_email(email: &str) -> String {
    EmailAddress::stored(email).map_or_else(|_| email.to_owned(), |address| address.unicode())
}

/// Whether there is nobody to hide: an account has administrators from when it is accepted until it is closed.
fn has_no_administrators(status: AccountStatus) -> bool {
    !matches!(status, AccountStatus::Active | AccountStatus::Inactive)
}

/// A path as people read it.
pub fn readable_path(path: &str) -> String {
    path.replace('/', " / ")
}

fn match_kind_of(app: &App, person: &Person, account: &Account) -> MatchKind {
    // A stored identifier was valid when it was stored; one that no longer is matches nobody.
    DomainIdentifier::parse(&account.domain_identifier)
        .map_or(MatchKind::None, |identifier| match_kind(&app.public_mailboxes, person.verified_domain(), &identifier))
}

/// A grant as it is sent.
pub fn grant_body(held: &HeldRole) -> Grant {
    let virtual_account = held.virtual_account.as_ref().map(|held| readable_path(&held.path));
    Grant { role: held.role, virtual_account }
}

/// Those administrators whose names the account gives (decision `contacts`).
fn contacts(policy: &Policy, administrators: Option<&Vec<Administrator>>) -> Result<Vec<Contact>, Error> {
    let Some(all) = administrators else { return Ok(Vec::new()) };
    let contact = |one: &&Administrator| Contact { name: one.name.clone(), email: readable_email(&one.email) };
    let mut contacts: Vec<Contact> = known_administrators(policy, all)?.iter().map(contact).collect();
    contacts.dedup();
    Ok(contacts)
}

/// Those administrators who are named to whoever may know the account's contacts (decision `contacts`).
///
/// # Errors
/// The policy's.
pub fn known_administrators<'a>(policy: &Policy, all: &'a [Administrator]) -> Result<Vec<&'a Administrator>, Error> {
    let of_entire = |one: &Administrator| one.virtual_account.is_none();
    let who = policy.contacts(&contacts::Facts { account_has_administrator: all.iter().any(of_entire) })?.answer;
    let chosen = all.iter().filter(|one| match who {
        Contacts::AccountAdministrators => of_entire(one),
        Contacts::VirtualAccountAdministrators => !of_entire(one),
    });
    Ok(chosen.collect())
}
