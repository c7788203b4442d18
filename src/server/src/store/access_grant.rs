//! Grants as they are managed: searched, changed and removed. What a person holds themselves is in `grant`.

use rules::vocabulary::Role;
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::db::{Argument, Db, Tx, like_literal};
use crate::domains::folding::fold;
use crate::store::actor::PersonRef;
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey};
use crate::store::outbox::Recipient;
use crate::store::{decode_enum, revoked_grant};

/// A grant and whoever holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessGrant {
    pub key: AccessGrantKey,
    pub id: String,
    pub version: i64,
    pub role: Role,
    /// Absent: the entire Smart Account.
    pub virtual_account: Option<VirtualAccountRef>,
    pub person_key: PersonKey,
    pub email: String,
    pub name: String,
    pub organisation: String,
    pub locale: Locale,
    /// Whoever holds it, as the trail names them.
    pub who: PersonRef,
    /// Whether nobody else administers the entire account.
    pub last_administrator: bool,
}

/// The Virtual Account that a grant is for.
#[derive(Clone, Debug, PartialEq)]
pub struct VirtualAccountRef {
    pub id: String,
    /// Names from the top, joined with `/`.
    pub path: String,
}

/// Which grants of an account are filter.
pub struct GrantFilter<'a> {
    pub account_key: AccountKey,
    /// Whose own grants are shown in any case.
    pub person_key: PersonKey,
    /// All of them.
    pub entire: bool,
    /// Those in the Virtual Accounts that the person administers, and below.
    pub subtrees: bool,
    /// Part of a name or an address; empty for any.
    pub q: &'a str,
    pub role: Option<Role>,
}

const COLUMNS: &str = "g.key, g.id, g.version, g.role, v.id AS virtual_account, v.path, \
     g.person_key, p.email, p.name, p.organisation, p.locale, p.id AS person_id, p.address_salt, \
     (g.role = 'administrator' AND g.virtual_account_key IS NULL AND NOT EXISTS ( \
        SELECT 1 FROM access_grant other WHERE other.account_key = g.account_key AND other.key <> g.key \
        AND other.virtual_account_key IS NULL AND other.role = 'administrator')) AS last_administrator";

const TABLES: &str = "access_grant g JOIN person p ON p.key = g.person_key \
     LEFT JOIN virtual_account v ON v.key = g.virtual_account_key";

/// The Virtual Accounts that the person ($2) administers in the account ($1), with all below them. They may be any number, so
/// they are joined: each in a condition of its own would be more than SQLite takes. Not LIKE, which takes no notice of case
/// there.
const ADMINISTERED: &str = "SELECT below.key FROM access_grant mine \
     JOIN virtual_account top ON top.key = mine.virtual_account_key \
     JOIN virtual_account below ON below.account_key = mine.account_key \
         AND (below.path = top.path OR substr(below.path, 1, length(top.path) + 1) = top.path || '/') \
     WHERE mine.account_key = $1 AND mine.person_key = $2 AND mine.role = 'administrator'";

#[derive(FromRow)]
struct GrantRow {
    key: AccessGrantKey,
    id: String,
    version: i64,
    role: String,
    virtual_account: Option<String>,
    path: Option<String>,
    person_key: PersonKey,
    email: String,
    name: String,
    organisation: String,
    locale: String,
    person_id: String,
    address_salt: String,
    last_administrator: bool,
}

impl TryFrom<GrantRow> for AccessGrant {
    type Error = sqlx::Error;

    fn try_from(row: GrantRow) -> sqlx::Result<AccessGrant> {
        Ok(AccessGrant {
            role: decode_enum("role", &row.role, Role::parse)?,
            virtual_account: row.virtual_account.zip(row.path).map(|(id, path)| VirtualAccountRef { id, path }),
            who: PersonRef::new(row.person_id, &row.email, row.address_salt),
            key: row.key,
            id: row.id,
            version: row.version,
            person_key: row.person_key,
            email: row.email,
            name: row.name,
            organisation: row.organisation,
            locale: decode_enum("locale", &row.locale, Locale::parse)?,
            last_administrator: row.last_administrator,
        })
    }
}

impl AccessGrant {
    /// For a mail.
    pub fn recipient(&self) -> Recipient {
        Recipient { email: self.email.clone(), locale: self.locale }
    }
}

/// The grants that are shown, by name, address and path, those of a person in a row: at most `limit` after the first `offset`. One query.
pub async fn page(db: &Db, filter: &GrantFilter<'_>, offset: i64, limit: i64) -> sqlx::Result<Vec<AccessGrant>> {
    let (condition, mut arguments) = condition(filter);
    let (first, second) = (arguments.len() + 1, arguments.len() + 2);
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE {condition} \
         ORDER BY p.name_folded, coalesce(p.email_folded, ''), g.person_key, coalesce(v.path, ''), g.key LIMIT ${first} OFFSET ${second}"
    );
    arguments.extend(args![limit, offset]);
    let rows: Vec<GrantRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    rows.into_iter().map(AccessGrant::try_from).collect()
}

/// How many grants are shown, on all pages, and how many people hold them. One query.
pub async fn count(db: &Db, filter: &GrantFilter<'_>) -> sqlx::Result<(i64, i64)> {
    let (condition, arguments) = condition(filter);
    let sql = format!("SELECT count(*), count(DISTINCT g.person_key) FROM {TABLES} WHERE {condition}");
    db.one(AssertSqlSafe(sql), arguments).await
}

/// Keeps everybody else who changes who administers the account waiting until the transaction ends.
pub async fn lock(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<()> {
    tx.run("UPDATE account SET version = version WHERE key = $1", args![account_key]).await?;
    Ok(())
}

/// What the person administers in the account: paths of Virtual Accounts, and nothing for the entire account.
pub async fn administered(
    tx: &mut Tx,
    person_key: PersonKey,
    account_key: AccountKey,
) -> sqlx::Result<Vec<Option<String>>> {
    let rows: Vec<(Option<String>,)> = tx
        .all(
            "SELECT v.path FROM access_grant g LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
             WHERE g.person_key = $1 AND g.account_key = $2 AND g.role = 'administrator'",
            args![person_key, account_key],
        )
        .await?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// The account's grant with this public id.
pub async fn by_id(tx: &mut Tx, account_key: AccountKey, id: &str) -> sqlx::Result<Option<AccessGrant>> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE g.account_key = $1 AND g.id = $2");
    let row: Option<GrantRow> = tx.optional(AssertSqlSafe(sql), args![account_key, id]).await?;
    row.map(AccessGrant::try_from).transpose()
}

/// All grants of an account; the entire account first, then by path.
pub async fn of_account(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<Vec<AccessGrant>> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE g.account_key = $1 ORDER BY coalesce(v.path, ''), g.key");
    let rows: Vec<GrantRow> = tx.all(AssertSqlSafe(sql), args![account_key]).await?;
    rows.into_iter().map(AccessGrant::try_from).collect()
}

/// The grants of one person in an account, in the same order.
pub async fn of_person(tx: &mut Tx, account_key: AccountKey, person_key: PersonKey) -> sqlx::Result<Vec<AccessGrant>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE g.account_key = $1 AND g.person_key = $2 ORDER BY coalesce(v.path, ''), g.key"
    );
    let rows: Vec<GrantRow> = tx.all(AssertSqlSafe(sql), args![account_key, person_key]).await?;
    rows.into_iter().map(AccessGrant::try_from).collect()
}

/// Removes all grants of an account that is closed: nothing gives them back.
pub async fn remove_all(tx: &mut Tx, account_key: AccountKey) -> sqlx::Result<()> {
    tx.run("DELETE FROM access_grant WHERE account_key = $1", args![account_key]).await?;
    Ok(())
}

/// Gives another role if nobody changed the grant since `version`; whether it was changed. An import does not raise it
/// again by itself. Two queries.
pub async fn change_role(tx: &mut Tx, key: AccessGrantKey, version: i64, role: Role) -> sqlx::Result<bool> {
    revoked_grant::note(tx, key, version, Some(role)).await?;
    let update = "UPDATE access_grant SET role = $1, version = version + 1 WHERE key = $2 AND version = $3";
    Ok(tx.run(update, args![role.as_str(), key, version]).await? == 1)
}

/// Removes the grant if nobody changed it since `version`; whether it was removed. An import does not give it back by
/// itself. Two queries.
pub async fn remove(tx: &mut Tx, key: AccessGrantKey, version: i64) -> sqlx::Result<bool> {
    revoked_grant::note(tx, key, version, None).await?;
    Ok(tx.run("DELETE FROM access_grant WHERE key = $1 AND version = $2", args![key, version]).await? == 1)
}

/// The condition of a search and its arguments.
fn condition(filter: &GrantFilter<'_>) -> (String, Vec<Argument>) {
    let mut arguments = args![filter.account_key];
    let mut conditions = vec!["g.account_key = $1".to_owned()];
    if !filter.entire {
        arguments.push(filter.person_key.into());
        let administered =
            if filter.subtrees { format!(" OR g.virtual_account_key IN ({ADMINISTERED})") } else { String::new() };
        conditions.push(format!("(g.person_key = $2{administered})"));
    }
    let part = fold(filter.q);
    if !part.is_empty() {
        let containing = |text: &str| format!("%{}%", like_literal(text));
        // Folding takes accents away, which addresses keep.
        arguments.extend(args![containing(&part), containing(&filter.q.trim().to_lowercase())]);
        let (name, email) = (arguments.len() - 1, arguments.len());
        conditions.push(format!(
            "(p.name_folded LIKE ${name} ESCAPE '\\' OR p.email_folded LIKE ${name} ESCAPE '\\' \
             OR p.email_folded LIKE ${email} ESCAPE '\\')"
        ));
    }
    if let Some(role) = filter.role {
        arguments.push(role.as_str().into());
        conditions.push(format!("g.role = ${}", arguments.len()));
    }
    (conditions.join(" AND "), arguments)
}
