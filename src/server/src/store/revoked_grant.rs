//! Roles that were removed or lowered in the product, for the next import: it does not give them back by itself.

use rules::vocabulary::Role;
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Argument, Tx, placeholders};
use crate::store::batch;
use crate::store::grant::{UniqueKey, unique_keys};
use crate::store::key::{AccessGrantKey, AccountKey, PersonKey, RevokedGrantKey, VirtualAccountKey};

/// A role that was removed or lowered, and where.
#[derive(Clone, Copy, Debug, PartialEq, FromRow)]
pub struct RevokedGrant {
    pub key: RevokedGrantKey,
    pub person_key: PersonKey,
    pub account_key: AccountKey,
    /// Absent: the entire Smart Account.
    pub virtual_account_key: Option<VirtualAccountKey>,
}

impl RevokedGrant {
    pub fn unique_key(&self) -> UniqueKey {
        (self.person_key, self.account_key, self.virtual_account_key)
    }
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

/// Those of these places.
pub async fn of_places(tx: &mut Tx, places: &[UniqueKey]) -> sqlx::Result<Vec<RevokedGrant>> {
    let sql = |named: &str| {
        format!(
            "SELECT key, person_key, account_key, virtual_account_key FROM {named} CROSS JOIN revoked_grant \
             WHERE person_key = named.column1 AND account_key = named.column2 \
             AND coalesce(virtual_account_key, 0) = named.column3"
        )
    };
    batch::look_up(tx, 3, &unique_keys(places), sql).await
}

/// Forgets these.
pub async fn forget(tx: &mut Tx, keys: &[RevokedGrantKey]) -> sqlx::Result<()> {
    for some in keys.chunks(batch::ARGUMENTS) {
        let sql = format!("DELETE FROM revoked_grant WHERE key IN ({})", placeholders(1, some.len()));
        tx.run(AssertSqlSafe(sql), some.iter().copied().map(Argument::from).collect()).await?;
    }
    Ok(())
}
