//! The directory's lists: the accounts with standing, those of the person's own domain, and the listed ones.
//!
//! Each list is in one order: the directory's own, (position, folded name, id), or that of a column. What is searched for
//! is in its own order by how well it fits, before anything else ([`search`]). A list begins after a [`Cursor`]. What is seen is decided by the policy afterwards; these queries only keep away what no policy shows.

pub mod listed_accounts;
pub mod ranking;
pub mod search;

use api::directory::{DirectoryAccess, DirectoryOrder};
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Argument, Db};
use crate::domains::search_text::{LAST, Sought};
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

/// What is listed, and in which order.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub sought: Sought,
    pub access: Option<DirectoryAccess>,
    pub country: Option<String>,
    pub order: Option<DirectoryOrder>,
}

/// Where a page begins: after this place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// In the directory's own order, and for a search [`search::position`]; in that of a column all stand in the same.
    pub position: i64,
    /// What accounts are ordered by: the folded name, or the identifier.
    pub key: String,
    pub id: String,
}

/// An account and its place in the order.
#[derive(Clone, Debug)]
pub struct Placed {
    pub place: Cursor,
    pub account: Account,
}

#[derive(FromRow)]
struct PlacedRow {
    position: i64,
    rank: i64,
    #[sqlx(flatten)]
    account: AccountRow,
}

/// How an order is said in SQL.
struct Sorting {
    /// The column that [`Cursor::key`] is of.
    key: &'static str,
    /// What comes after a place compares so.
    after: &'static str,
    direction: &'static str,
}

impl Selection {
    /// Whether the accounts come in the directory's own order, by what they are to the person.
    fn is_by_position(&self) -> bool {
        self.order.is_none()
    }

    fn is_by_identifier(&self) -> bool {
        matches!(self.order, Some(DirectoryOrder::Identifier | DirectoryOrder::IdentifierDescending))
    }

    fn is_descending(&self) -> bool {
        matches!(self.order, Some(DirectoryOrder::NameDescending | DirectoryOrder::IdentifierDescending))
    }

    fn sorting(&self) -> Sorting {
        let key = if self.is_by_identifier() { "domain_identifier" } else { "name_folded" };
        let (after, direction) = if self.is_descending() { ("<", "DESC") } else { (">", "ASC") };
        Sorting { key, after, direction }
    }

    /// Before everything.
    pub fn start(&self) -> Cursor {
        let (position, key) = if self.is_descending() { (1, LAST) } else { (-1, "") };
        Cursor { position, key: key.to_owned(), id: String::new() }
    }

    /// Sorts what several lists gave, each in this order.
    pub fn sort<T>(&self, found: &mut [T], place: impl Fn(&T) -> &Cursor) {
        found.sort_by(|one, other| {
            let order = place(one).cmp(place(other));
            if self.is_descending() { order.reverse() } else { order }
        });
    }

    fn placed(&self, account: Account, position: i64) -> Placed {
        let key = if self.is_by_identifier() { &account.domain_identifier } else { &account.name_folded };
        let position = if self.is_by_position() { position } else { 0 };
        Placed { place: Cursor { position, key: key.clone(), id: account.id.clone() }, account }
    }

    fn placed_rows(&self, rows: Vec<AccountRow>, position: i64) -> sqlx::Result<Vec<Placed>> {
        rows.into_iter().map(|row| Ok(self.placed(row.try_into()?, position))).collect()
    }

    fn country(&self) -> &str {
        self.country.as_deref().unwrap_or_default()
    }

    /// The place within one list: its beginning, unless the cursor stands in it.
    fn after_key(&self, after: &Cursor, position: i64) -> Vec<Argument> {
        if self.is_by_position() && after.position != position { args!["", ""] } else { args![&after.key, &after.id] }
    }
}

/// The accounts in which the person has standing, up to `last` position.
pub async fn with_standing(
    db: &Db,
    person_key: PersonKey,
    selection: &Selection,
    last: i64,
    after: &Cursor,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Placed>> {
    let access = match selection.access {
        None => String::new(),
        Some(DirectoryAccess::Held) => format!("AND a.status = 'active' AND {HOLDS_ROLE}"),
        Some(DirectoryAccess::Requested) => format!("AND {NEWEST_REQUEST} IN ('open', 'expired')"),
        Some(DirectoryAccess::Pending) => format!("AND {ASKED_FOR}"),
    };
    let Sorting { key, after: comparison, direction } = selection.sorting();
    let position = if selection.is_by_position() { "rank * 8 + position" } else { "CAST(0 AS bigint)" };
    let ranking::Ranking { fits, rank, arguments: compared } = ranking::ranking(&selection.sought, 9);
    let sql = format!(
        "SELECT * FROM (SELECT {COLUMNS}, CAST(CASE \
             WHEN a.status = 'active' AND {HOLDS_ROLE} THEN 0 \
             WHEN {NEWEST_REQUEST} IN ('open', 'expired') THEN 1 \
             WHEN {ASKED_FOR} THEN 2 \
             WHEN a.status <> 'active' AND {HOLDS_ROLE} THEN 2 \
             ELSE 4 END AS bigint) AS position, {rank} AS rank \
           FROM account a WHERE a.key IN (SELECT account_key FROM access_grant WHERE person_key = $1 \
             UNION SELECT account_key FROM access_request WHERE person_key = $1 \
             UNION SELECT key FROM account WHERE requested_by_key = $1) \
           AND {fits} AND ($2 = '' OR a.country = $2) {access}) placed \
         WHERE position <= $3 AND ({position}, {key}, id) {comparison} ($4, $5, $6) \
         ORDER BY {position}, {key} {direction}, id {direction} LIMIT $7"
    );
    let mut arguments = args![person_key, selection.country(), last];
    arguments.extend(args![after.position, &after.key, &after.id]);
    arguments.extend(args![limit, now.timestamp_millis()]);
    arguments.extend(compared);
    let rows: Vec<PlacedRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    rows.into_iter()
        .map(|row| Ok(selection.placed(row.account.try_into()?, search::position(row.rank, row.position))))
        .collect()
}

/// Listed accounts under the person's registrable domain, without those that [`with_standing`] lists before them.
pub async fn of_own_domain(
    db: &Db,
    person_key: PersonKey,
    registrable: &str,
    selection: &Selection,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Vec<Placed>> {
    of_domain_where("", db, person_key, registrable, selection, after, limit).await
}

/// The same by name, but for those that nobody confirmed.
pub async fn confirmed_of_own_domain(
    db: &Db,
    person_key: PersonKey,
    registrable: &str,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Vec<Placed>> {
    let confirmed = "AND a.confirmed_by <> 'nobody'";
    of_domain_where(confirmed, db, person_key, registrable, &Selection::default(), after, limit).await
}

async fn of_domain_where(
    condition: &str,
    db: &Db,
    person_key: PersonKey,
    registrable: &str,
    selection: &Selection,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Vec<Placed>> {
    let Sorting { key, after: comparison, direction } = selection.sorting();
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE a.registrable_domain = $2 \
         AND a.visibility = 'listed' AND a.status = 'active' {condition} AND {NEITHER_HELD_NOR_REQUESTED} \
         AND ($6 = '' OR a.country = $6) \
         AND (a.{key}, a.id) {comparison} ($3, $4) ORDER BY a.{key} {direction}, a.id {direction} LIMIT $5"
    );
    let mut arguments = args![person_key, registrable];
    arguments.extend(selection.after_key(after, OWN_DOMAIN));
    arguments.extend(args![limit, selection.country()]);
    selection.placed_rows(db.all(AssertSqlSafe(sql), arguments).await?, OWN_DOMAIN)
}

/// Whether the person holds a role in the account.
const HOLDS_ROLE: &str = "EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 AND g.account_key = a.key)";

/// The state of the person's newest request for access to the account.
const NEWEST_REQUEST: &str = "coalesce((SELECT r.status FROM access_request r WHERE r.person_key = $1 \
     AND r.account_key = a.key ORDER BY r.created_at DESC, r.key DESC LIMIT 1), '')";

/// Whether the person asked for the account itself, and it can still be accepted.
const ASKED_FOR: &str = "a.requested_by_key = $1 AND a.status = 'pending' AND a.lapses_at > $8";

/// A request that was decided or cancelled takes no account out of the person's own domain.
const NEITHER_HELD_NOR_REQUESTED: &str = "NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 \
     AND g.account_key = a.key) AND coalesce((SELECT r.status FROM access_request r WHERE r.person_key = $1 \
     AND r.account_key = a.key ORDER BY r.created_at DESC, r.key DESC LIMIT 1), '') NOT IN ('open', 'expired')";
