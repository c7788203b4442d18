//! Listed accounts by what was typed, best first.

use std::collections::HashMap;

use rules::vocabulary::{AccountStatus, Visibility};

use super::listed_accounts::ListedAccounts;
use super::{Cursor, Placed, Selection};
use crate::args;
use crate::db::Db;
use crate::store::account::{self, Account};
use crate::store::key::{AccountKey, PersonKey};

/// The place in the directory's order of an account that fits so well, and in which the person has this standing.
pub const fn position(rank: i64, standing: i64) -> i64 {
    rank * 8 + standing
}

/// Listed accounts that fit, without those in which the person has standing: in the order of the selection, at most `limit`
/// after a place. Three queries, and two more where something changed since the last search.
pub async fn best_first(
    db: &Db,
    listed: &ListedAccounts,
    person_key: PersonKey,
    selection: &Selection,
    after: &Cursor,
    limit: usize,
) -> sqlx::Result<Vec<Placed>> {
    let without = with_any_standing(db, person_key).await?;
    let hits = listed.now(db).await?.search(selection, &without, after, limit);
    let keys: Vec<AccountKey> = hits.iter().map(|hit| hit.key).collect();
    let mut accounts: HashMap<AccountKey, Account> =
        account::by_keys(db, &keys).await?.into_iter().map(|account| (account.key, account)).collect();
    // What the database says counts, also within the moment since.
    let is_listed =
        |account: &Account| account.visibility == Visibility::Listed && account.status == AccountStatus::Active;
    let placed =
        hits.into_iter().filter_map(|hit| Some(Placed { place: hit.place, account: accounts.remove(&hit.key)? }));
    Ok(placed.filter(|placed| is_listed(&placed.account)).collect())
}

/// The accounts in which the person has standing of any kind.
async fn with_any_standing(db: &Db, person_key: PersonKey) -> sqlx::Result<Vec<AccountKey>> {
    let sql = "SELECT account_key FROM access_grant WHERE person_key = $1 \
         UNION SELECT account_key FROM access_request WHERE person_key = $1 \
         UNION SELECT key FROM account WHERE requested_by_key = $1";
    let keys: Vec<(AccountKey,)> = db.all(sql, args![person_key]).await?;
    Ok(keys.into_iter().map(|(key,)| key).collect())
}
