//! What time brings to invitations: a reminder before the end, and the end. Reading decides both by itself.

use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::{Acceptance, InvitationStatus};
use serde_json::{Value, json};
use text::Locale;

use crate::db::Tx;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::invitation::answer::tell_inviter;
use crate::requests::invite::recipient;
use crate::store::invitation::{self, Invitation};
use crate::store::trail;

/// Tidies an invitation whose time is up: its state, the trail, and a mail to whoever sent it. Whether it was this call
/// that did; of several at once, one does.
///
/// # Errors
/// The database's.
pub async fn expire(tx: &mut Tx, policy: &Policy, found: &Invitation, now: DateTime<Utc>) -> Result<bool, Error> {
    if !invitation::end(tx, found.key, InvitationStatus::Expired, now).await? {
        return Ok(false);
    }
    trail::Entry::new(&found.account_id, "invitation_expired", &found.id)
        .change(
            json!({ "status": InvitationStatus::Pending }),
            json!({ "status": InvitationStatus::Expired, "expired_at": found.expires_at }),
        )
        .add(tx, policy.version(), now)
        .await?;
    tell_inviter(tx, found, false, now).await?;
    Ok(true)
}

/// Reminds whoever was invited that it ends soon, in words of the service only. Whether it was this call that did.
///
/// # Errors
/// The database's.
pub async fn warn(tx: &mut Tx, policy: &Policy, found: &Invitation, now: DateTime<Utc>) -> Result<bool, Error> {
    if !invitation::mark_warned(tx, found.key).await? {
        return Ok(false);
    }
    trail::Entry::new(&found.account_id, "invitation_end_announced", &found.id)
        .change(Value::Null, json!({ "expires_at": found.expires_at }))
        .add(tx, policy.version(), now)
        .await?;
    let locale = found.inviter.as_ref().map_or(Locale::En, |inviter| inviter.locale);
    let to = recipient(tx, &found.email, &found.email_folded, locale).await?;
    let event = Event::InvitationAboutToEnd {
        domain_identifier: found.domain_display.clone(),
        invitation: found.id.clone(),
        on_proof: found.acceptance == Acceptance::OnProof,
        expires_at: found.expires_at,
    };
    mail::put_one(tx, &event, &to, now).await?;
    Ok(true)
}
