//! *Approve and Create the Account*: the account active, its approver its administrator, the added users let in.

use api::account::Grant;
use api::account_request::AccountRequestEvent;
use rules::notes_shown::Reader;
use rules::vocabulary::{AccountRequestStatus, AccountStatus, Role, Visibility};
use serde_json::json;

use crate::account_request::deciding::Held;
use crate::account_request::facts::{account_facts, committed, notes_for, requester_name, requester_of};
use crate::app::App;
use crate::db::Tx;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::mail::{self, Event, Recipient};
use crate::store::account::{Findable, is_taken, keep_findable};
use crate::store::account_request::contact::added_users_of;
use crate::store::person::{self, Person};
use crate::store::{grant, session, trail, virtual_account};

/// What people who are added to a new account may do in it.
const ADDED_USERS_ROLE: Role = Role::User;

/// Activates the account of a held request.
///
/// # Errors
/// An account with the identifier has come into being since, or somebody was quicker.
pub async fn activate(app: &App, person: &Person, mut held: Held) -> Result<Tx, Error> {
    let display = held.request.domain_display.clone();
    // People may come into being, and sessions end.
    trail::lock_chain(&mut held.tx, trail::SERVICE).await?;
    if is_taken(&mut held.tx, &held.request.domain_identifier).await? {
        return Err(Error::IdentifierTaken(display));
    }
    match held.end(person, AccountRequestStatus::Activated, None).await {
        // Another one with the same identifier was activated at the same time.
        Err(Error::Internal(cause)) if is_unique_violation(&cause) => return Err(Error::IdentifierTaken(display)),
        other => other?,
    }
    let Held { mut tx, request, position, fired, now, .. } = held;
    let found = Findable {
        name: &request.account_name,
        domain_identifier: &request.domain_identifier,
        domain_display: &request.domain_display,
        visibility: Visibility::Listed,
        status: AccountStatus::Active,
    };
    keep_findable(&mut tx, &app.secret, request.account_key, &found).await?;
    virtual_account::insert_default(&mut tx, request.account_key).await?;
    let entire =
        |person_key, role| grant::New { person_key, account_key: request.account_key, virtual_account_key: None, role };
    grant::give(&mut tx, &[entire(person.key, Role::Administrator)]).await?;

    let note = notes_for(app, Reader::AddedUser, &request.notes)?.to_added_users;
    let added = Event::AddedToAccount {
        account: account_facts(&request),
        granted: Grant { role: ADDED_USERS_ROLE, virtual_account: None },
        requester: requester_name(&request),
        note,
    };
    let users = added_users_of(&mut tx, request.key).await?;
    let mut changed = vec![person.key, request.requester.key];
    // They were addresses when they were stored.
    let emails: Vec<EmailAddress> = users.iter().filter_map(|user| EmailAddress::parse(user).ok()).collect();
    let people = person::ensure_all(&mut tx, &emails, request.requester.locale).await?;
    let keys: Vec<_> = people.iter().map(|person| person.key).collect();
    // Whoever is signed in without having proved the address may be somebody else.
    session::end_unproved(&mut tx, &keys).await?;
    let roles: Vec<grant::New> = keys.iter().map(|key| entire(*key, ADDED_USERS_ROLE)).collect();
    grant::give(&mut tx, &roles).await?;
    changed.extend(keys);
    // Whoever approves holds more than that already, and reads no mail about less.
    let others = emails.iter().zip(people).filter(|(_, added)| added.key != person.key);
    let recipients: Vec<Recipient> =
        others.map(|(email, added)| Recipient { email: email.as_str().to_owned(), locale: added.locale }).collect();
    mail::put(&mut tx, &added, &recipients, now).await?;

    trail::Entry::new(&request.account_id, AccountRequestEvent::Activated.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(
            json!({ "status": AccountRequestStatus::Pending }),
            json!({
                "status": AccountRequestStatus::Activated,
                "as": position.viewer,
                "granted": { "role": Role::Administrator },
                "added_users": users.iter().map(|user| committed(&request.salt, Some(user))).collect::<Vec<_>>(),
                "added_users_role": ADDED_USERS_ROLE,
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let event = Event::AccountActivated { account: account_facts(&request), reference: request.reference.clone() };
    mail::put_one(&mut tx, &event, &requester_of(&request), now).await?;
    person::note_changes(&mut tx, changed).await?;
    Ok(tx)
}

fn is_unique_violation(cause: &anyhow::Error) -> bool {
    let database = cause.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    database.is_some_and(|error| error.is_unique_violation())
}
