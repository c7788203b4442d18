//! `grants.csv`: one role per person in an account or a Virtual Account.

use std::collections::{HashMap, HashSet};

use super::{BATCH, Counts, Import, Incoming};
use crate::args;
use crate::base::secret::random_id;
use crate::db::Argument;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::GrantRow;
use crate::store::batch::{self, Statement};
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, VirtualAccountKey};

const INSERT: Statement = Statement {
    head: "INSERT INTO access_grant (id, person_key, account_key, virtual_account_key, role)",
    columns: 5,
    tail: "",
};

/// Person, account, Virtual Account.
type UniqueKey = (PersonKey, AccountKey, Option<VirtualAccountKey>);

impl Import<'_> {
    pub(super) async fn grants(&mut self, incoming: Incoming<'_, GrantRow>) -> anyhow::Result<Counts> {
        let stored: Vec<(PersonKey, AccountKey, Option<VirtualAccountKey>, AccessGrantKey, String)> = self
            .tx
            .all("SELECT person_key, account_key, virtual_account_key, key, role FROM access_grant", args![])
            .await?;
        let stored: HashMap<UniqueKey, (AccessGrantKey, String)> = stored
            .into_iter()
            .map(|(person, account, part, key, role)| ((person, account, part), (key, role)))
            .collect();

        let (mut counts, mut seen, mut new) = (Counts::default(), HashSet::new(), Vec::new());
        for row in incoming {
            let Some(row) = self.take(row) else { continue };
            let Some(place) = self.resolve_unique_key(&row) else { continue };
            let path = row.virtual_account.as_ref().map(|path| path.as_str().to_owned());
            if !seen.insert((row.email.folded(), row.account.ascii().to_owned(), path)) {
                let reason =
                    "holds a role there already in this file; a person has one role in one place, so remove one";
                self.refuse(GrantRow::FILE, row.line, "email", row.email.as_str(), reason);
                continue;
            }
            match stored.get(&place) {
                None => {
                    counts.inserted += 1;
                    let (person, account, part) = place;
                    new.push(args![random_id(), person, account, part, row.role.as_str()]);
                }
                Some((_, role)) if role == row.role.as_str() => counts.unchanged += 1,
                Some((key, _)) => {
                    counts.updated += 1;
                    if self.writes() {
                        let update = "UPDATE access_grant SET role = $1, version = version + 1 WHERE key = $2";
                        self.tx.run(update, args![row.role.as_str(), *key]).await?;
                    }
                }
            }
            if new.len() == BATCH {
                self.insert_grants(std::mem::take(&mut new)).await?;
            }
        }
        self.insert_grants(new).await?;
        Ok(counts)
    }

    async fn insert_grants(&mut self, rows: Vec<Vec<Argument>>) -> anyhow::Result<()> {
        if self.writes() {
            batch::run(&mut self.tx, &INSERT, &rows).await?;
        }
        Ok(())
    }

    /// Where the grant is, or a note of each reference that leads nowhere.
    fn resolve_unique_key(&mut self, row: &GrantRow) -> Option<UniqueKey> {
        let (email, account) = (row.email.as_str(), row.account.ascii());
        let person = self.known.people.get(&row.email.folded()).copied();
        if person.is_none() {
            let reason = "is nobody's address; add the person to people.csv, or correct it";
            self.refuse(GrantRow::FILE, row.line, "email", email, reason);
        }
        let Some(account_key) = self.known.accounts.get(account).copied() else {
            let reason = "is not an account; add it to accounts.csv, or correct the identifier";
            self.refuse(GrantRow::FILE, row.line, "account", account, reason);
            return None;
        };
        let Some(path) = &row.virtual_account else { return person.map(|person| (person, account_key, None)) };
        let part = self.known.virtual_accounts.get(&(account_key, path.as_str().to_owned())).copied();
        if part.is_none() {
            let reason =
                "is not a Virtual Account of this account; add it to virtual_accounts.csv, or correct the path";
            self.refuse(GrantRow::FILE, row.line, "virtual_account", path.as_str(), reason);
        }
        Some((person?, account_key, Some(part?)))
    }
}
