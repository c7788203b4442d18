//! `grants.csv`: one role per person in an account or a Virtual Account.

use std::collections::{HashMap, HashSet};

use rules::vocabulary::Role;

use super::grant_changes::GrantChanges;
use super::report::{AbsentShare, PlacedRole, RevokedRole};
use super::{BATCH, Counts, Import, Incoming};
use crate::args;
use crate::base::secret::random_id;
use crate::db::Argument;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::GrantRow;
use crate::store::batch::{self, Statement};
use crate::store::decode_enum;
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, VirtualAccountKey};
use crate::store::revoked_grant::{self, RevokedGrant, is_above};

const INSERT: Statement = Statement {
    head: "INSERT INTO access_grant (id, person_key, account_key, virtual_account_key, role)",
    columns: 5,
    tail: "",
};

/// Person, account, Virtual Account.
type UniqueKey = (PersonKey, AccountKey, Option<VirtualAccountKey>);

/// What is stored of a grant.
struct StoredGrant {
    key: AccessGrantKey,
    role: Role,
    /// Whether files can name who holds it: by an address that is verified and leads to them.
    can_be_named: bool,
}

impl Import<'_> {
    pub(super) async fn grants(&mut self, incoming: Incoming<'_, GrantRow>) -> anyhow::Result<Counts> {
        let stored = self.stored_grants().await?;
        let revoked = revoked_grant::all(&mut self.tx).await?;
        let revoked: HashMap<UniqueKey, RevokedGrant> = revoked
            .into_iter()
            .map(|grant| ((grant.person_key, grant.account_key, grant.virtual_account_key), grant))
            .collect();
        let newest = stored.values().map(|grant| grant.key).max().unwrap_or(AccessGrantKey(0));
        let mut changes = GrantChanges::after(newest);

        let (mut counts, mut seen, mut new) = (Counts::default(), HashSet::new(), Vec::new());
        for row in incoming {
            let Some(row) = self.take(row) else { continue };
            let Some(place) = self.resolve_unique_key(&row) else { continue };
            if !seen.insert(place) {
                let reason =
                    "holds a role there already in this file; a person has one role in one place, so remove one";
                self.refuse(GrantRow::FILE, row.line, "email", row.email.as_str(), reason);
                continue;
            }
            let same = stored.get(&place);
            if let Some(revoked) = revoked.get(&place) {
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
                    let (person, account, part) = place;
                    changes.note_new(person, account, self.known.newest_person);
                    new.push(args![random_id(), person, account, part, row.role.as_str()]);
                }
                Some(same) if same.role == row.role => counts.unchanged += 1,
                Some(same) => {
                    let (before, after) = (same.role.as_str(), placed(&row));
                    self.note_change(GrantRow::FILE, row.line, format_args!("changed: {after}, which was {before}"))?;
                    counts.updated += 1;
                    changes.changed.push((same.key, row.role));
                }
            }
            if new.len() == BATCH {
                self.insert_grants(std::mem::take(&mut new)).await?;
            }
        }
        self.insert_grants(new).await?;
        self.note_absent(&stored, &seen, &mut changes);
        let absent = |grant: &&RevokedGrant| {
            let place = (grant.person_key, grant.account_key, grant.virtual_account_key);
            self.options.remove_absent && !seen.contains(&place) && self.known.is_of_files(grant.account_key)
        };
        changes.settled.extend(revoked.values().filter(absent).map(|grant| grant.key));
        counts.removed = changes.removed.len() as u64;
        drop((stored, revoked, seen));
        if self.writes() {
            self.apply(changes).await?;
        }
        Ok(counts)
    }

    async fn stored_grants(&mut self) -> anyhow::Result<HashMap<UniqueKey, StoredGrant>> {
        type Stored = (PersonKey, AccountKey, Option<VirtualAccountKey>, AccessGrantKey, String, bool);
        let rows: Vec<Stored> = self
            .tx
            .all(
                "SELECT g.person_key, g.account_key, g.virtual_account_key, g.key, g.role, \
                 (p.email_verified AND p.email_folded IS NOT NULL) AS can_be_named \
                 FROM access_grant g JOIN person p ON p.key = g.person_key",
                args![],
            )
            .await?;
        let grant = |(person, account, part, key, role, can_be_named): Stored| {
            let role = decode_enum("role", &role, Role::parse)?;
            Ok(((person, account, part), StoredGrant { key, role, can_be_named }))
        };
        rows.into_iter().map(grant).collect()
    }

    /// What the file lacks and is taken away: in adopted accounts all of it, elsewhere where that was asked for.
    fn note_absent(
        &mut self,
        stored: &HashMap<UniqueKey, StoredGrant>,
        seen: &HashSet<UniqueKey>,
        changes: &mut GrantChanges,
    ) {
        let mut share = AbsentShare { what: "grants", absent: 0, stored: 0 };
        for (place, grant) in stored {
            let (is_absent, account) = (!seen.contains(place), place.1);
            if self.known.adopted.contains(&account) {
                changes.removed.extend(is_absent.then_some(grant.key));
            } else if grant.can_be_named && self.known.is_of_files(account) {
                share.stored += 1;
                share.absent += u64::from(is_absent);
                changes.removed.extend((is_absent && self.options.remove_absent).then_some(grant.key));
            }
        }
        if self.options.remove_absent {
            self.shares.push(share);
        } else {
            self.report.left = share.absent;
        }
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
        if person.is_none() && !self.refused.people.has(&row.email.folded()) {
            let reason = "is nobody's address; add the person to people.csv, or correct it";
            self.refuse(GrantRow::FILE, row.line, "email", email, reason);
        }
        let Some(account_key) = self.known.accounts.get(account).copied() else {
            if self.refused.accounts.has(account) {
                return None;
            }
            let reason = "is not an account; add it to accounts.csv, or correct the identifier";
            self.refuse(GrantRow::FILE, row.line, "account", account, reason);
            return None;
        };
        if !self.permits(account_key, GrantRow::FILE, row.line, account) {
            return None;
        }
        let Some(path) = &row.virtual_account else { return person.map(|person| (person, account_key, None)) };
        let part = self.known.virtual_accounts.get(&(account_key, path.as_str().to_owned())).copied();
        if part.is_none() && !self.refused.paths.has(path.as_str()) {
            let reason =
                "is not a Virtual Account of this account; add it to virtual_accounts.csv, or correct the path";
            self.refuse(GrantRow::FILE, row.line, "virtual_account", path.as_str(), reason);
        }
        Some((person?, account_key, Some(part?)))
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
