//! What follows from a grant that was changed or removed (domain: 3, Managing access): trail, mail, open pages, and the
//! requests that wait for administrators.

use chrono::{DateTime, Utc};
use rules::vocabulary::{AccountStatus, Role};
use rules::{FiredRule, Policy, disclosure};
use serde_json::{Value, json};

use crate::db::Tx;
use crate::directory::access_grants::role_and_place;
use crate::error::Error;
use crate::mail::{self, AccountFacts, ChangedBy, Event};
use crate::requests::access_request::reassign::reassign;
use crate::requests::account_request::outcome::display_name;
use crate::store::access_grant::AccessGrant;
use crate::store::account::Account;
use crate::store::grant;
use crate::store::person::{self, Person};
use crate::store::trail;

/// Who made a change.
#[derive(Clone, Copy)]
pub enum Author<'a> {
    Person(&'a Person),
    /// The operator by a command, as this user of the machine.
    Command(&'a str),
}

/// A change of a grant that was made.
pub struct GrantChange<'a> {
    pub author: Author<'a>,
    pub account: &'a Account,
    pub before: &'a AccessGrant,
    /// Nothing where it was removed.
    pub after: Option<&'a AccessGrant>,
    pub fired: &'a [FiredRule],
}

impl GrantChange<'_> {
    /// Records it under the lock of the account's chain.
    ///
    /// # Errors
    /// The database's or the policy's.
    pub async fn record(&self, tx: &mut Tx, policy: &Policy, event: &str, now: DateTime<Utc>) -> Result<(), Error> {
        let GrantChange { author, account, before, after, fired } = *self;
        let entry = trail::Entry::new(&account.id, event, &before.id).about(&before.who).under(fired);
        let entry = match author {
            Author::Person(person) => {
                entry.by(&person.who).change(recorded_grant(before), after.map_or(Value::Null, recorded_grant))
            }
            Author::Command(user) => entry.change(recorded_grant(before), json!({ "command_user": user })),
        };
        entry.add(tx, policy.version(), now).await?;
        let is_own = matches!(author, Author::Person(person) if person.key == before.person_key);
        if !is_own {
            let account =
                AccountFacts { name: account.name.clone(), domain_identifier: account.domain_display.clone() };
            let by = self.as_known_to_holder(tx, policy).await?;
            let before_it = role_and_place(before);
            let mail = match after {
                Some(after) => Event::AccessChanged { account, before: before_it, after: role_and_place(after), by },
                None => Event::AccessRemoved { account, before: before_it, by },
            };
            mail::put(tx, &mail, &[before.recipient()], now).await?;
        }
        let mut changed = vec![before.person_key];
        if before.role == Role::Administrator || after.is_some_and(|after| after.role == Role::Administrator) {
            changed.extend(reassign(tx, policy, account.key, now).await?);
        }
        Ok(person::note_changes(tx, changed).await?)
    }

    /// Who made it, as the person may know it whose access it was: by name while they hold any in the account, which is
    /// active (decision `disclosure`).
    async fn as_known_to_holder(&self, tx: &mut Tx, policy: &Policy) -> Result<ChangedBy, Error> {
        let Author::Person(author) = self.author else { return Ok(ChangedBy::Operator) };
        let held = grant::roles_in(&mut *tx, self.before.person_key, &[self.account.key]).await?;
        let holds_grant = !held.is_empty() && self.account.status == AccountStatus::Active;
        // Whether their domain matches shows no names, but for a policy that says so: then they stay unnamed here.
        let shown = policy.disclosure(&disclosure::Facts { holds_grant, matches: false })?.answer;
        if !shown.contacts {
            return Ok(ChangedBy::Administrator);
        }
        Ok(ChangedBy::Named(display_name(&author.name, &author.email)))
    }
}

/// The grant in the trail.
pub fn recorded_grant(grant: &AccessGrant) -> Value {
    json!({
        "person": grant.who.id,
        "role": grant.role,
        "virtual_account": grant.virtual_account.as_ref().map(|at| &at.id),
    })
}
