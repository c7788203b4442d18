//! Checking a new access request against the policy: the same for its preview and for sending it.

use api::access_request::NewAccessRequest;
use chrono::{DateTime, TimeDelta, Utc};
use rules::request_form::Form;
use rules::vocabulary::{Deciders, LifetimeSubject, ProfileField, RequestPath, Role, Scope};
use rules::{FiredRule, deciders, domain_match, lifetimes, request_form, roles_offered};

use crate::app::App;
use crate::error::{Error, Invalid};
use crate::standing::{Standing, find};
use crate::store::grant::{self, Administrator};
use crate::store::person::Person;
use crate::store::virtual_account::{self, VirtualAccount};

/// How many characters a reason may have.
const REASON_LIMIT: usize = 2000;

/// A request that the policy accepts, and what it says of it.
pub struct Checked {
    pub standing: Standing,
    pub path: RequestPath,
    pub scope: Option<Scope>,
    pub role: Option<Role>,
    pub reason: Option<String>,
    /// Virtual Accounts and the roles asked for in them.
    pub items: Vec<(VirtualAccount, Role)>,
    pub deciders: Deciders,
    /// Those who decide; empty where it is the operator.
    pub administrators: Vec<Administrator>,
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
    let standing = find(app, person, &new.account, new.identifier.as_deref()).await?;
    if new.policy_version != app.policy.version() {
        return Err(Error::PolicyChanged);
    }
    let matched = app.policy.domain_match(&domain_match::Facts { match_kind: standing.match_kind })?;
    let mut fired = app.policy.explain(&matched.fired);
    let (decision, missing) = standing.request_path(app, person)?;
    let path = decision.answer;
    let form = requestable(app, &standing, path, missing)?;
    fired.extend(app.policy.explain(&decision.fired));

    let form = app.policy.request_form(&request_form::Facts { path: form })?;
    fired.extend(app.policy.explain(&form.fired));
    let (reason, mut invalid) = reason(new, form.answer.reason_required);
    let nodes = match form.answer.virtual_accounts_offered && !new.virtual_accounts.is_empty() {
        true => virtual_account::of_account(&app.db, standing.account.key).await?,
        false => Vec::new(),
    };
    let mut items = Vec::new();
    if form.answer.scope_asked {
        items = scope(app, new, &nodes, &mut invalid)?;
    } else if new.scope.is_some() || new.role.is_some() || !new.virtual_accounts.is_empty() {
        invalid.push(Invalid::new("scope", |texts| texts.invalid_not_asked()));
    }
    if !invalid.is_empty() {
        return Err(Error::Invalid(invalid));
    }

    let key = standing.account.key;
    let all = grant::administrators(&app.db, &[key]).await?.remove(&key).unwrap_or_default();
    let (of_account, of_virtual_accounts) = who_could_decide(person, all, &items, &nodes);
    let facts = deciders::Facts {
        active_administrator: !of_account.is_empty(),
        virtual_account_administrator: !of_virtual_accounts.is_empty(),
    };
    let decision = app.policy.deciders(&facts)?;
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
        standing,
        path,
        scope: new.scope,
        role: new.role,
        reason,
        items,
        deciders: decision.answer,
        administrators: chosen(decision.answer, of_account, of_virtual_accounts),
        created_at,
        expires_at,
        escalates_at: created_at + days(LifetimeSubject::Escalation)?,
        warns_at: expires_at - days(LifetimeSubject::ExpiryWarning)?,
        fired,
    })
}

/// The form that leads on, or why there is none.
fn requestable(app: &App, standing: &Standing, path: RequestPath, missing: Vec<ProfileField>) -> Result<Form, Error> {
    Err(match path {
        RequestPath::Wizard => return Ok(Form::Wizard),
        RequestPath::ByIdentifier => return Ok(Form::ByIdentifier),
        RequestPath::SupportCase => Error::SupportCase(app.settings.service.licensing_support_link.clone()),
        RequestPath::NotRequestable => Error::AccountNotActive,
        RequestPath::OpenRequest => match &standing.request {
            Some(request) => Error::RequestOpen(request.reference.clone()),
            None => Error::Conflict,
        },
        RequestPath::CompleteProfile => Error::ProfileIncomplete(missing),
    })
}

fn reason(new: &NewAccessRequest, required: bool) -> (Option<String>, Vec<Invalid>) {
    // Line ends stay; other control characters say nothing to a reader, and PostgreSQL takes no NUL.
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let reason: Option<String> = new.reason.as_deref().map(|text| text.chars().filter(kept).collect());
    let reason = reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let invalid = match (reason, required) {
        (None, true) => Some(Invalid::new("reason", |texts| texts.invalid_reason())),
        (Some(_), false) => Some(Invalid::new("reason", |texts| texts.invalid_not_asked())),
        (Some(reason), true) if reason.chars().count() > REASON_LIMIT => {
            let length = reason.chars().count() as i64;
            Some(Invalid::with("reason", move |texts| texts.invalid_reason_too_long(length)))
        }
        _ => None,
    };
    (reason.map(str::to_owned), invalid.into_iter().collect())
}

/// Scope, role and Virtual Accounts of the wizard; what is wrong with them is added to `invalid`.
fn scope(
    app: &App,
    new: &NewAccessRequest,
    nodes: &[VirtualAccount],
    invalid: &mut Vec<Invalid>,
) -> Result<Vec<(VirtualAccount, Role)>, Error> {
    let Some(scope) = new.scope else {
        invalid.push(Invalid::new("scope", |texts| texts.invalid_scope()));
        return Ok(Vec::new());
    };
    let offered = app.policy.roles_offered(&roles_offered::Facts { scope })?.answer;
    let mut not_offered = |field, role: Role| {
        if !offered.contains(&role) {
            invalid.push(Invalid::with(field, move |texts| {
                texts.invalid_role_not_offered(texts.role_name(role.as_str()).as_str())
            }));
        }
    };
    match scope {
        Scope::Entire => {
            if let Some(role) = new.role {
                not_offered("role", role);
            } else {
                invalid.push(Invalid::new("role", |texts| texts.invalid_role()));
            }
            if !new.virtual_accounts.is_empty() {
                invalid.push(Invalid::new("virtual_accounts", |texts| texts.invalid_not_asked()));
            }
            Ok(Vec::new())
        }
        Scope::Selected => {
            new.virtual_accounts.iter().for_each(|asked| not_offered("virtual_accounts", asked.role));
            if new.role.is_some() {
                invalid.push(Invalid::new("role", |texts| texts.invalid_not_asked()));
            }
            Ok(virtual_accounts(new, nodes, invalid))
        }
    }
}

fn virtual_accounts(
    new: &NewAccessRequest,
    nodes: &[VirtualAccount],
    invalid: &mut Vec<Invalid>,
) -> Vec<(VirtualAccount, Role)> {
    const FIELD: &str = "virtual_accounts";
    let mut items: Vec<(VirtualAccount, Role)> = Vec::new();
    for asked in &new.virtual_accounts {
        let Some(node) = nodes.iter().find(|node| node.id == asked.id) else {
            invalid.push(Invalid::new(FIELD, |texts| texts.invalid_virtual_account_unknown()));
            continue;
        };
        if items.iter().any(|(other, _)| other.key == node.key) {
            invalid.push(Invalid::new(FIELD, |texts| texts.invalid_virtual_account_twice()));
            continue;
        }
        items.push((node.clone(), asked.role));
    }
    if new.virtual_accounts.is_empty() {
        invalid.push(Invalid::new(FIELD, |texts| texts.invalid_virtual_accounts()));
    }
    items
}

/// The Smart Account's administrators, and those in whose subtree every requested Virtual Account lies; never the
/// requester, since nobody decides their own request.
fn who_could_decide(
    person: &Person,
    administrators: Vec<Administrator>,
    items: &[(VirtualAccount, Role)],
    nodes: &[VirtualAccount],
) -> (Vec<Administrator>, Vec<Administrator>) {
    let others = administrators.into_iter().filter(|one| one.email != person.email);
    let (of_account, of_parts): (Vec<_>, Vec<_>) = others.partition(|one| one.virtual_account_key.is_none());
    let covers = |one: &Administrator| {
        let top = nodes.iter().find(|node| Some(node.key) == one.virtual_account_key);
        top.is_some_and(|top| items.iter().all(|(item, _)| lies_in(item, top)))
    };
    let of_virtual_accounts = match items.is_empty() {
        true => Vec::new(),
        false => of_parts.into_iter().filter(covers).collect(),
    };
    (of_account, of_virtual_accounts)
}

fn lies_in(item: &VirtualAccount, top: &VirtualAccount) -> bool {
    item.path == top.path || item.path.strip_prefix(&top.path).is_some_and(|rest| rest.starts_with('/'))
}

fn chosen(who: Deciders, of_account: Vec<Administrator>, of_virtual: Vec<Administrator>) -> Vec<Administrator> {
    let mut chosen = match who {
        Deciders::SmartAccountAdministrators => of_account,
        Deciders::VirtualAccountAdministrators => of_virtual,
        Deciders::AdministratorsAndVirtualAccountAdministrators => of_account.into_iter().chain(of_virtual).collect(),
        Deciders::Operator => Vec::new(),
    };
    chosen.sort_by(|one, other| one.email.cmp(&other.email));
    chosen.dedup_by(|one, other| one.email == other.email);
    chosen
}
