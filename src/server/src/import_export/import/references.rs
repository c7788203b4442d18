//! What rows name, looked up in the database for a batch at once: it knows everything, so that an import need not.

use std::collections::HashMap;

use sqlx::FromRow;
use unicode_normalization::UnicodeNormalization;

use super::Import;
use crate::args;
use crate::store::batch;
use crate::store::key::{AccountKey, PersonKey, VirtualAccountKey};

/// An account, and the composed path of a Virtual Account in it.
pub(super) type AccountPath = (AccountKey, String);

/// An account that a row of another file than `accounts.csv` names.
#[derive(FromRow)]
pub(super) struct NamedAccount {
    domain_identifier: String,
    pub(super) key: AccountKey,
    imported: bool,
    pub(super) made_in_product: bool,
    keeps: bool,
}

impl Import<'_> {
    /// The accounts with these identifiers in ASCII form, by them.
    pub(super) async fn accounts_named<'n>(
        &mut self,
        domains: impl Iterator<Item = &'n str>,
    ) -> anyhow::Result<HashMap<String, NamedAccount>> {
        let mut domains: Vec<&str> = domains.collect();
        domains.sort_unstable();
        domains.dedup();
        let columns = "domain_identifier, key, (request_reference IS NULL) AS imported, \
             (request_reference IS NOT NULL AND adopted_at IS NULL) AS made_in_product";
        let mut named: Vec<NamedAccount> = self.accounts_of_files(columns, &domains).await?;
        // Of several the last one stays: who keeps the identifier, else an imported one, else the newest.
        named.sort_by_key(|account| (account.keeps, account.imported, account.key));
        Ok(named.into_iter().map(|account| (account.domain_identifier.clone(), account)).collect())
    }

    /// The people with these folded addresses.
    pub(super) async fn people_named(
        &mut self,
        mut addresses: Vec<String>,
    ) -> anyhow::Result<HashMap<String, PersonKey>> {
        addresses.sort_unstable();
        addresses.dedup();
        let keys: Vec<_> = addresses.iter().map(|address| args![address]).collect();
        let people = |named: &str| {
            format!("SELECT email_folded, key FROM {named} CROSS JOIN person WHERE email_folded = named.column1")
        };
        let found: Vec<(String, PersonKey)> = batch::look_up(&mut self.tx, 1, &keys, people).await?;
        Ok(found.into_iter().collect())
    }

    /// The Virtual Accounts in these places. What is stored may come from elsewhere and not be composed, as the files are
    /// read.
    pub(super) async fn virtual_accounts_at(
        &mut self,
        mut places: Vec<AccountPath>,
    ) -> anyhow::Result<HashMap<AccountPath, VirtualAccountKey>> {
        places.sort_unstable();
        places.dedup();
        let mut keys = Vec::with_capacity(places.len());
        for (account, path) in &places {
            keys.push(args![*account, path]);
            if !path.is_ascii() {
                keys.push(args![*account, path.nfd().collect::<String>()]);
            }
        }
        let stored = |named: &str| {
            format!(
                "SELECT account_key, path, key FROM {named} CROSS JOIN virtual_account \
                 WHERE account_key = named.column1 AND path = named.column2"
            )
        };
        let found: Vec<(AccountKey, String, VirtualAccountKey)> =
            batch::look_up(&mut self.tx, 2, &keys, stored).await?;
        Ok(found.into_iter().map(|(account, path, key)| ((account, path.nfc().collect()), key)).collect())
    }
}
