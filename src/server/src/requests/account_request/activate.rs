//! *Approve and Create the Account*: the account active, its approver its administrator, the added users let
//! in or invited.

use api::account_request::AccountRequestEvent;
use rules::account_deciders::ApprovedBy;
use rules::account_roles::{self, Member};
use rules::notes_shown::Reader;
use rules::vocabulary::{AccountRequestStatus, AccountStatus, Visibility};
use rules::{Policy, domain_match};
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
use crate::requests::account_request::participant::Participant;
use crate::requests::invite::{Addition, add_people};
use crate::store::account::{Findable, is_taken, keep_findable};
use crate::store::account_request::AccountRequest;
use crate::store::account_request::contact::added_users_of;
use crate::store::domain_holder::{self, ConfirmedBy};
use crate::store::invitation::{InvitedRole, Inviter};
use crate::store::person::{self, Person};
use crate::store::{grant, trail, virtual_account};

/// Activates the account of a locked request.
///
/// # Errors
/// An account with the identifier has come into being since, or somebody was quicker.
pub async fn activate(app: &App, person: &Person, mut locked: LockedRequest) -> Result<Tx, Error> {
    let display = locked.request.domain_display.clone();
    // People may be inserted, and sessions end.
    trail::lock_chain(&mut locked.tx, trail::SERVICE).await?;
    if is_taken(&mut locked.tx, &locked.request.domain_identifier).await? {
        return Err(Error::IdentifierTaken(display));
    }
    match locked.end(person, AccountRequestStatus::Activated, None).await {
        // Another one with the same identifier was activated at the same time.
        Err(Error::Internal(cause)) if is_unique_violation(&cause) => return Err(Error::IdentifierTaken(display)),
        other => other?,
    }
    let LockedRequest { mut tx, request, participant, fired, now, .. } = locked;
    let confirmed_by = confirmed_by(&app.policy, &request, &participant)?;
    domain_holder::confirm(&mut tx, request.account_key, confirmed_by).await?;
    let found = Findable {
        name: &request.account_name,
        domain_identifier: &request.domain_identifier,
        domain_display: &request.domain_display,
        visibility: Visibility::Listed,
        status: AccountStatus::Active,
    };
    keep_findable(&mut tx, &app.secret, request.account_key, &found).await?;
    virtual_account::insert_default(&mut tx, request.account_key).await?;
    let creator_role = app.policy.account_roles(&account_roles::Facts { member: Member::AccountCreator })?.answer;
    let added_users_role = app.policy.account_roles(&account_roles::Facts { member: Member::AddedUser })?.answer;
    let entire =
        |person_key, role| grant::New { person_key, account_key: request.account_key, virtual_account_key: None, role };
    grant::give(&mut tx, &[entire(person.key, creator_role)]).await?;

    let users = added_users_of(&mut tx, request.key).await?;
    // They were addresses when they were stored. The person who approves may be among them, and keeps the creator's role,
    // without a mail about another.
    let own = person.email_folded.as_deref();
    let emails: Vec<EmailAddress> = users.iter().filter_map(|user| EmailAddress::parse(user).ok()).collect();
    let others: Vec<EmailAddress> = emails.into_iter().filter(|email| Some(email.folded().as_str()) != own).collect();
    let requester = &request.requester;
    let addition = Addition {
        account_key: request.account_key,
        account: account_facts(&request),
        identifier: &request.domain_identifier,
        roles: &[InvitedRole { virtual_account_key: None, path: None, role: added_users_role }],
        inviter: Inviter { key: requester.key, email: requester.email.clone(), locale: requester.locale },
        inviter_name: requester_name(&request),
        note: visible_notes(&app.policy, Reader::AddedUser, &request.notes)?.to_added_users,
        salt: &request.salt,
    };
    let added = add_people(&mut tx, app, &addition, &others, now).await?;
    let mut changed = vec![person.key, request.requester.key];
    changed.extend(&added.holders);

    trail::Entry::new(&request.account_id, AccountRequestEvent::Activated.as_str(), &request.reference)
        .by(&person.who)
        .under(&fired)
        .change(
            json!({ "status": AccountRequestStatus::Pending }),
            json!({
                "status": AccountRequestStatus::Activated,
                "as": participant.viewer,
                "confirmed_by": confirmed_by.as_str(),
                "granted": { "role": creator_role },
                "added_users": users.iter().map(|user| commitment_value(&request.salt, Some(user))).collect::<Vec<_>>(),
                "added_users_role": added_users_role,
                "people": added.trail,
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let event = Event::AccountActivated { account: account_facts(&request), reference: request.reference.clone() };
    mail::put_one(&mut tx, &event, &requester_of(&request), now).await?;
    person::note_changes(&mut tx, changed).await?;
    Ok(tx)
}

/// By whose word the account is there: an approver's, or that of the contact who accepts it.
fn confirmed_by(policy: &Policy, request: &AccountRequest, contact: &Participant) -> Result<ConfirmedBy, Error> {
    Ok(match request.approved_by {
        ApprovedBy::OperatorApprover => ConfirmedBy::Operator,
        ApprovedBy::ExistingAdministrators => ConfirmedBy::Administrators,
        ApprovedBy::Nobody => {
            let facts = domain_match::Facts::of_kind(contact.contact_match);
            if policy.domain_match(&facts)?.answer { ConfirmedBy::Contact } else { ConfirmedBy::Nobody }
        }
    })
}

fn is_unique_violation(cause: &anyhow::Error) -> bool {
    let database = cause.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    database.is_some_and(|error| error.is_unique_violation())
}
