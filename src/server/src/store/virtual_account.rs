//! Virtual Accounts: the tree below a Smart Account.

use sqlx::FromRow;

use crate::args;
use crate::db::Db;
use crate::domains::folding::fold;

/// A Virtual Account as stored.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct VirtualAccount {
    pub key: i64,
    pub id: String,
    pub parent_key: Option<i64>,
    pub name: String,
    /// Names from the top, joined with `/`.
    pub path: String,
    pub is_default: bool,
}

/// All of an account, parents before children and the default one first.
pub async fn of_account(db: &Db, account_key: i64) -> sqlx::Result<Vec<VirtualAccount>> {
    // Replacing the separator by the lowest character sorts `North/…` before `North Sea`.
    let mut found: Vec<VirtualAccount> = db
        .all(
            "SELECT key, id, parent_key, name, path, is_default FROM virtual_account WHERE account_key = $1",
            args![account_key],
        )
        .await?;
    found.sort_by_cached_key(|account| (!account.is_default, fold(&account.path.replace('/', "\u{1}"))));
    Ok(found)
}
