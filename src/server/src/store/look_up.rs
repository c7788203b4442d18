//! Looking an account up by its entire identifier or name: one probe by HMAC, the same for a hit and a miss.
//!
//! This table is the only way to a restricted account. A search by part never reads it.

use crate::args;
use crate::base::secret::{LOOK_UP_VERSION, Secret};
use crate::db::{Db, Tx};
use crate::domains::DomainIdentifier;
use crate::domains::folding::{fold, normalise_name};
use crate::store::batch::{self, Statement};
use crate::store::key::AccountKey;

/// A batch of entries. An account whose name is its identifier's has two all the same.
pub const INSERT: Statement = Statement {
    head: "INSERT INTO account_look_up (mac, account_key, version)",
    columns: 3,
    tail: "ON CONFLICT DO NOTHING",
};

/// How many accounts are read at once.
const PAGE: i64 = 1_000;

/// The keys of the active accounts with this entire identifier or name; mostly none or one.
pub async fn probe(db: &Db, secret: &Secret, entered: &str) -> sqlx::Result<Vec<AccountKey>> {
    // Two probes always, so that all text takes the same way. What reads as an identifier is no name: an account could be
    // named like another one's identifier. No account has the empty one or the empty name.
    let identifier =
        DomainIdentifier::parse(entered).map_or_else(|_| String::new(), |parsed| parsed.ascii().to_owned());
    let name = if identifier.is_empty() { entered } else { "" };
    let rows: Vec<(AccountKey,)> = db
        .all(
            "SELECT DISTINCT account_key FROM account_look_up WHERE mac IN ($1, $2) AND version = $3 ORDER BY account_key",
            args![by_identifier(secret, &identifier), by_name(secret, name), LOOK_UP_VERSION],
        )
        .await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// The keys of the listed accounts with this entire identifier or name. What is restricted is in neither index that this
/// reads, so that it takes the time of what does not exist. What reads as an identifier is no name here either: an account that
/// is named like a restricted one's identifier would hide that one. An identifier may stand in a web or mail address here, and
/// have the `www.` of a browser before it; a restricted account's entire identifier may not. One query.
pub async fn probe_listed(db: &Db, entered: &str) -> sqlx::Result<Vec<AccountKey>> {
    let within = DomainIdentifier::within(entered);
    let bare = within.as_ref().and_then(DomainIdentifier::without_www).or_else(|| within.clone());
    let ascii = |domain: Option<DomainIdentifier>| domain.map_or_else(String::new, |domain| domain.ascii().to_owned());
    let (identifier, bare) = (ascii(within), ascii(bare));
    let name = if DomainIdentifier::parse(entered).is_ok() { "" } else { entered };
    let rows: Vec<(AccountKey, String, String)> = db
        .all(
            "SELECT key, domain_identifier, name FROM account \
             WHERE visibility = 'listed' AND status = 'active' AND domain_identifier IN ($1, $2) \
             UNION SELECT key, domain_identifier, name FROM account \
             WHERE visibility = 'listed' AND status = 'active' AND name_folded = $3 ORDER BY key",
            args![&identifier, &bare, fold(name)],
        )
        .await?;
    // Names that are the same when folded may differ in an accent.
    let entire = normalise_name(name);
    let is_entire = |(_, domain, name): &(AccountKey, String, String)| {
        *domain == identifier || *domain == bare || normalise_name(name) == entire
    };
    Ok(rows.into_iter().filter(is_entire).map(|(key, ..)| key).collect())
}

/// Under what a look-up counts: the forms of one identifier, or of one name, are the same.
pub fn mac(secret: &Secret, entered: &str) -> String {
    match DomainIdentifier::parse(entered) {
        Ok(parsed) => by_identifier(secret, parsed.ascii()),
        Err(_) => by_name(secret, entered),
    }
}

/// Keeps an account's entries: both for an active account, none for any other.
pub async fn keep(
    tx: &mut Tx,
    secret: &Secret,
    account_key: AccountKey,
    active: bool,
    identifier: &str,
    name: &str,
) -> sqlx::Result<()> {
    tx.run("DELETE FROM account_look_up WHERE account_key = $1", args![account_key]).await?;
    if !active {
        return Ok(());
    }
    let rows = macs(secret, identifier, name).map(|mac| args![mac, account_key, LOOK_UP_VERSION]);
    batch::run(tx, &INSERT, &rows).await
}

/// The keys under which an active account is kept: its identifier's and its name's.
pub fn macs(secret: &Secret, identifier: &str, name: &str) -> [String; 2] {
    [by_identifier(secret, identifier), by_name(secret, name)]
}

/// Whether the entries were made with this secret, seen by one of them; also where there are none.
pub async fn agrees(db: &Db, secret: &Secret) -> sqlx::Result<bool> {
    let one: Option<(AccountKey, String)> = db
        .optional(
            "SELECT key, domain_identifier FROM account WHERE key = (SELECT min(account_key) FROM account_look_up)",
            args![],
        )
        .await?;
    let Some((key, identifier)) = one else { return Ok(true) };
    let sql = "SELECT account_key FROM account_look_up WHERE account_key = $1 AND mac = $2";
    let found: Option<(AccountKey,)> = db.optional(sql, args![key, by_identifier(secret, &identifier)]).await?;
    Ok(found.is_some())
}

/// Makes all entries anew, with another secret; gives of how many accounts.
pub async fn rebuild(tx: &mut Tx, secret: &Secret) -> sqlx::Result<usize> {
    tx.run("DELETE FROM account_look_up", args![]).await?;
    let (mut count, mut after) = (0, AccountKey(0));
    loop {
        let accounts: Vec<(AccountKey, String, String)> = tx
            .all(
                "SELECT key, domain_identifier, name FROM account WHERE status = 'active' AND key > $1 ORDER BY key LIMIT $2",
                args![after, PAGE],
            )
            .await?;
        let Some((last, _, _)) = accounts.last() else { return Ok(count) };
        (count, after) = (count + accounts.len(), *last);
        let rows = accounts.iter().flat_map(|(key, identifier, name)| {
            macs(secret, identifier, name).map(|mac| args![mac, *key, LOOK_UP_VERSION])
        });
        batch::run(tx, &INSERT, &rows.collect::<Vec<_>>()).await?;
    }
}

fn by_identifier(secret: &Secret, identifier: &str) -> String {
    secret.look_up_mac(&format!("identifier\0{identifier}"))
}

fn by_name(secret: &Secret, name: &str) -> String {
    secret.look_up_mac(&format!("name\0{}", normalise_name(name)))
}
