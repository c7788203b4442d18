//! Virtual Accounts: the tree below a Smart Account.

use api::account::DEFAULT_VIRTUAL_ACCOUNT;
use sqlx::FromRow;

use crate::args;
use crate::base::secret::random_id;
use crate::db::{Db, Tx};
use crate::domains::folding::fold;
use crate::store::key::{AccountKey, VirtualAccountKey};

/// A Virtual Account as stored.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct VirtualAccount {
    pub key: VirtualAccountKey,
    pub id: String,
    pub parent_key: Option<VirtualAccountKey>,
    pub name: String,
    /// Names from the top, joined with `/`.
    pub path: String,
    pub is_default: bool,
}

/// A Virtual Account, and how many stand directly below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub node: VirtualAccount,
    pub children: i64,
}

#[derive(FromRow)]
struct CountedRow {
    #[sqlx(flatten)]
    node: VirtualAccount,
    children: i64,
    total: i64,
}

/// All of an account, parents before children and the default one first.
pub async fn of_account(db: &Db, account_key: AccountKey) -> sqlx::Result<Vec<VirtualAccount>> {
    let mut found: Vec<VirtualAccount> = db
        .all(
            "SELECT key, id, parent_key, name, path, is_default FROM virtual_account WHERE account_key = $1",
            args![account_key],
        )
        .await?;
    found.sort_by_cached_key(order);
    Ok(found)
}

/// All of an account in the same order, and how many they are; of more than `most` those at the top.
pub async fn all_or_top(db: &Db, account_key: AccountKey, most: u32) -> sqlx::Result<(Vec<Counted>, i64)> {
    let mut rows: Vec<CountedRow> = db
        .all(
            "WITH total AS (SELECT count(*) AS total FROM virtual_account WHERE account_key = $1) \
             SELECT v.key, v.id, v.parent_key, v.name, v.path, v.is_default, t.total, \
             (SELECT count(*) FROM virtual_account c WHERE c.parent_key = v.key) AS children \
             FROM virtual_account v CROSS JOIN total t \
             WHERE v.account_key = $1 AND (v.parent_key IS NULL OR t.total <= $2)",
            args![account_key, i64::from(most)],
        )
        .await?;
    rows.sort_by_cached_key(|row| order(&row.node));
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows.into_iter().map(|row| Counted { node: row.node, children: row.children }).collect(), total))
}

/// Those directly below the one with this id, or at the top, in the same order.
pub async fn directly_below(db: &Db, account_key: AccountKey, id: Option<&str>) -> sqlx::Result<Vec<Counted>> {
    let Some(id) = id else { return Ok(all_or_top(db, account_key, 0).await?.0) };
    let mut rows: Vec<CountedRow> = db
        .all(
            "SELECT v.key, v.id, v.parent_key, v.name, v.path, v.is_default, CAST(0 AS BIGINT) AS total, \
             (SELECT count(*) FROM virtual_account c WHERE c.parent_key = v.key) AS children \
             FROM virtual_account v JOIN virtual_account p ON p.key = v.parent_key \
             WHERE p.account_key = $1 AND p.id = $2",
            args![account_key, id],
        )
        .await?;
    rows.sort_by_cached_key(|row| order(&row.node));
    Ok(rows.into_iter().map(|row| Counted { node: row.node, children: row.children }).collect())
}

/// Parents before children, the default one first, siblings by name.
fn order(account: &VirtualAccount) -> (bool, String) {
    // Replacing the separator by the lowest character sorts `North/…` before `North Sea`.
    (!account.is_default, fold(&account.path.replace('/', "\u{1}")))
}

/// Gives a new account its default Virtual Account.
pub async fn insert_default(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO virtual_account (id, account_key, name, path, is_default) VALUES ($1, $2, $3, $3, $4)",
        args![random_id(), account_key, DEFAULT_VIRTUAL_ACCOUNT, true],
    )
    .await?;
    Ok(())
}
