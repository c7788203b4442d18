//! The directory's lists: the accounts with standing, those of the person's own domain, and the listed ones.
//!
//! Each list is in the directory's order, (position, folded name, id), and begins after a [`Cursor`]. What is seen is
//! decided by the policy afterwards; these queries only keep away what no policy shows.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Argument, Db, Engine, like_literal};
use crate::store::account::{Account, AccountRow, COLUMNS};
use crate::store::key::PersonKey;

/// Active accounts in which the person holds a role.
pub const WITH_ROLE: i64 = 0;
/// Accounts with the person's request open or expired.
pub const REQUESTED: i64 = 1;
/// Accounts whose creation the person asked for, and which are pending; and others that are not active in which they hold a role.
pub const ACCOUNT_REQUESTED: i64 = 2;
/// Listed accounts of the person's own registrable domain.
pub const OWN_DOMAIN: i64 = 3;
/// Accounts with other standing: a request that was decided or cancelled.
pub const OTHER_STANDING: i64 = 4;
/// Listed accounts.
pub const OTHER_LISTED: i64 = 5;

/// With this many candidates or fewer, sorting them is quicker than walking the names.
const FEW: i64 = 1000;

/// Where a page begins: after this place.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub position: i64,
    pub name_folded: String,
    pub id: String,
}

/// An account and its place in the directory's order.
#[derive(Clone, Debug)]
pub struct Placed {
    pub position: i64,
    pub account: Account,
}

#[derive(FromRow)]
struct PlacedRow {
    position: i64,
    #[sqlx(flatten)]
    account: AccountRow,
}

impl Cursor {
    /// Before everything.
    pub fn start() -> Cursor {
        Cursor { position: -1, name_folded: String::new(), id: String::new() }
    }
}

/// The accounts in which the person has standing, up to `last` position. `part` is folded text, empty for all.
pub async fn with_standing(
    db: &Db,
    person_key: PersonKey,
    part: &str,
    last: i64,
    after: &Cursor,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Placed>> {
    let sql = format!(
        "SELECT * FROM (SELECT {COLUMNS}, CAST(CASE \
             WHEN a.status = 'active' \
                 AND EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 AND g.account_key = a.key) THEN 0 \
             WHEN (SELECT r.status FROM access_request r WHERE r.person_key = $1 AND r.account_key = a.key \
                   ORDER BY r.created_at DESC, r.key DESC LIMIT 1) IN ('open', 'expired') THEN 1 \
             WHEN a.requested_by_key = $1 AND a.status = 'pending' AND a.lapses_at > $8 THEN 2 \
             WHEN a.status <> 'active' \
                 AND EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 AND g.account_key = a.key) THEN 2 \
             ELSE 4 END AS bigint) AS position \
           FROM account a WHERE a.key IN (SELECT account_key FROM access_grant WHERE person_key = $1 \
             UNION SELECT account_key FROM access_request WHERE person_key = $1 \
             UNION SELECT key FROM account WHERE requested_by_key = $1) \
           AND a.search_text LIKE $2 ESCAPE '\\') placed \
         WHERE position <= $3 AND (position, name_folded, id) > ($4, $5, $6) \
         ORDER BY position, name_folded, id LIMIT $7"
    );
    let mut arguments = args![person_key, containing(part), last];
    arguments.extend(after_place(after));
    arguments.extend(args![limit, now.timestamp_millis()]);
    let rows: Vec<PlacedRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    rows.into_iter().map(|row| Ok(Placed { position: row.position, account: row.account.try_into()? })).collect()
}

/// Listed accounts under the person's registrable domain, without those that [`with_standing`] lists before them.
pub async fn of_own_domain(
    db: &Db,
    person_key: PersonKey,
    registrable: &str,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Vec<Placed>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE a.registrable_domain = $2 \
         AND a.visibility = 'listed' AND a.status = 'active' AND {NEITHER_HELD_NOR_REQUESTED} \
         AND (a.name_folded, a.id) > ($3, $4) ORDER BY a.name_folded, a.id LIMIT $5"
    );
    let mut arguments = args![person_key, registrable];
    arguments.extend(after_name(after, OWN_DOMAIN));
    arguments.push(limit.into());
    placed(db.all(AssertSqlSafe(sql), arguments).await?, OWN_DOMAIN)
}

/// Listed accounts that contain `part` (three characters or more) or whose name begins with it, without those in which
/// the person has standing.
pub async fn without_standing(
    db: &Db,
    person_key: PersonKey,
    part: &str,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Vec<Placed>> {
    let mut bound = Vec::new();
    let (from, condition, argument) = if part.chars().count() < 3 {
        // Too short for trigrams: the names in order, from the first to the last with this beginning.
        bound.push(Argument::from(format!("{part}\u{10ffff}")));
        ("account a", "a.name_folded >= $2 AND a.name_folded < $6", part.to_owned())
    } else if db.engine() == Engine::Postgres {
        // The planner knows by itself how many candidates there are.
        ("account a", "a.search_text LIKE $2 ESCAPE '\\'", containing(part))
    } else if few_candidates(db, part).await? {
        let among = "a.key IN (SELECT rowid FROM listed_account_search WHERE listed_account_search MATCH $2)";
        ("account a", among, phrase(part))
    } else {
        ("account a INDEXED BY account_listed_by_name", "a.search_text LIKE $2 ESCAPE '\\'", containing(part))
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} WHERE a.visibility = 'listed' AND a.status = 'active' AND {condition} \
         AND {WITHOUT_STANDING} AND (a.name_folded, a.id) > ($3, $4) ORDER BY a.name_folded, a.id LIMIT $5"
    );
    let mut arguments = args![person_key, argument];
    arguments.extend(after_name(after, OTHER_LISTED));
    arguments.push(limit.into());
    arguments.extend(bound);
    placed(db.all(AssertSqlSafe(sql), arguments).await?, OTHER_LISTED)
}

/// A request that was decided or cancelled takes no account out of the person's own domain.
const NEITHER_HELD_NOR_REQUESTED: &str = "NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 \
     AND g.account_key = a.key) AND coalesce((SELECT r.status FROM access_request r WHERE r.person_key = $1 \
     AND r.account_key = a.key ORDER BY r.created_at DESC, r.key DESC LIMIT 1), '') NOT IN ('open', 'expired')";

const WITHOUT_STANDING: &str = "NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 \
     AND g.account_key = a.key) AND NOT EXISTS (SELECT 1 FROM access_request r WHERE r.person_key = $1 \
     AND r.account_key = a.key) AND coalesce(a.requested_by_key, 0) <> $1";

async fn few_candidates(db: &Db, part: &str) -> sqlx::Result<bool> {
    let (count,): (i64,) = db
        .one(
            "SELECT count(*) FROM (SELECT rowid FROM listed_account_search WHERE listed_account_search MATCH $1 LIMIT $2)",
            args![phrase(part), FEW + 1],
        )
        .await?;
    Ok(count <= FEW)
}

fn placed(rows: Vec<AccountRow>, position: i64) -> sqlx::Result<Vec<Placed>> {
    rows.into_iter().map(|row| Ok(Placed { position, account: row.try_into()? })).collect()
}

fn after_place(after: &Cursor) -> Vec<Argument> {
    args![after.position, &after.name_folded, &after.id]
}

/// The place within one list: its beginning, unless the cursor stands in it.
fn after_name(after: &Cursor, position: i64) -> Vec<Argument> {
    if after.position == position { args![&after.name_folded, &after.id] } else { args!["", ""] }
}

fn containing(part: &str) -> String {
    format!("%{}%", like_literal(part))
}

/// Text for FTS5's MATCH, so that it stands for itself.
fn phrase(part: &str) -> String {
    format!("\"{}\"", part.replace('"', "\"\""))
}
