//! People as issuers know them: by issuer and subject, never by an address. A person is bound to one of them at most.

use chrono::{DateTime, Utc};

use crate::args;
use crate::db::{Db, Tx};
use crate::store::key::PersonKey;

/// An issuer's word for somebody.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
}

/// Whom the issuer calls so.
pub async fn person(tx: &mut Tx, issuer: &str, subject: &str) -> sqlx::Result<Option<PersonKey>> {
    let sql = "SELECT person_key FROM identity WHERE issuer = $1 AND subject = $2";
    let row: Option<(PersonKey,)> = tx.optional(sql, args![issuer, subject]).await?;
    Ok(row.map(|(key,)| key))
}

/// To what a person is bound.
pub async fn of_person(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<Option<Identity>> {
    tx.optional("SELECT issuer, subject FROM identity WHERE person_key = $1", args![person_key]).await
}

/// Everybody whom an issuer knows.
pub async fn people_of_issuer(db: &Db, issuer: &str) -> sqlx::Result<Vec<PersonKey>> {
    let sql = "SELECT person_key FROM identity WHERE issuer = $1 ORDER BY person_key";
    let rows: Vec<(PersonKey,)> = db.all(sql, args![issuer]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Everybody with an address of this very domain (as a-labels) who is bound to anything.
pub async fn people_of_domain(db: &Db, domain: &str) -> sqlx::Result<Vec<PersonKey>> {
    let sql = "SELECT i.person_key FROM identity i JOIN person p ON p.key = i.person_key WHERE p.email_domain = $1 \
         ORDER BY i.person_key";
    let rows: Vec<(PersonKey,)> = db.all(sql, args![domain]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Binds a person who is bound to nothing.
///
/// # Errors
/// The person or the identity was bound in between: a violation of a unique constraint.
pub async fn bind(tx: &mut Tx, identity: &Identity, person_key: PersonKey, now: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO identity (issuer, subject, person_key, created_at) VALUES ($1, $2, $3, $4)",
        args![&identity.issuer, &identity.subject, person_key, now.timestamp_millis()],
    )
    .await?;
    Ok(())
}

/// Lets a person's next verified sign-in bind them anew; gives to what they were bound.
pub async fn unbind(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<Option<Identity>> {
    tx.optional("DELETE FROM identity WHERE person_key = $1 RETURNING issuer, subject", args![person_key]).await
}
