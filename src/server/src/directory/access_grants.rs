//! What a person may see of the grants in an account, and do about them (domain: 3, Managing access).

use api::access_grant::{AccessGrant as AccessGrantBody, AccessGrantQuery};
use api::account::{Contact, Grant};
use rules::grants_shown::{self, Shown};
use rules::virtual_accounts::lies_in_any;
use rules::vocabulary::{AccountStatus, GrantAction, Role, Scope};
use rules::{FiredRule, Policy, grant_actions, roles_offered};

use crate::directory::account_view::{AccountView, readable_email, readable_path};
use crate::error::Error;
use crate::store::access_grant::{AccessGrant, GrantFilter};
use crate::store::person::Person;

/// What somebody administers in one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Administered {
    pub entire: bool,
    /// Paths of Virtual Accounts, each with all below it.
    pub subtrees: Vec<String>,
    /// Whether they see everybody's access without administering all of it (decision `grants_shown`).
    pub reads_entire: bool,
}

impl Administered {
    /// Of these Virtual Accounts by their paths; nothing stands for the entire account.
    pub fn new(paths: impl IntoIterator<Item = Option<String>>) -> Administered {
        let mut administered = Administered::default();
        for path in paths {
            match path {
                Some(path) => administered.subtrees.push(path),
                None => administered.entire = true,
            }
        }
        administered
    }

    /// What the person administers, as far as is known before a transaction begins. An account that is not active
    /// shows its administrators nothing but their own grants (decision `disclosure`).
    ///
    /// # Errors
    /// The policy's.
    pub fn from_view(policy: &Policy, view: &AccountView) -> Result<Administered, Error> {
        if view.account.status != AccountStatus::Active {
            return Ok(Administered::default());
        }
        let administrators = view.held.iter().filter(|held| held.role == Role::Administrator);
        let paths = administrators.map(|held| held.virtual_account.as_ref().map(|at| at.path.clone()));
        let mut administered = Administered::new(paths);
        for held in view.held.iter().filter(|held| held.virtual_account.is_none()) {
            let shown = policy.grants_shown(&grants_shown::Facts { role: held.role })?.answer;
            administered.reads_entire |= shown == Shown::Entire;
        }
        Ok(administered)
    }

    /// Whether it is anything at all.
    pub fn is_some(&self) -> bool {
        self.entire || !self.subtrees.is_empty()
    }

    /// The grants that somebody who administers this is shown of the account, and their own, as the query filters them.
    pub fn filter<'a>(&'a self, person: &Person, view: &AccountView, query: &'a AccessGrantQuery) -> GrantFilter<'a> {
        GrantFilter {
            account_key: view.account.key,
            person_key: person.key,
            entire: self.entire || self.reads_entire,
            subtrees: !self.subtrees.is_empty(),
            q: &query.q,
            role: query.role,
        }
    }

    /// Whether the grant lies within.
    pub fn covers(&self, grant: &AccessGrant) -> bool {
        self.entire || grant.virtual_account.as_ref().is_some_and(|at| lies_in_any(&at.path, &self.subtrees))
    }
}

/// What the person may do about a grant that they see (decision `grant_actions`).
pub fn actions(
    policy: &Policy,
    person: &Person,
    administered: &Administered,
    grant: &AccessGrant,
) -> Result<Vec<GrantAction>, Error> {
    Ok(policy.grant_actions(&facts(person, administered.covers(grant), grant))?.answer)
}

/// The rules that allow the action.
///
/// # Errors
/// [`Error::LastAdministrator`] where the table would allow it if there were another administrator, and otherwise
/// [`Error::GrantNotFound`].
pub fn permit(
    policy: &Policy,
    person: &Person,
    grant: &AccessGrant,
    action: GrantAction,
) -> Result<Vec<FiredRule>, Error> {
    // It was found because it is theirs or lies in what they administer.
    let facts = facts(person, true, grant);
    let decision = policy.grant_actions(&facts)?;
    if decision.answer.contains(&action) {
        return Ok(policy.explain(&decision.fired));
    }
    let with_another = grant_actions::Facts { last_administrator: false, ..facts };
    if policy.grant_actions(&with_another)?.answer.contains(&action) {
        Err(Error::LastAdministrator)
    } else {
        Err(Error::GrantNotFound)
    }
}

/// The roles that there are in the grant's scope (decision `roles_offered`).
pub fn roles(policy: &Policy, grant: &AccessGrant) -> Result<Vec<Role>, Error> {
    let scope = if grant.virtual_account.is_some() { Scope::Selected } else { Scope::Entire };
    Ok(policy.roles_offered(&roles_offered::Facts { scope })?.answer)
}

/// The grant as the person sees it.
pub fn body(
    policy: &Policy,
    person: &Person,
    administered: &Administered,
    grant: AccessGrant,
) -> Result<AccessGrantBody, Error> {
    let actions = actions(policy, person, administered, &grant)?;
    let roles = if actions.contains(&GrantAction::Change) { roles(policy, &grant)? } else { Vec::new() };
    Ok(AccessGrantBody {
        virtual_account: role_and_place(&grant).virtual_account,
        own: grant.person_key == person.key,
        person: Contact { email: readable_email(&grant.email), name: grant.name },
        organisation: grant.organisation,
        id: grant.id,
        role: grant.role,
        actions,
        roles,
        version: grant.version,
    })
}

/// Role and place, for a mail.
pub fn role_and_place(grant: &AccessGrant) -> Grant {
    Grant { role: grant.role, virtual_account: grant.virtual_account.as_ref().map(|at| readable_path(&at.path)) }
}

fn facts(person: &Person, administers: bool, grant: &AccessGrant) -> grant_actions::Facts {
    grant_actions::Facts {
        // An administrator gives up their own access like everybody else.
        viewer: if grant.person_key == person.key {
            grant_actions::Viewer::Holder
        } else if administers {
            grant_actions::Viewer::Administrator
        } else {
            grant_actions::Viewer::Reader
        },
        role: grant.role,
        last_administrator: grant.last_administrator,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::access_grant::VirtualAccountRef;
    use crate::store::actor::PersonRef;
    use crate::store::key::{AccessGrantKey, PersonKey};

    fn at(path: Option<&str>) -> AccessGrant {
        AccessGrant {
            key: AccessGrantKey(1),
            id: String::new(),
            version: 1,
            role: Role::User,
            virtual_account: path.map(|path| VirtualAccountRef { id: String::new(), path: path.to_owned() }),
            person_key: PersonKey(1),
            email: String::new(),
            name: String::new(),
            organisation: String::new(),
            locale: text::Locale::En,
            who: PersonRef::new(String::new(), "", String::new()),
            last_administrator: false,
        }
    }

    #[test]
    fn a_subtree_is_itself_and_what_is_below_it() {
        let administered = Administered::new([Some("North".to_owned()), Some("South/Leeds".to_owned())]);
        for (path, covered) in [
            (Some("North"), true),
            (Some("North/Leeds"), true),
            (Some("North Sea"), false),
            (Some("north/Leeds"), false),
            (Some("South"), false),
            (Some("South/Leeds/Depot"), true),
            (Some("West/North"), false),
            (None, false),
        ] {
            assert_eq!(administered.covers(&at(path)), covered, "{path:?}");
        }
        assert!(Administered::new([None]).covers(&at(None)) && Administered::new([None]).covers(&at(Some("North"))));
        assert!(!Administered::default().covers(&at(None)) && !Administered::default().is_some());
    }
}
