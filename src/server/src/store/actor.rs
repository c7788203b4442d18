//! People as the trail names them: by the address that leads to them; whom none leads to, by issuer and subject, since
//! somebody else may have the same address.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Argument, Db, placeholders};
use crate::domains::email::folded;
use crate::store::identity::Identity;
use crate::store::key::PersonKey;

/// Between issuer and subject. No issuer's URL has one as it is (RFC 3986).
const BETWEEN: char = '|';

/// Somebody who did something.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ActingPerson {
    pub key: PersonKey,
    /// Empty where they gave none.
    pub name: String,
    pub email: String,
}

/// What the trail calls somebody: by `identity` whom the address does not lead to.
pub fn actor_name(email: &str, identity: Option<&Identity>) -> String {
    match identity {
        Some(identity) => format!("{}{BETWEEN}{}", identity.issuer, identity.subject),
        None => email.to_owned(),
    }
}

/// Those whom the trail calls so, as far as they are known. One query, and one for each whom no address leads to.
pub async fn people(db: &Db, named: impl Iterator<Item = &str>) -> sqlx::Result<HashMap<String, ActingPerson>> {
    let mut people = HashMap::new();
    let mut addresses: HashMap<String, Vec<String>> = HashMap::new();
    for who in named {
        match who.split_once(BETWEEN).filter(|(issuer, _)| issuer.contains("://")) {
            Some(identity) if !people.contains_key(who) => {
                people.extend(by_identity(db, identity).await?.map(|person| (who.to_owned(), person)));
            }
            Some(_) => {}
            None => addresses.entry(folded(who)).or_default().push(who.to_owned()),
        }
    }
    if addresses.is_empty() {
        return Ok(people);
    }
    let sql = format!(
        "SELECT key, name, email, email_folded FROM person WHERE email_folded IN ({})",
        placeholders(1, addresses.len())
    );
    let rows: Vec<(PersonKey, String, String, String)> =
        db.all(AssertSqlSafe(sql), addresses.keys().map(Argument::from).collect()).await?;
    for (key, name, email, email_folded) in rows {
        let person = ActingPerson { key, name, email };
        let called = addresses.remove(&email_folded).unwrap_or_default();
        people.extend(called.into_iter().map(|who| (who, person.clone())));
    }
    Ok(people)
}

async fn by_identity(db: &Db, (issuer, subject): (&str, &str)) -> sqlx::Result<Option<ActingPerson>> {
    db.optional(
        "SELECT p.key, p.name, p.email FROM identity i JOIN person p ON p.key = i.person_key \
         WHERE i.issuer = $1 AND i.subject = $2",
        args![issuer, subject],
    )
    .await
}
