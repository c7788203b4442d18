//! Approving and declining: one decision about one request, in one transaction with all that follows from it.

use api::history::AccessRequestEvent;
use api::pending_access_request::{DecisionKind, NewDecision};
use chrono::{DateTime, Utc};
use rules::access_request_actions::{self, Viewer};
use rules::vocabulary::{AccessRequestAction, ReminderState, RequestStatus, Role, Scope};
use rules::{FiredRule, Policy, roles_offered};
use serde_json::{Value, json};
use text::Texts;

use crate::app::App;
use crate::base::secret::random_id;
use crate::error::{Error, Invalid};
use crate::mail::{self, Event};
use crate::requests::access_request::authority::Stake;
use crate::requests::access_request::notifications::{account_facts, readable, requester_of};
use crate::requests::access_request::outcome::outcome;
use crate::requests::access_request::places::places;
use crate::requests::access_request::reassign::reassign;
use crate::requests::access_request::requested_access::RequestedAccess;
use crate::requests::free_text::{check_note, check_reason};
use crate::store::access_request::{AccessRequest, Item, by_key, by_reference, items_of, writing};
use crate::store::key::VirtualAccountKey;
use crate::store::person::{self, Person};
use crate::store::stored_rules::StoredRules;
use crate::store::{grant, trail, virtual_account};

/// What an approval grants.
#[derive(Clone, Debug)]
struct Grant {
    scope: Scope,
    role: Option<Role>,
    items: Vec<Item>,
    as_asked: bool,
}

/// Decides a request; gives the state that it has then.
///
/// # Errors
/// The person does not decide it, may not decide it like this, something is not valid, or it was decided before.
pub async fn decide(app: &App, person: &Person, new: &NewDecision) -> Result<RequestStatus, Error> {
    let now = app.clock.now();
    let request = by_reference(&app.db, &new.reference).await?.ok_or(Error::RequestNotFound)?;
    let asked = items_of(&app.db, &[request.key]).await?.asked.remove(&request.key).unwrap_or_default();
    let stake = Stake::load(&app.db, person, &request, &asked, now).await?;
    let mut fired = stake.permit(&app.policy, false)?;
    let action = match new.decision {
        DecisionKind::Approve => AccessRequestAction::Approve,
        DecisionKind::Decline => AccessRequestAction::Decline,
    };
    let offering = action_offered(&app.policy, &request, action, now)?;
    if request.version != new.version {
        return Err(Error::AlreadyDecided(outcome(&request, now)));
    }

    let grant = match new.decision {
        DecisionKind::Approve => {
            let grant = granted_access(app, &request, &asked, new).await?;
            fired = stake.permit(&app.policy, stake.is_beyond(grant.parts()))?;
            fired.extend(grant.check_roles_offered(&app.policy)?);
            Some(grant)
        }
        DecisionKind::Decline => None,
    };
    fired.extend(offering);
    let words = decision_words(new)?;
    let status = match grant {
        Some(_) => RequestStatus::Approved,
        None => RequestStatus::Declined,
    };
    let decided = Decided { request: &request, asked, status, grant, words, for_operator: stake.for_operator(), now };
    store(app, person, &decided, &fired).await?;
    Ok(status)
}

impl Grant {
    /// The Virtual Accounts, or nothing where it is the entire account.
    fn parts(&self) -> Option<&[Item]> {
        (self.scope == Scope::Selected).then_some(self.items.as_slice())
    }

    /// The rules that offer these roles, which may be others than when they were asked for.
    fn check_roles_offered(&self, policy: &Policy) -> Result<Vec<FiredRule>, Error> {
        let offered = policy.roles_offered(&roles_offered::Facts { scope: self.scope })?;
        let mut roles = self.items.iter().map(|item| item.role).chain(self.role);
        if let Some(role) = roles.find(|role| !offered.answer.contains(role)) {
            let say = move |texts: &Texts| texts.invalid_role_not_offered(texts.role_name(role.as_str()).as_str());
            return Err(Invalid::with("role", say).into());
        }
        Ok(policy.explain(&offered.fired))
    }
}

/// A decision that may be made.
struct Decided<'a> {
    request: &'a AccessRequest,
    asked: Vec<Item>,
    status: RequestStatus,
    grant: Option<Grant>,
    /// Why it is declined, or what stands beside the approval.
    words: Option<String>,
    for_operator: bool,
    now: DateTime<Utc>,
}

/// The rules that offer this action now to whoever decides (decision `access_request_actions`).
///
/// # Errors
/// It is not offered, since the request has ended.
pub fn action_offered(
    policy: &Policy,
    request: &AccessRequest,
    action: AccessRequestAction,
    now: DateTime<Utc>,
) -> Result<Vec<FiredRule>, Error> {
    let facts = access_request_actions::Facts {
        viewer: Viewer::Decider,
        status: request.status_at(now),
        account_status: request.account_status,
        reminder: ReminderState::UsedUp,
    };
    let decision = policy.access_request_actions(&facts)?;
    if decision.answer.contains(&action) {
        return Ok(policy.explain(&decision.fired));
    }
    Err(Error::AlreadyDecided(outcome(request, now)))
}

/// What is granted: what was asked, or what was sent instead.
async fn granted_access(app: &App, request: &AccessRequest, asked: &[Item], new: &NewDecision) -> Result<Grant, Error> {
    let wanted = RequestedAccess { scope: new.scope, role: new.role, virtual_accounts: &new.virtual_accounts };
    if wanted.is_empty() {
        let Some(scope) = request.scope else {
            return Err(Invalid::new("scope", |texts| texts.invalid_grant_missing()).into());
        };
        // A Virtual Account that is no more cannot be granted.
        if scope == Scope::Selected && asked.is_empty() {
            return Err(Invalid::new("virtual_accounts", |texts| texts.invalid_virtual_accounts()).into());
        }
        return Ok(Grant { scope, role: request.role, items: asked.to_vec(), as_asked: true });
    }
    let nodes = if wanted.virtual_accounts.is_empty() {
        Vec::new()
    } else {
        virtual_account::of_account(&app.db, request.account_key).await?
    };
    let mut invalid = Vec::new();
    let chosen = wanted.check(&app.policy, &nodes, &mut invalid)?;
    let scope = match (invalid.is_empty(), wanted.scope) {
        (true, Some(scope)) => scope,
        _ => return Err(Error::Invalid(invalid)),
    };
    let item = |(node, role): (virtual_account::VirtualAccount, Role)| Item {
        key: node.key,
        id: node.id,
        path: node.path,
        role,
    };
    let mut items: Vec<Item> = chosen.into_iter().map(item).collect();
    items.sort_by(|one, other| one.path.cmp(&other.path));
    let as_asked = request.scope == Some(scope) && request.role == wanted.role && items == asked;
    Ok(Grant { scope, role: wanted.role, items, as_asked })
}

/// The reason of a declined request, or the note beside an approval.
fn decision_words(new: &NewDecision) -> Result<Option<String>, Error> {
    let declines = new.decision == DecisionKind::Decline;
    let (reason, wrong) = check_reason(new.reason.as_deref(), declines);
    let mut invalid: Vec<Invalid> = wrong.into_iter().collect();
    let note = check_note("note", new.note.as_deref(), &mut invalid);
    if declines && note.is_some() {
        invalid.push(Invalid::new("note", |texts| texts.invalid_not_asked()));
    }
    if invalid.is_empty() { Ok(reason.or(note)) } else { Err(Error::Invalid(invalid)) }
}

/// State, grants, trail and mail in one transaction.
async fn store(app: &App, person: &Person, decided: &Decided<'_>, fired: &[FiredRule]) -> Result<(), Error> {
    let Decided { request, now, .. } = decided;
    let rules = StoredRules::new(fired)?;
    let salt = random_id();
    let items: Vec<(VirtualAccountKey, Role)> =
        decided.grant.iter().flat_map(|grant| &grant.items).map(|item| (item.key, item.role)).collect();
    let decision = writing::Decision {
        status: decided.status,
        by_key: Some(person.key),
        by_operator: decided.for_operator,
        at: *now,
        reason: decided.words.as_deref(),
        reason_salt: decided.words.as_ref().map(|_| salt.as_str()),
        rules: &rules,
        scope: decided.grant.as_ref().map(|grant| grant.scope),
        role: decided.grant.as_ref().and_then(|grant| grant.role),
        items: &items,
    };
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    // Their authority may have changed while this waited for the lock. From here on nobody changes it.
    if let Some(current) = by_key(&mut tx, request.key).await? {
        let stake = Stake::load_in(&mut tx, person, &current, &decided.asked, *now).await?;
        let beyond = decided.grant.as_ref().is_some_and(|grant| stake.is_beyond(grant.parts()));
        stake.permit(&app.policy, beyond)?;
    }
    if !writing::decide(&mut tx, request.key, request.version, &decision).await? {
        drop(tx);
        // Somebody was quicker.
        let request = by_reference(&app.db, &request.reference).await?.ok_or(Error::RequestNotFound)?;
        return Err(Error::AlreadyDecided(outcome(&request, app.clock.now())));
    }
    let mut makes_administrators = false;
    if let Some(grant) = &decided.grant {
        let (person_key, account_key) = (request.requester.key, request.account_key);
        let entire = grant.role.map(|role| (None, role));
        let places = grant.items.iter().map(|item| (Some(item.key), item.role)).chain(entire);
        let roles: Vec<grant::New> = places
            .map(|(virtual_account_key, role)| grant::New { person_key, account_key, virtual_account_key, role })
            .collect();
        grant::give(&mut tx, &roles).await?;
        makes_administrators = roles.iter().any(|new| new.role == Role::Administrator);
    }
    let event = match decided.status {
        RequestStatus::Approved => AccessRequestEvent::Approved,
        _ => AccessRequestEvent::Declined,
    };
    trail::Entry::new(&request.account_id, event.as_str(), &request.reference)
        .by(&person.who)
        .under(fired)
        .change(
            json!({ "status": RequestStatus::Open, "asked": access_value(request.scope, request.role, &decided.asked) }),
            value_after(decided, &salt),
        )
        .add(&mut tx, app.policy.version(), *now)
        .await?;
    mail::put(&mut tx, &notification(app, decided)?, &[requester_of(request)], *now).await?;
    let mut changed = vec![request.requester.key];
    if makes_administrators {
        changed.extend(reassign(&mut tx, &app.policy, request.account_key, *now).await?);
    }
    person::note_changes(&mut tx, changed).await?;
    tx.commit().await?;
    Ok(())
}

fn value_after(decided: &Decided<'_>, salt: &str) -> Value {
    let words = decided.words.as_deref().map(|words| trail::commitment(salt, words));
    let (reason, note) = if decided.grant.is_some() { (None, words) } else { (words, None) };
    json!({
        "status": decided.status,
        "as": if decided.for_operator { "operator" } else { "administrator" },
        "granted": decided.grant.as_ref().map(|grant| access_value(Some(grant.scope), grant.role, &grant.items)),
        "reason": reason,
        "note": note,
    })
}

/// Scope, role and Virtual Accounts for the trail.
fn access_value(scope: Option<Scope>, role: Option<Role>, items: &[Item]) -> Value {
    let item = |item: &Item| json!({ "virtual_account": item.id, "role": item.role });
    json!({ "scope": scope, "role": role, "virtual_accounts": items.iter().map(item).collect::<Vec<_>>() })
}

/// The mail to the requester.
fn notification(app: &App, decided: &Decided<'_>) -> Result<Event, Error> {
    let request = decided.request;
    let (account, reference) = (account_facts(request), request.reference.clone());
    let Some(grant) = &decided.grant else {
        let reason = decided.words.clone().unwrap_or_default();
        return Ok(Event::AccessDeclined { account, reference, reason });
    };
    let asked = readable(request.scope, request.role, &decided.asked);
    let granted = readable(Some(grant.scope), grant.role, &grant.items);
    let places = places(app, Some(grant.scope), grant.role, &grant.items)?;
    let (as_asked, note) = (grant.as_asked, decided.words.clone());
    Ok(Event::AccessApproved { account, reference, asked, granted, as_asked, places, note })
}
