//! Grants: who holds which role where.

use std::collections::HashMap;

use rules::vocabulary::{Affiliation, Role};
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::base::secret::random_id;
use crate::db::{Argument, Conn, Db, Tx, placeholders};
use crate::store::batch::{self, Statement};
use crate::store::decode_enum;
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, VirtualAccountKey};
use crate::store::outbox::Recipient;

/// A role that a person holds.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldRole {
    pub account_key: AccountKey,
    /// Absent: the entire Smart Account.
    pub virtual_account: Option<HeldVirtualAccount>,
    pub role: Role,
}

/// The Virtual Account that a grant is for.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldVirtualAccount {
    pub key: VirtualAccountKey,
    pub path: String,
}

/// What there is one grant of: a person, an account, and a Virtual Account or the entire account.
pub type UniqueKey = (PersonKey, AccountKey, Option<VirtualAccountKey>);

/// As the unique index has them.
pub fn unique_keys(keys: &[UniqueKey]) -> Vec<Vec<Argument>> {
    keys.iter().map(|(person, account, part)| args![*person, *account, part.map_or(0, |part| part.0)]).collect()
}

/// An administrator in clear.
#[derive(Clone, Debug, PartialEq)]
pub struct Administrator {
    /// Who it is: another person may have the same address.
    pub person_key: PersonKey,
    pub email: String,
    pub name: String,
    pub locale: Locale,
    /// Whose staff they are.
    pub affiliation: Affiliation,
    /// The path of the Virtual Account. Absent: of the entire Smart Account.
    pub virtual_account: Option<String>,
}

impl Administrator {
    /// For a mail.
    pub fn recipient(&self) -> Recipient {
        Recipient { email: self.email.clone(), locale: self.locale }
    }
}

/// Whether the person holds any role that opens the directory: in an active account that somebody confirmed.
pub async fn holds_any(db: &Db, person_key: PersonKey) -> sqlx::Result<bool> {
    let sql = "SELECT g.key FROM access_grant g JOIN account a ON a.key = g.account_key AND a.confirmed_by <> 'nobody' \
         AND a.status = 'active' WHERE g.person_key = $1 LIMIT 1";
    let row: Option<(AccessGrantKey,)> = db.optional(sql, args![person_key]).await?;
    Ok(row.is_some())
}

/// What the person holds in these accounts, by account; the entire account first, then by path.
pub async fn roles_in(
    conn: impl Into<Conn<'_>>,
    person_key: PersonKey,
    accounts: &[AccountKey],
) -> sqlx::Result<HashMap<AccountKey, Vec<HeldRole>>> {
    let held = roles_of_people(conn, &[person_key], accounts).await?;
    Ok(held.into_iter().map(|((_, account_key), roles)| (account_key, roles)).collect())
}

/// The same of several people: what each of them holds in each of these accounts. One query, none where there are none.
pub async fn roles_of_people(
    conn: impl Into<Conn<'_>>,
    people: &[PersonKey],
    accounts: &[AccountKey],
) -> sqlx::Result<HashMap<(PersonKey, AccountKey), Vec<HeldRole>>> {
    if people.is_empty() || accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT g.person_key, g.account_key, g.role, v.key, v.path FROM access_grant g \
         LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
         WHERE g.person_key IN ({}) AND g.account_key IN ({}) ORDER BY coalesce(v.path, ''), g.role",
        placeholders(1, people.len()),
        placeholders(people.len() + 1, accounts.len())
    );
    let people = people.iter().map(|key| Argument::from(*key));
    let arguments = people.chain(accounts.iter().map(|key| Argument::from(*key))).collect();
    let rows: Vec<HeldRoleRow> = conn.into().all(AssertSqlSafe(sql), arguments).await?;
    let mut held: HashMap<_, Vec<HeldRole>> = HashMap::new();
    for row in rows {
        held.entry((row.person_key, row.account_key)).or_default().push(HeldRole {
            account_key: row.account_key,
            virtual_account: row.key.zip(row.path).map(|(key, path)| HeldVirtualAccount { key, path }),
            role: decode_enum("role", &row.role, Role::parse)?,
        });
    }
    Ok(held)
}

#[derive(FromRow)]
struct HeldRoleRow {
    person_key: PersonKey,
    account_key: AccountKey,
    role: String,
    key: Option<VirtualAccountKey>,
    path: Option<String>,
}

/// The administrators of these accounts and of their Virtual Accounts, by account and name.
pub async fn administrators(
    conn: impl Into<Conn<'_>>,
    accounts: &[AccountKey],
) -> sqlx::Result<HashMap<AccountKey, Vec<Administrator>>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let arguments = accounts.iter().map(|key| Argument::from(*key)).collect();
    let sql = format!(
        "SELECT g.account_key, g.person_key, p.email, p.name, p.locale, p.affiliation, v.path AS virtual_account \
         FROM access_grant g \
         JOIN person p ON p.key = g.person_key LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
         WHERE g.role = 'administrator' AND g.account_key IN ({}) ORDER BY p.name, p.email",
        placeholders(1, accounts.len())
    );
    let rows: Vec<AdministratorRow> = conn.into().all(AssertSqlSafe(sql), arguments).await?;
    let mut found: HashMap<AccountKey, Vec<Administrator>> = HashMap::new();
    for row in rows {
        found.entry(row.account_key).or_default().push(row.try_into()?);
    }
    Ok(found)
}

/// The same for one account.
pub async fn administrators_of(conn: impl Into<Conn<'_>>, account_key: AccountKey) -> sqlx::Result<Vec<Administrator>> {
    Ok(administrators(conn, &[account_key]).await?.remove(&account_key).unwrap_or_default())
}

#[derive(FromRow)]
struct AdministratorRow {
    account_key: AccountKey,
    person_key: PersonKey,
    email: String,
    name: String,
    locale: String,
    affiliation: String,
    virtual_account: Option<String>,
}

impl TryFrom<AdministratorRow> for Administrator {
    type Error = sqlx::Error;

    fn try_from(row: AdministratorRow) -> sqlx::Result<Administrator> {
        Ok(Administrator {
            locale: decode_enum("locale", &row.locale, Locale::parse)?,
            affiliation: decode_enum("affiliation", &row.affiliation, Affiliation::parse)?,
            person_key: row.person_key,
            email: row.email,
            name: row.name,
            virtual_account: row.virtual_account,
        })
    }
}

/// A role to be given.
#[derive(Clone, Copy, Debug)]
pub struct New {
    pub person_key: PersonKey,
    pub account_key: AccountKey,
    /// Absent: the entire account.
    pub virtual_account_key: Option<VirtualAccountKey>,
    pub role: Role,
}

const GIVE: Statement = Statement {
    head: "INSERT INTO access_grant (id, person_key, account_key, virtual_account_key, role)",
    columns: 5,
    tail: "ON CONFLICT (person_key, account_key, coalesce(virtual_account_key, 0)) \
           DO UPDATE SET role = excluded.role, version = access_grant.version + 1 \
           WHERE access_grant.role NOT IN ('administrator', excluded.role)",
};

/// Gives roles, each in another place or to another person. What they hold there already is replaced, but an
/// administrator stays one: asking for less is no way to lose it. One query.
pub async fn give(tx: &mut Tx, roles: &[New]) -> sqlx::Result<()> {
    let row =
        |new: &New| args![random_id(), new.person_key, new.account_key, new.virtual_account_key, new.role.as_str()];
    let rows: Vec<_> = roles.iter().map(row).collect();
    batch::run(tx, &GIVE, &rows).await
}
