//! People.

pub mod by_address;
mod operator;

use std::collections::HashMap;
use std::net::IpAddr;

pub use operator::{first_operator, make_operator, operator_keys, operators};
use rules::vocabulary::Affiliation;
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::base::secret::random_id;
use crate::db::{Argument, Conn, Db, Engine, Tx, placeholders};
use crate::domains::email::EmailAddress;
use crate::domains::folding::fold;
use crate::store::actor::{self, PersonRef};
use crate::store::batch;
use crate::store::key::PersonKey;
use crate::store::{decode_enum, session};

/// A person as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub key: PersonKey,
    pub email: String,
    /// The folded address, where it leads to this person: another may have the same, by another issuer's word.
    pub email_folded: Option<String>,
    pub email_domain: String,
    pub email_verified: bool,
    pub name: String,
    pub organisation: String,
    pub country: String,
    pub locale: Locale,
    /// Their time zone, by its IANA name; absent where it is not known.
    pub time_zone: Option<String>,
    pub affiliation: Affiliation,
    /// Whether their organisation serves other organisations' accounts.
    pub partner: bool,
    /// Whether they act for the operator.
    pub operator: bool,
    pub version: i64,
    /// As the trail names them.
    pub who: PersonRef,
    /// The network from which they ask now; absent where nobody asks, but the program acts.
    pub network: Option<IpAddr>,
}

/// The columns that [`PersonRow`] reads, for a `SELECT … FROM` [`TABLES`].
pub const COLUMNS: &str = "p.key, p.email, p.email_folded, p.email_domain, p.email_verified, p.name, p.organisation, \
     p.country, p.locale, p.time_zone, p.affiliation, p.partner, p.operator, p.version, p.id, p.address_salt";

/// What [`COLUMNS`] are read from.
pub const TABLES: &str = "person p";

#[derive(FromRow)]
pub struct PersonRow {
    key: PersonKey,
    email: String,
    email_folded: Option<String>,
    email_domain: String,
    email_verified: bool,
    name: String,
    organisation: String,
    country: String,
    locale: String,
    time_zone: Option<String>,
    affiliation: String,
    partner: bool,
    operator: bool,
    version: i64,
    id: String,
    address_salt: String,
}

impl TryFrom<PersonRow> for Person {
    type Error = sqlx::Error;

    fn try_from(row: PersonRow) -> sqlx::Result<Person> {
        Ok(Person {
            affiliation: decode_enum("affiliation", &row.affiliation, Affiliation::parse)?,
            who: PersonRef::new(row.id, &row.email, row.address_salt),
            network: None,
            key: row.key,
            email: row.email,
            email_folded: row.email_folded,
            email_domain: row.email_domain,
            email_verified: row.email_verified,
            name: row.name,
            organisation: row.organisation,
            country: row.country,
            locale: decode_enum("locale", &row.locale, Locale::parse)?,
            time_zone: row.time_zone,
            partner: row.partner,
            operator: row.operator,
            version: row.version,
        })
    }
}

impl Person {
    /// The domain that may match an account's: none while the address is not verified.
    pub fn verified_domain(&self) -> Option<&str> {
        self.email_verified.then_some(self.email_domain.as_str())
    }

    /// The folded address under which others may have written to this person, or named them: none while it is not
    /// verified, or where it leads to somebody else.
    pub fn address(&self) -> Option<&str> {
        self.email_folded.as_deref().filter(|_| self.email_verified)
    }
}

/// Of two transactions that send a request of one person, one waits for the other from here on. Before any other lock.
pub async fn lock_requests(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<()> {
    // SQLite has one writer at a time as it is.
    if tx.engine() == Engine::Postgres {
        tx.run("SELECT pg_advisory_xact_lock(hashtextextended('requests', $1))", args![person_key]).await?;
    }
    Ok(())
}

/// An address as a provider tells it.
#[derive(Clone, Debug)]
pub struct Address {
    pub email: EmailAddress,
    /// Whether it is proved to be the person's.
    pub verified: bool,
    /// Whether it leads to the person.
    pub is_primary: bool,
}

/// The person with this key.
///
/// # Errors
/// [`sqlx::Error::RowNotFound`].
pub async fn by_key(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<Person> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE p.key = $1");
    let row: PersonRow = tx.one(AssertSqlSafe(sql), args![person_key]).await?;
    Person::try_from(row)
}

/// The key of the person to whom this folded address leads. It stays so for who holds [`crate::store::trail::SERVICE`].
pub async fn key_by_email(conn: impl Into<Conn<'_>>, email_folded: &str) -> sqlx::Result<Option<PersonKey>> {
    let sql = "SELECT key FROM person WHERE email_folded = $1";
    let row: Option<(PersonKey,)> = conn.into().optional(sql, args![email_folded]).await?;
    Ok(row.map(|(key,)| key))
}

/// Writes the profile as the person wants it, if nobody else did since `version`; whether it was written. An import does
/// not write over it by itself.
pub async fn update_profile(tx: &mut Tx, person: &Person, is_own_word: bool, version: i64) -> sqlx::Result<bool> {
    let written = tx
        .run(
            "UPDATE person SET name = $1, name_folded = $2, organisation = $3, country = $4, locale = $5, \
             time_zone = COALESCE($9, time_zone), own_profile = own_profile OR $8, version = version + 1 WHERE key = $6 AND version = $7",
            args![
                &person.name,
                fold(&person.name),
                &person.organisation,
                &person.country,
                person.locale,
                person.key,
                version,
                is_own_word,
                person.time_zone.clone()
            ],
        )
        .await?;
    Ok(written == 1)
}

/// Notes the time zone of the browser where the person's is not known yet; gives the one that is known then. It is not
/// their word: what they chose stays, and an import may go on to change their profile. One query.
pub async fn learn_time_zone(tx: &mut Tx, person_key: PersonKey, zone: &str) -> sqlx::Result<String> {
    let sql = "UPDATE person SET time_zone = COALESCE(time_zone, $1) WHERE key = $2 RETURNING time_zone";
    let (known,): (String,) = tx.one(sql, args![zone, person_key]).await?;
    Ok(known)
}

/// The time zone of whom this folded address leads to, and who proved that it does.
pub async fn time_zone(db: &Db, email_folded: &str) -> sqlx::Result<Option<String>> {
    let sql = "SELECT time_zone FROM person WHERE email_folded = $1 AND email_verified = $2";
    let row: Option<(Option<String>,)> = db.optional(sql, args![email_folded, true]).await?;
    Ok(row.and_then(|(zone,)| zone))
}

/// Folds the names of people who were stored by a program that did not. Done in an instant when there are none.
pub async fn fold_names(db: &Db) -> sqlx::Result<()> {
    let mut after = PersonKey(i64::MIN);
    loop {
        let people: Vec<(PersonKey, String)> = db
            .all(
                "SELECT key, name FROM person WHERE name_folded = '' AND name <> '' AND key > $1 \
                 ORDER BY key LIMIT 1000",
                args![after],
            )
            .await?;
        let Some((last, _)) = people.last() else { return Ok(()) };
        after = *last;
        let mut tx = db.begin().await?;
        for (key, name) in people {
            // The name may have changed since it was read, and was folded then.
            let update = "UPDATE person SET name_folded = $1 WHERE key = $2 AND name = $3";
            tx.run(update, args![fold(&name), key, name]).await?;
        }
        tx.commit().await?;
    }
}

/// How often something of the person's was changed, by somebody else or by the passing of time.
pub async fn changes(db: &Db, person_key: PersonKey) -> sqlx::Result<i64> {
    let (changes,): (i64,) = db.one("SELECT changes FROM person WHERE key = $1", args![person_key]).await?;
    Ok(changes)
}

/// [`note_change`] for several, always in the same order, or two transactions could wait for each other. One query.
pub async fn note_changes(tx: &mut Tx, mut person_keys: Vec<PersonKey>) -> sqlx::Result<()> {
    person_keys.sort_unstable_by_key(|key| key.0);
    person_keys.dedup();
    for some in person_keys.chunks(batch::ARGUMENTS) {
        note_changes_of(tx, some).await?;
    }
    Ok(())
}

async fn note_changes_of(tx: &mut Tx, person_keys: &[PersonKey]) -> sqlx::Result<()> {
    // An UPDATE alone takes rows in no order that it promises. Not FOR UPDATE, which waits for every transaction that has
    // written a role of the person, and two of these for each other. SQLite has one writer at a time as it is.
    let lock = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR NO KEY UPDATE",
    };
    let sql = format!(
        "WITH changed AS MATERIALIZED (SELECT key FROM person WHERE key IN ({}) ORDER BY key {lock}) \
         UPDATE person SET changes = changes + 1 WHERE key IN (SELECT key FROM changed)",
        placeholders(1, person_keys.len())
    );
    tx.run(AssertSqlSafe(sql), person_keys.iter().copied().map(Argument::from).collect()).await?;
    Ok(())
}

/// Lets the person's open pages know that something of theirs changed.
pub async fn note_change(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<()> {
    tx.run("UPDATE person SET changes = changes + 1 WHERE key = $1", args![person_key]).await?;
    Ok(())
}

/// The person with this address; made, with an address that is not verified, where there is none.
pub async fn ensure(tx: &mut Tx, email: &EmailAddress, locale: Locale) -> sqlx::Result<PersonKey> {
    tx.run(
        "INSERT INTO person (email, email_folded, email_domain, email_verified, name, name_folded, organisation, \
         country, locale, affiliation, partner, operator, version) \
         VALUES ($1, $2, $3, $4, '', '', '', '', $5, 'external', $4, $4, 1) ON CONFLICT (email_folded) DO NOTHING",
        args![email.as_str(), email.folded(), email.domain(), false, locale],
    )
    .await?;
    let (key,): (PersonKey,) = tx.one("SELECT key FROM person WHERE email_folded = $1", args![email.folded()]).await?;
    Ok(key)
}

/// A new person, to whom their address leads or not.
///
/// # Errors
/// The address leads to somebody else: a violation of a unique constraint.
pub async fn add(tx: &mut Tx, address: &Address, name: &str, locale: Locale) -> sqlx::Result<PersonKey> {
    let (key,): (PersonKey,) = tx
        .one(
            "INSERT INTO person (email, email_folded, email_domain, email_verified, name, name_folded, organisation, \
             country, locale, affiliation, partner, operator, version) \
             VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, 'external', $8, $8, 1) RETURNING key",
            args![
                address.email.as_str(),
                address.is_primary.then(|| address.email.folded()),
                address.email.domain(),
                address.verified,
                name,
                fold(name),
                locale,
                false
            ],
        )
        .await?;
    Ok(key)
}

/// Gives a person another address, or changes what theirs is worth. The one of before stands beside the trail.
///
/// # Errors
/// The address leads to somebody else: a violation of a unique constraint.
pub async fn change_address(tx: &mut Tx, person_key: PersonKey, address: &Address) -> sqlx::Result<()> {
    actor::keep_address(tx, person_key, &random_id()).await?;
    tx.run(
        "UPDATE person SET email = $1, email_folded = $2, email_domain = $3, email_verified = $4, \
         version = version + 1, changes = changes + 1 WHERE key = $5",
        args![
            address.email.as_str(),
            address.is_primary.then(|| address.email.folded()),
            address.email.domain(),
            address.verified,
            person_key
        ],
    )
    .await?;
    Ok(())
}

/// Names a person who has no name yet.
pub async fn name_nameless(tx: &mut Tx, person_key: PersonKey, name: &str) -> sqlx::Result<()> {
    let sql = "UPDATE person SET name = $1, name_folded = $2, version = version + 1 WHERE key = $3 AND name = ''";
    tx.run(sql, args![name, fold(name), person_key]).await?;
    Ok(())
}

/// The languages of the people with these folded addresses, by address.
pub async fn locales(tx: &mut Tx, emails_folded: &[String]) -> sqlx::Result<HashMap<String, Locale>> {
    if emails_folded.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT email_folded, locale FROM person WHERE email_folded IN ({})",
        placeholders(1, emails_folded.len())
    );
    let rows: Vec<(String, String)> =
        tx.all(AssertSqlSafe(sql), emails_folded.iter().map(Argument::from).collect()).await?;
    let locale = |(email, locale): (String, String)| Ok((email, decode_enum("locale", &locale, Locale::parse)?));
    rows.into_iter().map(locale).collect()
}

/// Makes somebody external one of the operator's staff; whether they were external.
pub async fn make_internal(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<bool> {
    let sql = "UPDATE person SET affiliation = $1, version = version + 1, changes = changes + 1 \
         WHERE key = $2 AND affiliation = $3";
    let (internal, external) = (Affiliation::Internal.as_str(), Affiliation::External.as_str());
    Ok(tx.run(sql, args![internal, person_key, external]).await? == 1)
}

/// Lets an address that was just proved count from now on.
pub async fn verify(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<()> {
    // Whoever was signed in before had not proved the address, and may be somebody else.
    session::end_unproved(tx, &[person_key]).await?;
    let verify = "UPDATE person SET email_verified = $1, version = version + 1, changes = changes + 1 \
         WHERE key = $2 AND email_verified = $3";
    tx.run(verify, args![true, person_key, false]).await?;
    Ok(())
}
