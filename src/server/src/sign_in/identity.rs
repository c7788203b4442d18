//! Who somebody is that signs in. The rule:
//!
//! - A person is who an issuer says by its subject, not whoever has an address. An issuer is an OpenID Connect provider, or
//!   `code`: a code that was mailed to the address, which is then the subject.
//! - An address counts as a person's where the issuer says that it is verified and may speak for its domain. What another
//!   issuer says of it is kept, and matches nothing.
//! - Somebody who was imported, added or named as a contact is known by an address only. The first who signs in with it so
//!   that it counts is bound to that person.
//! - Whoever is known by a code is bound anew by the first provider that proves the same address: it may speak for the domain,
//!   and no code goes there any more. So is whoever is known by an issuer that the provider replaces, as the settings say.
//! - Whoever else proves an address that leads to somebody who is bound is signed in as nobody, and told so: an address alone
//!   makes nobody another issuer's person, and no second person is made in silence. `admin unbind` opens the way.
//! - Whoever proves an address of the operator's own domains and was external is internal from then on.
//! - Where an issuer tells another address of somebody known, the person has that one from then on. Decisions read it anew.
//!
//! Two who come at once are told apart by unique constraints: the second of them finds what the first has done. On PostgreSQL
//! nobody is bound and no address changes without [`trail::SERVICE`] being held, so what is read here stays so. No other
//! person's row is locked than the one that changes: whoever locks several, as decisions do, would otherwise wait for this
//! one while this one waits for them.

use chrono::{DateTime, Utc};
use rules::Policy;
use serde_json::{Value, json};
use text::Locale;

use crate::db::{Db, Tx};
use crate::domains::email::EmailAddress;
use crate::domains::internal::InternalDomains;
use crate::store::actor::{self, PersonRef};
use crate::store::identity::{self, Identity};
use crate::store::key::PersonKey;
use crate::store::person::{self, Address};
use crate::store::{session, trail};

/// The issuer of codes.
pub const CODE: &str = "code";

/// What an issuer claims about somebody who signs in.
#[derive(Clone, Debug)]
pub struct SignedInBy {
    pub identity: Identity,
    pub email: EmailAddress,
    /// Whether the issuer says that the address is theirs, and may say so.
    pub verified: bool,
    /// Empty where the issuer gives none.
    pub name: String,
    /// For somebody new.
    pub locale: Locale,
    /// Issuers whose people become this one's, once it proves the same address.
    pub replaces: Vec<String>,
}

/// Whom a provider signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByProvider {
    Person(Known),
    /// Nobody: the person with this address is bound to this.
    BoundTo(Identity),
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub key: PersonKey,
    /// By which issuer they were known until now.
    pub was_known_by: Option<String>,
    /// Whether the address leads to somebody else.
    pub is_anothers_address: bool,
}

/// What would become of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prospect {
    /// Somebody new.
    New,
    /// Somebody who is known by it already.
    Known,
    /// Somebody who is known by the address only.
    Bound,
    /// Somebody who is known by this issuer so far.
    BoundAnew(String),
    /// Nobody, since the person with this address is known by this issuer.
    Refused(String),
}

impl SignedInBy {
    /// Whether somebody who is bound so becomes this issuer's.
    fn takes_over(&self, before: &Identity) -> bool {
        before.issuer == CODE || self.replaces.contains(&before.issuer)
    }
}

/// Whom a code signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByCode {
    Person(PersonKey),
    /// Nobody: the person is bound to this issuer.
    BoundTo(String),
}

/// Who somebody is that a provider speaks of; somebody new where they are not known.
///
/// # Errors
/// The database's.
pub async fn by_provider(
    db: &Db,
    policy: &Policy,
    internal: &InternalDomains,
    claim: &SignedInBy,
    now: DateTime<Utc>,
) -> sqlx::Result<ByProvider> {
    let first = try_by_provider(db, policy, internal, claim, now).await;
    match first {
        // Somebody else was quicker: what they did is there now.
        Err(error) if is_taken(&error) => try_by_provider(db, policy, internal, claim, now).await,
        done => done,
    }
}

/// Who somebody is that has just entered the code that was mailed to this address.
///
/// # Errors
/// The database's; the address or the person may have been taken in between.
pub async fn by_code(
    tx: &mut Tx,
    policy: &Policy,
    internal: &InternalDomains,
    email: &EmailAddress,
    locale: Locale,
    now: DateTime<Utc>,
) -> sqlx::Result<ByCode> {
    trail::lock_chain(tx, trail::SERVICE).await?;
    let subject = Identity { issuer: CODE.to_owned(), subject: email.folded() };
    if let Some(key) = identity::person(tx, &subject.issuer, &subject.subject).await? {
        affiliate(tx, policy, internal, key, email, now).await?;
        return Ok(ByCode::Person(key));
    }
    let key = person::ensure(tx, email, locale).await?;
    if let Some(other) = identity::of_person(tx, key).await? {
        return Ok(ByCode::BoundTo(other.issuer));
    }
    bind(tx, policy, &subject, key, None, now).await?;
    person::verify(tx, key).await?;
    affiliate(tx, policy, internal, key, email, now).await?;
    Ok(ByCode::Person(key))
}

/// Lets the next verified sign-in with this address bind the person anew, and ends their sessions. Gives to what they were
/// bound; nothing where that is nothing.
///
/// # Errors
/// The database's.
pub async fn unbind(
    db: &Db,
    policy: &Policy,
    person_key: PersonKey,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Identity>> {
    let mut tx = db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    let person = person::by_key(&mut tx, person_key).await?;
    let Some(before) = identity::unbind(&mut tx, person_key).await? else { return Ok(None) };
    session::end_all(&mut tx, person_key).await?;
    let change = (identity_value(&person.who, &before), Value::Null);
    // The operator did it, from the command line.
    record(&mut tx, policy, "person_unbound", (&person.who, false), change, now).await?;
    tx.commit().await?;
    Ok(Some(before))
}

async fn try_by_provider(
    db: &Db,
    policy: &Policy,
    internal: &InternalDomains,
    claim: &SignedInBy,
    now: DateTime<Utc>,
) -> sqlx::Result<ByProvider> {
    let mut tx = db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    let known = identity::person(&mut tx, &claim.identity.issuer, &claim.identity.subject).await?;
    let found = match known {
        Some(key) => match move_home(&mut tx, policy, claim, key, now).await? {
            Some(home) => ByProvider::Person(home),
            None => {
                follow_address(&mut tx, policy, claim, key, now).await?;
                ByProvider::Person(Known { key, was_known_by: None, is_anothers_address: false })
            }
        },
        None => first_time(&mut tx, policy, claim, now).await?,
    };
    let ByProvider::Person(mut person) = found else { return Ok(found) };
    if claim.verified {
        affiliate(&mut tx, policy, internal, person.key, &claim.email, now).await?;
        let holder = person::key_by_email(&mut tx, &claim.email.folded()).await?;
        person.is_anothers_address = holder.is_some_and(|holder| holder != person.key);
    }
    tx.commit().await?;
    Ok(ByProvider::Person(person))
}

/// What would become of a claim. Nothing is written.
///
/// # Errors
/// The database's.
pub async fn prospect(db: &Db, claim: &SignedInBy) -> sqlx::Result<Prospect> {
    let mut tx = db.begin().await?;
    let known = identity::person(&mut tx, &claim.identity.issuer, &claim.identity.subject).await?;
    let holder = person::key_by_email(&mut tx, &claim.email.folded()).await?;
    let holder = holder.filter(|holder| claim.verified && Some(*holder) != known);
    if let Some(key) = known
        && (holder.is_none() || person::by_key(&mut tx, key).await?.email_folded.is_some())
    {
        return Ok(Prospect::Known);
    }
    let Some(holder) = holder else { return Ok(Prospect::New) };
    Ok(match identity::of_person(&mut tx, holder).await? {
        None => Prospect::Bound,
        Some(before) if claim.takes_over(&before) => Prospect::BoundAnew(before.issuer),
        Some(_) if known.is_some() => Prospect::Known,
        Some(before) => Prospect::Refused(before.issuer),
    })
}

/// Binds the person to whom the address leads, or somebody new.
async fn first_time(tx: &mut Tx, policy: &Policy, claim: &SignedInBy, now: DateTime<Utc>) -> sqlx::Result<ByProvider> {
    let holder = person::key_by_email(&mut *tx, &claim.email.folded()).await?;
    if let (Some(key), true) = (holder, claim.verified) {
        return Ok(match identity::of_person(tx, key).await? {
            Some(before) if !claim.takes_over(&before) => ByProvider::BoundTo(before),
            before => ByProvider::Person(take_over(tx, policy, claim, key, before, now).await?),
        });
    }
    let address = Address { email: claim.email.clone(), verified: claim.verified, is_primary: claim.verified };
    let key = person::add(tx, &address, &claim.name, claim.locale).await?;
    bind(tx, policy, &claim.identity, key, None, now).await?;
    Ok(ByProvider::Person(Known { key, was_known_by: None, is_anothers_address: false }))
}

/// Binds somebody known to the person to whom the address leads, where that person was unbound since or may be taken over:
/// whoever came by this issuer while they were bound to another is a person of their own until then, and stays one without
/// anybody behind.
async fn move_home(
    tx: &mut Tx,
    policy: &Policy,
    claim: &SignedInBy,
    key: PersonKey,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Known>> {
    let holder = person::key_by_email(&mut *tx, &claim.email.folded()).await?;
    let Some(home) = holder.filter(|holder| claim.verified && *holder != key) else { return Ok(None) };
    // A person with an address of their own stays where they are.
    let has_own = person::by_key(tx, key).await?.email_folded.is_some();
    let before = identity::of_person(tx, home).await?;
    if has_own || before.as_ref().is_some_and(|before| !claim.takes_over(before)) {
        return Ok(None);
    }
    identity::unbind(tx, key).await?;
    session::end_all(tx, key).await?;
    Ok(Some(take_over(tx, policy, claim, home, before, now).await?))
}

/// Binds a person to the claim's issuer, in the place of that by which they were known.
async fn take_over(
    tx: &mut Tx,
    policy: &Policy,
    claim: &SignedInBy,
    key: PersonKey,
    before: Option<Identity>,
    now: DateTime<Utc>,
) -> sqlx::Result<Known> {
    if before.is_some() {
        identity::unbind(tx, key).await?;
        // Whoever was signed in by the weaker proof, or by the provider that is gone, proves anew who they are.
        session::end_all(tx, key).await?;
    }
    bind(tx, policy, &claim.identity, key, before.as_ref(), now).await?;
    person::verify(tx, key).await?;
    person::name_nameless(tx, key, &claim.name).await?;
    let was_known_by = before.map(|before| before.issuer);
    Ok(Known { key, was_known_by, is_anothers_address: false })
}

/// Gives a known person the address that the issuer names now.
async fn follow_address(
    tx: &mut Tx,
    policy: &Policy,
    claim: &SignedInBy,
    key: PersonKey,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let before = person::by_key(tx, key).await?;
    let holder = person::key_by_email(&mut *tx, &claim.email.folded()).await?;
    // An issuer that may not, or no longer, speak for the domain does not make the address lead to anybody.
    let is_primary = claim.verified && holder.is_none_or(|holder| holder == key);
    let after = Address { email: claim.email.clone(), verified: claim.verified, is_primary };
    let is_same = before.email == after.email.as_str()
        && before.email_verified == after.verified
        && before.email_folded.is_some() == after.is_primary;
    if is_same {
        return Ok(());
    }
    person::change_address(tx, key, &after).await?;
    let who = actor::by_key(tx, key).await?;
    let change = (
        address_value(&before.who, before.email_verified, before.email_folded.is_some()),
        address_value(&who, after.verified, after.is_primary),
    );
    record(tx, policy, "address_changed", (&who, true), change, now).await
}

/// Makes one of the operator's staff of somebody external who has just proved an address of the operator's own: as a customer
/// they could ask for access and decide (domain: People).
async fn affiliate(
    tx: &mut Tx,
    policy: &Policy,
    internal: &InternalDomains,
    key: PersonKey,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if !internal.contain(email.domain()) || !person::make_internal(tx, key).await? {
        return Ok(());
    }
    let change = (json!({ "affiliation": "external" }), json!({ "affiliation": "internal" }));
    let who = actor::by_key(tx, key).await?;
    record(tx, policy, "affiliation_changed", (&who, true), change, now).await
}

async fn bind(
    tx: &mut Tx,
    policy: &Policy,
    identity: &Identity,
    key: PersonKey,
    before: Option<&Identity>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    identity::bind(tx, identity, key, now).await?;
    let who = actor::by_key(tx, key).await?;
    let before = before.map_or(Value::Null, |before| identity_value(&who, before));
    let change = (before, identity_value(&who, identity));
    record(tx, policy, "person_bound", (&who, true), change, now).await
}

async fn record(
    tx: &mut Tx,
    policy: &Policy,
    event: &str,
    (person, acted): (&PersonRef, bool),
    (before, after): (Value, Value),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let entry = trail::Entry::new(trail::SERVICE, event, &person.id).change(before, after);
    let entry = if acted { entry.by(person) } else { entry.about(person) };
    entry.add(tx, policy.version(), at).await
}

/// The subject may be an address, and is somebody's in any case.
fn identity_value(who: &PersonRef, identity: &Identity) -> Value {
    json!({ "issuer": identity.issuer, "subject": who.commitment_to(&identity.subject) })
}

fn address_value(who: &PersonRef, verified: bool, is_primary: bool) -> Value {
    json!({ "address": who.address_commitment(), "leads_here": is_primary, "verified": verified })
}

fn is_taken(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(refused) if refused.is_unique_violation())
}
