//! Closing an account for good (domain: States of an account): every role in it ends, what waits for somebody there ends with
//! it, and its identifier is free.

use api::history::AccessRequestEvent;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::{AccountStatus, RequestStatus};
use serde_json::{Value, json};

use crate::app::App;
use crate::base::secret::random_id;
use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, AccountFacts, Event};
use crate::requests::access_grant::recorded_grant;
use crate::requests::access_request::notifications::{account_facts, requester_of};
use crate::store::access_request::pending::open_in;
use crate::store::access_request::{AccessRequest, writing};
use crate::store::account::{self, Account, Findable};
use crate::store::key::PersonKey;
use crate::store::outbox::Recipient;
use crate::store::stored_rules::StoredRules;
use crate::store::trail::{self, Entry, commitment};
use crate::store::{access_grant, invitation, person};

/// What a closing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    pub grants: usize,
    pub requests: usize,
    pub invitations: u64,
}

/// Closes an active or inactive account on behalf of the operator, by a command of this user of the machine. Whoever held a
/// role, or waits for a decision, is told, with the reason.
///
/// # Errors
/// [`Error::Conflict`] where somebody was quicker; the database's or the policy's.
pub async fn close(app: &App, account: &Account, reason: &str, command_user: &str) -> Result<Closed, Error> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &account.id).await?;
    access_grant::lock(&mut tx, account.key).await?;
    if !account::close(&mut tx, account.key).await? {
        return Err(Error::Conflict);
    }
    let findable = Findable {
        name: &account.name,
        domain_identifier: &account.domain_identifier,
        domain_display: &account.domain_display,
        visibility: account.visibility,
        status: AccountStatus::Closed,
    };
    account::keep_findable(&mut tx, &app.secret, account.key, &findable).await?;

    let requests = open_in(&mut tx, account.key, now).await?;
    for request in &requests {
        decline(&mut tx, &app.policy, request, reason, now).await?;
    }
    let grants = access_grant::of_account(&mut tx, account.key).await?;
    access_grant::remove_all(&mut tx, account.key).await?;
    let invitations = invitation::withdraw_all(&mut tx, account.key, now).await?;

    let salt = random_id();
    Entry::new(&account.id, "account_closed", &account.id)
        .change(
            json!({
                "status": account.status,
                "grants": grants.iter().map(recorded_grant).collect::<Vec<Value>>(),
            }),
            json!({
                "status": AccountStatus::Closed,
                "command_user": command_user,
                "reason": commitment(&salt, reason),
                "requests_declined": requests.len(),
                "invitations_withdrawn": invitations,
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;

    let mut holders: Vec<(PersonKey, Recipient)> =
        grants.iter().map(|grant| (grant.person_key, grant.recipient())).collect();
    holders.sort_by_key(|(key, _)| *key);
    holders.dedup_by_key(|(key, _)| *key);
    let (mut changed, recipients): (Vec<PersonKey>, Vec<Recipient>) = holders.into_iter().unzip();
    let facts = AccountFacts { name: account.name.clone(), domain_identifier: account.domain_display.clone() };
    mail::put(&mut tx, &Event::AccountClosed { account: facts, reason: reason.to_owned() }, &recipients, now).await?;
    changed.extend(requests.iter().map(|request| request.requester.key));
    person::note_changes(&mut tx, changed).await?;
    tx.commit().await?;
    Ok(Closed { grants: grants.len(), requests: requests.len(), invitations })
}

/// Ends an open request, which nobody can decide any more, in the operator's name.
async fn decline(
    tx: &mut Tx,
    policy: &Policy,
    request: &AccessRequest,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let salt = random_id();
    let decision = writing::Decision {
        status: RequestStatus::Declined,
        by_key: None,
        by_operator: true,
        at: now,
        reason: Some(reason),
        reason_salt: Some(&salt),
        rules: &StoredRules::default(),
        scope: None,
        role: None,
        items: &[],
    };
    if !writing::decide(tx, request.key, request.version, &decision).await? {
        return Err(Error::Conflict);
    }
    Entry::new(&request.account_id, AccessRequestEvent::Declined.as_str(), &request.reference)
        .change(
            json!({ "status": RequestStatus::Open }),
            json!({ "status": RequestStatus::Declined, "as": "operator", "reason": commitment(&salt, reason) }),
        )
        .add(tx, policy.version(), now)
        .await?;
    let event = Event::AccessDeclined {
        account: account_facts(request),
        reference: request.reference.clone(),
        reason: reason.to_owned(),
    };
    mail::put(tx, &event, &[requester_of(request)], now).await?;
    Ok(())
}
