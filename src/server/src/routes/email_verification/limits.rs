//! How many codes people from one peer may ask for and enter wrongly, how often they may go to a provider, how many codes
//! are made for all together, and what is kept for browsers that are known, over all processes. The limits of one address
//! lie in `store::sign_in_code`.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::base::secret::digest;
use crate::db::Tx;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::net::peer::{Peer, site};
use crate::store::tally;

const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);
/// Codes that were made, for all peers but known browsers, by all processes.
const ALL: &str = "codes:all";

/// Counts somebody who asks for a code. Where that is one too many, gives from when on they may again: then nothing of the
/// transaction is to be kept, the count neither.
pub async fn count_request(
    tx: &mut Tx,
    app: &App,
    peer: Peer,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let (limits, mac) = (&app.settings.limits, site_mac(app, peer));
    for (name, window, most) in [
        (format!("code-requests-in-hour:{mac}"), HOUR, limits.peer_codes_per_hour),
        (format!("code-requests-in-day:{mac}"), DAY, limits.peer_codes_per_day),
    ] {
        if tally::count(tx, &name, window, now).await? > i64::from(most) {
            return Ok(Some(tally::window_end(window, now)));
        }
    }
    Ok(None)
}

/// Counts a code that is made, of all that there are within an hour. Once half of them are gone, each network has only a
/// few of the rest. Where this is one too many, gives from when on there may be another: then nothing is to be kept.
pub async fn count_code(tx: &mut Tx, app: &App, peer: Peer, now: DateTime<Utc>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let limits = &app.settings.limits;
    let (count, most) = (tally::count(tx, ALL, HOUR, now).await?, i64::from(limits.codes_per_hour));
    let is_over = if count > most {
        true
    } else if count > most / 2 {
        let name = format!("scarce-codes:{}", site_mac(app, peer));
        !tally::count_up_to(tx, &name, limits.peer_scarce_codes_per_hour.into(), HOUR, now).await?
    } else {
        false
    };
    if is_over {
        return Ok(Some(tally::window_end(HOUR, now)));
    }
    if count == most {
        tracing::error!(
            event = "sign_in_codes_used_up",
            most,
            "as many codes were made within an hour as there may be; only known browsers get another until it is over"
        );
    }
    Ok(None)
}

/// Counts a code of a browser that knows the address: none of the others, but one of those that the people of a mailbox
/// domain have in such browsers. False where they had all of these.
pub async fn count_reserve(tx: &mut Tx, app: &App, address: &EmailAddress, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let most = app.settings.limits.domain_reserved_codes_per_hour;
    tally::count_up_to(tx, &reserve_key(address), most.into(), HOUR, now).await
}

/// Takes back what was counted: no code was made.
pub async fn uncount_reserve(tx: &mut Tx, address: &EmailAddress, now: DateTime<Utc>) -> sqlx::Result<()> {
    tally::take_back(tx, &reserve_key(address), HOUR, now).await
}

/// Counts a mail that tells of used-up codes. False where the address had one today.
pub async fn count_tries_mail(tx: &mut Tx, folded: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    tally::count_up_to(tx, &format!("tries-mail:{}", digest(folded.as_bytes())), 1, DAY, now).await
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

fn reserve_key(address: &EmailAddress) -> String {
    let domain = DomainIdentifier::parse(address.domain());
    let domain = domain.as_ref().map_or(address.domain(), |domain| domain.registrable());
    format!("reserved-codes:{domain}")
}
