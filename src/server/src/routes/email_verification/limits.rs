//! How many codes people from one peer may ask for and enter wrongly, how often they may go to a provider, and how many
//! codes all together may ask for, over all processes. The limits of one address lie in `store::sign_in_code`.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::db::Tx;
use crate::net::peer::{Peer, site};
use crate::store::tally;

const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);
/// All processes, all peers.
const ALL: &str = "codes:all";

/// Counts a code that is asked for. Where that is one too many, gives from when on there may be another: then nothing
/// of the transaction is to be kept, the count neither.
pub async fn count_code(tx: &mut Tx, app: &App, peer: Peer, now: DateTime<Utc>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let (limits, mac) = (&app.settings.limits, site_mac(app, peer));
    for (name, window, most) in [
        (format!("codes-in-hour:{mac}"), HOUR, limits.peer_codes_per_hour),
        (format!("codes-in-day:{mac}"), DAY, limits.peer_codes_per_day),
        (ALL.to_owned(), HOUR, limits.codes_per_hour),
    ] {
        let (count, most) = (tally::count(tx, &name, window, now).await?, i64::from(most));
        if count > most {
            return Ok(Some(tally::window_end(window, now)));
        }
        if name == ALL && count == most {
            tracing::error!(
                event = "sign_in_codes_used_up",
                most,
                "as many codes were asked for within an hour as there may be; nobody gets another until it is over"
            );
        }
    }
    Ok(None)
}

/// Counts a code that is entered, before it is looked at, so that many at once are no more than one by one. Where that
/// is one too many, gives from when on there may be another; then nothing is to be kept.
pub async fn count_try(tx: &mut Tx, app: &App, peer: Peer, now: DateTime<Utc>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let count = tally::count(tx, &wrong_codes_key(app, peer), HOUR, now).await?;
    let is_over = count > i64::from(app.settings.limits.peer_wrong_codes_per_hour);
    Ok(is_over.then(|| tally::window_end(HOUR, now)))
}

/// Takes back what was counted: the code was right.
pub async fn uncount_try(tx: &mut Tx, app: &App, peer: Peer, now: DateTime<Utc>) -> sqlx::Result<()> {
    tally::take_back(tx, &wrong_codes_key(app, peer), HOUR, now).await
}

/// Counts somebody who goes to a provider to sign in. Where that is one too many, gives from when on they may again;
/// then nothing is to be kept.
pub async fn count_attempt(
    tx: &mut Tx,
    app: &App,
    peer: Peer,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let name = format!("attempts:{}", site_mac(app, peer));
    let count = tally::count(tx, &name, HOUR, now).await?;
    let is_over = count > i64::from(app.settings.limits.peer_attempts_per_hour);
    Ok(is_over.then(|| tally::window_end(HOUR, now)))
}

/// Under what a peer is kept here.
pub fn site_mac(app: &App, peer: Peer) -> String {
    app.secret.peer_mac(site(peer.address))
}

fn wrong_codes_key(app: &App, peer: Peer) -> String {
    format!("wrong-codes:{}", site_mac(app, peer))
}
