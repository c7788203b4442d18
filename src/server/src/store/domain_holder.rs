//! By whose word an account is there, and which accounts hold a registrable domain.
//!
//! Only an account that somebody confirmed counts (domain: 4, Who holds a domain): it holds its domain, opens the
//! directory to those who have a role in it, lifts the limits of those without access, and is found below a domain.

use rules::vocabulary::Visibility;
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Db, Tx};
use crate::domains::DomainIdentifier;
use crate::domains::likeness::name_skeleton;
use crate::store::decode_enum;
use crate::store::key::{AccountKey, AccountRequestKey, PersonKey};

/// By whose word an account is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmedBy {
    /// It was asked for, and nobody of its own domain accepted it, nor did anybody let it pass.
    Nobody,
    Import,
    /// A customer contact with an address of its domain accepted it.
    Contact,
    /// Those of an account that holds the same registrable domain let it pass.
    Administrators,
    /// The operator's approver let it pass.
    Operator,
}

impl ConfirmedBy {
    pub const ALL: [ConfirmedBy; 5] = [
        ConfirmedBy::Nobody,
        ConfirmedBy::Import,
        ConfirmedBy::Contact,
        ConfirmedBy::Administrators,
        ConfirmedBy::Operator,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            ConfirmedBy::Nobody => "nobody",
            ConfirmedBy::Import => "import",
            ConfirmedBy::Contact => "contact",
            ConfirmedBy::Administrators => "administrators",
            ConfirmedBy::Operator => "operator",
        }
    }
}

/// An account that holds a registrable domain, as far as a person may find it.
#[derive(Clone, Debug)]
pub struct Holder {
    pub key: AccountKey,
    pub visibility: Visibility,
    /// Whether the person has to do with it already.
    pub has_standing: bool,
    /// Whether anybody can decide for it: an inactive account keeps its domain, while the roles in it sleep.
    pub is_active: bool,
}

#[derive(FromRow)]
struct Row {
    key: AccountKey,
    visibility: String,
    has_standing: bool,
    is_active: bool,
}

/// What makes an account `o` one that holds a domain and has people who decide for it.
const DECIDES: &str = "o.status = 'active' AND o.confirmed_by <> 'nobody'";

/// What makes it one that holds a domain.
const HOLDS: &str = "o.status IN ('active', 'inactive') AND o.confirmed_by <> 'nobody'";

/// Whether whoever made the request `r` has to do with the account `o` already.
const HAS_STANDING: &str = "(EXISTS (SELECT 1 FROM access_grant s WHERE s.person_key = r.person_key \
         AND s.account_key = o.key) \
     OR EXISTS (SELECT 1 FROM access_request s WHERE s.person_key = r.person_key AND s.account_key = o.key) \
     OR coalesce(o.requested_by_key, 0) = r.person_key)";

/// From requests `r` for accounts `a` and the active accounts `o` that hold the same registrable domain beside them, as far as the
/// requester may find them. A restricted one without standing is never among them.
pub fn holders_of_requests() -> String {
    format!(
        "account_request r JOIN account a ON a.key = r.account_key \
         JOIN account o ON o.registrable_domain = a.registrable_domain \
             AND o.domain_identifier <> a.domain_identifier AND {DECIDES} \
             AND (o.visibility = 'listed' OR {HAS_STANDING})"
    )
}

/// The accounts that hold an identifier's registrable domain, as far as the person may find them: the one with that very
/// domain first, then by name, at most 20. One that has the very identifier is in the way of a new one, and decides nothing.
pub async fn holders(tx: &mut Tx, identifier: &DomainIdentifier, person_key: PersonKey) -> sqlx::Result<Vec<Holder>> {
    let sql = format!(
        // From what the person may know, never from all accounts of the domain: see `account_listed_by_registrable_domain`.
        "SELECT o.key, o.visibility, o.status = 'active' AS is_active, {HAS_STANDING} AS has_standing FROM (SELECT CAST($2 AS bigint) AS person_key) r, account o \
         WHERE o.key IN (\
             SELECT l.key FROM account l \
             WHERE l.registrable_domain = $1 AND l.visibility = 'listed' AND l.status = 'active' \
             UNION SELECT l.key FROM account l \
             WHERE l.registrable_domain = $1 AND l.visibility = 'listed' AND l.status = 'inactive' \
             UNION SELECT account_key FROM access_grant WHERE person_key = $2 \
             UNION SELECT account_key FROM access_request WHERE person_key = $2 \
             UNION SELECT key FROM account WHERE requested_by_key = $2) \
         AND o.registrable_domain = $1 AND o.domain_identifier <> $3 AND {HOLDS} \
         ORDER BY CASE WHEN o.domain_identifier = $1 THEN 0 ELSE 1 END, o.name_folded, o.id LIMIT 20"
    );
    let rows: Vec<Row> =
        tx.all(AssertSqlSafe(sql), args![identifier.registrable(), person_key, identifier.ascii()]).await?;
    let holder = |row: Row| {
        let visibility = decode_enum("visibility", &row.visibility, Visibility::parse)?;
        Ok(Holder { key: row.key, visibility, has_standing: row.has_standing, is_active: row.is_active })
    };
    rows.into_iter().map(holder).collect()
}

/// The keys of those who administer, with the person and the person among them, an account that holds the domain of a
/// request; nobody, where the person administers none.
pub async fn fellow_administrators(
    tx: &mut Tx,
    request_key: AccountRequestKey,
    person_key: PersonKey,
) -> sqlx::Result<Vec<PersonKey>> {
    let sql = format!(
        "SELECT DISTINCT g.person_key FROM {} \
         JOIN access_grant mine ON mine.account_key = o.key AND mine.role = 'administrator' \
             AND mine.virtual_account_key IS NULL AND mine.person_key = $2 \
         JOIN access_grant g ON g.account_key = o.key AND g.role = 'administrator' \
             AND g.virtual_account_key IS NULL WHERE r.key = $1",
        holders_of_requests()
    );
    let rows: Vec<(PersonKey,)> = tx.all(AssertSqlSafe(sql), args![request_key, person_key]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Notes by whose word an account is there that has become active, and that its neighbours are to be told.
pub async fn confirm(tx: &mut Tx, account_key: AccountKey, by: ConfirmedBy) -> sqlx::Result<()> {
    let sql = "UPDATE account SET confirmed_by = $1, neighbours_to_tell = $2 WHERE key = $3";
    tx.run(sql, args![by.as_str(), true, account_key]).await?;
    Ok(())
}

/// Whether a listed active account of another registrable domain has this name, or one that looks like it.
pub async fn is_name_alike(tx: &mut Tx, name: &str, registrable: &str) -> sqlx::Result<bool> {
    let sql = "SELECT key FROM account WHERE name_skeleton = $1 AND name_skeleton <> '' AND visibility = 'listed' \
         AND status = 'active' AND registrable_domain <> $2 LIMIT 1";
    let row: Option<(AccountKey,)> = tx.optional(sql, args![name_skeleton(name), registrable]).await?;
    Ok(row.is_some())
}

/// Gives accounts their skeleton that were stored by a program that did not. Done in an instant when there are none.
pub async fn keep_skeletons(db: &Db) -> sqlx::Result<()> {
    let mut after = AccountKey(i64::MIN);
    loop {
        let accounts: Vec<(AccountKey, String)> = db
            .all(
                "SELECT key, name FROM account WHERE name_skeleton = '' AND key > $1 ORDER BY key LIMIT 1000",
                args![after],
            )
            .await?;
        let Some((last, _)) = accounts.last() else { return Ok(()) };
        after = *last;
        let skeletons = accounts.into_iter().map(|(key, name)| (key, name_skeleton(&name)));
        let skeletons: Vec<(AccountKey, String)> = skeletons.filter(|(_, skeleton)| !skeleton.is_empty()).collect();
        let mut tx = db.begin().await?;
        for (key, skeleton) in skeletons {
            tx.run("UPDATE account SET name_skeleton = $1 WHERE key = $2", args![skeleton, key]).await?;
        }
        tx.commit().await?;
    }
}
