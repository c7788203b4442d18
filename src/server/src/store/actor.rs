//! People as the trail names them: by a random id that stays theirs, whoever has their address later. The address stands
//! beside the trail, where it can be erased; an entry holds a commitment to it.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::domains::email::folded;
use crate::store::key::PersonKey;
use crate::store::trail::{StoredEntry, commitment};

/// Between issuer and subject in a name of format 1. No issuer's URL has one as it is (RFC 3986).
const BETWEEN: char = '|';

/// A person as an entry names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    /// Random, and for good.
    pub id: String,
    /// Folded.
    address: String,
    /// Of the commitment to this address.
    salt: String,
}

impl PersonRef {
    /// The person with this id and, at this time, this address.
    pub fn new(id: String, email: &str, salt: String) -> PersonRef {
        PersonRef { id, address: folded(email), salt }
    }

    /// What an entry holds of the address.
    pub fn address_commitment(&self) -> String {
        self.commitment_to(&self.address)
    }

    /// What an entry holds of something else that is personal, for as long as the salt is kept.
    pub fn commitment_to(&self, text: &str) -> String {
        commitment(&self.salt, text)
    }
}

/// The person with this key, for an entry. One query.
///
/// # Errors
/// [`sqlx::Error::RowNotFound`].
pub async fn by_key(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<PersonRef> {
    let sql = "SELECT id, email, address_salt FROM person WHERE key = $1";
    let (id, email, salt): (String, String, String) = tx.one(sql, args![person_key]).await?;
    Ok(PersonRef::new(id, &email, salt))
}

/// Keeps the address that a person had beside the trail, before they get another one with a salt of its own: the entries
/// of before can still be read. Three queries.
pub async fn keep_address(tx: &mut Tx, person_key: PersonKey, next_salt: &str) -> sqlx::Result<()> {
    let before = by_key(tx, person_key).await?;
    let insert = "INSERT INTO trail_address (person_id, address, salt) VALUES ($1, $2, $3)";
    tx.run(insert, args![before.id, before.address, before.salt]).await?;
    tx.run("UPDATE person SET address_salt = $1 WHERE key = $2", args![next_salt, person_key]).await?;
    Ok(())
}

/// Somebody who did something.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ActingPerson {
    pub key: PersonKey,
    /// Empty where they gave none.
    pub name: String,
    pub email: String,
}

/// Who made these entries, by the entries' keys, as far as they are known: nobody who was erased, and of format 1 nobody
/// whose address was somebody else's when the entry was made. At most two queries.
pub async fn people(db: &Db, entries: &[StoredEntry]) -> sqlx::Result<HashMap<i64, ActingPerson>> {
    let mut people = by_ids(db, entries).await?;
    people.extend(by_names(db, entries).await?);
    Ok(people)
}

async fn by_ids(db: &Db, entries: &[StoredEntry]) -> sqlx::Result<HashMap<i64, ActingPerson>> {
    let ids = distinct(entries.iter().filter(|entry| entry.format > 1).filter_map(|entry| entry.who.clone()));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT id, key, name, email FROM person WHERE erased_at IS NULL AND id IN ({})",
        placeholders(1, ids.len())
    );
    let rows: Vec<(String, PersonKey, String, String)> =
        db.all(AssertSqlSafe(sql), ids.iter().map(Argument::from).collect()).await?;
    let by_id: HashMap<String, ActingPerson> =
        rows.into_iter().map(|(id, key, name, email)| (id, ActingPerson { key, name, email })).collect();
    let acted = entries.iter().filter(|entry| entry.format > 1);
    Ok(acted.filter_map(|entry| Some((entry.key, by_id.get(entry.who.as_ref()?)?.clone()))).collect())
}

/// Format 1 names people by address, or by issuer and subject. `trail_name` says whom these meant when format 2 began.
async fn by_names(db: &Db, entries: &[StoredEntry]) -> sqlx::Result<HashMap<i64, ActingPerson>> {
    let named: Vec<(i64, String)> = entries
        .iter()
        .filter(|entry| entry.format == 1)
        .filter_map(|entry| Some((entry.key, name_of(entry.who.as_deref()?))))
        .collect();
    let names = distinct(named.iter().map(|(_, name)| name.clone()));
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT n.name, n.after_key, p.key, p.name, p.email FROM trail_name n JOIN person p ON p.key = n.person_key \
         WHERE p.erased_at IS NULL AND n.name IN ({})",
        placeholders(1, names.len())
    );
    let rows: Vec<(String, i64, PersonKey, String, String)> =
        db.all(AssertSqlSafe(sql), names.iter().map(Argument::from).collect()).await?;
    let by_name: HashMap<String, (i64, ActingPerson)> = rows
        .into_iter()
        .map(|(called, after, key, name, email)| (called, (after, ActingPerson { key, name, email })))
        .collect();
    let meant = |(key, name): &(i64, String)| {
        let (after, person) = by_name.get(name)?;
        (key > after).then(|| (*key, person.clone()))
    };
    Ok(named.iter().filter_map(meant).collect())
}

fn name_of(who: &str) -> String {
    match who.split_once(BETWEEN) {
        Some((issuer, _)) if issuer.contains("://") => who.to_owned(),
        _ => folded(who),
    }
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// The names of the people with these folded addresses, by address.
pub async fn names(db: &Db, emails_folded: &[&str]) -> sqlx::Result<HashMap<String, String>> {
    let sql = format!(
        "SELECT email_folded, name FROM person WHERE email_folded IN ({})",
        placeholders(1, emails_folded.len())
    );
    let arguments = emails_folded.iter().map(|email| Argument::from(*email)).collect();
    Ok(db.all::<(String, String)>(AssertSqlSafe(sql), arguments).await?.into_iter().collect())
}
