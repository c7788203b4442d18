//! *Approve and Create the Account*: the account active, its approver its administrator, the added users let in.

use api::account::Grant;
use api::account_request::AccountRequestEvent;
use rules::notes_shown::Reader;
use rules::vocabulary::{AccountRequestStatus, AccountStatus, Role, Visibility};
use serde_json::json;

use crate::app::App;
use crate::db::Tx;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::decide::LockedRequest;
use crate::requests::account_request::notifications::{
    account_facts, commitment_value, requester_name, requester_of, visible_notes,
};
use crate::store::account::{Findable, is_taken, keep_findable};
use crate::store::account_request::contact::added_users_in;
use crate::store::outbox::Recipient;
use crate::store::person::{self, Person};
use crate::store::{grant, session, trail, virtual_account};

/// What people who are added to a new account may do in it.
const ADDED_USERS_ROLE: Role = Role::User;

/// Activates the account of a locked request.
///
/// # Errors
/// An account with the identifier has come into being since, or somebody was quicker.
pub async fn activate(app: &App, person: &Person, mut locked: LockedRequest) -> Result<Tx, Error> {
    let display = locked.request.domain_display.clone();
    // People may be inserted, and sessions end.
    trail::hold(&mut locked.tx, trail::SERVICE).await?;
    if is_taken(&mut locked.tx, &locked.request.domain_identifier).await? {
        return Err(Error::IdentifierTaken(display));
    }
    match locked.end(person, AccountRequestStatus::Activated, None).await {
        // Another one with the same identifier was activated at the same time.
        Err(Error::Internal(cause)) if is_unique_violation(&cause) => return Err(Error::IdentifierTaken(display)),
        other => other?,
    }
    let LockedRequest { mut tx, request, participant, fired, now, .. } = locked;
    let found = Findable {
        name: &request.account_name,
        domain_identifier: &request.domain_identifier,
        domain_display: &request.domain_display,
        visibility: Visibility::Listed,
        status: AccountStatus::Active,
    };
    keep_findable(&mut tx, &app.secret, request.account_key, &found).await?;
    virtual_account::insert_default(&mut tx, request.account_key).await?;
    grant::give(&mut tx, person.key, request.account_key, None, Role::Administrator).await?;

    let note = visible_notes(&app.policy, Reader::AddedUser, &request.notes)?.to_added_users;
    let added = Event::AddedToAccount {
        account: account_facts(&request),
        granted: Grant { role: ADDED_USERS_ROLE, virtual_account: None },
        requester: requester_name(&request),
        note,
    };
    let users = added_users_in(&mut tx, request.key).await?;
    let mut changed = vec![person.key, request.requester.key];
    let mut recipients = Vec::new();
    for user in &users {
        // It was an address when it was stored.
        let Ok(email) = EmailAddress::parse(user) else { continue };
        let key = person::ensure(&mut tx, &email, &request.requester.locale).await?;
        // A session that began without proof of the address may be somebody else's.
        session::end_unproved(&mut tx, key).await?;
        grant::give(&mut tx, key, request.account_key, None, ADDED_USERS_ROLE).await?;
        changed.push(key);
        // The person who approves holds a higher role already, and gets no mail about a lower one.
        if key != person.key {
            recipients.push(email);
        }
    }
    let folded: Vec<String> = recipients.iter().map(EmailAddress::folded).collect();
    let locales = person::locales(&mut tx, &folded).await?;
    for (email, folded) in recipients.iter().zip(&folded) {
        let locale = locales.get(folded).unwrap_or(&request.requester.locale).clone();
        let recipient = Recipient { email: email.as_str().to_owned(), locale };
        mail::put_one(&mut tx, &added, &recipient, now).await?;
    }

    let entry = trail::Entry {
        chain: &request.account_id,
        who: Some(&person.who),
        event: AccountRequestEvent::Activated.as_str(),
        subject: &request.reference,
        at: now,
        policy_version: app.policy.version(),
        rules: &fired,
        before: json!({ "status": AccountRequestStatus::Pending }),
        after: json!({
            "status": AccountRequestStatus::Activated,
            "as": participant.viewer,
            "granted": { "role": Role::Administrator },
            "added_users": users.iter().map(|user| commitment_value(&request.salt, Some(user))).collect::<Vec<_>>(),
            "added_users_role": ADDED_USERS_ROLE,
        }),
    };
    trail::add(&mut tx, entry).await?;
    let event = Event::AccountActivated { account: account_facts(&request), reference: request.reference.clone() };
    mail::put_one(&mut tx, &event, &requester_of(&request), now).await?;
    person::note_changes(&mut tx, changed).await?;
    Ok(tx)
}

fn is_unique_violation(cause: &anyhow::Error) -> bool {
    let database = cause.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    database.is_some_and(|error| error.is_unique_violation())
}
