//! Requests as those see them who decide them: the list, and one with all that a decision needs.

use std::slice;

use api::account::{AccountName, Contact, Grant};
use api::pending_access_request::{
    Neighbours, Offer, OfferedVirtualAccount, PendingAccessRequest, PendingOrder, PendingPage, PendingQuery,
    PendingSummary, Queue, ScopeOffer,
};
use chrono::{DateTime, Utc};
use rules::access_request_actions::{self, Viewer};
use rules::vocabulary::{AccessRequestAction, MatchKind, ReminderState, Role, Scope, Verdict};
use rules::{Policy, domain_match, roles_offered};

use crate::app::App;
use crate::base::clock::days_left;
use crate::directory::account_view::readable_email;
use crate::domains::DomainIdentifier;
use crate::domains::confusable::look_alike;
use crate::domains::email::EmailAddress;
use crate::domains::folding::fold;
use crate::domains::matching::match_kind;
use crate::domains::public_mailboxes::PublicMailboxes;
use crate::error::Error;
use crate::requests::access_request::authority::Stake;
use crate::requests::access_request::held_by_requesters::HeldByRequesters;
use crate::requests::access_request::history;
use crate::requests::access_request::message::messages;
use crate::requests::access_request::view::{decision_body, virtual_account};
use crate::requests::explanation::{explain, explain_stored};
use crate::store::access_request::pending::{self, List, Waiting};
use crate::store::access_request::{AccessRequest, Item, by_reference, items_of};
use crate::store::key::VirtualAccountKey;
use crate::store::paged::{Page, Paged};
use crate::store::person::Person;
use crate::store::virtual_account as virtual_accounts;

/// How many requests a page has.
const PAGE: i64 = 25;

/// The requests that wait for this person, filtered and in order. At most four queries.
///
/// # Errors
/// The operator's queue is not this person's; the database's or the policy's.
pub async fn page(app: &App, person: &Person, query: &PendingQuery) -> Result<PendingPage, Error> {
    let queue = query.queue.unwrap_or(Queue::Administrator);
    if queue == Queue::Operator && !person.operator {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let page = Page::new(query.page, PAGE);
    let list = list_of(person, queue, query, now);
    let Paged { rows: shown, total } = if is_compared(query) {
        let Paged { rows, total } = Paged::from_all(compared(app, &list, query).await?, page);
        let keys: Vec<_> = rows.iter().map(|waiting| waiting.key).collect();
        Paged { rows: pending::by_keys(&app.db, &keys).await?, total }
    } else {
        pending::page(&app.db, &list, page).await?
    };
    let keys: Vec<_> = shown.iter().map(|request| request.key).collect();
    let mut items = items_of(&app.db, &keys).await?.asked;
    let held = HeldByRequesters::load(&app.db, &shown).await?;
    let summary = |request: &AccessRequest| {
        summary(app, request, &items.remove(&request.key).unwrap_or_default(), held.in_account_of(request), now)
    };
    Ok(PendingPage { requests: shown.iter().map(summary).collect::<Result<_, _>>()?, total, next: page.next(total) })
}

/// One request, for somebody who decides it or has decided it, and what stands beside it in a list narrowed and ordered
/// like `list`. At most ten queries.
///
/// # Errors
/// There is none that this person decides.
pub async fn show(
    app: &App,
    person: &Person,
    reference: &str,
    list: &PendingQuery,
) -> Result<PendingAccessRequest, Error> {
    let now = app.clock.now();
    let request = by_reference(&app.db, reference).await?.ok_or(Error::RequestNotFound)?;
    let mut items = items_of(&app.db, &[request.key]).await?;
    let asked = items.asked.remove(&request.key).unwrap_or_default();
    let granted = items.granted.remove(&request.key).unwrap_or_default();
    let stake = Stake::load(&app.db, person, &request, &asked, now).await?;
    if !stake.is_decider() {
        return Err(Error::RequestNotFound);
    }
    let verdict = stake.verdict(&app.policy, false)?;
    let may_decide = verdict.answer == Verdict::MayDecide;
    let (actions, offer) = if may_decide {
        let actions = actions(&app.policy, &request, now)?;
        let offer = if actions.contains(&AccessRequestAction::Approve) {
            offer(app, &request, &asked, &stake).await?
        } else {
            Offer::default()
        };
        (actions, offer)
    } else {
        (Vec::new(), Offer::default())
    };
    let held = HeldByRequesters::load(&app.db, slice::from_ref(&request)).await?;
    Ok(PendingAccessRequest {
        summary: summary(app, &request, &asked, held.in_account_of(&request), now)?,
        country: request.requester.country.clone(),
        email_verified: request.requester.email_verified,
        reason: request.reason.clone(),
        rules: explain_stored(&request.rules, person.locale)?,
        messages: messages(&app.db, &request, person.key, true).await?,
        history: history::load(&app.db, now, &request, None).await?,
        actions,
        verdict: verdict.answer,
        verdict_rules: explain(&app.policy.explain(&verdict.fired), person.locale),
        for_operator: stake.for_operator(),
        offer,
        decision: decision_body(&request, &asked, &granted, true, person.locale)?,
        neighbours: neighbours(app, person, &request, &stake, list, now).await?,
    })
}

fn list_of(person: &Person, queue: Queue, query: &PendingQuery, now: DateTime<Utc>) -> List {
    let order = query.order.unwrap_or(PendingOrder::Expiry);
    List { person_key: person.key, queue, now, path: query.path, order }
}

/// Whether the list is narrowed or ordered by what no database folds, or knows of a domain.
fn is_compared(query: &PendingQuery) -> bool {
    !query.q.is_empty() || query.match_kind.is_some() || query.order == Some(PendingOrder::Requester)
}

/// What waits for this person in a queue, narrowed and ordered by the query. One query.
async fn compared(app: &App, list: &List, query: &PendingQuery) -> Result<Vec<Waiting>, Error> {
    let mut found = pending::all(&app.db, list).await?;
    let part = fold(&query.q);
    found.retain(|waiting| fits(app, waiting, query, &part));
    if list.order == PendingOrder::Requester {
        // They come in turn by requester, as they expire, and that order stays among equals.
        found.sort_by_cached_key(|one| fold(&one.requester_name));
    }
    Ok(found)
}

/// Where the request stands in the list of this person. One query.
async fn neighbours(
    app: &App,
    person: &Person,
    request: &AccessRequest,
    stake: &Stake,
    query: &PendingQuery,
    now: DateTime<Utc>,
) -> Result<Neighbours, Error> {
    let queue = if stake.for_operator() { Queue::Operator } else { Queue::Administrator };
    let list = list_of(person, queue, query, now);
    if !is_compared(query) {
        return Ok(pending::beside(&app.db, &list, &request.reference).await?);
    }
    let found = compared(app, &list, query).await?;
    let references: Vec<&str> = found.iter().map(|other| other.reference.as_str()).collect();
    Ok(Neighbours::beside(&request.reference, &references))
}

fn actions(policy: &Policy, request: &AccessRequest, now: DateTime<Utc>) -> Result<Vec<AccessRequestAction>, Error> {
    let facts = access_request_actions::Facts {
        viewer: Viewer::Decider,
        status: request.status_at(now),
        account_status: request.account_status,
        // Reminders are the requester's.
        reminder: ReminderState::UsedUp,
    };
    Ok(policy.access_request_actions(&facts)?.answer)
}

/// What this person may grant: never more than they hold.
async fn offer(app: &App, request: &AccessRequest, asked: &[Item], stake: &Stake) -> Result<Offer, Error> {
    let mut scopes = Vec::new();
    for scope in [Scope::Entire, Scope::Selected] {
        let permitted = match scope {
            Scope::Entire => stake.verdict(&app.policy, stake.is_beyond(None))?.answer == Verdict::MayDecide,
            Scope::Selected => true,
        };
        if permitted {
            let roles = app.policy.roles_offered(&roles_offered::Facts { scope })?.answer;
            scopes.push(ScopeOffer { scope, roles });
        }
    }
    let nodes = virtual_accounts::of_account(&app.db, request.account_key).await?;
    let nodes: Vec<_> = nodes.into_iter().filter(|node| stake.covers(&node.path)).collect();
    let depth = |path: &str| path.matches('/').count();
    let top = nodes.iter().map(|node| depth(&node.path)).min().unwrap_or_default();
    let asked_role =
        |key: VirtualAccountKey| -> Option<Role> { asked.iter().find(|item| item.key == key).map(|item| item.role) };
    let offered = nodes.iter().map(|node| OfferedVirtualAccount {
        id: node.id.clone(),
        name: node.name.clone(),
        depth: u32::try_from(depth(&node.path) - top).unwrap_or_default(),
        asked: asked_role(node.key),
    });
    Ok(Offer { scopes, virtual_accounts: offered.collect() })
}

fn summary(
    app: &App,
    request: &AccessRequest,
    asked: &[Item],
    held: Vec<Grant>,
    now: DateTime<Utc>,
) -> Result<PendingSummary, Error> {
    let requester = &request.requester;
    let match_kind = match_now(&app.public_mailboxes, request);
    Ok(PendingSummary {
        reference: request.reference.clone(),
        account: AccountName { id: request.account_id.clone(), name: request.account_name.clone() },
        domain_identifier: request.domain_display.clone(),
        requester: Contact { name: requester.name.clone(), email: readable_email(&requester.email) },
        organisation: requester.organisation.clone(),
        looks_alike: email_domain(&requester.email).is_some_and(|domain| look_alike(&domain, &request.domain_display)),
        match_kind,
        matches: app.policy.domain_match(&domain_match::Facts::of_kind(match_kind))?.answer,
        path: request.request_path,
        scope: request.scope,
        role: request.role,
        virtual_accounts: asked.iter().map(virtual_account).collect(),
        held,
        created_at: request.created_at.into(),
        expires_at: request.expires_at.into(),
        days_left: days_left(now, request.expires_at),
        deciders: request.deciders,
        escalated: request.is_escalated(now),
        information: request.information,
        status: request.status_at(now),
        version: request.version,
    })
}

/// How the requester's address stands to the account: as it was when they asked once somebody has decided, until then as it is
/// now. Their address may have changed in between.
fn match_now(public_mailboxes: &PublicMailboxes, request: &AccessRequest) -> MatchKind {
    if request.decided.is_some() {
        return request.match_kind;
    }
    let requester = &request.requester;
    match_of(public_mailboxes, &requester.email, requester.email_verified, &request.domain_display)
}

fn match_of(public_mailboxes: &PublicMailboxes, email: &str, is_verified: bool, identifier: &str) -> MatchKind {
    let domain = email_domain(email).filter(|_| is_verified);
    DomainIdentifier::parse(identifier)
        .map_or(MatchKind::None, |identifier| match_kind(public_mailboxes, domain.as_deref(), &identifier))
}

/// A requester's domain as a-labels.
fn email_domain(email: &str) -> Option<String> {
    EmailAddress::stored(email).ok().map(|email| email.domain().to_owned())
}

fn fits(app: &App, waiting: &Waiting, query: &PendingQuery, part: &str) -> bool {
    let texts = [
        &waiting.requester_name,
        &waiting.email,
        &waiting.requester_organisation,
        &waiting.account_name,
        &waiting.domain_display,
        &waiting.reference,
    ];
    let match_now = || match_of(&app.public_mailboxes, &waiting.email, waiting.email_verified, &waiting.domain_display);
    query.match_kind.is_none_or(|kind| kind == match_now())
        && (part.is_empty() || texts.iter().any(|text| fold(text).contains(part)))
}
