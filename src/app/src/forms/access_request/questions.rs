//! What the policy in effect offers one person for one account. The server asks the same tables again, and its answer
//! counts.

use api::{
    account::{Account, AccountSummary},
    session::{Person, Session},
};
use rules::{
    Policy, Undecided, profile_fields,
    profile_fields::Profile,
    request_form,
    request_form::Form,
    request_path, roles_offered,
    vocabulary::{AccountStatus, Admission, ProfileField, RequestPath, RequestStatus, Role, Scope},
};

/// How the person asks for access, or why not.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    Form(Questions),
    /// There is no form; `missing` is what the profile lacks where that is the reason.
    Blocked {
        path: RequestPath,
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
    let path = request_path(policy, session, &account.summary, true)?;
    let Some(form) = path.form() else {
        return Ok(Offer::Blocked { path, missing: Vec::new() });
    };
    let missing = missing_from_profile(policy, &session.person, form)?;
    if !missing.is_empty() {
        let path = request_path(policy, session, &account.summary, false)?;
        return Ok(Offer::Blocked { path, missing });
    }
    let asked = policy.request_form(&request_form::Facts { path: form })?.answer;
    let has_parts = account.virtual_accounts.as_ref().is_some_and(|list| !list.is_empty());
    let mut scopes = Vec::new();
    if asked.scope_asked {
        scopes.push((Scope::Entire, roles(policy, Scope::Entire)?));
    }
    if asked.scope_asked && asked.virtual_accounts_offered && has_parts {
        scopes.push((Scope::Selected, roles(policy, Scope::Selected)?));
    }
    let policy_version = policy.version().to_owned();
    Ok(Offer::Form(Questions { form, reason: asked.reason_required, scopes, policy_version }))
}

/// What the person's profile lacks for a form.
///
/// # Errors
/// As [`offer`].
pub fn missing_from_profile(policy: &Policy, person: &Person, form: Form) -> Result<Vec<ProfileField>, Undecided> {
    let required = policy.profile_fields(&profile_fields::Facts { path: form })?.answer;
    let profile = Profile {
        name: !person.name.is_empty(),
        organisation: !person.organisation.is_empty(),
        country: !person.country.is_empty(),
        verified_email: person.email_verified,
    };
    Ok(profile_fields::missing(&required, &profile))
}

impl Questions {
    /// The roles to choose from in a scope; none where the scope cannot be chosen.
    pub fn roles(&self, scope: Scope) -> &[Role] {
        let found = self.scopes.iter().find(|(offered, _)| *offered == scope);
        found.map_or(&[], |(_, roles)| roles)
    }
}

fn request_path(
    policy: &Policy,
    session: &Session,
    account: &AccountSummary,
    profile_complete: bool,
) -> Result<RequestPath, Undecided> {
    let access = &account.your_access;
    let facts = request_path::Facts {
        admitted: session.may_request_access == Admission::Allowed,
        status: account.status,
        open_request: access.request.as_ref().is_some_and(|request| request.status == RequestStatus::Open),
        profile_complete,
        matches: account.matches,
        holds_grant: !access.grants.is_empty() && account.status == AccountStatus::Active,
    };
    Ok(policy.request_path(&facts)?.answer)
}

fn roles(policy: &Policy, scope: Scope) -> Result<Vec<Role>, Undecided> {
    Ok(policy.roles_offered(&roles_offered::Facts { scope })?.answer)
}
