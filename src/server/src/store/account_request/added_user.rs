//! The people who are to be added once an account is active, and what became of each of them when it was accepted.

use std::collections::HashMap;

use rules::vocabulary::Role;
use sqlx::AssertSqlSafe;

use crate::args;
use crate::db::{Argument, Conn, Tx, placeholders};
use crate::store::batch::{self, Statement};
use crate::store::decode_enum;
use crate::store::key::AccountRequestKey;

/// Somebody whom the requester added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedUser {
    /// An address when it was stored.
    pub email: String,
    pub email_folded: String,
    pub outcome: Outcome,
}

/// What became of them when the account was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has not been accepted, or before this was kept.
    Unknown,
    /// They hold this role in the entire account, or were invited to it.
    Given(Role),
    /// Whoever accepted the account took them out.
    LeftOut,
}

type Row = (AccountRequestKey, String, String, Option<String>, bool);

/// The people who are added, by request. One query.
pub async fn of_requests(
    conn: impl Into<Conn<'_>>,
    keys: &[AccountRequestKey],
) -> sqlx::Result<HashMap<AccountRequestKey, Vec<AddedUser>>> {
    let mut found: HashMap<AccountRequestKey, Vec<AddedUser>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT request_key, email, email_folded, role, left_out FROM account_request_added_user \
         WHERE request_key IN ({}) ORDER BY request_key, email_folded",
        placeholders(1, keys.len())
    );
    let arguments = keys.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<Row> = conn.into().all(AssertSqlSafe(sql), arguments).await?;
    for (key, email, email_folded, role, left_out) in rows {
        let outcome = match role {
            _ if left_out => Outcome::LeftOut,
            None => Outcome::Unknown,
            Some(role) => Outcome::Given(decode_enum("role", &role, Role::parse)?),
        };
        found.entry(key).or_default().push(AddedUser { email, email_folded, outcome });
    }
    Ok(found)
}

/// The same for one request.
pub async fn of_request(conn: impl Into<Conn<'_>>, key: AccountRequestKey) -> sqlx::Result<Vec<AddedUser>> {
    Ok(of_requests(conn, &[key]).await?.remove(&key).unwrap_or_default())
}

/// Notes what becomes of them: a role each, or nothing where they are left out. One query.
pub async fn note_outcomes(
    tx: &mut Tx,
    key: AccountRequestKey,
    chosen: &[(AddedUser, Option<Role>)],
) -> sqlx::Result<()> {
    let rows: Vec<_> = chosen
        .iter()
        .map(|(user, role)| {
            let role = role.map(|role| role.as_str().to_owned());
            args![key, &user.email_folded, role.clone().unwrap_or_default(), role.is_none()]
        })
        .collect();
    if rows.is_empty() { Ok(()) } else { batch::run(tx, &SET_OUTCOMES, &rows).await }
}

/// Both databases call the columns of `VALUES` so.
const SET_OUTCOMES: Statement = Statement {
    head: "UPDATE account_request_added_user SET role = nullif(chosen.column3, ''), left_out = chosen.column4 FROM (",
    columns: 4,
    tail: ") AS chosen WHERE account_request_added_user.request_key = chosen.column1 \
           AND account_request_added_user.email_folded = chosen.column2",
};
