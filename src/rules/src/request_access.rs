//! Requesting access (domain: 2): which decisions are asked in which order, to come from the facts about a person and an
//! account to a form, or to what stands in its way. A browser asks it to show the form, the server to accept the request.

use crate::decisions::profile_fields::{self, Profile};
use crate::decisions::request_form::{self, Form};
use crate::decisions::{request_path, roles_offered};
use crate::vocabulary::{AccountStatus, ProfileField, RequestPath, RequestStatus, Role, Scope};
use crate::{Decision, Policy, Undecided};

/// What is known of a person and an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether `admission` allows the person to request access.
    pub admitted: bool,
    /// The account's.
    pub status: AccountStatus,
    /// The state of the person's latest request for the account.
    pub request: Option<RequestStatus>,
    /// Whether a domain match counts: see `domain_match`.
    pub matches: bool,
    /// Whether the person holds a grant in the account. One in an account that is not active counts for nothing.
    pub holds_grant: bool,
    /// Whether they hold all that can be asked for: see `held_roles`. The same holds of it.
    pub holds_all: bool,
    pub profile: Profile,
}

/// How a person asks for access to an account, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub decision: Decision<RequestPath>,
    /// What the profile lacks, where that is what stands in the way.
    pub missing: Vec<ProfileField>,
}

/// The form that a person gets, or what stands in its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    Form {
        form: Form,
        reason_required: bool,
        /// The scopes to choose from, each with its roles; empty where the administrator chooses both.
        scopes: Vec<(Scope, Vec<Role>)>,
    },
    Blocked {
        request_path: RequestPath,
        /// What the profile lacks, where that is why.
        missing: Vec<ProfileField>,
    },
}

impl Facts {
    fn with_profile(&self, profile_complete: bool) -> request_path::Facts {
        request_path::Facts {
            admitted: self.admitted,
            status: self.status,
            open_request: self.request == Some(RequestStatus::Open),
            profile_complete,
            matches: self.matches,
            holds_grant: self.holds_grant && self.status == AccountStatus::Active,
            holds_all: self.holds_all && self.status == AccountStatus::Active,
        }
    }
}

/// How the person asks for access, or why not. Which parts of a profile are needed depends on the form, so the path is
/// asked for as if the profile were complete, and again where it is not.
///
/// # Errors
///
/// [`Undecided`] where the policy has no answer, which a checked policy always has.
pub fn path(policy: &Policy, facts: &Facts) -> Result<Path, Undecided> {
    let decision = policy.request_path(&facts.with_profile(true))?;
    let missing = match decision.answer.form() {
        Some(form) => missing_from_profile(policy, form, &facts.profile)?,
        None => Vec::new(),
    };
    if missing.is_empty() {
        return Ok(Path { decision, missing });
    }
    Ok(Path { decision: policy.request_path(&facts.with_profile(false))?, missing })
}

/// What a profile lacks for a form.
///
/// # Errors
///
/// As [`path`].
pub fn missing_from_profile(policy: &Policy, form: Form, profile: &Profile) -> Result<Vec<ProfileField>, Undecided> {
    let required = policy.profile_fields(&profile_fields::Facts { form })?.answer;
    Ok(profile_fields::missing(&required, profile))
}

/// The form that the person gets, or what stands in its way. `has_virtual_accounts`: whether the person is shown
/// Virtual Accounts of the account, without which none can be selected.
///
/// # Errors
///
/// As [`path`].
pub fn offer(policy: &Policy, facts: &Facts, has_virtual_accounts: bool) -> Result<Offer, Undecided> {
    let Path { decision, missing } = path(policy, facts)?;
    let Some(form) = decision.answer.form() else {
        return Ok(Offer::Blocked { request_path: decision.answer, missing });
    };
    let asked = policy.request_form(&request_form::Facts { form })?.answer;
    let mut scopes = Vec::new();
    if asked.scope_asked {
        scopes.push((Scope::Entire, roles(policy, Scope::Entire)?));
    }
    if asked.scope_asked && asked.virtual_accounts_offered && has_virtual_accounts {
        scopes.push((Scope::Selected, roles(policy, Scope::Selected)?));
    }
    Ok(Offer::Form { form, reason_required: asked.reason_required, scopes })
}

fn roles(policy: &Policy, scope: Scope) -> Result<Vec<Role>, Undecided> {
    Ok(policy.roles_offered(&roles_offered::Facts { scope })?.answer)
}
