//! Who acts for the operator.

use text::Locale;

use crate::args;
use crate::db::Tx;
use crate::store::decode_enum;
use crate::store::key::PersonKey;
use crate::store::outbox::Recipient;

/// The operator's people but for one: nobody is asked to decide their own request.
pub async fn operators(tx: &mut Tx, but: PersonKey) -> sqlx::Result<Vec<Recipient>> {
    let rows: Vec<(String, String)> = tx
        .all("SELECT email, locale FROM person WHERE operator = $1 AND key <> $2 ORDER BY email", args![true, but])
        .await?;
    let recipient = |(email, locale): (String, String)| {
        Ok(Recipient { email, locale: decode_enum("locale", &locale, Locale::parse)? })
    };
    rows.into_iter().map(recipient).collect()
}

/// The keys of the same people.
pub async fn operator_keys(tx: &mut Tx, but: PersonKey) -> sqlx::Result<Vec<PersonKey>> {
    let sql = "SELECT key FROM person WHERE operator = $1 AND key <> $2";
    let rows: Vec<(PersonKey,)> = tx.all(sql, args![true, but]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// The address of somebody who acts for the operator, if there is anybody.
pub async fn first_operator(tx: &mut Tx) -> sqlx::Result<Option<String>> {
    let row: Option<(String,)> =
        tx.optional("SELECT email FROM person WHERE operator = $1 ORDER BY key LIMIT 1", args![true]).await?;
    Ok(row.map(|(email,)| email))
}

/// Lets a person act for the operator.
pub async fn make_operator(tx: &mut Tx, person_key: PersonKey) -> sqlx::Result<()> {
    let sql = "UPDATE person SET operator = $1, version = version + 1, changes = changes + 1 WHERE key = $2";
    tx.run(sql, args![true, person_key]).await?;
    Ok(())
}
