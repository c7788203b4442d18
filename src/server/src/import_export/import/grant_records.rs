//! What an import leaves behind of what it did to grants: an entry in each account's chain of the trail, and mail where that
//! was asked for.

use std::collections::{BTreeSet, HashMap};

use api::account::Grant;
use rules::vocabulary::Role;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use text::Locale;

use super::Import;
use super::grant_changes::{GrantBefore, Together};
use crate::args;
use crate::base::command_user::command_user;
use crate::db::{Argument, placeholders};
use crate::directory::account_view::readable_path;
use crate::mail::{self, AccountFacts, ChangedBy, Event};
use crate::store::actor::PersonRef;
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey};
use crate::store::outbox::Recipient;
use crate::store::{decode_enum, trail};

/// How many mails are written together.
const MAILS: usize = 200;

impl Import<'_> {
    /// As where an administrator changes or removes access.
    pub(super) async fn mail_holders(&mut self, together: &Together) -> anyhow::Result<()> {
        for some in together.before.chunks(MAILS) {
            let mut mails = Vec::with_capacity(some.len());
            for grant in some {
                let account =
                    AccountFacts { name: grant.name.clone(), domain_identifier: grant.domain_display.clone() };
                let held = |role| Grant { role, virtual_account: grant.path.as_deref().map(readable_path) };
                let was = held(decode_enum("role", &grant.role, Role::parse)?);
                let event = match together.after.get(&grant.key) {
                    Some(role) => {
                        Event::AccessChanged { account, before: was, after: held(*role), by: ChangedBy::Operator }
                    }
                    None => Event::AccessRemoved { account, before: was, by: ChangedBy::Operator },
                };
                let locale = decode_enum("locale", &grant.locale, Locale::parse)?;
                mails.push((event, Recipient { email: grant.email.clone(), locale }));
            }
            mail::put_each(&mut self.tx, &mails, self.now).await?;
        }
        Ok(())
    }

    /// One entry in the chain of each account in which grants came (above `newest`), changed or went, or that was adopted.
    pub(super) async fn record_accounts(&mut self, together: &Together, newest: AccessGrantKey) -> anyhow::Result<()> {
        let mut by_account: HashMap<AccountKey, Vec<&GrantBefore>> = HashMap::new();
        for grant in &together.before {
            by_account.entry(grant.account_key).or_default().push(grant);
        }
        let sql = "SELECT key, id FROM account WHERE key IN";
        let ids: Vec<(AccountKey, String)> = self.all_by_key(sql, &together.accounts).await?;
        let mut records: Vec<AccountRecord> = Vec::with_capacity(ids.len());
        let mut new = self.new_grants(newest, &together.accounts).await?;
        for (key, id) in ids {
            let mut record = AccountRecord { key, id, before: Vec::new(), after: new.remove(&key).unwrap_or_default() };
            for grant in by_account.get(&key).map_or(&[][..], Vec::as_slice) {
                let recorded = |role: &str| RecordedGrant {
                    person_key: grant.person_key,
                    virtual_account: grant.virtual_account.clone(),
                    role: role.to_owned(),
                };
                record.before.push(recorded(&grant.role));
                record.after.extend(together.after.get(&grant.key).map(|role| recorded(role.as_str())));
            }
            records.push(record);
        }
        self.add_entries(&records).await
    }

    async fn add_entries(&mut self, records: &[AccountRecord]) -> anyhow::Result<()> {
        let people: BTreeSet<PersonKey> =
            records.iter().flat_map(AccountRecord::grants).map(|grant| grant.person_key).collect();
        let people = self.people_in_trail(people).await?;
        let user = command_user();
        let mut entries = Vec::with_capacity(records.len());
        for record in records {
            let grants = |grants: &[RecordedGrant]| grants.iter().map(|grant| grant.value(&people)).collect::<Vec<_>>();
            let adopted = self.known.adopted.contains(&record.key);
            let before = json!({ "grants": grants(&record.before) });
            let after = json!({ "adopted": adopted, "command_user": user, "grants": grants(&record.after) });
            let named: BTreeSet<PersonKey> = record.grants().map(|grant| grant.person_key).collect();
            let entry = trail::Entry::new(&record.id, "imported", &record.id).change(before, after);
            entries.push(named.iter().filter_map(|key| people.get(key)).fold(entry, trail::Entry::about));
        }
        Ok(trail::add_all(&mut self.tx, &entries, self.policy_version, self.now).await?)
    }

    /// What came to these accounts.
    async fn new_grants(
        &mut self,
        newest: AccessGrantKey,
        accounts: &[AccountKey],
    ) -> anyhow::Result<HashMap<AccountKey, Vec<RecordedGrant>>> {
        let sql = format!(
            "SELECT g.account_key, g.person_key, v.id, g.role FROM access_grant g \
             LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
             WHERE g.key > $1 AND g.account_key IN ({}) ORDER BY g.key",
            placeholders(2, accounts.len())
        );
        let mut arguments = args![newest];
        arguments.extend(accounts.iter().copied().map(Argument::from));
        let rows: Vec<(AccountKey, PersonKey, Option<String>, String)> =
            self.tx.all(AssertSqlSafe(sql), arguments).await?;
        let mut grants: HashMap<AccountKey, Vec<RecordedGrant>> = HashMap::new();
        for (account_key, person_key, virtual_account, role) in rows {
            grants.entry(account_key).or_default().push(RecordedGrant { person_key, virtual_account, role });
        }
        Ok(grants)
    }

    /// These people as the trail names them.
    pub(super) async fn people_in_trail(
        &mut self,
        keys: impl IntoIterator<Item = PersonKey>,
    ) -> anyhow::Result<HashMap<PersonKey, PersonRef>> {
        let keys: Vec<PersonKey> = keys.into_iter().collect();
        let sql = "SELECT key, id, email, address_salt FROM person WHERE key IN";
        let rows: Vec<(PersonKey, String, String, String)> = self.all_by_key(sql, &keys).await?;
        Ok(rows.into_iter().map(|(key, id, email, salt)| (key, PersonRef::new(id, &email, salt))).collect())
    }
}

/// What happened to the grants of one account.
struct AccountRecord {
    key: AccountKey,
    id: String,
    before: Vec<RecordedGrant>,
    after: Vec<RecordedGrant>,
}

/// A grant in the trail.
struct RecordedGrant {
    person_key: PersonKey,
    /// The Virtual Account's public id; absent: the entire account.
    virtual_account: Option<String>,
    role: String,
}

impl AccountRecord {
    fn grants(&self) -> impl Iterator<Item = &RecordedGrant> {
        self.before.iter().chain(&self.after)
    }
}

impl RecordedGrant {
    /// As where an administrator changes it.
    fn value(&self, people: &HashMap<PersonKey, PersonRef>) -> Value {
        let person = people.get(&self.person_key).map(|person| &person.id);
        json!({ "person": person, "role": self.role, "virtual_account": self.virtual_account })
    }
}
