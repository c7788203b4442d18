//! Checking a new access request against the policy: the same for its preview and for sending it.

pub mod authority;
pub mod decide;
pub mod deciders;
pub mod end;
pub mod held_by_requesters;
pub mod history;
pub mod message;
pub mod notifications;
pub mod outcome;
pub mod places;
pub mod queue;
pub mod reassign;
pub mod remind;
pub mod requested_access;
pub mod submit;
pub mod view;

use api::access_request::NewAccessRequest;
use api::account::Contact;
use chrono::{DateTime, TimeDelta, Utc};
use rules::held_roles::{HeldRole, compare};
use rules::request_form::Form;
use rules::vocabulary::{Deciders, LifetimeSubject, RequestPath, Role, Scope};
use rules::{FiredRule, Policy, domain_match, lifetimes, request_form};

use crate::app::App;
use crate::base::place_name::place_name;
use crate::directory::account_view::{AccountView, find, readable_path};
use crate::domains::matching::is_public_mailbox;
use crate::error::{Error, Invalid};
use crate::requests::access_request::deciders::{choose_deciders, named};
use crate::requests::access_request::requested_access::RequestedAccess;
use crate::requests::free_text::check_reason;
use crate::store::grant;
use crate::store::person::Person;
use crate::store::virtual_account::{self, VirtualAccount};

/// A request that the policy accepts, with what the policy answered.
pub struct Checked {
    pub view: AccountView,
    pub request_path: RequestPath,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    pub reason: Option<String>,
    /// Virtual Accounts and the roles asked for in them.
    pub items: Vec<(VirtualAccount, Role)>,
    pub deciders: Deciders,
    /// Those who decide, as far as the person may know them.
    pub deciders_named: Vec<Contact>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When the operator decides as well.
    pub escalates_at: DateTime<Utc>,
    /// When the requester is warned.
    pub warns_at: DateTime<Utc>,
    pub fired: Vec<FiredRule>,
}

/// Decides whether this person may send this request now, and what becomes of it.
///
/// # Errors
/// The account is unknown or not active, a request is open, the profile is incomplete, a field is not valid, or the
/// policy is another one than the person saw.
pub async fn check(app: &App, person: &Person, new: &NewAccessRequest) -> Result<Checked, Error> {
    let view = find(app, person, &new.account, new.identifier.as_deref()).await?;
    if new.policy_version != app.policy.version() {
        return Err(Error::PolicyChanged);
    }
    let public_mailbox = is_public_mailbox(&app.public_mailboxes, person.verified_domain());
    let matched = app.policy.domain_match(&domain_match::Facts { match_kind: view.match_kind, public_mailbox })?;
    let mut fired = app.policy.explain(&matched.fired);
    let decision = &view.request_path.decision;
    let request_path = decision.answer;
    let form = allowed_form(app, &view)?;
    fired.extend(app.policy.explain(&decision.fired));

    let form = app.policy.request_form(&request_form::Facts { form })?;
    fired.extend(app.policy.explain(&form.fired));
    let (reason, wrong) = check_reason(new.reason.as_deref(), form.answer.reason_required);
    let mut invalid: Vec<Invalid> = wrong.into_iter().collect();
    let nodes = if form.answer.virtual_accounts_offered && !new.virtual_accounts.is_empty() {
        virtual_account::of_account(&app.db, view.account.key).await?
    } else {
        Vec::new()
    };
    let mut items = Vec::new();
    if form.answer.scope_asked {
        let asked = RequestedAccess { scope: new.scope, role: new.role, virtual_accounts: &new.virtual_accounts };
        items = asked.check(&app.policy, &nodes, &mut invalid)?;
        fired.extend(compare_with_held(&app.policy, &view, new, &items, &mut invalid)?);
    } else if new.scope.is_some() || new.role.is_some() || !new.virtual_accounts.is_empty() {
        invalid.push(Invalid::new("scope", |texts| texts.invalid_not_asked()));
    }
    if !invalid.is_empty() {
        return Err(Error::Invalid(invalid));
    }

    let key = view.account.key;
    let all = grant::administrators(&app.db, &[key]).await?.remove(&key).unwrap_or_default();
    let paths: Vec<&str> = items.iter().map(|(node, _)| node.path.as_str()).collect();
    let (decision, deciders) = choose_deciders(&app.policy, all.clone(), person.key, &paths)?;
    let deciders_named = if view.disclosure.contacts { named(&app.policy, &all, &deciders)? } else { Vec::new() };
    fired.extend(app.policy.explain(&decision.fired));
    let lifetime = app.policy.lifetimes(&lifetimes::Facts { subject: LifetimeSubject::AccessRequest })?;
    fired.extend(app.policy.explain(&lifetime.fired));
    let days = |subject| -> Result<TimeDelta, Error> {
        let lifetime = app.policy.lifetimes(&lifetimes::Facts { subject })?.answer;
        Ok(TimeDelta::days(i64::from(lifetime.days())))
    };
    let created_at = app.clock.now();
    let expires_at = created_at + TimeDelta::days(i64::from(lifetime.answer.days()));
    Ok(Checked {
        view,
        request_path,
        scope: new.scope,
        role: new.role,
        reason,
        items,
        deciders: decision.answer,
        deciders_named,
        created_at,
        expires_at,
        escalates_at: created_at + days(LifetimeSubject::Escalation)?,
        warns_at: expires_at - days(LifetimeSubject::ExpiryWarning)?,
        fired,
    })
}

/// The rules by which nothing that is asked for is held already; where something is, it is added to `invalid`.
fn compare_with_held(
    policy: &Policy,
    view: &AccountView,
    new: &NewAccessRequest,
    items: &[(VirtualAccount, Role)],
    invalid: &mut Vec<Invalid>,
) -> Result<Vec<FiredRule>, Error> {
    let held = view.held_roles();
    let entire = new.role.filter(|_| new.scope == Some(Scope::Entire)).map(|role| (role, None));
    let selected = items.iter().map(|(node, role)| (*role, Some(node.path.as_str())));
    let mut fired: Vec<FiredRule> = Vec::new();
    for (role, place) in entire.into_iter().chain(selected) {
        let comparison = compare(policy, &held, role, place)?;
        for rule in comparison.decisions.iter().flat_map(|decision| policy.explain(&decision.fired)) {
            // A sentence is told once, with the facts of its first time.
            if !fired.iter().any(|known| known.rule == rule.rule) {
                fired.push(rule);
            }
        }
        if let Some(by) = comparison.given_by {
            invalid.push(held_already(by, place));
        }
    }
    Ok(fired)
}

/// Names the role that is held, and where.
fn held_already(by: HeldRole<'_>, place: Option<&str>) -> Invalid {
    let (role, held_at) = (by.role.as_str(), by.path.map(readable_path));
    let Some(place) = place.map(readable_path) else {
        return Invalid::with("role", move |texts| texts.invalid_role_held(&texts.role_name(role), role));
    };
    Invalid::with("virtual_accounts", move |texts| {
        let name = texts.role_name(role);
        let is_here = held_at.as_ref() == Some(&place);
        let place = place_name(&place, texts);
        match &held_at {
            None => texts.invalid_virtual_account_held_entire(&name, place, role),
            Some(_) if is_here => texts.invalid_virtual_account_held(&name, place, role),
            Some(above) => texts.invalid_virtual_account_held_above(&name, above, place, role),
        }
    })
}

/// The form that leads on, or why there is none.
fn allowed_form(app: &App, view: &AccountView) -> Result<Form, Error> {
    Err(match view.request_path.decision.answer {
        RequestPath::Wizard => return Ok(Form::Wizard),
        RequestPath::ByIdentifier => return Ok(Form::ByIdentifier),
        RequestPath::SupportCase => Error::SupportCase(app.settings.service.licensing_support_link.clone()),
        RequestPath::NotRequestable => Error::AccountNotActive,
        RequestPath::NothingMore => Error::NothingMore,
        RequestPath::OpenRequest => match &view.request {
            Some(request) => Error::RequestOpen(request.reference.clone()),
            None => Error::Conflict,
        },
        RequestPath::CompleteProfile => Error::ProfileIncomplete(view.request_path.missing.clone()),
    })
}
