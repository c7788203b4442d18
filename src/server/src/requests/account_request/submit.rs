//! Storing a new request for an account with all that follows from it.

use api::account_request::AccountRequestEvent;
use serde_json::{Value, json};

use crate::app::App;
use crate::base::secret::{random_id, random_reference};
use crate::db::Db;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::requests::account_request::Checked;
use crate::requests::account_request::lapse::lapse;
use crate::requests::account_request::notifications::commitment_value;
use crate::requests::account_request::notify::notify;
use crate::requests::daily_limit::{Subject, check_daily_limit};
use crate::requests::idempotency::same_body;
use crate::requests::named_mail::count_named_mail;
use crate::store::account_request::contact::{self, ContactOrigin};
use crate::store::account_request::{by_key, writing};
use crate::store::person::{self, Person};
use crate::store::stored_rules::StoredRules;
use crate::store::{idempotency, trail};

/// Account, request, trail, mail and idempotency key in one transaction; gives the reference.
///
/// # Errors
/// The person has a pending request for that identifier, or the key was used for another body.
pub async fn store(
    app: &App,
    person: &Person,
    checked: &Checked,
    key: &str,
    body_digest: &str,
) -> Result<String, Error> {
    let (reference, account_id, salt) = (random_reference(), random_id(), random_id());
    let rules = StoredRules::new(&checked.fired)?;
    let fields = &checked.fields;
    let new = writing::New {
        reference: &reference,
        person_key: person.key,
        requester_name: &person.name,
        requester_organisation: &person.organisation,
        account_id: &account_id,
        name: &fields.name,
        identifier: &fields.identifier,
        country: &fields.country,
        decider: checked.decider,
        notes: &fields.notes,
        salt: &salt,
        created_at: checked.created_at,
        lapses_at: checked.lapses_at,
        policy_version: app.policy.version(),
        rules: &rules,
        added_users: &fields.users,
    };
    let mut tx = app.db.begin().await?;
    person::lock_requests(&mut tx, person.key).await?;
    if let Err(error) =
        check_daily_limit(&app.policy, &mut tx, person, Subject::AccountRequest, checked.created_at).await
    {
        // The last one may be this very one, sent twice at once.
        let before = idempotency::by_idempotency_key(&mut tx, person.key, key).await?;
        return before.map_or(Err(error), |before| same_body(before, body_digest));
    }
    // One whose time is up may still be in the way, if no job has tidied it.
    if let Some(overdue) = &checked.overdue {
        trail::lock_chain(&mut tx, &overdue.account_id).await?;
        lapse(&mut tx, &app.policy, overdue, checked.created_at).await?;
    }
    trail::lock_chain(&mut tx, &account_id).await?;
    let Some(request_key) = writing::insert(&mut tx, &new).await? else {
        drop(tx);
        return existing_request(&app.db, person, checked, key, body_digest).await;
    };
    let (key_kept, now) = (checked.created_at, checked.created_at);
    if !idempotency::keep_idempotency_key(&mut tx, person.key, key, body_digest, &reference, key_kept).await? {
        return Err(Error::IdempotencyKeyReused);
    }
    let contact = |email: &EmailAddress| {
        let id = random_id();
        let token = app.secret.account_request_link(&id);
        contact::New { id, email: email.clone(), way: ContactOrigin::Named, from_key: None, note: None, token }
    };
    let contacts: Vec<contact::New> = fields.customers.iter().map(contact).collect();
    contact::insert(&mut tx, request_key, &contacts).await?;
    // The people who are added get theirs once the account is active.
    count_named_mail(&mut tx, app, person, contacts.len() + fields.users.len(), now).await?;
    trail::Entry::new(&account_id, AccountRequestEvent::Requested.as_str(), &reference)
        .by(&person.who)
        .under(&checked.fired)
        .change(Value::Null, trail_value(checked, &salt))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let request = by_key(&mut tx, request_key).await?.ok_or(Error::Conflict)?;
    notify(&mut tx, &app.policy, &request, None, now).await?;
    tx.commit().await?;
    Ok(reference)
}

/// Somebody was quicker: the same request sent twice at once, or another one of this person's.
async fn existing_request(
    db: &Db,
    person: &Person,
    checked: &Checked,
    key: &str,
    body_digest: &str,
) -> Result<String, Error> {
    let mut tx = db.begin().await?;
    if let Some(before) = idempotency::by_idempotency_key(&mut tx, person.key, key).await? {
        return same_body(before, body_digest);
    }
    let open = writing::pending_reference(&mut tx, person.key, checked.fields.identifier.ascii()).await?;
    Err(open.map_or(Error::Conflict, Error::AccountRequestOpen))
}

fn trail_value(checked: &Checked, salt: &str) -> Value {
    let fields = &checked.fields;
    let addresses = |emails: &[EmailAddress]| -> Vec<Value> {
        emails.iter().map(|email| commitment_value(salt, Some(&email.folded()))).collect()
    };
    json!({
        "name": fields.name,
        "domain_identifier": fields.identifier.ascii(),
        "country": fields.country,
        "decider": checked.decider,
        "lapses_at": checked.lapses_at,
        "contacts": addresses(&fields.customers),
        "added_users": addresses(&fields.users),
        "note_to_approver": commitment_value(salt, fields.notes.to_approver.as_deref()),
        "note_to_customer": commitment_value(salt, fields.notes.to_customer.as_deref()),
        "note_to_added_users": commitment_value(salt, fields.notes.to_added_users.as_deref()),
    })
}
