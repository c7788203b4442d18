//! Grants: who holds which role where.

use std::collections::HashMap;

use rules::vocabulary::Role;
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::base::secret::random_id;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::store::outbox::Recipient;
use crate::store::word;

/// A role that a person holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub account_key: i64,
    /// Absent: the entire Smart Account.
    pub virtual_account: Option<HeldVirtualAccount>,
    pub role: Role,
}

/// The Virtual Account that a grant is for.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldVirtualAccount {
    pub key: i64,
    pub path: String,
}

/// An administrator in clear.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Administrator {
    /// Who it is: another person may have the same address.
    pub person_key: i64,
    pub email: String,
    pub name: String,
    pub locale: String,
    /// Whose staff they are, as stored.
    pub affiliation: String,
    /// The path of the Virtual Account. Absent: of the entire Smart Account.
    pub virtual_account: Option<String>,
}

impl Administrator {
    /// For a mail.
    pub fn recipient(&self) -> Recipient {
        Recipient { email: self.email.clone(), locale: self.locale.clone() }
    }
}

/// Whether the person holds any role anywhere.
pub async fn holds_any(db: &Db, person_key: i64) -> sqlx::Result<bool> {
    let row: Option<(i64,)> =
        db.optional("SELECT key FROM access_grant WHERE person_key = $1 LIMIT 1", args![person_key]).await?;
    Ok(row.is_some())
}

/// What the person holds in these accounts, by account; the entire account first, then by path.
pub async fn held_in(db: &Db, person_key: i64, accounts: &[i64]) -> sqlx::Result<HashMap<i64, Vec<Held>>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT g.account_key, g.role, v.key, v.path FROM access_grant g \
         LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
         WHERE g.person_key = $1 AND g.account_key IN ({}) ORDER BY coalesce(v.path, ''), g.role",
        placeholders(2, accounts.len())
    );
    let mut arguments = args![person_key];
    arguments.extend(accounts.iter().map(|key| Argument::from(*key)));
    let rows: Vec<(i64, String, Option<i64>, Option<String>)> = db.all(AssertSqlSafe(sql), arguments).await?;
    let mut held: HashMap<i64, Vec<Held>> = HashMap::new();
    for (account_key, role, virtual_account_key, path) in rows {
        held.entry(account_key).or_default().push(Held {
            account_key,
            virtual_account: virtual_account_key.zip(path).map(|(key, path)| HeldVirtualAccount { key, path }),
            role: word("role", &role, Role::parse)?,
        });
    }
    Ok(held)
}

/// What the person holds in an account, as it is within a transaction.
pub async fn held_within(tx: &mut Tx, person_key: i64, account_key: i64) -> sqlx::Result<Vec<Held>> {
    let sql = "SELECT g.role, v.key, v.path FROM access_grant g \
         LEFT JOIN virtual_account v ON v.key = g.virtual_account_key WHERE g.person_key = $1 AND g.account_key = $2";
    let rows: Vec<(String, Option<i64>, Option<String>)> = tx.all(sql, args![person_key, account_key]).await?;
    let held = |(role, key, path): (String, Option<i64>, Option<String>)| {
        Ok(Held {
            account_key,
            virtual_account: key.zip(path).map(|(key, path)| HeldVirtualAccount { key, path }),
            role: word("role", &role, Role::parse)?,
        })
    };
    rows.into_iter().map(held).collect()
}

/// The administrators of these accounts and of their Virtual Accounts, by account and name.
pub async fn administrators(db: &Db, accounts: &[i64]) -> sqlx::Result<HashMap<i64, Vec<Administrator>>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let arguments = accounts.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<AdministratorRow> = db.all(AssertSqlSafe(administrators_sql(accounts.len())), arguments).await?;
    let mut found: HashMap<i64, Vec<Administrator>> = HashMap::new();
    for row in rows {
        found.entry(row.account_key).or_default().push(row.administrator);
    }
    Ok(found)
}

/// The same for one account, as it is within a transaction.
pub async fn administrators_in(tx: &mut Tx, account_key: i64) -> sqlx::Result<Vec<Administrator>> {
    let rows: Vec<AdministratorRow> = tx.all(AssertSqlSafe(administrators_sql(1)), args![account_key]).await?;
    Ok(rows.into_iter().map(|row| row.administrator).collect())
}

#[derive(FromRow)]
struct AdministratorRow {
    account_key: i64,
    #[sqlx(flatten)]
    administrator: Administrator,
}

fn administrators_sql(accounts: usize) -> String {
    format!(
        "SELECT g.account_key, g.person_key, p.email, p.name, p.locale, p.affiliation, v.path AS virtual_account \
         FROM access_grant g \
         JOIN person p ON p.key = g.person_key LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
         WHERE g.role = 'administrator' AND g.account_key IN ({}) ORDER BY p.name, p.email",
        placeholders(1, accounts)
    )
}

/// Gives a role, in the entire account or in a Virtual Account. What the person holds there already is replaced, but
/// an administrator stays one: asking for less is no way to lose it.
pub async fn give(
    tx: &mut Tx,
    person_key: i64,
    account_key: i64,
    virtual_account_key: Option<i64>,
    role: Role,
) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO access_grant (id, person_key, account_key, virtual_account_key, role) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (person_key, account_key, coalesce(virtual_account_key, 0)) \
         DO UPDATE SET role = excluded.role, version = access_grant.version + 1 \
         WHERE access_grant.role NOT IN ('administrator', excluded.role)",
        args![random_id(), person_key, account_key, virtual_account_key, role.as_str()],
    )
    .await?;
    Ok(())
}
