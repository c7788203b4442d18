//! Roles that were removed or lowered in the product, for the next import: it does not give them back by itself.

use rules::vocabulary::Role;
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Argument, Tx, placeholders};
use crate::store::batch;
use crate::store::decode_enum;
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, RevokedGrantKey, VirtualAccountKey};

/// A role that was removed or lowered, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RevokedGrant {
    pub key: RevokedGrantKey,
    pub person_key: PersonKey,
    pub account_key: AccountKey,
    /// Absent: the entire Smart Account.
    pub virtual_account_key: Option<VirtualAccountKey>,
    /// The role that was there before.
    pub role: Role,
}

#[derive(FromRow)]
struct RevokedGrantRow {
    key: RevokedGrantKey,
    person_key: PersonKey,
    account_key: AccountKey,
    virtual_account_key: Option<VirtualAccountKey>,
    role: String,
}

/// Whether one role allows more than the other. Approvers stand above users: they approve for services.
pub fn is_above(one: Role, other: Role) -> bool {
    rank(one) < rank(other)
}

fn rank(role: Role) -> usize {
    Role::ALL.iter().position(|other| *other == role).unwrap_or(Role::ALL.len())
}

/// Notes that a grant of this version is about to be removed, or to be lowered to a role. Nothing where that role is not
/// lower, or somebody was quicker. One query at most.
pub async fn note(tx: &mut Tx, key: AccessGrantKey, version: i64, to: Option<Role>) -> sqlx::Result<()> {
    let above: Vec<Role> =
        Role::ALL.iter().copied().filter(|role| to.is_none_or(|lower| is_above(*role, lower))).collect();
    if above.is_empty() {
        return Ok(());
    }
    // `WHERE` stands before `ON CONFLICT`, or SQLite would take that for a join.
    let sql = format!(
        "INSERT INTO revoked_grant (person_key, account_key, virtual_account_key, role) \
         SELECT person_key, account_key, virtual_account_key, role FROM access_grant \
         WHERE key = $1 AND version = $2 AND role IN ({}) \
         ON CONFLICT (person_key, account_key, coalesce(virtual_account_key, 0)) DO UPDATE SET role = excluded.role",
        placeholders(3, above.len())
    );
    let mut arguments = args![key, version];
    arguments.extend(above.iter().map(|role| Argument::from(role.as_str())));
    tx.run(AssertSqlSafe(sql), arguments).await?;
    Ok(())
}

/// All of them.
pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<RevokedGrant>> {
    let sql = "SELECT key, person_key, account_key, virtual_account_key, role FROM revoked_grant";
    let rows: Vec<RevokedGrantRow> = tx.all(sql, args![]).await?;
    let read = |row: RevokedGrantRow| {
        Ok(RevokedGrant {
            role: decode_enum("role", &row.role, Role::parse)?,
            key: row.key,
            person_key: row.person_key,
            account_key: row.account_key,
            virtual_account_key: row.virtual_account_key,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Forgets these.
pub async fn forget(tx: &mut Tx, keys: &[RevokedGrantKey]) -> sqlx::Result<()> {
    for some in keys.chunks(batch::ARGUMENTS) {
        let sql = format!("DELETE FROM revoked_grant WHERE key IN ({})", placeholders(1, some.len()));
        tx.run(AssertSqlSafe(sql), some.iter().copied().map(Argument::from).collect()).await?;
    }
    Ok(())
}
