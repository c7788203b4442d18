//! Accepting and declining an invitation, once; and what becomes somebody's because they proved their address.

use api::invitation::InvitationAnswer;
use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::{InvitationStatus, Role};
use serde_json::{Value, json};

use crate::app::App;
use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::mail::{self, AccountFacts, Event};
use crate::requests::access_request::reassign::reassign;
use crate::requests::invitation::{find, is_theirs};
use crate::store::invitation::{self, Invitation, InvitedRole};
use crate::store::key::PersonKey;
use crate::store::person::{self, Person};
use crate::store::{grant, trail};

/// Accepts or declines, as the person to whose address it was sent.
///
/// # Errors
/// It is not theirs, it is over, or the account is not active any more.
pub async fn answer(app: &App, person: &Person, id: &str, answer: InvitationAnswer) -> Result<(), Error> {
    let now = app.clock.now();
    let found = find(app, person, id).await?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &found.account_id).await?;
    // Its account may have been closed, or its time may be up, while this waited.
    let found = invitation::by_id(&mut tx, id).await?.filter(|found| is_theirs(found, person));
    let found = found.ok_or(Error::InvitationNotFound)?;
    let status = found.status_at(now);
    if status != InvitationStatus::Pending {
        return Err(Error::InvitationEnded(status, found.ended_at(now).unwrap_or(now)));
    }
    match answer {
        InvitationAnswer::Accept if !found.account_is_active => return Err(Error::AccountNotActive),
        InvitationAnswer::Accept => hold(&mut tx, &app.policy, person, &found, now).await?,
        InvitationAnswer::Decline => decline(&mut tx, &app.policy, person, &found, now).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Gives the person what waits for them to prove their address. Call it whenever somebody signs in. One query, and more
/// where there is anything.
///
/// # Errors
/// The database's or the policy's.
pub async fn take_up(app: &App, person_key: PersonKey) -> Result<(), Error> {
    let now = app.clock.now();
    for waiting in invitation::waiting_for_proof(&app.db, person_key, now).await? {
        let mut tx = app.db.begin().await?;
        trail::lock_chain(&mut tx, &waiting.account_id).await?;
        let person = person::by_key(&mut tx, person_key).await?;
        let found = invitation::by_id(&mut tx, &waiting.id).await?;
        let found = found.filter(|found| found.account_is_active && is_theirs(found, &person));
        if let Some(found) = found.filter(|found| found.status_at(now) == InvitationStatus::Pending) {
            hold(&mut tx, &app.policy, &person, &found, now).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Gives the roles, under the lock of the account's chain.
async fn hold(
    tx: &mut Tx,
    policy: &Policy,
    person: &Person,
    found: &Invitation,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if !invitation::end(tx, found.key, InvitationStatus::Accepted, now).await? {
        return Err(Error::Conflict);
    }
    let invited = invitation::roles_of(&mut *tx, found.key).await?;
    let role = |one: &InvitedRole| grant::New {
        person_key: person.key,
        account_key: found.account_key,
        virtual_account_key: one.virtual_account_key,
        role: one.role,
    };
    let roles: Vec<grant::New> = invited.iter().map(role).collect();
    grant::give(tx, &roles).await?;
    let granted: Vec<Value> =
        invited.iter().map(|one| json!({ "virtual_account": one.path, "role": one.role })).collect();
    let after = json!({ "status": InvitationStatus::Accepted, "acceptance": found.acceptance, "granted": granted });
    record(tx, policy, "invitation_accepted", person, found, after, now).await?;
    let mut changed = vec![person.key];
    if roles.iter().any(|new| new.role == Role::Administrator) {
        changed.extend(reassign(tx, policy, found.account_key, now).await?);
    }
    person::note_changes(tx, changed).await?;
    Ok(())
}

/// Ends it, and tells whoever sent it.
async fn decline(
    tx: &mut Tx,
    policy: &Policy,
    person: &Person,
    found: &Invitation,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if !invitation::end(tx, found.key, InvitationStatus::Declined, now).await? {
        return Err(Error::Conflict);
    }
    let after = json!({ "status": InvitationStatus::Declined });
    record(tx, policy, "invitation_declined", person, found, after, now).await?;
    tell_inviter(tx, found, true, now).await
}

/// Mail to whoever invited, whose invitation led to nothing.
pub(super) async fn tell_inviter(
    tx: &mut Tx,
    found: &Invitation,
    declined: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(inviter) = &found.inviter else { return Ok(()) };
    let account = account_facts(found);
    let event = Event::InvitationUnanswered { account, email: readable_email(&found.email), declined };
    mail::put_one(tx, &event, &inviter.recipient(), now).await?;
    Ok(())
}

/// The account, for a mail to somebody who knows of it.
fn account_facts(found: &Invitation) -> AccountFacts {
    AccountFacts { name: found.account_name.clone(), domain_identifier: found.domain_display.clone() }
}

async fn record(
    tx: &mut Tx,
    policy: &Policy,
    event: &str,
    person: &Person,
    found: &Invitation,
    after: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let entry = trail::Entry::new(&found.account_id, event, &found.id).by(&person.who);
    let entry = entry.change(json!({ "status": InvitationStatus::Pending }), after);
    Ok(entry.add(tx, policy.version(), now).await?)
}
