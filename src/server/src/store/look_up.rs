//! Looking an account up by its entire identifier or name: one probe by HMAC, the same for a hit and a miss.
//!
//! This table is the only way to a restricted account. A search by part never reads it.

use crate::args;
use crate::base::secret::{LOOK_UP_VERSION, Secret};
use crate::db::{Db, Tx};
use crate::domains::DomainIdentifier;
use crate::domains::folding::normalise_name;
use crate::store::key::AccountKey;

/// The keys of the active accounts with this entire identifier or name; mostly none or one.
pub async fn probe(db: &Db, secret: &Secret, entered: &str) -> sqlx::Result<Vec<AccountKey>> {
    // Two probes always, so that text which is no domain takes the same way.
    let identifier =
        DomainIdentifier::parse(entered).map_or_else(|_| String::new(), |parsed| parsed.ascii().to_owned());
    let rows: Vec<(AccountKey,)> = db
        .all(
            "SELECT DISTINCT account_key FROM account_look_up WHERE mac IN ($1, $2) AND version = $3 ORDER BY account_key",
            args![by_identifier(secret, &identifier), by_name(secret, entered), LOOK_UP_VERSION],
        )
        .await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
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
    for mac in macs(secret, identifier, name) {
        tx.run(
            "INSERT INTO account_look_up (mac, account_key, version) VALUES ($1, $2, $3)",
            args![mac, account_key, LOOK_UP_VERSION],
        )
        .await?;
    }
    Ok(())
}

/// The keys under which an active account is kept: its identifier's and its name's.
pub fn macs(secret: &Secret, identifier: &str, name: &str) -> [String; 2] {
    [by_identifier(secret, identifier), by_name(secret, name)]
}

fn by_identifier(secret: &Secret, identifier: &str) -> String {
    secret.look_up_mac(&format!("identifier\0{identifier}"))
}

fn by_name(secret: &Secret, name: &str) -> String {
    secret.look_up_mac(&format!("name\0{}", normalise_name(name)))
}
