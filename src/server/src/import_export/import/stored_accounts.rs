//! The accounts that are there when an import begins, and which of them a row of `accounts.csv` names.

use std::collections::HashMap;

use rules::vocabulary::AccountStatus;
use sqlx::FromRow;

use super::Import;
use crate::args;
use crate::import_export::csv_files::rows::AccountRow;
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
}

/// By identifier in ASCII form: at most one account keeps it, and of the others an imported one is known, else the newest.
#[derive(Default)]
pub(super) struct StoredAccounts {
    /// Active and inactive ones.
    kept: HashMap<String, StoredAccount>,
    others: HashMap<String, StoredAccount>,
}

impl StoredAccounts {
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
        self.name == row.name
            && self.country == row.country
            && self.visibility == row.visibility.as_str()
            && self.kind == row.kind.as_str()
            && self.status == row.status.as_str()
    }
}

impl Import<'_> {
    /// The accounts that files can name. One that somebody asked for is one like any other once it was activated; one that was
    /// closed is none any more, so that a row with its identifier makes another account.
    pub(super) async fn stored_accounts(&mut self) -> anyhow::Result<StoredAccounts> {
        let rows: Vec<StoredAccount> = self
            .tx
            .all(
                "SELECT key, domain_identifier, name, country, visibility, kind, status, request_reference, \
                 (request_reference IS NOT NULL AND adopted_at IS NULL) AS made_in_product FROM account \
                 WHERE NOT EXISTS (SELECT 1 FROM account_request r \
                     WHERE r.account_key = account.key AND r.status <> 'activated') AND status <> 'closed' \
                 ORDER BY CASE WHEN request_reference IS NULL THEN 1 ELSE 0 END",
                args![],
            )
            .await?;
        let mut stored = StoredAccounts::default();
        for row in rows {
            if row.made_in_product {
                self.known.made_in_product.insert(row.key);
            }
            let same = if keeps_identifier(&row.status) { &mut stored.kept } else { &mut stored.others };
            same.insert(row.domain_identifier.clone(), row);
        }
        let all = stored.others.iter().chain(&stored.kept);
        self.known.accounts = all.map(|(domain, row)| (domain.clone(), row.key)).collect();
        Ok(stored)
    }
}
