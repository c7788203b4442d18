//! What a search compares is written with each account. A program of before wrote something else, or nothing.

use sqlx::AssertSqlSafe;

use crate::args;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::domains::search_text::search_text;
use crate::store::batch;
use crate::store::key::AccountKey;
use crate::store::search_change;

/// How many accounts of before are written at once.
const PAGE: i64 = 1_000;

/// Writes what a search compares of accounts that are without it. Done in an instant when there are none.
///
/// # Errors
/// The database's.
pub async fn fill(db: &Db) -> sqlx::Result<()> {
    loop {
        // Two processes may do this at the same time: each page is read in the transaction that writes it.
        let mut tx = db.begin().await?;
        let sql = "SELECT key, name, domain_identifier, domain_display FROM account WHERE search_text = '' \
             ORDER BY key LIMIT $1";
        let accounts: Vec<WithoutText> = tx.all(sql, args![PAGE]).await?;
        if accounts.is_empty() {
            return Ok(());
        }
        set_texts(&mut tx, &accounts).await?;
        tx.commit().await?;
    }
}

#[derive(sqlx::FromRow)]
struct WithoutText {
    key: AccountKey,
    name: String,
    domain_identifier: String,
    domain_display: String,
}

async fn set_texts(tx: &mut Tx, accounts: &[WithoutText]) -> sqlx::Result<()> {
    let number = search_change::next(tx).await?;
    for some in accounts.chunks(batch::ARGUMENTS / 2 - 1) {
        let rows: Vec<String> = (0..some.len()).map(|row| format!("({})", placeholders(row * 2 + 2, 2))).collect();
        let sql = format!(
            "WITH written (key, text) AS (VALUES {}) UPDATE account SET search_text = written.text, \
             search_change = CASE WHEN visibility = 'listed' AND status = 'active' THEN $1 ELSE search_change END \
             FROM written WHERE account.key = written.key",
            rows.join(", ")
        );
        let text =
            |account: &WithoutText| search_text(&account.name, &account.domain_identifier, &account.domain_display);
        let texts = some.iter().flat_map(|account| args![account.key, text(account)]);
        let arguments: Vec<Argument> = args![number].into_iter().chain(texts).collect();
        tx.run(AssertSqlSafe(sql), arguments).await?;
    }
    Ok(())
}
