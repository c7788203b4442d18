//! The accounts that are there, and which of them a row of `accounts.csv` names.

use std::collections::HashMap;

use rules::vocabulary::AccountStatus;
use sqlx::FromRow;

use super::Import;
use super::report::{Difference, differences};
use crate::args;
use crate::db::Row;
use crate::import_export::csv_files::rows::AccountRow;
use crate::store::batch;
use crate::store::key::AccountKey;

/// What is stored of an account.
#[derive(FromRow)]
pub(super) struct StoredAccount {
    pub(super) key: AccountKey,
    domain_identifier: String,
    name: String,
    country: String,
    visibility: String,
    kind: String,
    status: String,
    pub(super) request_reference: Option<String>,
    /// And not adopted since.
    pub(super) made_in_product: bool,
    /// Whether no other account may have its identifier.
    keeps: bool,
}

/// By identifier in ASCII form: at most one account keeps it, and of the others an imported one is known, else the newest.
#[derive(Default)]
pub(super) struct StoredAccounts {
    /// Active and inactive ones.
    kept: HashMap<String, StoredAccount>,
    others: HashMap<String, StoredAccount>,
}

impl StoredAccounts {
    /// All that have an identifier.
    pub(super) fn with(&self, domain: &str) -> impl Iterator<Item = &StoredAccount> {
        [self.kept.get(domain), self.others.get(domain)].into_iter().flatten()
    }

    /// Where an imported account that does not keep the identifier has the same as one that somebody asked for and that keeps
    /// it, that is the one which the files know, unless they say that it keeps it.
    pub(super) fn named_by(&self, row: &AccountRow) -> Option<&StoredAccount> {
        let domain = row.domain_identifier.ascii();
        let (kept, other) = (self.kept.get(domain), self.others.get(domain));
        if keeps_identifier(row.status.as_str()) {
            return kept.or(other);
        }
        let imported = [other, kept].into_iter().flatten().find(|account| account.request_reference.is_none());
        imported.or(other).or(kept)
    }
}

/// Whether no other account may have the identifier of one with this status.
fn keeps_identifier(status: &str) -> bool {
    [AccountStatus::Active, AccountStatus::Inactive].iter().any(|keeps| keeps.as_str() == status)
}

impl StoredAccount {
    pub(super) fn is_equal(&self, row: &AccountRow) -> bool {
        self.differences(row).is_empty()
    }

    /// The columns in which a row differs.
    pub(super) fn differences(&self, row: &AccountRow) -> Vec<Difference> {
        differences([
            ("name", &self.name, &row.name),
            ("country", &self.country, &row.country),
            ("visibility", &self.visibility, row.visibility.as_str()),
            ("kind", &self.kind, self.kind_of(row)),
            ("status", &self.status, row.status.as_str()),
        ])
    }

    /// The kind that the account has after this row.
    pub(super) fn kind_of(&self, row: &AccountRow) -> &str {
        row.kind.map_or(self.kind.as_str(), |kind| kind.as_str())
    }
}

impl Import<'_> {
    /// The accounts with these identifiers in ASCII form.
    pub(super) async fn stored_accounts(
        &mut self,
        domains: impl Iterator<Item = &str>,
    ) -> anyhow::Result<StoredAccounts> {
        let domains: Vec<&str> = domains.collect();
        let columns = "key, domain_identifier, name, country, visibility, kind, status, request_reference, \
             (request_reference IS NOT NULL AND adopted_at IS NULL) AS made_in_product";
        let mut rows: Vec<StoredAccount> = self.accounts_of_files(columns, &domains).await?;
        rows.sort_unstable_by_key(|row| (row.request_reference.is_none(), row.key));
        let mut stored = StoredAccounts::default();
        for row in rows {
            let same = if row.keeps { &mut stored.kept } else { &mut stored.others };
            same.insert(row.domain_identifier.clone(), row);
        }
        Ok(stored)
    }

    /// These columns, and `keeps`, of the accounts with these identifiers that files can name. One that somebody asked for is one
    /// like any other once it was activated; one that was closed is none any more, so that a row with its identifier makes
    /// another account.
    pub(super) async fn accounts_of_files<T: Row>(
        &mut self,
        columns: &'static str,
        domains: &[&str],
    ) -> anyhow::Result<Vec<T>> {
        let keys: Vec<_> = domains.iter().map(|domain| args![*domain]).collect();
        let mut rows = Vec::with_capacity(domains.len());
        // Those that keep their identifier, and the others: each by its own index.
        for (keeps, status) in
            [("TRUE", "IN ('active', 'inactive')"), ("FALSE", "NOT IN ('active', 'inactive', 'closed')")]
        {
            let sql = |named: &str| {
                format!(
                    "SELECT {columns}, {keeps} AS keeps FROM {named} CROSS JOIN account \
                     WHERE domain_identifier = named.column1 AND status {status} \
                     AND NOT EXISTS (SELECT 1 FROM account_request r \
                         WHERE r.account_key = account.key AND r.status <> 'activated')"
                )
            };
            rows.extend(batch::look_up(&mut self.tx, 1, &keys, sql).await?);
        }
        Ok(rows)
    }
}
