//! Invitations to an account (domain: 4, Added people): whose they are, and what they see of them.

pub mod answer;
pub mod expire;

use api::account::AccountName;
use api::invitation::Invitation as Body;
use chrono::{DateTime, Utc};
use rules::vocabulary::{InvitationStatus, Role};

use crate::app::App;
use crate::base::clock::days_left;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::requests::invite::granted;
use crate::store::invitation::{self, Invitation, InvitedRole};
use crate::store::person::Person;

/// The person's own invitation, by its id. One query.
///
/// # Errors
/// [`Error::InvitationNotFound`] where there is none, or it is for another address than the one that they proved.
pub async fn find(app: &App, person: &Person, id: &str) -> Result<Invitation, Error> {
    let found = invitation::by_id(&app.db, id).await?;
    found.filter(|found| is_theirs(found, person)).ok_or(Error::InvitationNotFound)
}

/// As its person reads it. Nothing that others wrote is in it before it is accepted: neither the account's name, nor names
/// of Virtual Accounts, nor the note.
///
/// # Errors
/// The database's.
pub async fn body(app: &App, found: Invitation) -> Result<Body, Error> {
    let invited = invitation::roles_of(&app.db, found.key).await?;
    Ok(written(found, &invited, app.clock.now()))
}

fn written(found: Invitation, invited: &[InvitedRole], now: DateTime<Utc>) -> Body {
    let status = found.status_at(now);
    let is_accepted = status == InvitationStatus::Accepted;
    let mut roles: Vec<Role> = invited.iter().map(|one| one.role).collect();
    roles.dedup();
    Body {
        status,
        ended_at: found.ended_at(now).map(Into::into),
        domain_identifier: found.domain_display,
        inviter: found.inviter.map(|inviter| readable_email(&inviter.email)),
        roles,
        created_at: found.created_at.into(),
        expires_at: found.expires_at.into(),
        days_left: days_left(now, found.expires_at),
        account: is_accepted.then_some(AccountName { id: found.account_id, name: found.account_name }),
        granted: if is_accepted { granted(invited) } else { Vec::new() },
        note: found.note.filter(|_| is_accepted),
        id: found.id,
    }
}

/// Whether this person proved the address that was invited.
fn is_theirs(invitation: &Invitation, person: &Person) -> bool {
    person.address() == Some(&invitation.email_folded)
}
