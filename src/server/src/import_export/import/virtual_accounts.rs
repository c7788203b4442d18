//! `virtual_accounts.csv`: a Virtual Account's row may stand before that of the one above it.

use std::collections::{HashMap, HashSet};

use sqlx::AssertSqlSafe;

use super::batches::{BATCH, Batches, rows};
use super::references::AccountPath;
use super::{Counts, Import};
use crate::args;
use crate::base::secret::random_id;
use crate::db::Argument;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::VirtualAccountRow;
use crate::store::batch::{self, Statement};
use crate::store::key::{AccountKey, VirtualAccountKey};
use crate::store::key_set::KeySet;

const INSERT: Statement = Statement {
    head: "INSERT INTO virtual_account (id, account_key, parent_key, name, path, is_default)",
    columns: 6,
    tail: "RETURNING account_key, path, key",
};

/// A new Virtual Account whose parent did not stand before it, and its line.
struct Orphan {
    key: VirtualAccountKey,
    line: u64,
}

impl Import<'_> {
    pub(super) async fn virtual_accounts(&mut self, mut batches: Batches<VirtualAccountRow>) -> anyhow::Result<Counts> {
        let (mut counts, mut seen, mut orphans) = (Counts::default(), KeySet::default(), Vec::new());
        while let Some(batch) = batches.next().await {
            let accounts = self.accounts_named(rows(&batch).map(|row| row.account.ascii())).await?;
            let place =
                |row: &VirtualAccountRow| Some((accounts.get(row.account.ascii())?.key, row.path.as_str().to_owned()));
            let known = self.virtual_accounts_at(rows(&batch).filter_map(place).collect()).await?;
            let (mut in_batch, mut new) = (HashSet::new(), Vec::new());
            for row in batch {
                let Some(row) = self.take(row) else { continue };
                let (domain, path) = (row.account.ascii(), row.path.as_str());
                let Some(account) = accounts.get(domain) else {
                    if !self.refused.accounts.has(domain) {
                        let reason = "is not an account; add it to accounts.csv, or correct the identifier";
                        self.refuse(VirtualAccountRow::FILE, row.line, "account", domain, reason);
                    }
                    continue;
                };
                if !self.permits(account, VirtualAccountRow::FILE, row.line, domain) {
                    continue;
                }
                let place = (account.key, path.to_owned());
                let same = known.get(&place);
                if !in_batch.insert(place) || same.is_some_and(|key| !seen.insert(*key)) {
                    let reason = "stands twice for this account; remove one";
                    self.refuse(VirtualAccountRow::FILE, row.line, "path", path, reason);
                    continue;
                }
                if same.is_some() {
                    counts.unchanged += 1;
                } else {
                    self.note_change(VirtualAccountRow::FILE, row.line, format_args!("new: {path} in {domain}"))?;
                    counts.inserted += 1;
                    new.push((account.key, row));
                }
            }
            for key in self.insert_virtual_accounts(new, &mut orphans).await? {
                seen.insert(key);
            }
        }
        for some in orphans.chunks(BATCH) {
            self.find_parents(some).await?;
        }
        Ok(counts)
    }

    /// Level by level from the top, so that each finds the key of the one above it, if that is stored or in this batch. Gives
    /// the keys, and notes who found none.
    async fn insert_virtual_accounts(
        &mut self,
        mut rows: Vec<(AccountKey, VirtualAccountRow)>,
        orphans: &mut Vec<Orphan>,
    ) -> anyhow::Result<Vec<VirtualAccountKey>> {
        let parents = rows.iter().filter_map(|(account, row)| parent_place(*account, &row.path)).collect();
        let mut known = self.virtual_accounts_at(parents).await?;
        let depth = |row: &VirtualAccountRow| row.path.levels().count();
        rows.sort_by_key(|(_, row)| depth(row));
        let mut inserted = Vec::with_capacity(rows.len());
        for level in rows.chunk_by(|(_, one), (_, other)| depth(one) == depth(other)) {
            let parent = |account: AccountKey, row: &VirtualAccountRow| {
                parent_place(account, &row.path).and_then(|place| known.get(&place).copied())
            };
            let values: Vec<_> = level
                .iter()
                .map(|(account, row)| {
                    let (name, path) = (row.path.name(), row.path.as_str());
                    args![random_id(), *account, parent(*account, row), name, path, row.path.is_default()]
                })
                .collect();
            let keys: Vec<(AccountKey, String, VirtualAccountKey)> =
                batch::insert(&mut self.tx, &INSERT, &values).await?;
            let keys: HashMap<AccountPath, VirtualAccountKey> =
                keys.into_iter().map(|(account, path, key)| ((account, path), key)).collect();
            for (account, row) in level {
                if row.path.parent().is_some() && parent(*account, row).is_none() {
                    let key = keys.get(&(*account, row.path.as_str().to_owned()));
                    orphans.extend(key.map(|key| Orphan { key: *key, line: row.line }));
                }
            }
            inserted.extend(keys.values().copied());
            known.extend(keys);
        }
        Ok(inserted)
    }

    /// Puts those whose parent stands further down below it, and refuses those that have none.
    async fn find_parents(&mut self, orphans: &[Orphan]) -> anyhow::Result<()> {
        let keys: Vec<VirtualAccountKey> = orphans.iter().map(|orphan| orphan.key).collect();
        let sql = "SELECT key, account_key, path FROM virtual_account WHERE key IN";
        let stored: Vec<(VirtualAccountKey, AccountKey, String)> = self.all_by_key(sql, &keys).await?;
        let mut paths = HashMap::with_capacity(stored.len());
        for (key, account, path) in stored {
            let path = VirtualAccountPath::parse(&path).map_err(|reason| anyhow::anyhow!("`{path}` {reason}"))?;
            paths.insert(key, (account, path));
        }
        let places = paths.values().filter_map(|(account, path)| parent_place(*account, path)).collect();
        let known = self.virtual_accounts_at(places).await?;
        let mut found: Vec<(VirtualAccountKey, VirtualAccountKey)> = Vec::with_capacity(orphans.len());
        for Orphan { key, line } in orphans {
            let Some((account, path)) = paths.get(key) else { continue };
            let Some(parent) = path.parent() else { continue };
            match known.get(&(*account, parent.as_str().to_owned())) {
                Some(parent) => found.push((*key, *parent)),
                None if self.refused.paths.has(parent.as_str()) => {}
                None => {
                    let reason = format!("has nothing above it; add a row for `{}`", parent.as_str());
                    self.refuse(VirtualAccountRow::FILE, *line, "path", path.as_str(), &reason);
                }
            }
        }
        for some in found.chunks(batch::ARGUMENTS / 2) {
            let sql = format!(
                "UPDATE virtual_account SET parent_key = pair.column2 FROM (VALUES {}) AS pair \
                 WHERE virtual_account.key = pair.column1",
                batch::rows(self.tx.engine(), 2, some.len())
            );
            let pair =
                |(key, parent): &(VirtualAccountKey, VirtualAccountKey)| [Argument::from(*key), (*parent).into()];
            self.tx.run(AssertSqlSafe(sql), some.iter().flat_map(pair).collect()).await?;
        }
        Ok(())
    }
}

/// Where the Virtual Account above a path is; nothing at the top.
fn parent_place(account: AccountKey, path: &VirtualAccountPath) -> Option<AccountPath> {
    path.parent().map(|parent| (account, parent.as_str().to_owned()))
}
