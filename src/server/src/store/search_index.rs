//! What a search by part reads: the terms and words of listed active accounts, and the text within them. It is written
//! in the transaction that writes the account. A restricted account is in none of it.
//!
//! PostgreSQL keeps the indexes of words and texts by itself, of the column `search_text`.

use sqlx::AssertSqlSafe;

use crate::args;
use crate::db::{Argument, Db, Engine, Tx, placeholders};
use crate::domains::search_text::{distinct_words, search_text, terms};
use crate::store::batch::{self, Statement};
use crate::store::key::AccountKey;

const TERMS: Statement = Statement {
    head: "INSERT INTO listed_account_term (place, term, id, account_key, country)",
    columns: 5,
    // Two processes may fill a database that was there before.
    tail: "ON CONFLICT DO NOTHING",
};
const WORDS: Statement = Statement { head: "INSERT INTO listed_account_word (rowid, words)", columns: 2, tail: "" };
const TEXTS: Statement =
    Statement { head: "INSERT INTO listed_account_search (rowid, search_text)", columns: 2, tail: "" };

/// How many accounts of before are indexed at once.
const PAGE: i64 = 1_000;

/// A listed active account.
pub struct ListedAccount<'a> {
    pub key: AccountKey,
    pub id: &'a str,
    pub name: &'a str,
    pub domain_identifier: &'a str,
    pub domain_display: &'a str,
    pub country: &'a str,
}

/// Puts accounts into the index that are not in it.
pub async fn add(tx: &mut Tx, accounts: &[ListedAccount<'_>]) -> sqlx::Result<()> {
    let mut rows: Vec<(i64, String, &ListedAccount<'_>)> = Vec::new();
    for account in accounts {
        rows.extend(terms(account.name).into_iter().map(|(place, term)| (place, term, account)));
    }
    // In the index's own order: neighbours are written together.
    rows.sort_by(|(place, term, account), other| (place, term, account.id).cmp(&(&other.0, &other.1, other.2.id)));
    let row = |(place, term, account): (i64, String, &ListedAccount<'_>)| {
        args![place, term, account.id, account.key, account.country]
    };
    batch::run(tx, &TERMS, &rows.into_iter().map(row).collect::<Vec<_>>()).await?;
    if tx.engine() == Engine::Postgres {
        return Ok(());
    }
    let words: Vec<_> = accounts.iter().map(|account| args![account.key, distinct_words(account.name)]).collect();
    batch::run(tx, &WORDS, &words).await?;
    let text =
        |account: &ListedAccount<'_>| search_text(account.name, account.domain_identifier, account.domain_display);
    let texts: Vec<_> = accounts.iter().map(|account| args![account.key, text(account)]).collect();
    batch::run(tx, &TEXTS, &texts).await
}

/// Takes an account out of the index, if it is in it.
pub async fn remove(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<()> {
    tx.run("DELETE FROM listed_account_term WHERE account_key = $1", args![account_key]).await?;
    if tx.engine() == Engine::Sqlite {
        tx.run("DELETE FROM listed_account_word WHERE rowid = $1", args![account_key]).await?;
        tx.run("DELETE FROM listed_account_search WHERE rowid = $1", args![account_key]).await?;
    }
    Ok(())
}

/// Takes all accounts out of the index.
pub async fn empty(tx: &mut Tx) -> sqlx::Result<()> {
    tx.run("DELETE FROM listed_account_term", args![]).await?;
    if tx.engine() == Engine::Sqlite {
        tx.run("INSERT INTO listed_account_word (listed_account_word) VALUES ('delete-all')", args![]).await?;
        tx.run("INSERT INTO listed_account_search (listed_account_search) VALUES ('delete-all')", args![]).await?;
    }
    Ok(())
}

/// Lets [`fill`] make all of it anew, of accounts that came without an index.
pub async fn make_anew(tx: &mut Tx) -> sqlx::Result<()> {
    empty(tx).await?;
    tx.run("UPDATE account SET search_text = ''", args![]).await.map(drop)
}

/// Fills the index of a database that a program before this one wrote. Done in an instant when there is nothing to do.
///
/// # Errors
/// The database's.
pub async fn fill(db: &Db) -> sqlx::Result<()> {
    loop {
        // Two processes may do this at the same time: each page is read in the transaction that writes it.
        let mut tx = db.begin().await?;
        let accounts: Vec<ToIndex> = tx
            .all(
                "SELECT key, id, name, domain_identifier, domain_display, country, \
                 visibility = 'listed' AND status = 'active' AS is_listed \
                 FROM account WHERE search_text = '' ORDER BY key LIMIT $1",
                args![PAGE],
            )
            .await?;
        if accounts.is_empty() {
            return Ok(());
        }
        set_texts(&mut tx, &accounts).await?;
        let listed: Vec<ListedAccount<'_>> =
            accounts.iter().filter(|account| account.is_listed).map(ToIndex::listed_account).collect();
        add(&mut tx, &listed).await?;
        tx.commit().await?;
    }
}

#[derive(sqlx::FromRow)]
struct ToIndex {
    key: AccountKey,
    id: String,
    name: String,
    domain_identifier: String,
    domain_display: String,
    country: String,
    is_listed: bool,
}

impl ToIndex {
    fn listed_account(&self) -> ListedAccount<'_> {
        ListedAccount {
            key: self.key,
            id: &self.id,
            name: &self.name,
            domain_identifier: &self.domain_identifier,
            domain_display: &self.domain_display,
            country: &self.country,
        }
    }
}

async fn set_texts(tx: &mut Tx, accounts: &[ToIndex]) -> sqlx::Result<()> {
    for some in accounts.chunks(batch::ARGUMENTS / 2) {
        let rows: Vec<String> = (0..some.len()).map(|row| format!("({})", placeholders(row * 2 + 1, 2))).collect();
        let sql = format!(
            "WITH written (key, text) AS (VALUES {}) UPDATE account SET search_text = written.text FROM written \
             WHERE account.key = written.key",
            rows.join(", ")
        );
        let text = |account: &ToIndex| search_text(&account.name, &account.domain_identifier, &account.domain_display);
        let arguments: Vec<Argument> = some.iter().flat_map(|account| args![account.key, text(account)]).collect();
        tx.run(AssertSqlSafe(sql), arguments).await?;
    }
    Ok(())
}
