//! `grants.csv`: one role per person in an account or a Virtual Account.

use std::collections::{HashMap, HashSet};

use rules::vocabulary::Role;

use super::batches::{Batches, rows};
use super::grant_changes::GrantChanges;
use super::references::{AccountPath, NamedAccount};
use super::report::{AbsentShare, PlacedRole, RevokedRole};
use super::{Counts, Import, PAGE};
use crate::args;
use crate::base::secret::random_id;
use crate::import_export::csv_files::rows::GrantRow;
use crate::import_export::csv_files::{Row, RowError};
use crate::store::batch::{self, Statement};
use crate::store::decode_enum;
use crate::store::grant::{UniqueKey, unique_keys};
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, RevokedGrantKey, VirtualAccountKey};
use crate::store::key_set::KeySet;
use crate::store::revoked_grant::{self, RevokedGrant, is_above};

const INSERT: Statement = Statement {
    head: "INSERT INTO access_grant (id, person_key, account_key, virtual_account_key, role)",
    columns: 5,
    tail: "RETURNING key",
};

/// What is stored of a grant.
struct StoredGrant {
    key: AccessGrantKey,
    role: Role,
}

/// What the rows of a batch name.
struct Named {
    people: HashMap<String, PersonKey>,
    accounts: HashMap<String, NamedAccount>,
    virtual_accounts: HashMap<AccountPath, VirtualAccountKey>,
}

impl Named {
    /// Where a row's grant is, as far as all of it is known.
    fn unique_key(&self, row: &GrantRow) -> Option<UniqueKey> {
        let person = *self.people.get(&row.email.folded())?;
        let account = self.accounts.get(row.account.ascii())?.key;
        let part = match &row.virtual_account {
            None => None,
            Some(path) => Some(*self.virtual_accounts.get(&(account, path.as_str().to_owned()))?),
        };
        Some((person, account, part))
    }
}

/// Which grants the file names: what is stored and what is new, and of what was revoked.
#[derive(Default)]
struct MetGrants {
    grants: KeySet<AccessGrantKey>,
    revoked: KeySet<RevokedGrantKey>,
}

impl Import<'_> {
    pub(super) async fn grants(&mut self, mut batches: Batches<GrantRow>) -> anyhow::Result<Counts> {
        let newest: (Option<AccessGrantKey>,) = self.tx.one("SELECT max(key) FROM access_grant", args![]).await?;
        let mut changes = GrantChanges::after(newest.0.unwrap_or_default());
        let (mut counts, mut seen) = (Counts::default(), MetGrants::default());
        while let Some(batch) = batches.next().await {
            let named = self.named_by(&batch).await?;
            let places: Vec<UniqueKey> = rows(&batch).filter_map(|row| named.unique_key(row)).collect();
            let stored = self.stored_grants(&places).await?;
            let revoked = revoked_grant::of_places(&mut self.tx, &places).await?;
            let revoked: HashMap<UniqueKey, RevokedGrant> =
                revoked.into_iter().map(|grant| (grant.unique_key(), grant)).collect();
            let (mut in_batch, mut new) = (HashSet::new(), Vec::new());
            for row in batch {
                let Some(row) = self.take(row) else { continue };
                let Some(place) = self.resolve_unique_key(&row, &named) else { continue };
                let same = stored.get(&place);
                let revoked = revoked.get(&place);
                let is_twice = !in_batch.insert(place)
                    || same.is_some_and(|grant| !seen.grants.insert(grant.key))
                    || revoked.is_some_and(|grant| !seen.revoked.insert(grant.key));
                if is_twice {
                    let reason =
                        "holds a role there already in this file; a person has one role in one place, so remove one";
                    self.refuse(GrantRow::FILE, row.line, "email", row.email.as_str(), reason);
                    continue;
                }
                if let Some(revoked) = revoked {
                    if same.is_none_or(|same| is_above(row.role, same.role)) {
                        self.report.revoked.push(revoked_role(&row, same));
                        if !self.options.restore_removed {
                            counts.unchanged += 1;
                            continue;
                        }
                    }
                    changes.settled.push(revoked.key);
                }
                match same {
                    None => {
                        self.note_change(GrantRow::FILE, row.line, format_args!("new: {}", placed(&row)))?;
                        counts.inserted += 1;
                        changes.note_new(place.0, place.1, self.known.newest_person);
                        new.push((place, row.role));
                    }
                    Some(same) if same.role == row.role => counts.unchanged += 1,
                    Some(same) => {
                        let (before, after) = (same.role.as_str(), placed(&row));
                        self.note_change(
                            GrantRow::FILE,
                            row.line,
                            format_args!("changed: {after}, which was {before}"),
                        )?;
                        counts.updated += 1;
                        changes.changed.push((place.1, same.key, row.role));
                    }
                }
            }
            for key in self.insert_grants(&new).await? {
                seen.grants.insert(key);
            }
        }
        self.note_absent(&seen, &mut changes).await?;
        counts.removed = changes.removed.len() as u64;
        if self.findings.is_empty() {
            self.apply(changes).await?;
        }
        Ok(counts)
    }

    async fn named_by(&mut self, batch: &[Result<GrantRow, RowError>]) -> anyhow::Result<Named> {
        let people = self.people_named(rows(batch).map(|row| row.email.folded()).collect()).await?;
        let accounts = self.accounts_named(rows(batch).map(|row| row.account.ascii())).await?;
        let place = |row: &GrantRow| {
            let path = row.virtual_account.as_ref()?.as_str().to_owned();
            Some((accounts.get(row.account.ascii())?.key, path))
        };
        let virtual_accounts = self.virtual_accounts_at(rows(batch).filter_map(place).collect()).await?;
        Ok(Named { people, accounts, virtual_accounts })
    }

    async fn stored_grants(&mut self, places: &[UniqueKey]) -> anyhow::Result<HashMap<UniqueKey, StoredGrant>> {
        type Stored = (PersonKey, AccountKey, Option<VirtualAccountKey>, AccessGrantKey, String);
        let sql = |named: &str| {
            format!(
                "SELECT person_key, account_key, virtual_account_key, key, role FROM {named} CROSS JOIN access_grant \
                 WHERE person_key = named.column1 AND account_key = named.column2 \
                 AND coalesce(virtual_account_key, 0) = named.column3"
            )
        };
        let rows: Vec<Stored> = batch::look_up(&mut self.tx, 3, &unique_keys(places), sql).await?;
        let grant = |(person, account, part, key, role): Stored| {
            Ok(((person, account, part), StoredGrant { key, role: decode_enum("role", &role, Role::parse)? }))
        };
        rows.into_iter().map(grant).collect()
    }

    /// What the file lacks and is taken away: in adopted accounts all of it, elsewhere where that was asked for.
    async fn note_absent(&mut self, seen: &MetGrants, changes: &mut GrantChanges) -> anyhow::Result<()> {
        let mut share = AbsentShare { what: "grants", absent: 0, stored: 0 };
        let sql = "SELECT count(*) FROM access_grant WHERE key <= $1";
        let (stored,): (i64,) = self.tx.one(sql, args![changes.newest]).await?;
        // Where all of it was seen, nobody need look which.
        let mut last = if seen.grants.count_to(changes.newest) == stored.cast_unsigned() {
            changes.newest
        } else {
            AccessGrantKey(0)
        };
        while last < changes.newest {
            let sql = "SELECT g.key, g.account_key, (p.email_verified AND p.email_folded IS NOT NULL) AS can_be_named, \
                 (a.request_reference IS NOT NULL AND a.adopted_at IS NULL) AS made_in_product \
                 FROM access_grant g JOIN person p ON p.key = g.person_key JOIN account a ON a.key = g.account_key \
                 WHERE g.key > $1 AND g.key <= $2 ORDER BY g.key LIMIT $3";
            let some: Vec<(AccessGrantKey, AccountKey, bool, bool)> =
                self.tx.all(sql, args![last, changes.newest, PAGE]).await?;
            last = some.last().map_or(changes.newest, |(key, ..)| *key);
            for (key, account, can_be_named, made_in_product) in some {
                let is_absent = !seen.grants.has(key);
                if self.known.adopted.contains(&account) {
                    changes.removed.extend(is_absent.then_some((account, key)));
                } else if can_be_named && !made_in_product {
                    share.stored += 1;
                    share.absent += u64::from(is_absent);
                    changes.removed.extend((is_absent && self.options.remove_absent).then_some((account, key)));
                }
            }
        }
        if self.options.remove_absent {
            self.shares.push(share);
            self.settle_absent(seen, changes).await?;
        } else {
            self.report.left = share.absent;
        }
        Ok(())
    }

    /// What the files lack need not be remembered as revoked.
    async fn settle_absent(&mut self, seen: &MetGrants, changes: &mut GrantChanges) -> anyhow::Result<()> {
        let mut last = RevokedGrantKey(0);
        loop {
            let sql = "SELECT r.key, (a.request_reference IS NOT NULL AND a.adopted_at IS NULL) AS made_in_product \
                 FROM revoked_grant r JOIN account a ON a.key = r.account_key WHERE r.key > $1 ORDER BY r.key LIMIT $2";
            let some: Vec<(RevokedGrantKey, bool)> = self.tx.all(sql, args![last, PAGE]).await?;
            let Some((newest, _)) = some.last() else { return Ok(()) };
            last = *newest;
            let absent = some.into_iter().filter(|(key, made_in_product)| !made_in_product && !seen.revoked.has(*key));
            changes.settled.extend(absent.map(|(key, _)| key));
        }
    }

    /// Gives the keys of the new grants.
    async fn insert_grants(&mut self, new: &[(UniqueKey, Role)]) -> anyhow::Result<Vec<AccessGrantKey>> {
        let row = |((person, account, part), role): &(UniqueKey, Role)| {
            args![random_id(), *person, *account, *part, role.as_str()]
        };
        let rows: Vec<_> = new.iter().map(row).collect();
        let keys: Vec<(AccessGrantKey,)> = batch::insert(&mut self.tx, &INSERT, &rows).await?;
        Ok(keys.into_iter().map(|(key,)| key).collect())
    }

    /// Where the grant is, or a note of each reference that leads nowhere.
    fn resolve_unique_key(&mut self, row: &GrantRow, named: &Named) -> Option<UniqueKey> {
        let (email, domain) = (row.email.as_str(), row.account.ascii());
        let person = named.people.get(&row.email.folded()).copied();
        if person.is_none() && !self.refused.people.has(&row.email.folded()) {
            let reason = "is nobody's address; add the person to people.csv, or correct it";
            self.refuse(GrantRow::FILE, row.line, "email", email, reason);
        }
        let Some(account) = named.accounts.get(domain) else {
            if self.refused.accounts.has(domain) {
                return None;
            }
            let reason = "is not an account; add it to accounts.csv, or correct the identifier";
            self.refuse(GrantRow::FILE, row.line, "account", domain, reason);
            return None;
        };
        if !self.permits(account, GrantRow::FILE, row.line, domain) {
            return None;
        }
        let Some(path) = &row.virtual_account else { return person.map(|person| (person, account.key, None)) };
        let part = named.virtual_accounts.get(&(account.key, path.as_str().to_owned())).copied();
        if part.is_none() && !self.refused.paths.has(path.as_str()) {
            let reason =
                "is not a Virtual Account of this account; add it to virtual_accounts.csv, or correct the path";
            self.refuse(GrantRow::FILE, row.line, "virtual_account", path.as_str(), reason);
        }
        Some((person?, account.key, Some(part?)))
    }
}

fn placed(row: &GrantRow) -> PlacedRole {
    PlacedRole {
        person: row.email.as_str().to_owned(),
        account: row.account.ascii().to_owned(),
        virtual_account: row.virtual_account.as_ref().map(|path| path.as_str().to_owned()),
        role: row.role,
    }
}

fn revoked_role(row: &GrantRow, left: Option<&StoredGrant>) -> RevokedRole {
    RevokedRole { role: placed(row), left: left.map(|left| left.role) }
}
