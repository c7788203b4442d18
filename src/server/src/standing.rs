//! How a person stands to accounts: the facts, what the policy makes of them, and the account as that person may see it.

use std::collections::HashMap;

use api::account::{AccountSummary, Administrators, Contact, Grant, RequestState, YourAccess};
use chrono::{DateTime, Utc};
use rules::request_form::Form;
use rules::standing::AccountRequest;
use rules::vocabulary::{
    AccountStatus, Action, Admission, Contacts, MatchKind, ProfileField, RequestPath, RequestStatus, Way,
};
use rules::{
    Decision, admission, contacts, disclosure, domain_match, profile_fields, request_path, standing, visibility,
    your_access,
};

use crate::app::App;
use crate::clock::days_left;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::error::Error;
use crate::guessing;
use crate::store::access_request::{self, AccessRequest};
use crate::store::account;
use crate::store::account::Account;
use crate::store::grant::{self, Administrator, HeldRole};
use crate::store::key::AccountKey;
use crate::store::person::Person;

/// One person's facts about one account.
#[derive(Debug)]
pub struct Standing {
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
    now: DateTime<Utc>,
}

/// Loads the facts about these accounts: two queries, however many they are.
pub async fn load(app: &App, person: &Person, accounts: Vec<Account>) -> Result<Vec<Standing>, Error> {
    let keys: Vec<_> = accounts.iter().map(|account| account.key).collect();
    let mut held = grant::roles_in(&app.db, person.key, &keys).await?;
    let mut requests = access_request::newest_in(&app.db, person.key, &keys).await?;
    let now = app.clock.now();
    accounts
        .into_iter()
        .map(|account| {
            let match_kind = kind_of_match(person, &account);
            let matches = app.policy.domain_match(&domain_match::Facts { match_kind })?.answer;
            let (held, request) = (held.remove(&account.key).unwrap_or_default(), requests.remove(&account.key));
            let (status, asked_for_account) = (account.status_at(now), account.requested_by_key == Some(person.key));
            Ok(Standing { account, status, asked_for_account, match_kind, matches, held, request, now })
        })
        .collect()
}

/// The account with this public id, if the person may know of it: by standing, as a listed one, or by its entire
/// identifier or name. Everything else is the same [`Error::AccountNotFound`].
pub async fn find(app: &App, person: &Person, id: &str, identifier: Option<&str>) -> Result<Standing, Error> {
    let account = account::by_id(&app.db, id).await?;
    // Whether or not the id exists, the same is asked, so that how long it takes tells nothing.
    let looked_up = match identifier {
        Some(identifier) => guessing::look_up(app, person, identifier).await?,
        None => Vec::new(),
    };
    let exists = account.is_some();
    let account = account.unwrap_or_else(Account::none);
    let way = if looked_up.contains(&account.key) { Way::Entire } else { Way::Search };
    let Some(standing) = load(app, person, vec![account]).await?.pop() else {
        return Err(Error::AccountNotFound);
    };
    if standing.seen(app, way)? && exists { Ok(standing) } else { Err(Error::AccountNotFound) }
}

/// The accounts as this person may see them: one query more, for the administrators that are shown.
pub async fn summaries(app: &App, person: &Person, standings: &[Standing]) -> Result<Vec<AccountSummary>, Error> {
    let mut shown = Vec::new();
    for standing in standings {
        if standing.disclosure(app)?.contacts {
            shown.push(standing.account.key);
        }
    }
    let administrators = grant::administrators(&app.db, &shown).await?;
    standings.iter().map(|standing| standing.summary(app, person, &administrators)).collect()
}

/// What the person's profile lacks for requesting access in this way (decision `profile_fields`).
fn missing_from_profile(app: &App, person: &Person, form: Form) -> Result<Vec<ProfileField>, Error> {
    let needed = app.policy.profile_fields(&profile_fields::Facts { path: form })?.answer;
    let profile = profile_fields::Profile {
        name: !person.name.is_empty(),
        organisation: !person.organisation.is_empty(),
        country: !person.country.is_empty(),
        verified_email: person.email_verified,
    };
    Ok(profile_fields::missing(&needed, &profile))
}

impl Standing {
    /// Whether the person has to do with the account already (decision `standing`).
    pub fn has_standing(&self, app: &App) -> Result<bool, Error> {
        let facts = standing::Facts {
            holds_grant: !self.held.is_empty(),
            access_request: self.request_status().into(),
            account_request: match (self.asked_for_account, self.status) {
                (false, _) => AccountRequest::None,
                (true, AccountStatus::Pending) => AccountRequest::Pending,
                (true, AccountStatus::Denied) => AccountRequest::Denied,
                (true, AccountStatus::Lapsed) => AccountRequest::Lapsed,
                (true, AccountStatus::Active) => AccountRequest::Activated,
            },
        };
        Ok(app.policy.standing(&facts)?.answer)
    }

    /// Whether the person sees the account that came into view this way (decision `visibility`).
    pub fn seen(&self, app: &App, way: Way) -> Result<bool, Error> {
        let facts = visibility::Facts {
            has_standing: self.has_standing(app)?,
            status: self.status,
            visibility: self.account.visibility,
            way,
            matches: self.matches,
        };
        Ok(app.policy.visibility(&facts)?.answer)
    }

    /// What of the account is shown (decision `disclosure`).
    pub fn disclosure(&self, app: &App) -> Result<disclosure::Answer, Error> {
        let facts = disclosure::Facts { holds_grant: self.holds_active_grant(), matches: self.matches };
        Ok(app.policy.disclosure(&facts)?.answer)
    }

    /// How the person may ask for access, or why not (decision `request_path`), and what their profile lacks for it.
    pub fn request_path(
        &self,
        app: &App,
        person: &Person,
    ) -> Result<(Decision<RequestPath>, Vec<ProfileField>), Error> {
        let facts = admission::Facts { affiliation: person.affiliation, action: Action::RequestAccess };
        let admitted = app.policy.admission(&facts)?.answer == Admission::Allowed;
        let decision = self.path_with(app, admitted, true)?;
        let missing = match decision.answer.form() {
            Some(form) => missing_from_profile(app, person, form)?,
            None => Vec::new(),
        };
        if missing.is_empty() {
            return Ok((decision, missing));
        }
        Ok((self.path_with(app, admitted, false)?, missing))
    }

    /// The state of the newest request, as of now.
    pub fn request_status(&self) -> Option<RequestStatus> {
        self.request.as_ref().map(|request| request.status_at(self.now))
    }

    fn path_with(&self, app: &App, admitted: bool, profile_complete: bool) -> Result<Decision<RequestPath>, Error> {
        let facts = request_path::Facts {
            admitted,
            status: self.status,
            open_request: self.request_status() == Some(RequestStatus::Open),
            profile_complete,
            matches: self.matches,
            holds_grant: self.holds_active_grant(),
        };
        Ok(app.policy.request_path(&facts)?)
    }

    /// A grant in an account that is not active shows nothing of it.
    fn holds_active_grant(&self) -> bool {
        !self.held.is_empty() && self.status == AccountStatus::Active
    }

    fn summary(
        &self,
        app: &App,
        person: &Person,
        administrators: &HashMap<AccountKey, Vec<Administrator>>,
    ) -> Result<AccountSummary, Error> {
        let disclosure = self.disclosure(app)?;
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
            administrators: if disclosure.contacts {
                Administrators::Shown(contacts(app, administrators.get(&account.key))?)
            } else {
                Administrators::Hidden
            },
            your_access: self.your_access(app, person)?,
            virtual_accounts_shown: disclosure.virtual_accounts,
        })
    }

    fn your_access(&self, app: &App, person: &Person) -> Result<YourAccess, Error> {
        let path = self.request_path(app, person)?.0.answer;
        let facts = your_access::Facts {
            holds_grant: !self.held.is_empty(),
            request: self.request_status().into(),
            status: self.status,
            requestable: path.is_requestable(),
        };
        let answer = app.policy.your_access(&facts)?.answer;
        Ok(YourAccess {
            state: answer.state,
            may_request: answer.may_request,
            path,
            grants: self.held.iter().map(shown_grant).collect(),
            request: self.request.as_ref().map(|request| RequestState {
                reference: request.reference.clone(),
                status: request.status_at(self.now),
                expires_at: request.expires_at,
                days_left: days_left(self.now, request.expires_at),
            }),
            account_request: self.account.request_reference.clone().filter(|_| self.asked_for_account),
        })
    }
}

/// An address as people read it: its domain in Unicode form.
pub fn readable_email(email: &str) -> String {
    EmailAddress::parse(email).map_or_else(|_| email.to_owned(), |address| address.unicode())
}

/// A path as people read it.
pub fn readable_path(path: &str) -> String {
    path.replace('/', " / ")
}

fn kind_of_match(person: &Person, account: &Account) -> MatchKind {
    // A stored identifier was valid when it was stored; one that no longer is matches nobody.
    DomainIdentifier::parse(&account.domain_identifier)
        .map_or(MatchKind::None, |identifier| match_kind(person.verified_domain(), &identifier))
}

/// A grant as it is sent.
pub fn shown_grant(held: &HeldRole) -> Grant {
    let virtual_account = held.virtual_account.as_ref().map(|held| readable_path(&held.path));
    Grant { role: held.role, virtual_account }
}

/// Those administrators whose names the account gives (decision `contacts`).
fn contacts(app: &App, administrators: Option<&Vec<Administrator>>) -> Result<Vec<Contact>, Error> {
    let Some(all) = administrators else { return Ok(Vec::new()) };
    let of_entire = |one: &Administrator| one.virtual_account.is_none();
    let who = app.policy.contacts(&contacts::Facts { account_has_administrator: all.iter().any(of_entire) })?.answer;
    let chosen = all.iter().filter(|one| match who {
        Contacts::AccountAdministrators => of_entire(one),
        Contacts::VirtualAccountAdministrators => !of_entire(one),
    });
    let mut contacts: Vec<Contact> =
        chosen.map(|one| Contact { name: one.name.clone(), email: readable_email(&one.email) }).collect();
    contacts.dedup();
    Ok(contacts)
}
