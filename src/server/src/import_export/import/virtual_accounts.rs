//! `virtual_accounts.csv`: a Virtual Account's row may stand before that of the one above it.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::{BATCH, Counts, Import, Incoming, unwritten};
use crate::args;
use crate::base::secret::random_id;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::VirtualAccountRow;
use crate::store::batch::{self, Statement};
use crate::store::key::{AccountKey, VirtualAccountKey};

const INSERT: Statement = Statement {
    head: "INSERT INTO virtual_account (id, account_key, parent_key, name, path, is_default)",
    columns: 6,
    tail: "RETURNING account_key, path, key",
};

impl Import<'_> {
    pub(super) async fn virtual_accounts(
        &mut self,
        incoming: Incoming<'_, VirtualAccountRow>,
    ) -> anyhow::Result<Counts> {
        let stored: Vec<(AccountKey, String, VirtualAccountKey)> =
            self.tx.all("SELECT account_key, path, key FROM virtual_account", args![]).await?;
        // Composed, as the files are read: what is stored may come from elsewhere.
        let stored = stored.into_iter().map(|(account, path, key)| ((account, path.nfc().collect()), key));
        self.known.virtual_accounts = stored.collect();

        let (mut counts, mut seen, mut new) = (Counts::default(), HashSet::new(), Vec::new());
        for row in incoming {
            let Some(row) = self.take(row) else { continue };
            let (account, path) = (row.account.ascii(), row.path.as_str());
            let Some(account_key) = self.known.accounts.get(account).copied() else {
                if self.refused.accounts.has(account) {
                    continue;
                }
                let reason = "is not an account; add it to accounts.csv, or correct the identifier";
                self.refuse(VirtualAccountRow::FILE, row.line, "account", account, reason);
                continue;
            };
            if !self.permits(account_key, VirtualAccountRow::FILE, row.line, account) {
                continue;
            }
            if !seen.insert((account.to_owned(), path.to_owned())) {
                let reason = "stands twice for this account; remove one";
                self.refuse(VirtualAccountRow::FILE, row.line, "path", path, reason);
                continue;
            }
            if self.known.virtual_accounts.contains_key(&(account_key, path.to_owned())) {
                counts.unchanged += 1;
            } else {
                self.note_change(VirtualAccountRow::FILE, row.line, format_args!("new: {path} in {account}"))?;
                counts.inserted += 1;
                new.push(row);
            }
        }
        self.refuse_orphans(&seen, &new);
        self.insert_virtual_accounts(new).await?;
        Ok(counts)
    }

    fn refuse_orphans(&mut self, seen: &HashSet<(String, String)>, new: &[VirtualAccountRow]) {
        for row in new {
            let Some(parent) = row.path.parent() else { continue };
            let account = row.account.ascii();
            let stored = self.known.accounts.get(account).map(|key| (*key, parent.as_str().to_owned()));
            let known = seen.contains(&(account.to_owned(), parent.as_str().to_owned()))
                || stored.is_some_and(|stored| self.known.virtual_accounts.contains_key(&stored));
            if !known && !self.refused.paths.has(parent.as_str()) {
                let reason = format!("has nothing above it; add a row for `{}`", parent.as_str());
                self.refuse(VirtualAccountRow::FILE, row.line, "path", row.path.as_str(), &reason);
            }
        }
    }

    /// Level by level from the top, so that each finds the key of the one above it.
    async fn insert_virtual_accounts(&mut self, mut rows: Vec<VirtualAccountRow>) -> anyhow::Result<()> {
        if !self.writes() {
            // What grants refer to is known all the same.
            let known = rows.iter().zip(1..).filter_map(|(row, number)| {
                let account = self.known.accounts.get(row.account.ascii())?;
                Some(((*account, row.path.as_str().to_owned()), VirtualAccountKey(unwritten(number))))
            });
            self.known.virtual_accounts.extend(known.collect::<Vec<_>>());
            return Ok(());
        }
        rows.sort_by_key(|row| row.path.levels().count());
        for level in rows.chunk_by(|one, other| one.path.levels().count() == other.path.levels().count()) {
            for some in level.chunks(BATCH) {
                let values: Vec<_> = some.iter().filter_map(|row| self.values(row)).collect();
                let keys: Vec<(AccountKey, String, VirtualAccountKey)> =
                    batch::insert(&mut self.tx, &INSERT, &values).await?;
                self.known.virtual_accounts.extend(keys.into_iter().map(|(account, path, key)| ((account, path), key)));
            }
        }
        Ok(())
    }

    fn values(&self, row: &VirtualAccountRow) -> Option<Vec<crate::db::Argument>> {
        let account = *self.known.accounts.get(row.account.ascii())?;
        let parent = row.path.parent();
        let parent = parent.and_then(|parent| self.known.virtual_accounts.get(&(account, parent.as_str().to_owned())));
        Some(args![random_id(), account, parent.copied(), row.path.name(), row.path.as_str(), row.path.is_default()])
    }
}
