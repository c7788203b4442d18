//! New accounts beside restricted ones: whom to tell of them. The requester hears nothing of it, so a job does it, at a
//! time that tells nothing.

use rules::vocabulary::Affiliation;
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::store::decode_enum;
use crate::store::key::AccountKey;
use crate::store::outbox::Recipient;

/// An account that has become active.
#[derive(Clone, Debug, FromRow)]
pub struct NewNeighbour {
    pub key: AccountKey,
    pub name: String,
    /// In Unicode form.
    pub domain_display: String,
}

/// Accounts of which neighbours are still to be told, at most 100.
pub async fn to_tell(db: &Db) -> sqlx::Result<Vec<NewNeighbour>> {
    let sql = "SELECT key, name, domain_display FROM account WHERE neighbours_to_tell ORDER BY key LIMIT 100";
    db.all(sql, args![]).await
}

/// Notes that they were told; whether this call did.
pub async fn mark(tx: &mut Tx, key: AccountKey) -> sqlx::Result<bool> {
    let sql = "UPDATE account SET neighbours_to_tell = $1 WHERE key = $2 AND neighbours_to_tell";
    Ok(tx.run(sql, args![false, key]).await? == 1)
}

/// Who administers entirely, on these staffs, a restricted account that holds the same registrable domain. Where the requester
/// had to do with that account, they decided before.
pub async fn administrators(tx: &mut Tx, key: AccountKey, staff: &[Affiliation]) -> sqlx::Result<Vec<Recipient>> {
    if staff.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT DISTINCT p.email, p.locale FROM account a \
         JOIN account o ON o.registrable_domain = a.registrable_domain AND o.key <> a.key \
             AND o.visibility = 'restricted' AND o.status = 'active' AND o.confirmed_by <> 'nobody' \
             AND NOT EXISTS (SELECT 1 FROM access_grant s \
                 WHERE s.account_key = o.key AND s.person_key = a.requested_by_key) \
             AND NOT EXISTS (SELECT 1 FROM access_request s \
                 WHERE s.account_key = o.key AND s.person_key = a.requested_by_key) \
         JOIN access_grant g ON g.account_key = o.key AND g.role = 'administrator' AND g.virtual_account_key IS NULL \
         JOIN person p ON p.key = g.person_key AND p.affiliation IN ({}) WHERE a.key = $1 ORDER BY p.email",
        placeholders(2, staff.len())
    );
    let mut arguments = args![key];
    arguments.extend(staff.iter().map(|affiliation| Argument::from(affiliation.as_str())));
    let rows: Vec<(String, String)> = tx.all(AssertSqlSafe(sql), arguments).await?;
    let recipient = |(email, locale): (String, String)| {
        Ok(Recipient { email, locale: decode_enum("locale", &locale, Locale::parse)? })
    };
    rows.into_iter().map(recipient).collect()
}
