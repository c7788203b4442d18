//! Requests for new accounts (domain: 4): checking one against the policy, the same for its preview and for sending it.
//! What follows lies in the modules below. Nothing here speaks HTTP.

pub mod activate;
pub mod added_users;
pub mod decide;
pub mod deciders;
pub mod forward;
pub mod history;
pub mod lapse;
pub mod notifications;
pub mod notify;
pub mod outcome;
pub mod participant;
pub mod queue;
pub mod reassign;
pub mod remind;
pub mod replace_contact;
pub mod settle;
pub mod submit;
pub mod tell_ended;
pub mod validate;
pub mod view;
pub mod withdraw;

use api::account_request::NewAccountRequest;
use chrono::{DateTime, TimeDelta, Utc};
use rules::account_deciders::ApprovedBy;
use rules::creation_route::{self, Identifier};
use rules::vocabulary::{AccountDecider, AccountKind, AccountRequestStatus, CreationPath, LifetimeSubject};
use rules::{FiredRule, lifetimes};

use crate::app::App;
use crate::directory::account_view;
use crate::directory::lookup_limit;
use crate::domains::email::EmailAddress;
use crate::error::{Error, Invalid};
use crate::requests::account_request::deciders::{WantedAccount, weakest_match, who_decides};
use crate::requests::account_request::validate::Fields;
use crate::requests::daily_limit::{Subject, check_daily_limit};
use crate::store::account_request::{self, AccountRequest};
use crate::store::person::Person;
use crate::store::{account, grant};

/// A request that the policy accepts, with what the policy answered.
pub struct Checked {
    pub fields: Fields,
    pub decider: AccountDecider,
    pub created_at: DateTime<Utc>,
    pub lapses_at: DateTime<Utc>,
    pub fired: Vec<FiredRule>,
    /// The person's own request for that identifier, whose time is up and which no job has tidied yet.
    pub overdue: Option<AccountRequest>,
}

/// Decides whether this person may ask for this account now, and who decides it. At most 15 queries.
///
/// # Errors
/// A field is not valid, the identifier is taken, the person has a pending request for it, or the policy is another one
/// than the person saw.
pub async fn check(app: &App, person: &Person, new: &NewAccountRequest) -> Result<Checked, Error> {
    if new.policy_version != app.policy.version() {
        return Err(Error::PolicyChanged);
    }
    let (fields, mut invalid) = validate::read(app, person, new);
    let (affiliation, partner) = (person.affiliation, person.partner);
    let holds_role = grant::holds_any(&app.db, person.key).await?;
    // The guard has refused everybody whom the table `admission` does not let request accounts.
    let route = |kind, identifier| {
        let facts = creation_route::Facts { admitted: true, kind, affiliation, holds_role, partner, identifier };
        app.policy.creation_route(&facts)
    };
    let kind = AccountKind::parse(&new.kind);
    let made_here = match kind.map(|kind| route(kind, Identifier::Free)).transpose()? {
        // Whoever may not ask at all is told that, and not what is wrong with their answers.
        Some(path) if path.answer == CreationPath::RoleNeeded => {
            return Err(Error::AccountRoleNeeded(app.policy.explain(&path.fired)));
        }
        Some(path) => path.answer != CreationPath::NotMadeHere,
        None => false,
    };
    if !made_here {
        invalid.push(Invalid::new("kind", |texts| texts.invalid_account_kind()));
    }
    let (Some(fields), Some(kind), []) = (fields, kind, invalid.as_slice()) else {
        return Err(Error::Invalid(invalid));
    };

    let identifier =
        if is_taken(app, person, fields.identifier.ascii()).await? { Identifier::Taken } else { Identifier::Free };
    let path = route(kind, identifier)?;
    let mut fired = app.policy.explain(&path.fired);
    match path.answer {
        CreationPath::Review => {}
        CreationPath::RequestAccess => return Err(Error::IdentifierTaken(fields.identifier.unicode())),
        CreationPath::NotMadeHere => return Err(Invalid::new("kind", |texts| texts.invalid_account_kind()).into()),
        CreationPath::RoleNeeded => return Err(Error::AccountRoleNeeded(fired)),
        CreationPath::SupportCase => {
            return Err(Error::SupportCase(app.settings.service.licensing_support_link.clone()));
        }
    }
    let created_at = app.clock.now();
    check_daily_limit(&app.policy, &app.db, person, Subject::AccountRequest, created_at).await?;
    let overdue = account_request::pending_for(&app.db, person.key, fields.identifier.ascii()).await?;
    if let Some(request) = &overdue
        && request.status_at(created_at) == AccountRequestStatus::Pending
    {
        return Err(Error::AccountRequestOpen(request.reference.clone()));
    }

    let wanted = WantedAccount {
        name: &fields.name,
        identifier: &fields.identifier,
        requester_key: person.key,
        contact_match: weakest_match(
            &app.public_mailboxes,
            &fields.identifier,
            fields.customers.iter().map(EmailAddress::as_str),
        ),
    };
    let decider = who_decides(&mut app.db.snapshot().await?, &app.policy, &wanted, ApprovedBy::Nobody).await?;
    fired.extend(app.policy.explain(&decider.fired));
    let lifetime = app.policy.lifetimes(&lifetimes::Facts { subject: LifetimeSubject::AccountRequest })?;
    fired.extend(app.policy.explain(&lifetime.fired));
    let lapses_at = created_at + TimeDelta::days(i64::from(lifetime.answer.days()));
    Ok(Checked { fields, decider: decider.answer, created_at, lapses_at, fired, overdue })
}

/// Whether an account that the person may find has this identifier. The entire identifier of a restricted account
/// answers as the look-up would; one that merely shares the registrable domain is never asked for.
async fn is_taken(app: &App, person: &Person, identifier: &str) -> Result<bool, Error> {
    let looked_up = lookup_limit::look_up(app, person, identifier).await?;
    let found = account::by_keys(&app.db, &looked_up.keys).await?;
    for view in account_view::load(app, person, found).await? {
        if view.is_visible(&app.policy, looked_up.way)? {
            return Ok(true);
        }
    }
    Ok(false)
}
