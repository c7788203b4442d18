//! What an import does to grants once their file is read to its end.

use std::collections::{BTreeSet, HashMap, HashSet};

use rules::vocabulary::Role;
use sqlx::{AssertSqlSafe, FromRow};

use super::Import;
use super::report::PlacedRole;
use crate::db::{Argument, placeholders};
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, RevokedGrantKey};
use crate::store::key_set::KeySet;
use crate::store::{batch, decode_enum, person, revoked_grant};

/// How many accounts' grants are changed together.
const TOGETHER: usize = 200;

/// What is to be done, once the file is read to its end.
pub(super) struct GrantChanges {
    pub(super) changed: Vec<(AccountKey, AccessGrantKey, Role)>,
    pub(super) removed: Vec<(AccountKey, AccessGrantKey)>,
    /// What the product remembers of roles that it took away, and need not any more.
    pub(super) settled: Vec<RevokedGrantKey>,
    /// The newest grant of before: what came has a greater key.
    pub(super) newest: AccessGrantKey,
    /// Accounts in which grants came.
    grown: KeySet<AccountKey>,
    /// People who were there before and to whom grants came.
    people: KeySet<PersonKey>,
}

/// A grant that is changed or removed, as it was.
#[derive(FromRow)]
pub(super) struct GrantBefore {
    pub(super) key: AccessGrantKey,
    pub(super) account_key: AccountKey,
    pub(super) person_key: PersonKey,
    pub(super) email: String,
    pub(super) locale: String,
    pub(super) name: String,
    pub(super) domain_identifier: String,
    pub(super) domain_display: String,
    pub(super) virtual_account: Option<String>,
    pub(super) path: Option<String>,
    pub(super) role: String,
}

const BEFORE: &str = "SELECT g.key, g.account_key, g.person_key, p.email, p.locale, a.name, a.domain_identifier, \
     a.domain_display, v.id AS virtual_account, v.path, g.role FROM access_grant g JOIN person p ON p.key = g.person_key \
     JOIN account a ON a.key = g.account_key LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
     WHERE g.key IN";

impl GrantChanges {
    pub(super) fn after(newest: AccessGrantKey) -> GrantChanges {
        GrantChanges {
            changed: Vec::new(),
            removed: Vec::new(),
            settled: Vec::new(),
            newest,
            grown: KeySet::default(),
            people: KeySet::default(),
        }
    }

    /// Notes a grant that comes; people with a key above `newest` are new themselves.
    pub(super) fn note_new(&mut self, person_key: PersonKey, account_key: AccountKey, newest: PersonKey) {
        self.grown.insert(account_key);
        if person_key <= newest {
            self.people.insert(person_key);
        }
    }
}

/// What happens to the grants of some accounts.
pub(super) struct Together {
    pub(super) accounts: Vec<AccountKey>,
    /// What is changed or removed, as it was.
    pub(super) before: Vec<GrantBefore>,
    /// The roles of what is changed.
    pub(super) after: HashMap<AccessGrantKey, Role>,
}

impl Import<'_> {
    /// Account by account, so that what is done to them is in memory for some at a time.
    pub(super) async fn apply(&mut self, mut changes: GrantChanges) -> anyhow::Result<()> {
        let mut touched: Vec<(AccountKey, AccessGrantKey, Option<Role>)> = Vec::new();
        touched.extend(changes.changed.drain(..).map(|(account, key, role)| (account, key, Some(role))));
        touched.extend(changes.removed.drain(..).map(|(account, key)| (account, key, None)));
        touched.sort_unstable_by_key(|(account, key, _)| (*account, *key));
        let mut accounts = std::mem::take(&mut changes.grown);
        touched.iter().map(|(account, ..)| *account).chain(self.known.adopted.iter().copied()).for_each(|account| {
            accounts.insert(account);
        });
        let mut accounts = accounts.iter().peekable();
        while accounts.peek().is_some() {
            let some: Vec<AccountKey> = accounts.by_ref().take(TOGETHER).collect();
            let end = some.last().map_or(0, |last| touched.partition_point(|(account, ..)| account <= last));
            let begin = some.first().map_or(0, |first| touched.partition_point(|(account, ..)| account < first));
            self.apply_to(some, touched.get(begin..end).unwrap_or_default(), changes.newest).await?;
        }
        revoked_grant::forget(&mut self.tx, &changes.settled).await?;
        let mut people = changes.people.iter().peekable();
        while people.peek().is_some() {
            person::note_changes(&mut self.tx, people.by_ref().take(batch::ARGUMENTS).collect()).await?;
        }
        let order = |role: &PlacedRole| (role.account.clone(), role.person.clone(), role.virtual_account.clone());
        self.report.removed.sort_by_cached_key(order);
        self.report.without_administrator.sort_by_cached_key(Clone::clone);
        Ok(())
    }

    async fn apply_to(
        &mut self,
        accounts: Vec<AccountKey>,
        touched: &[(AccountKey, AccessGrantKey, Option<Role>)],
        newest: AccessGrantKey,
    ) -> anyhow::Result<()> {
        let keys: Vec<AccessGrantKey> = touched.iter().map(|(_, key, _)| *key).collect();
        let mut before = self.all_by_key::<GrantBefore, _>(BEFORE, &keys).await?;
        before.sort_unstable_by(|one, other| {
            let order =
                |grant: &GrantBefore| (grant.domain_identifier.clone(), grant.email.clone(), grant.path.clone());
            order(one).cmp(&order(other))
        });
        let after: HashMap<AccessGrantKey, Role> =
            touched.iter().filter_map(|(_, key, role)| Some((*key, (*role)?))).collect();
        self.report_removed(&before, &after)?;
        for role in Role::ALL {
            let keys = after.iter().filter(|(_, new)| *new == role).map(|(key, _)| *key).collect::<Vec<_>>();
            let sql = "UPDATE access_grant SET version = version + 1, role = ";
            self.run_by_key(&format!("{sql}'{}' WHERE key IN", role.as_str()), &keys).await?;
        }
        let removed: Vec<AccessGrantKey> =
            touched.iter().filter(|(.., role)| role.is_none()).map(|(_, key, _)| *key).collect();
        self.run_by_key("DELETE FROM access_grant WHERE key IN", &removed).await?;
        let together = Together { accounts, before, after };
        if self.options.send_mail {
            self.mail_holders(&together).await?;
        }
        self.record_accounts(&together, newest).await?;
        let people = together.before.iter().map(|grant| grant.person_key).collect();
        person::note_changes(&mut self.tx, people).await?;
        self.report_without_administrator(&together.before).await
    }

    fn report_removed(&mut self, before: &[GrantBefore], after: &HashMap<AccessGrantKey, Role>) -> anyhow::Result<()> {
        let removed: HashSet<AccessGrantKey> =
            before.iter().map(|grant| grant.key).filter(|key| !after.contains_key(key)).collect();
        for adoption in &mut self.report.adoptions {
            for holder in &mut adoption.holders {
                holder.is_removed |= removed.contains(&holder.key);
            }
        }
        for grant in before {
            if removed.contains(&grant.key) && !self.known.adopted.contains(&grant.account_key) {
                self.report.removed.push(PlacedRole {
                    person: grant.email.clone(),
                    account: grant.domain_identifier.clone(),
                    virtual_account: grant.path.clone(),
                    role: decode_enum("role", &grant.role, Role::parse)?,
                });
            }
        }
        Ok(())
    }

    async fn report_without_administrator(&mut self, before: &[GrantBefore]) -> anyhow::Result<()> {
        let lost = |grant: &&GrantBefore| grant.role == Role::Administrator.as_str() && grant.path.is_none();
        let accounts: BTreeSet<AccountKey> = before.iter().filter(lost).map(|grant| grant.account_key).collect();
        let accounts: Vec<AccountKey> = accounts.into_iter().collect();
        let without = "SELECT a.domain_identifier FROM account a WHERE a.status = 'active' AND NOT EXISTS (\
             SELECT 1 FROM access_grant g WHERE g.account_key = a.key AND g.virtual_account_key IS NULL \
             AND g.role = 'administrator') AND a.key IN";
        let without: Vec<(String,)> = self.all_by_key(without, &accounts).await?;
        self.report.without_administrator.extend(without.into_iter().map(|(domain,)| domain));
        Ok(())
    }

    /// The rows of a query that ends with `IN`, for all of these keys.
    pub(super) async fn all_by_key<T: crate::db::Row, K: Copy + Into<Argument>>(
        &mut self,
        sql: &str,
        keys: &[K],
    ) -> sqlx::Result<Vec<T>> {
        let mut rows = Vec::new();
        for some in keys.chunks(batch::ARGUMENTS) {
            let sql = format!("{sql} ({})", placeholders(1, some.len()));
            rows.extend(self.tx.all(AssertSqlSafe(sql), some.iter().copied().map(Into::into).collect()).await?);
        }
        Ok(rows)
    }

    /// Runs a statement that ends with `IN` for all of these keys.
    async fn run_by_key(&mut self, sql: &str, keys: &[AccessGrantKey]) -> sqlx::Result<()> {
        for some in keys.chunks(batch::ARGUMENTS) {
            let sql = format!("{sql} ({})", placeholders(1, some.len()));
            self.tx.run(AssertSqlSafe(sql), some.iter().copied().map(Argument::from).collect()).await?;
        }
        Ok(())
    }
}
