//! *Approve and Create the Account*: the account active, its approver its administrator, the added users let
//! in or invited.

use api::account_request::AccountRequestEvent;
use api::pending_account_request::ChosenUser;
use rules::account_deciders::ApprovedBy;
use rules::account_roles::{self, Member};
use rules::notes_shown::Reader;
use rules::vocabulary::{AccountRequestStatus, AccountStatus, Role, Visibility};
use rules::{Policy, domain_match};
use serde_json::{Value, json};

use crate::app::App;
use crate::db::Tx;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::added_users::{Chosen, choose};
use crate::requests::account_request::decide::LockedRequest;
use crate::requests::account_request::notifications::{
    account_facts, commitment_value, requester_name, requester_of, visible_notes,
};
use crate::requests::account_request::participant::Participant;
use crate::requests::account_request::tell_ended::tell_contacts;
use crate::requests::invite::{Addition, add_people};
use crate::store::account::{Findable, is_taken, keep_findable};
use crate::store::account_request::{AccountRequest, added_user};
use crate::store::domain_holder::{self, ConfirmedBy};
use crate::store::invitation::{InvitedRole, Inviter};
use crate::store::person::{self, Person};
use crate::store::{grant, trail, virtual_account};

/// Activates the account of a locked request; `chosen` is who is let in, and in which role.
///
/// # Errors
/// An account with the identifier has come into being since, somebody was quicker, or the choice is not theirs.
pub async fn activate(
    app: &App,
    person: &Person,
    mut locked: LockedRequest,
    chosen: Option<&[ChosenUser]>,
) -> Result<Tx, Error> {
    let display = locked.request.domain_display.clone();
    // The person who approves may be among them, and keeps the creator's role, without a mail about another.
    let own = person.email_folded.as_deref();
    let users = added_user::of_request(&mut locked.tx, locked.request.key).await?;
    let (mut chosen, rules) = choose(&app.policy, locked.participant.viewer, own, users, chosen)?;
    locked.fired.extend(rules);
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
    let LockedRequest { mut tx, request, contacts, participant, fired, now } = locked;
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
    let entire =
        |person_key, role| grant::New { person_key, account_key: request.account_key, virtual_account_key: None, role };
    grant::give(&mut tx, &[entire(person.key, creator_role)]).await?;

    if let Some((_, role)) = chosen.iter_mut().find(|(user, _)| Some(&*user.email_folded) == own) {
        *role = Some(creator_role);
    }
    added_user::note_outcomes(&mut tx, request.key, &chosen).await?;
    let mut changed = vec![person.key, request.requester.key];
    let mut people = Vec::new();
    for (role, emails) in by_role(&chosen, own) {
        let requester = &request.requester;
        let addition = Addition {
            account_key: request.account_key,
            account: account_facts(&request),
            identifier: &request.domain_identifier,
            roles: &[InvitedRole { virtual_account_key: None, path: None, role }],
            inviter: Inviter { key: requester.key, email: requester.email.clone(), locale: requester.locale },
            inviter_name: requester_name(&request),
            note: visible_notes(&app.policy, Reader::AddedUser, &request.notes)?.to_added_users,
            salt: &request.salt,
        };
        let added = add_people(&mut tx, app, &addition, &emails, now).await?;
        changed.extend(&added.holders);
        people.push(json!({ "role": role, "people": added.trail }));
    }

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
                "added_users": commitments(&request, &chosen, |_| true),
                "left_out": commitments(&request, &chosen, |role| role.is_none()),
                "added": people,
            }),
        )
        .add(&mut tx, app.policy.version(), now)
        .await?;
    let event = Event::AccountActivated {
        account: account_facts(&request),
        reference: request.reference.clone(),
        let_in: count_where(&chosen, |role| role.is_some()),
        left_out: count_where(&chosen, |role| role.is_none()),
    };
    mail::put_one(&mut tx, &event, &requester_of(&request), now).await?;
    tell_contacts(&mut tx, &request, &contacts, AccountRequestStatus::Activated, own, now).await?;
    person::note_changes(&mut tx, changed).await?;
    Ok(tx)
}

/// Who is let in, by the role that they get: without whoever approves, who has one already.
fn by_role(chosen: &Chosen, own: Option<&str>) -> Vec<(Role, Vec<EmailAddress>)> {
    let emails = |wanted: Role| -> Vec<EmailAddress> {
        let theirs = chosen.iter().filter(|(user, role)| *role == Some(wanted) && Some(&*user.email_folded) != own);
        // They were addresses when they were stored.
        theirs.filter_map(|(user, _)| EmailAddress::parse(&user.email).ok()).collect()
    };
    let all = Role::ALL.iter().map(|role| (*role, emails(*role)));
    all.filter(|(_, emails)| !emails.is_empty()).collect()
}

fn commitments(request: &AccountRequest, chosen: &Chosen, are_meant: fn(Option<Role>) -> bool) -> Vec<Value> {
    let meant = chosen.iter().filter(|(_, role)| are_meant(*role));
    meant.map(|(user, _)| commitment_value(&request.salt, Some(&user.email))).collect()
}

fn count_where(chosen: &Chosen, are_meant: fn(Option<Role>) -> bool) -> usize {
    chosen.iter().filter(|(_, role)| are_meant(*role)).count()
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
