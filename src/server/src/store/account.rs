//! Smart Accounts as stored.

use api::directory::MOST_BELOW;
use chrono::{DateTime, Utc};
use rules::vocabulary::{AccountStatus, Visibility};
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::base::secret::Secret;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::domains::confusable::readable;
use crate::store::capped::Capped;
use crate::store::key::{AccountKey, PersonKey};
use crate::store::{decode_enum, look_up, search_change};

/// An account.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Never leaves the server: it would tell the order in which accounts were made.
    pub key: AccountKey,
    pub id: String,
    pub name: String,
    pub name_folded: String,
    /// In ASCII form.
    pub domain_identifier: String,
    /// In Unicode form.
    pub domain_display: String,
    pub country: String,
    pub visibility: Visibility,
    /// As stored: what was asked for and not accepted in time is still `pending` until a job notices.
    pub status: AccountStatus,
    /// Who asked for it; nobody for an imported one.
    pub requested_by_key: Option<PersonKey>,
    pub request_reference: Option<String>,
    /// Until when it may be accepted, in epoch milliseconds.
    pub lapses_at: Option<i64>,
}

impl Account {
    /// Stands where there is none, so that a miss is asked the same questions as a hit: restricted, and nobody's.
    pub fn none() -> Account {
        Account {
            key: AccountKey(0),
            id: String::new(),
            name: String::new(),
            name_folded: String::new(),
            domain_identifier: "nobody.invalid".to_owned(),
            domain_display: String::new(),
            country: String::new(),
            visibility: Visibility::Restricted,
            status: AccountStatus::Active,
            requested_by_key: None,
            request_reference: None,
            lapses_at: None,
        }
    }

    /// Where it is in its life at that time.
    pub fn status_at(&self, now: DateTime<Utc>) -> AccountStatus {
        let is_over = self.lapses_at.is_some_and(|lapses_at| lapses_at <= now.timestamp_millis());
        if self.status == AccountStatus::Pending && is_over { AccountStatus::Lapsed } else { self.status }
    }
}

/// The columns that [`AccountRow`] reads, for a `SELECT … FROM account a`.
pub const COLUMNS: &str = "a.key, a.id, a.name, a.name_folded, a.domain_identifier, a.domain_display, a.country, \
     a.visibility, a.status, a.requested_by_key, a.request_reference, a.lapses_at";

#[derive(FromRow)]
pub struct AccountRow {
    key: AccountKey,
    id: String,
    name: String,
    name_folded: String,
    domain_identifier: String,
    domain_display: String,
    country: String,
    visibility: String,
    status: String,
    requested_by_key: Option<PersonKey>,
    request_reference: Option<String>,
    lapses_at: Option<i64>,
}

impl TryFrom<AccountRow> for Account {
    type Error = sqlx::Error;

    fn try_from(row: AccountRow) -> sqlx::Result<Account> {
        Ok(Account {
            visibility: decode_enum("visibility", &row.visibility, Visibility::parse)?,
            status: decode_enum("status", &row.status, AccountStatus::parse)?,
            key: row.key,
            id: row.id,
            name: row.name,
            name_folded: row.name_folded,
            domain_identifier: row.domain_identifier,
            domain_display: row.domain_display,
            country: row.country,
            requested_by_key: row.requested_by_key,
            request_reference: row.request_reference,
            lapses_at: row.lapses_at,
        })
    }
}

/// The account with this public id.
pub async fn by_id(db: &Db, id: &str) -> sqlx::Result<Option<Account>> {
    // A row is read whether or not there is one with that id: what reading it takes would tell. The first account stands in.
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE a.key = (SELECT max(either.key) FROM \
         (SELECT key FROM account WHERE id = $1 UNION ALL SELECT min(key) FROM account) either)"
    );
    let row: Option<AccountRow> = db.optional(AssertSqlSafe(sql), args![id]).await?;
    let account = row.map(Account::try_from).transpose()?;
    Ok(account.filter(|account| account.id == id))
}

/// The accounts with these keys, by name.
pub async fn by_keys(db: &Db, keys: &[AccountKey]) -> sqlx::Result<Vec<Account>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE a.key IN ({}) ORDER BY a.name_folded, a.id",
        placeholders(1, keys.len())
    );
    let arguments = keys.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<AccountRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    rows.into_iter().map(Account::try_from).collect()
}

/// Whether an account keeps this identifier, be it restricted or not, active or inactive.
pub async fn is_taken(tx: &mut Tx, identifier: &str) -> sqlx::Result<bool> {
    let sql = "SELECT key FROM account WHERE domain_identifier = $1 AND status IN ('active', 'inactive')";
    let row: Option<(AccountKey,)> = tx.optional(sql, args![identifier]).await?;
    Ok(row.is_some())
}

/// The account that keeps this identifier, in ASCII form: active or inactive.
pub async fn keeper_of(db: &Db, identifier: &str) -> sqlx::Result<Option<Account>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE a.domain_identifier = $1 AND a.status IN ('active', 'inactive')"
    );
    let row: Option<AccountRow> = db.optional(AssertSqlSafe(sql), args![identifier]).await?;
    row.map(Account::try_from).transpose()
}

/// Closes an account that keeps its identifier; whether it was this call that did.
pub async fn close(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<bool> {
    let sql = "UPDATE account SET status = 'closed', version = version + 1 \
         WHERE key = $1 AND status IN ('active', 'inactive')";
    Ok(tx.run(sql, args![account_key]).await? == 1)
}

/// Listed active and confirmed accounts below this domain, by name: at most [`MOST_BELOW`].
pub async fn listed_below(db: &Db, domain: &str, registrable: &str) -> sqlx::Result<Capped<Account>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account a WHERE a.registrable_domain = $1 \
         AND a.visibility = 'listed' AND a.status = 'active' AND a.confirmed_by <> 'nobody' \
         AND a.domain_identifier LIKE $2 ESCAPE '\\' ORDER BY a.name_folded, a.id LIMIT $3"
    );
    let below = format!("%.{}", crate::db::like_literal(domain));
    let rows: Vec<AccountRow> = db.all(AssertSqlSafe(sql), args![registrable, below, MOST_BELOW + 1]).await?;
    let accounts = rows.into_iter().map(Account::try_from).collect::<sqlx::Result<_>>()?;
    Ok(Capped::new(accounts, MOST_BELOW))
}

/// Brings what finds an account in line with it: the search of listed ones, and the look-up by its entire name.
pub async fn keep_findable(
    tx: &mut Tx,
    secret: &Secret,
    account_key: AccountKey,
    found: &Findable<'_>,
) -> sqlx::Result<()> {
    let active = found.status == AccountStatus::Active;
    look_up::keep(tx, secret, account_key, active, found.domain_identifier, found.name).await?;
    let (change,): (i64,) = tx.one("SELECT search_change FROM account WHERE key = $1", args![account_key]).await?;
    if change > 0 || (active && found.visibility == Visibility::Listed) {
        search_change::note(tx, account_key).await?;
    }
    Ok(())
}

/// What [`keep_findable`] reads of an account.
pub struct Findable<'a> {
    pub name: &'a str,
    pub domain_identifier: &'a str,
    pub domain_display: &'a str,
    pub visibility: Visibility,
    pub status: AccountStatus,
}

/// Writes anew how identifiers are shown, where a program before this one did not show both forms of a domain that looks like
/// another; [`search_text::fill`](crate::store::search_text::fill) follows. Done in an instant when there are none.
///
/// # Errors
/// The database's.
pub async fn show_both_forms(db: &Db) -> sqlx::Result<()> {
    let sql = "SELECT key, domain_identifier, domain_display FROM account \
         WHERE domain_identifier LIKE 'xn--%' OR domain_identifier LIKE '%.xn--%'";
    let accounts: Vec<(AccountKey, String, String)> = db.all(sql, args![]).await?;
    for (key, domain, display) in accounts {
        let shown = readable(&domain);
        if shown == display {
            continue;
        }
        let mut tx = db.begin().await?;
        let update = "UPDATE account SET domain_display = $1, search_text = '' WHERE key = $2";
        tx.run(update, args![&shown, key]).await?;
        tx.commit().await?;
    }
    Ok(())
}
