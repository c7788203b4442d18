//! Sending open requests to other deciders, when an account's administrators have changed or time has passed.

use std::slice;

use api::history::AccessRequestEvent;
use chrono::{DateTime, Utc};
use rules::vocabulary::Deciders;
use rules::{Decision, FiredRule, Policy};
use serde_json::json;

use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, Event, RequestFacts};
use crate::requests::access_request::deciders::choose_deciders;
use crate::requests::access_request::held_by_requesters::HeldByRequesters;
use crate::requests::access_request::notifications::{account_facts, request_facts, requester_of};
use crate::store::access_request::pending::open_in;
use crate::store::access_request::{AccessRequest, Item, items_of, writing};
use crate::store::grant::{Administrator, administrators_of};
use crate::store::key::{AccountKey, PersonKey};
use crate::store::outbox::Recipient;
use crate::store::{person, trail};

/// Decides again who decides each open request of an account. Call it in the transaction that changed who administers it.
/// Gives the people whose requests have other deciders now, for [`person::note_changes`].
///
/// # Errors
/// The database's or the policy's.
pub async fn reassign(
    tx: &mut Tx,
    policy: &Policy,
    account_key: AccountKey,
    now: DateTime<Utc>,
) -> Result<Vec<PersonKey>, Error> {
    let requests = open_in(tx, account_key, now).await?;
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let mut changed = Vec::new();
    let administrators = administrators_of(&mut *tx, account_key).await?;
    let keys: Vec<_> = requests.iter().map(|request| request.key).collect();
    let mut asked = items_of(&mut *tx, &keys).await?.asked;
    let held = HeldByRequesters::load(&mut *tx, &requests).await?;
    for request in &requests {
        let asked = asked.remove(&request.key).unwrap_or_default();
        let paths: Vec<&str> = asked.iter().map(|item| item.path.as_str()).collect();
        let (decision, chosen) = choose_deciders(policy, administrators.clone(), request.requester.key, &paths)?;
        if decision.answer != request.deciders {
            let facts = request_facts(request, &asked, held.in_account_of(request));
            reassign_request(tx, policy, request, facts, &decision, &chosen, now).await?;
            changed.push(request.requester.key);
        }
    }
    Ok(changed)
}

async fn reassign_request(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccessRequest,
    facts: RequestFacts,
    decision: &Decision<Deciders>,
    chosen: &[Administrator],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    writing::reroute(tx, request.key, decision.answer).await?;
    let as_operator = decision.answer == Deciders::Operator;
    let event = AccessRequestEvent::DecidersChanged;
    record(tx, policy, request, event, &policy.explain(&decision.fired), decision.answer, now).await?;
    let recipients = if as_operator {
        person::operators(tx, request.requester.key).await?
    } else {
        chosen.iter().map(Administrator::recipient).collect()
    };
    let event = Event::AccessRequestRerouted { request: facts, as_operator, escalated: false };
    mail::put(tx, &event, &recipients, now).await?;
    if as_operator {
        let event =
            Event::AccessRequestEscalated { account: account_facts(request), reference: request.reference.clone() };
        mail::put(tx, &event, &[requester_of(request)], now).await?;
    }
    Ok(())
}

/// Brings a request that stayed undecided to the operator as well, and notifies the requester (domain: 3, after 10 days).
///
/// # Errors
/// The database's.
pub async fn escalate(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccessRequest,
    asked: &[Item],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // Where nobody but the operator decides anyway, nothing happens: there is nothing to record, and no news to send.
    if request.deciders == Deciders::Operator {
        return Ok(());
    }
    record(tx, policy, request, AccessRequestEvent::Escalated, &[], request.deciders, now).await?;
    let operators: Vec<Recipient> = person::operators(tx, request.requester.key).await?;
    let held = HeldByRequesters::load(&mut *tx, slice::from_ref(request)).await?;
    let facts = request_facts(request, asked, held.in_account_of(request));
    let event = Event::AccessRequestRerouted { request: facts, as_operator: true, escalated: true };
    mail::put(tx, &event, &operators, now).await?;
    let event = Event::AccessRequestEscalated { account: account_facts(request), reference: request.reference.clone() };
    mail::put(tx, &event, &[requester_of(request)], now).await?;
    person::note_change(tx, request.requester.key).await?;
    Ok(())
}

async fn record(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccessRequest,
    event: AccessRequestEvent,
    rules: &[FiredRule],
    deciders: Deciders,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    Ok(trail::Entry::new(&request.account_id, event.as_str(), &request.reference)
        .under(rules)
        .change(json!({ "deciders": request.deciders }), json!({ "deciders": deciders }))
        .add(tx, policy.version(), at)
        .await?)
}
