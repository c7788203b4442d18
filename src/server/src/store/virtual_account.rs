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

/// All of an account, parents before children and the default one first.
pub async fn of_account(db: &Db, account_key: AccountKey) -> sqlx::Result<Vec<VirtualAccount>> {
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

/// Gives a new account its default Virtual Account.
pub async fn insert_default(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO virtual_account (id, account_key, name, path, is_default) VALUES ($1, $2, $3, $3, $4)",
        args![random_id(), account_key, DEFAULT_VIRTUAL_ACCOUNT, true],
    )
    .await?;
    Ok(())
}
