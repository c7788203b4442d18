//! `accounts.csv`: new accounts in batches, changed ones by themselves, and what finds them.

use std::collections::{HashMap, HashSet};

use rules::vocabulary::{AccountKind, AccountStatus, Visibility};

use super::batches::{Batches, rows};
use super::report::described;
use super::stored_accounts::{StoredAccount, StoredAccounts};
use super::{Counts, Import};
use crate::args;
use crate::base::secret::{LOOK_UP_VERSION, random_id};
use crate::domains::folding::fold;
use crate::domains::likeness::name_skeleton;
use crate::domains::search_text::search_text;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::AccountRow;
use crate::store::account::{Findable, keep_findable};
use crate::store::batch::{self, Statement};
use crate::store::domain_holder::ConfirmedBy;
use crate::store::key::AccountKey;
use crate::store::key_set::KeySet;
use crate::store::look_up;
use crate::store::search_change;

const INSERT: Statement = Statement {
    head: "INSERT INTO account (id, name, name_folded, domain_identifier, domain_display, registrable_domain, \
           search_text, country, visibility, kind, status, version, name_skeleton, confirmed_by, search_change)",
    columns: 15,
    tail: "RETURNING domain_identifier, key",
};

impl Import<'_> {
    pub(super) async fn accounts(&mut self, mut batches: Batches<AccountRow>) -> anyhow::Result<Counts> {
        let (mut counts, mut seen) = (Counts::default(), KeySet::default());
        while let Some(batch) = batches.next().await {
            let stored = self.stored_accounts(rows(&batch).map(|row| row.domain_identifier.ascii())).await?;
            let (mut in_batch, mut new) = (HashSet::new(), Vec::new());
            for row in batch {
                let Some(row) = self.take(row) else { continue };
                let domain = row.domain_identifier.ascii();
                let is_first = in_batch.insert(domain.to_owned());
                // All of them, so that a row with another status is told as well.
                if !is_first || stored.with(domain).any(|account| seen.has(account.key)) {
                    let reason = "stands twice in this file; an account has an identifier of its own, so remove one";
                    self.refuse(AccountRow::FILE, row.line, "domain_identifier", domain, reason);
                    continue;
                }
                for account in stored.with(domain) {
                    seen.insert(account.key);
                }
                if let Some(row) = self.account(row, &stored, &mut counts).await? {
                    new.push(row);
                }
            }
            for key in self.insert_accounts(new).await? {
                seen.insert(key);
            }
        }
        self.refuse_idle_adoptions();
        Ok(counts)
    }

    /// Does what a row says, or refuses it. Gives it back where its account is new.
    async fn account(
        &mut self,
        row: AccountRow,
        stored: &StoredAccounts,
        counts: &mut Counts,
    ) -> anyhow::Result<Option<AccountRow>> {
        let domain = row.domain_identifier.ascii();
        if self.app.public_mailboxes.contains(&row.domain_identifier) {
            let reason = "is a domain where anybody can have a mailbox, so that no address there would match; where it is \
                the customer's own, name it in the setting `public_mailboxes.remove`";
            self.refuse(AccountRow::FILE, row.line, "domain_identifier", domain, reason);
            return Ok(None);
        }
        if self.options.adopt.iter().any(|adopted| adopted.ascii() == domain) {
            self.known.met.insert(domain.to_owned());
        }
        let same = stored.named_by(&row);
        if let Some(same) = same
            && same.made_in_product
            && !self.adopt(same, &row).await?
        {
            return Ok(None);
        }
        match same {
            None => {
                if let Some(meant) = row.domain_identifier.without_www() {
                    let reason = format!(
                        "is the address of a web site, below which nobody has mail; use `{meant}`, in all four files"
                    );
                    self.refuse(AccountRow::FILE, row.line, "domain_identifier", domain, &reason);
                    return Ok(None);
                }
                self.note_change(AccountRow::FILE, row.line, format_args!("new: {} ({domain})", row.name))?;
                counts.inserted += 1;
                return Ok(Some(row));
            }
            Some(stored) if stored.is_equal(&row) => counts.unchanged += 1,
            Some(stored) => {
                counts.updated += 1;
                let changed = described(&stored.differences(&row));
                self.note_change(AccountRow::FILE, row.line, format_args!("changed: {domain}: {changed}"))?;
                self.update_account(stored, &row).await?;
            }
        }
        Ok(None)
    }

    async fn update_account(&mut self, stored: &StoredAccount, row: &AccountRow) -> anyhow::Result<()> {
        let (domain, display) = (row.domain_identifier.ascii(), row.domain_identifier.unicode());
        self.tx
            .run(
                "UPDATE account SET name = $1, name_folded = $2, search_text = $3, country = $4, visibility = $5, \
                 kind = $6, status = $7, name_skeleton = $8, version = version + 1 WHERE key = $9",
                args![
                    &row.name,
                    fold(&row.name),
                    search_text(&row.name, domain, &display),
                    &row.country,
                    row.visibility.as_str(),
                    stored.kind_of(row),
                    row.status.as_str(),
                    name_skeleton(&row.name),
                    stored.key
                ],
            )
            .await?;
        let findable = Findable {
            name: &row.name,
            domain_identifier: domain,
            domain_display: &display,
            visibility: row.visibility,
            status: row.status,
        };
        Ok(keep_findable(&mut self.tx, self.secret, stored.key, &findable).await?)
    }

    /// Gives the keys of the new accounts.
    async fn insert_accounts(&mut self, rows: Vec<AccountRow>) -> anyhow::Result<Vec<AccountKey>> {
        let rows: Vec<(String, AccountRow)> = rows.into_iter().map(|row| (random_id(), row)).collect();
        let is_listed = |row: &AccountRow| row.status == AccountStatus::Active && row.visibility == Visibility::Listed;
        let any = rows.iter().any(|(_, row)| is_listed(row));
        let change = if any { search_change::next(&mut self.tx).await? } else { 0 };
        let values: Vec<_> = rows
            .iter()
            .map(|(id, row)| {
                let (domain, display) = (row.domain_identifier.ascii(), row.domain_identifier.unicode());
                args![
                    id,
                    &row.name,
                    fold(&row.name),
                    domain,
                    &display,
                    row.domain_identifier.registrable(),
                    search_text(&row.name, domain, &display),
                    &row.country,
                    row.visibility.as_str(),
                    row.kind.unwrap_or(AccountKind::Customer).as_str(),
                    row.status.as_str(),
                    1_i64,
                    name_skeleton(&row.name),
                    ConfirmedBy::Import.as_str(),
                    if is_listed(row) { change } else { 0 }
                ]
            })
            .collect();
        let keys: Vec<(String, AccountKey)> = batch::insert(&mut self.tx, &INSERT, &values).await?;
        let keys: HashMap<String, AccountKey> = keys.into_iter().collect();

        let mut look_ups = Vec::new();
        for (_, row) in rows.iter().filter(|(_, row)| row.status == AccountStatus::Active) {
            let domain = row.domain_identifier.ascii();
            let Some(key) = keys.get(domain).copied() else { continue };
            for mac in look_up::macs(self.secret, domain, &row.name) {
                look_ups.push(args![mac, key, LOOK_UP_VERSION]);
            }
        }
        batch::run(&mut self.tx, &look_up::INSERT, &look_ups).await?;
        Ok(keys.into_values().collect())
    }
}
