//! What time brings to invitations: a reminder before the end, and the end.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::error::Error;
use crate::jobs::round::note;
use crate::requests::invitation::expire::{expire, warn};
use crate::store::invitation::{Invitation, ending, expired};
use crate::store::key::InvitationKey;
use crate::store::{Batch, trail};

/// One round; gives how many invitations it processed.
///
/// # Errors
/// The database's, where it gives no rows at all.
pub async fn round(app: &App, now: DateTime<Utc>) -> Result<usize, Error> {
    let mut done = 0;
    let mut after = InvitationKey(0);
    loop {
        let Batch { rows, last } = expired(&app.db, now, after).await?;
        let Some(last) = last else { break };
        after = last;
        for found in rows {
            done += note(app, end(app, found, now).await);
        }
    }
    let mut after = InvitationKey(0);
    loop {
        let Batch { rows, last } = ending(&app.db, now, after).await?;
        let Some(last) = last else { break };
        after = last;
        for found in rows {
            done += note(app, remind(app, found, now).await);
        }
    }
    Ok(done)
}

async fn end(app: &App, found: sqlx::Result<Invitation>, now: DateTime<Utc>) -> Result<bool, Error> {
    let found = found?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &found.account_id).await?;
    let done = expire(&mut tx, &app.policy, &found, now).await?;
    tx.commit().await?;
    Ok(done)
}

async fn remind(app: &App, found: sqlx::Result<Invitation>, now: DateTime<Utc>) -> Result<bool, Error> {
    let found = found?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &found.account_id).await?;
    let done = warn(&mut tx, &app.policy, &found, now).await?;
    tx.commit().await?;
    Ok(done)
}
