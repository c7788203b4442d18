//! People by their addresses, several at once.

use std::collections::HashMap;

use rules::vocabulary::Affiliation;
use sqlx::AssertSqlSafe;
use text::Locale;

use crate::args;
use crate::db::{Argument, Tx, placeholders};
use crate::domains::email::EmailAddress;
use crate::store::batch::{self, Statement};
use crate::store::decode_enum;
use crate::store::key::PersonKey;

/// A person with an address that leads to them.
#[derive(Clone, Copy, Debug)]
pub struct Addressed {
    pub key: PersonKey,
    pub locale: Locale,
    pub email_verified: bool,
}

const ENSURE: Statement = Statement {
    head: "INSERT INTO person (email, email_folded, email_domain, email_verified, name, name_folded, organisation, \
           country, locale, affiliation, partner, operator, version)",
    columns: 13,
    tail: "ON CONFLICT (email_folded) DO NOTHING",
};

/// The people with these addresses, each once and in this order; made, with an address that is not verified, where there
/// is none. Two queries.
pub async fn ensure_all(tx: &mut Tx, emails: &[EmailAddress], locale: Locale) -> sqlx::Result<Vec<Addressed>> {
    if emails.is_empty() {
        return Ok(Vec::new());
    }
    let row = |email: &EmailAddress| {
        let external = Affiliation::External.as_str();
        args![
            email.as_str(),
            email.folded(),
            email.domain(),
            false,
            "",
            "",
            "",
            "",
            locale,
            external,
            false,
            false,
            1_i64
        ]
    };
    let rows: Vec<_> = emails.iter().map(row).collect();
    batch::run(tx, &ENSURE, &rows).await?;
    let people = addressed(tx, emails).await?;
    emails.iter().map(|email| people.get(&email.folded()).copied().ok_or(sqlx::Error::RowNotFound)).collect()
}

/// The people to whom these addresses lead, by folded address. At most one query.
pub async fn addressed(tx: &mut Tx, emails: &[EmailAddress]) -> sqlx::Result<HashMap<String, Addressed>> {
    if emails.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT email_folded, key, locale, email_verified FROM person WHERE email_folded IN ({})",
        placeholders(1, emails.len())
    );
    let arguments = emails.iter().map(|email| Argument::from(email.folded())).collect();
    let people: Vec<(String, PersonKey, String, bool)> = tx.all(AssertSqlSafe(sql), arguments).await?;
    let one = |(email_folded, key, locale, email_verified): (String, PersonKey, String, bool)| {
        let locale = decode_enum("locale", &locale, Locale::parse)?;
        Ok((email_folded, Addressed { key, locale, email_verified }))
    };
    people.into_iter().map(one).collect()
}
