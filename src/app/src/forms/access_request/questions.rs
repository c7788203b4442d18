//! What the policy in effect offers one person for one account. The server asks the same tables again, and its answer
//! counts.

use api::{
    account::{Account, AccountSummary},
    session::{Person, Session},
};
use rules::{
    Policy, Undecided,
    profile_fields::Profile,
    request_access,
    request_form::Form,
    vocabulary::{Admission, ProfileField, RequestPath, Role, Scope},
};

use super::held_access::holds_all;

/// How the person asks for access, or why not.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    Form(Questions),
    /// There is no form; `missing` is what the profile lacks where that is the reason.
    Blocked {
        request_path: RequestPath,
        missing: Vec<ProfileField>,
    },
}

/// What a form asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    pub form: Form,
    pub reason: bool,
    /// The scopes to choose from, each with its roles; empty where the administrator chooses both.
    pub scopes: Vec<(Scope, Vec<Role>)>,
    /// Of the policy that was asked.
    pub policy_version: String,
}

/// Asks the policy.
///
/// # Errors
/// The policy is of a newer build, and its answer is unknown to this app.
pub fn offer(policy: &Policy, session: &Session, account: &Account) -> Result<Offer, Undecided> {
    let has_virtual_accounts = account.virtual_accounts.as_ref().is_some_and(|list| !list.is_empty());
    let facts = facts(policy, session, &account.summary)?;
    Ok(match request_access::offer(policy, &facts, has_virtual_accounts)? {
        request_access::Offer::Blocked { request_path, missing } => Offer::Blocked { request_path, missing },
        request_access::Offer::Form { form, reason_required, scopes } => {
            let policy_version = policy.version().to_owned();
            Offer::Form(Questions { form, reason: reason_required, scopes, policy_version })
        }
    })
}

/// What the person's profile lacks for a form.
///
/// # Errors
/// As [`offer`].
pub fn missing_from_profile(policy: &Policy, person: &Person, form: Form) -> Result<Vec<ProfileField>, Undecided> {
    request_access::missing_from_profile(policy, form, &profile(person))
}

impl Questions {
    /// The roles to choose from in a scope; none where the scope cannot be chosen.
    pub fn roles(&self, scope: Scope) -> &[Role] {
        let found = self.scopes.iter().find(|(offered, _)| *offered == scope);
        found.map_or(&[], |(_, roles)| roles)
    }
}

fn facts(policy: &Policy, session: &Session, account: &AccountSummary) -> Result<request_access::Facts, Undecided> {
    let access = &account.your_access;
    Ok(request_access::Facts {
        admitted: session.may_request_access == Admission::Allowed,
        status: account.status,
        request: access.request.as_ref().map(|request| request.status),
        matches: account.matches,
        holds_grant: !access.grants.is_empty(),
        holds_all: holds_all(policy, &access.grants)?,
        profile: profile(&session.person),
    })
}

fn profile(person: &Person) -> Profile {
    Profile::new(&person.name, &person.organisation, &person.country, person.email_verified)
}
