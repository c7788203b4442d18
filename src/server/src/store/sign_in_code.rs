//! Codes that prove an address: each for ten minutes and five tries. A code itself is not kept: it follows from its id, see
//! `Secret::sign_in_code`. Each is bound to the link or the browser for which it was made; of those codes at most one is
//! unused.
//!
//! From one peer there are five for an address within an hour and ten within a day, and from all thirty within a day: whoever
//! asks for somebody else's from elsewhere does not use theirs up, and nobody's mailbox is filled. Thirty codes of five tries
//! each leave whoever guesses one chance in 667,000 a day.
//!
//! A browser in which the address was proved before has five an hour of its own, whatever all others used up.

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
/// And from a browser that knows the address, whatever the others used up.
const OF_KNOWN_BROWSER: [(usize, TimeDelta); 1] = [(5, HOUR)];
const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);

/// What a code is for.
pub struct CodeRequest {
    pub email_folded: String,
    /// The link or the browser.
    pub binding: String,
    /// Who asks, as [`crate::base::secret::Secret::peer_mac`] has it.
    pub peer: String,
    /// The browser, as `http::known_browser` names it, where the address was proved in it before.
    pub known_browser: Option<String>,
}

/// A code that was made.
struct PastCode {
    created_at: i64,
    peer: String,
    /// Empty where nobody proved the address there before.
    browser: String,
}

/// A code that is tried.
pub struct TriedCode {
    pub id: String,
    /// Whether this is the last try that it has.
    pub is_last: bool,
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
        browser: String,
    }
    let rows: Vec<Row> = db
        .all(
            "SELECT created_at, tries, used, binding, peer, browser FROM sign_in_code \
             WHERE email_folded = $1 AND created_at > $2 ORDER BY created_at DESC",
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
    let made = |row: Row| PastCode { created_at: row.created_at, peer: row.peer, browser: row.browser };
    let made: Vec<PastCode> = rows.into_iter().map(made).collect();
    Ok(Codes { newest, next_at: next_at(&made, request, now) })
}

/// Makes a code in the place of those before, and gives its id. Nothing where the address had its number of them.
pub async fn make(tx: &mut Tx, request: &CodeRequest, now: DateTime<Utc>) -> sqlx::Result<Option<String>> {
    let CodeRequest { email_folded, binding, peer, known_browser } = request;
    // Of two at once, one waits for the other and counts its code. SQLite has one writer at a time as it is.
    if tx.engine() == Engine::Postgres {
        tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", args![email_folded]).await?;
    }
    let window = (now - DAY).timestamp_millis();
    let made: Vec<(i64, String, String)> = tx
        .all(
            "SELECT created_at, peer, browser FROM sign_in_code WHERE email_folded = $1 AND created_at > $2 \
             ORDER BY created_at DESC",
            args![email_folded, window],
        )
        .await?;
    let made: Vec<PastCode> =
        made.into_iter().map(|(created_at, peer, browser)| PastCode { created_at, peer, browser }).collect();
    if next_at(&made, request, now).is_some() {
        return Ok(None);
    }
    let replaced = "UPDATE sign_in_code SET used = $1 WHERE email_folded = $2 AND binding = $3";
    tx.run(replaced, args![true, email_folded, binding]).await?;
    let id = random_id();
    tx.run(
        "INSERT INTO sign_in_code (id, email_folded, binding, peer, browser, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![&id, email_folded, binding, peer, known_browser.as_deref().unwrap_or_default(), now.timestamp_millis()],
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
) -> sqlx::Result<Option<TriedCode>> {
    let row: Option<(String, i64)> = tx
        .optional(
            "UPDATE sign_in_code SET tries = tries + 1 \
             WHERE email_folded = $1 AND used = $2 AND tries < $3 AND created_at > $4 AND binding = $5 RETURNING id, tries",
            args![email_folded, false, MOST_TRIES, (now - LIFETIME).timestamp_millis(), binding],
        )
        .await?;
    Ok(row.map(|(id, tries)| TriedCode { id, is_last: tries >= MOST_TRIES }))
}

/// How many codes of an address were tried as often as they may be, within a day.
pub async fn used_up_within_day(tx: &mut Tx, email_folded: &str, now: DateTime<Utc>) -> sqlx::Result<i64> {
    let sql = "SELECT count(*) FROM sign_in_code WHERE email_folded = $1 AND created_at > $2 AND tries >= $3";
    let (count,): (i64,) = tx.one(sql, args![email_folded, (now - DAY).timestamp_millis(), MOST_TRIES]).await?;
    Ok(count)
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
fn next_at(made: &[PastCode], request: &CodeRequest, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let moments = |counts: &dyn Fn(&PastCode) -> bool| -> Vec<i64> {
        made.iter().filter(|code| counts(code)).map(|code| code.created_at).collect()
    };
    let limits: Vec<(Vec<i64>, (usize, TimeDelta))> = match &request.known_browser {
        Some(browser) => OF_KNOWN_BROWSER.map(|limit| (moments(&|code| code.browser == *browser), limit)).into(),
        None => {
            let of_peer = OF_PEER.map(|limit| (moments(&|code| code.peer == request.peer), limit));
            of_peer.into_iter().chain(OF_ALL.map(|limit| (moments(&|_| true), limit))).collect()
        }
    };
    let ends =
        limits.iter().filter_map(|(moments, (most, within))| Some(from_millis(*moments.get(most - 1)?) + *within));
    ends.filter(|end| *end > now).max()
}
