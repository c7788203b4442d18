//! People as issuers know them: by issuer and subject, never by an address. A person is bound to one of them at most.

use chrono::{DateTime, Utc};

use crate::args;
use crate::db::Tx;
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
