//! Codes that prove an address: each for ten minutes and five tries. A code itself is not kept: it follows from its id, see
//! `Secret::sign_in_code`. Each is bound to the link or the browser for which it was made; of those codes at most one is
//! unused.
//!
//! From one peer there are five for an address within an hour and ten within a day, and from all thirty within a day: whoever
//! asks for somebody else's from elsewhere does not use theirs up, and nobody's mailbox is filled. Thirty codes of five tries
//! each leave whoever guesses one chance in 6,667 a day.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;

use crate::args;
use crate::base::clock::from_millis;
use crate::base::secret::random_id;
use crate::db::{Db, Engine, Tx};

/// How long a code can be entered.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// How often a code can be entered.
pub const MOST_TRIES: i64 = 5;

/// How many codes an address gets from one peer within how long, the longest last.
const OF_PEER: [(usize, TimeDelta); 2] = [(5, HOUR), (10, DAY)];
/// And from all.
const OF_ALL: [(usize, TimeDelta); 1] = [(30, DAY)];
const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);

/// What a code is for.
pub struct CodeRequest {
    pub email_folded: String,
    /// The link or the browser.
    pub binding: String,
    /// Who asks, as [`crate::base::secret::Secret::peer_mac`] has it.
    pub peer: String,
}

/// What became of the newest code of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newest {
    /// There is none within an hour, or it was used.
    None,
    /// It can be entered.
    Open { until: DateTime<Utc>, tries_left: i64, was_tried: bool },
    /// Its time is over.
    Expired,
    /// It was entered wrongly as often as it may be.
    TriedOut,
}

/// The codes of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes {
    pub newest: Newest,
    /// From when on another may be made; absent where that is now.
    pub next_at: Option<DateTime<Utc>>,
}

/// How an address's codes stand for whoever asks.
pub async fn of_address(db: &Db, request: &CodeRequest, now: DateTime<Utc>) -> sqlx::Result<Codes> {
    #[derive(FromRow)]
    struct Row {
        created_at: i64,
        tries: i64,
        used: bool,
        binding: String,
        peer: String,
    }
    let rows: Vec<Row> = db
        .all(
            "SELECT created_at, tries, used, binding, peer FROM sign_in_code WHERE email_folded = $1 AND created_at > $2 \
             ORDER BY created_at DESC",
            args![&request.email_folded, (now - DAY).timestamp_millis()],
        )
        .await?;
    let recent = (now - HOUR).timestamp_millis();
    let open = rows.iter().find(|row| !row.used && row.created_at > recent && row.binding == request.binding);
    let newest = match open {
        None => Newest::None,
        Some(row) if row.tries >= MOST_TRIES => Newest::TriedOut,
        Some(row) => match from_millis(row.created_at) + LIFETIME {
            until if now >= until => Newest::Expired,
            until => Newest::Open { until, tries_left: MOST_TRIES - row.tries, was_tried: row.tries > 0 },
        },
    };
    let made: Vec<(i64, String)> = rows.into_iter().map(|row| (row.created_at, row.peer)).collect();
    Ok(Codes { newest, next_at: next_at(&made, request, now) })
}

/// Makes a code in the place of those before, and gives its id. Nothing where the address had its number of them.
pub async fn make(tx: &mut Tx, request: &CodeRequest, now: DateTime<Utc>) -> sqlx::Result<Option<String>> {
    let CodeRequest { email_folded, binding, peer } = request;
    // Of two at once, one waits for the other and counts its code. SQLite has one writer at a time as it is.
    if tx.engine() == Engine::Postgres {
        tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", args![email_folded]).await?;
    }
    let window = (now - DAY).timestamp_millis();
    let made: Vec<(i64, String)> = tx
        .all(
            "SELECT created_at, peer FROM sign_in_code WHERE email_folded = $1 AND created_at > $2 ORDER BY created_at DESC",
            args![email_folded, window],
        )
        .await?;
    if next_at(&made, request, now).is_some() {
        return Ok(None);
    }
    let replaced = "UPDATE sign_in_code SET used = $1 WHERE email_folded = $2 AND binding = $3";
    tx.run(replaced, args![true, email_folded, binding]).await?;
    let id = random_id();
    tx.run(
        "INSERT INTO sign_in_code (id, email_folded, binding, peer, created_at) VALUES ($1, $2, $3, $4, $5)",
        args![&id, email_folded, binding, peer, now.timestamp_millis()],
    )
    .await?;
    Ok(Some(id))
}

/// Forgets those that no longer count.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    let old = (now - DAY).timestamp_millis();
    tx.run("DELETE FROM sign_in_code WHERE created_at <= $1", args![old]).await?;
    Ok(())
}

/// Counts a try and gives the id of the code that it is to be compared with, where one can be entered. Counting comes
/// first, so that tries at once are no more than tries one by one; whoever is right goes on to [`use_up`] in the same
/// transaction, which others wait for.
pub async fn begin_try(
    tx: &mut Tx,
    email_folded: &str,
    binding: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    let row: Option<(String,)> = tx
        .optional(
            "UPDATE sign_in_code SET tries = tries + 1 \
             WHERE email_folded = $1 AND used = $2 AND tries < $3 AND created_at > $4 AND binding = $5 RETURNING id",
            args![email_folded, false, MOST_TRIES, (now - LIFETIME).timestamp_millis(), binding],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Uses a code up.
pub async fn use_up(tx: &mut Tx, id: &str) -> sqlx::Result<()> {
    tx.run("UPDATE sign_in_code SET used = $1 WHERE id = $2", args![true, id]).await?;
    Ok(())
}

/// Uses all codes up.
pub async fn use_up_all(tx: &mut Tx) -> sqlx::Result<()> {
    tx.run("UPDATE sign_in_code SET used = $1 WHERE used = $2", args![true, false]).await?;
    Ok(())
}

/// When there may be another code after these, newest first; nothing where that is now.
fn next_at(made: &[(i64, String)], request: &CodeRequest, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let of_all: Vec<i64> = made.iter().map(|(created_at, _)| *created_at).collect();
    let of_peer: Vec<i64> =
        made.iter().filter(|(_, peer)| *peer == request.peer).map(|(created_at, _)| *created_at).collect();
    let limits = OF_PEER.map(|limit| (&of_peer, limit)).into_iter().chain(OF_ALL.map(|limit| (&of_all, limit)));
    let ends = limits.filter_map(|(moments, (most, within))| Some(from_millis(*moments.get(most - 1)?) + within));
    ends.filter(|end| *end > now).max()
}
