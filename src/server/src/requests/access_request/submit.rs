//! Storing a new access request with all that follows from it.

use api::history::AccessRequestEvent;
use rules::vocabulary::{Deciders, RequestStatus, Role};
use serde_json::{Value, json};

use crate::app::App;
use crate::base::secret::{random_id, random_reference};
use crate::directory::account_view::{grant_body, readable_email, readable_path};
use crate::error::Error;
use crate::mail::{self, AccessFacts, AccountFacts, Event, RequestFacts};
use crate::requests::access_request::Checked;
use crate::requests::access_request::deciders::choose_deciders;
use crate::requests::access_request::end::expire;
use crate::requests::daily_limit::{Subject, check_daily_limit};
use crate::requests::idempotency::same_body;
use crate::store::access_request::writing;
use crate::store::grant::{Administrator, administrators_of};
use crate::store::key::VirtualAccountKey;
use crate::store::person::{self, Person};
use crate::store::stored_rules::StoredRules;
use crate::store::virtual_account::VirtualAccount;
use crate::store::{idempotency, trail};

/// Request, trail, mail and idempotency key in one transaction; gives the reference.
pub async fn store(
    app: &App,
    person: &Person,
    checked: &Checked,
    key: &str,
    body_digest: &str,
) -> Result<String, Error> {
    let reference = random_reference();
    let rules = StoredRules::new(&checked.fired)?;
    let salt = random_id();
    let items: Vec<(VirtualAccountKey, Role)> = checked.items.iter().map(|(node, role)| (node.key, *role)).collect();
    let new = writing::New {
        reference: &reference,
        person_key: person.key,
        requester_name: &person.name,
        requester_organisation: &person.organisation,
        account_key: checked.view.account.key,
        request_path: checked.request_path,
        match_kind: checked.view.match_kind,
        scope: checked.scope,
        role: checked.role,
        reason: checked.reason.as_deref(),
        deciders: checked.deciders,
        created_at: checked.created_at,
        expires_at: checked.expires_at,
        escalates_at: checked.escalates_at,
        warns_at: checked.warns_at,
        reason_salt: checked.reason.as_ref().map(|_| salt.as_str()),
        policy_version: app.policy.version(),
        rules: &rules,
        items: &items,
    };
    let mut tx = app.db.begin().await?;
    person::lock_requests(&mut tx, person.key).await?;
    let limited = check_daily_limit(&app.policy, &mut tx, person, Subject::AccessRequest, checked.created_at).await;
    if let Err(error) = limited {
        // The last one may be this very one, sent twice at once.
        let before = idempotency::by_idempotency_key(&mut tx, person.key, key).await?;
        return before.map_or(Err(error), |before| same_body(before, body_digest));
    }
    trail::lock_chain(&mut tx, &checked.view.account.id).await?;
    // The administrators may have changed while this waited for the lock.
    let paths: Vec<&str> = checked.items.iter().map(|(node, _)| node.path.as_str()).collect();
    let all = administrators_of(&mut tx, checked.view.account.key).await?;
    let (decision, administrators) = choose_deciders(&app.policy, all, person.key, &paths)?;
    if decision.answer != checked.deciders {
        return Err(Error::Conflict);
    }
    // One whose time is up may still be in the way, if no job has tidied it.
    if let Some(overdue) = &checked.view.request
        && checked.view.request_status == Some(RequestStatus::Expired)
    {
        expire(&mut tx, &app.policy, overdue, checked.created_at).await?;
    }
    if !writing::insert(&mut tx, &new).await? {
        // Somebody was quicker: the same request sent twice at once, or another one of this person's.
        if let Some(before) = idempotency::by_idempotency_key(&mut tx, person.key, key).await? {
            return same_body(before, body_digest);
        }
        let open = writing::open_reference(&mut tx, person.key, new.account_key).await?;
        return Err(open.map_or(Error::Conflict, Error::RequestOpen));
    }
    if !idempotency::keep_idempotency_key(&mut tx, person.key, key, body_digest, &reference, checked.created_at).await?
    {
        return Err(Error::IdempotencyKeyReused);
    }
    trail::Entry::new(&checked.view.account.id, AccessRequestEvent::Requested.as_str(), &reference)
        .by(&person.who)
        .under(&checked.fired)
        .change(Value::Null, trail_value(checked, &salt))
        .add(&mut tx, app.policy.version(), checked.created_at)
        .await?;
    let request = request_facts(person, checked, &reference);
    let as_operator = checked.deciders == Deciders::Operator;
    let recipients = if as_operator {
        person::operators(&mut tx, person.key).await?
    } else {
        administrators.iter().map(Administrator::recipient).collect()
    };
    mail::put(&mut tx, &Event::AccessRequested { request, as_operator }, &recipients, checked.created_at).await?;
    tx.commit().await?;
    Ok(reference)
}

fn trail_value(checked: &Checked, salt: &str) -> Value {
    let role = |(node, role): &(VirtualAccount, Role)| json!({ "virtual_account": node.id, "role": role });
    json!({
        "deciders": checked.deciders,
        "expires_at": checked.expires_at,
        "path": checked.request_path,
        "match_kind": checked.view.match_kind,
        "scope": checked.scope,
        "role": checked.role,
        "virtual_accounts": checked.items.iter().map(role).collect::<Vec<_>>(),
        "reason": checked.reason.as_deref().map(|reason| trail::commitment(salt, reason)),
    })
}

fn request_facts(person: &Person, checked: &Checked, reference: &str) -> RequestFacts {
    let account = &checked.view.account;
    RequestFacts {
        account: AccountFacts { name: account.name.clone(), domain_identifier: account.domain_display.clone() },
        reference: reference.to_owned(),
        requester: person.name.clone(),
        requester_email: readable_email(&person.email),
        organisation: person.organisation.clone(),
        asked: AccessFacts {
            scope: checked.scope,
            role: checked.role,
            virtual_accounts: checked.items.iter().map(|(node, role)| (readable_path(&node.path), *role)).collect(),
        },
        held: Some(checked.view.held.iter().map(grant_body).collect()),
        reason: checked.reason.clone(),
        expires_at: checked.expires_at,
    }
}
