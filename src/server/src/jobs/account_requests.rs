//! What time and change bring to requests for new accounts: some lapse, others decide than before, and the administrators of
//! restricted accounts hear of new ones beside theirs.

use chrono::{DateTime, Utc};
use rules::Policy;
use rules::vocabulary::{Action, Affiliation};

use crate::app::App;
use crate::error::Error;
use crate::jobs::round::note;
use crate::mail::{self, AccountFacts, Event};
use crate::requests::account_request::lapse::lapse;
use crate::requests::account_request::reassign::reassign;
use crate::requests::admission::is_admitted;
use crate::store::account_request::{AccountRequest, lapsed, to_reassign};
use crate::store::key::AccountRequestKey;
use crate::store::{Batch, domain_neighbour, trail};

/// One round; gives how many requests and new accounts it processed.
///
/// # Errors
/// The database's or the policy's.
pub async fn round(app: &App, now: DateTime<Utc>) -> Result<usize, Error> {
    let mut done = 0;
    let mut after = AccountRequestKey(0);
    loop {
        let Batch { rows, last } = lapsed(&app.db, now, after).await?;
        let Some(last) = last else { break };
        after = last;
        for request in rows {
            done += note(app, end(app, request, now).await);
        }
    }
    let staff = affiliations_that_decide(&app.policy)?;
    let mut after = AccountRequestKey(0);
    loop {
        let Batch { rows, last } = to_reassign(&app.db, now, &staff, after).await?;
        let Some(last) = last else { break };
        after = last;
        for request in rows {
            done += note(app, hand_on(app, request, now).await);
        }
    }
    Ok(done + tell_neighbours(app, &staff, now).await?)
}

/// Lets a request lapse.
async fn end(app: &App, request: sqlx::Result<AccountRequest>, now: DateTime<Utc>) -> Result<bool, Error> {
    let request = request?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    let done = lapse(&mut tx, &app.policy, &request, now).await?;
    tx.commit().await?;
    Ok(done)
}

/// Lets others decide than before.
async fn hand_on(app: &App, request: sqlx::Result<AccountRequest>, now: DateTime<Utc>) -> Result<bool, Error> {
    let request = request?;
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &request.account_id).await?;
    let done = reassign(&mut tx, app, request.key, now).await?;
    tx.commit().await?;
    Ok(done)
}

/// Tells of new accounts those who administer restricted ones of the same registrable domain.
async fn tell_neighbours(app: &App, staff: &[Affiliation], now: DateTime<Utc>) -> Result<usize, Error> {
    let mut told = 0;
    for account in domain_neighbour::to_tell(&app.db).await? {
        let mut tx = app.db.begin().await?;
        if !domain_neighbour::mark(&mut tx, account.key).await? {
            continue;
        }
        let recipients = domain_neighbour::administrators(&mut tx, account.key, staff).await?;
        let account = AccountFacts { name: account.name, domain_identifier: account.domain_display };
        mail::put(&mut tx, &Event::AccountBeside { account }, &recipients, now).await?;
        tx.commit().await?;
        told += usize::from(!recipients.is_empty());
    }
    Ok(told)
}

/// Whose staff may decide about new accounts (decision `admission`).
fn affiliations_that_decide(policy: &Policy) -> Result<Vec<Affiliation>, Error> {
    let mut deciding = Vec::new();
    for affiliation in Affiliation::ALL.iter().copied() {
        if is_admitted(policy, affiliation, Action::DecideAccountRequest)? {
            deciding.push(affiliation);
        }
    }
    Ok(deciding)
}
