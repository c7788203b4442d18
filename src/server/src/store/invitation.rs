//! Invitations to an account: roles that somebody was given without asking, and that are theirs once they accept, or
//! once they prove the address.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rules::vocabulary::{Acceptance, InvitationStatus, Role};
use sqlx::{AssertSqlSafe, FromRow};
use text::Locale;

use crate::args;
use crate::base::clock::from_millis;
use crate::db::{Argument, Conn, Db, Tx, placeholders};
use crate::store::batch::{self, Statement};
use crate::store::key::{AccountKey, InvitationKey, PersonKey, VirtualAccountKey};
use crate::store::outbox::Recipient;
use crate::store::{Batch, decode_enum};

/// An invitation as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub key: InvitationKey,
    /// Public, and only ever told to the address.
    pub id: String,
    pub account_key: AccountKey,
    pub account_id: String,
    pub account_name: String,
    /// In Unicode form.
    pub domain_display: String,
    pub account_is_active: bool,
    pub email: String,
    pub email_folded: String,
    pub acceptance: Acceptance,
    /// Who added them, unless they are erased.
    pub inviter: Option<Inviter>,
    pub note: Option<String>,
    /// As stored: what was not accepted in time is still `pending` until a job notices.
    status: InvitationStatus,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// The rules that fired, as JSON.
    pub rules: String,
}

/// Who added somebody to an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Inviter {
    pub key: PersonKey,
    pub email: String,
    pub locale: Locale,
}

impl Inviter {
    /// For a mail.
    pub fn recipient(&self) -> Recipient {
        Recipient { email: self.email.clone(), locale: self.locale }
    }
}

/// A role that an invitation gives, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedRole {
    /// Absent: the entire Smart Account.
    pub virtual_account_key: Option<VirtualAccountKey>,
    /// Names from the top, joined with `/`.
    pub path: Option<String>,
    pub role: Role,
}

impl Invitation {
    /// Where it is in its life at that time.
    pub fn status_at(&self, now: DateTime<Utc>) -> InvitationStatus {
        let is_over = self.status == InvitationStatus::Pending && self.expires_at <= now;
        if is_over { InvitationStatus::Expired } else { self.status }
    }

    /// Since when it is over, at that time.
    pub fn ended_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match (self.ended_at, self.status_at(now)) {
            // It ended when its time was up, and not when a job noticed.
            (_, InvitationStatus::Expired) => Some(self.expires_at),
            (ended_at, _) => ended_at,
        }
    }
}

const SELECTED: &str = "SELECT i.key, i.id, i.account_key, a.id AS account_id, a.name AS account_name, \
     a.domain_display, (a.status = 'active') AS account_is_active, i.email, i.email_folded, i.acceptance, i.inviter_key, \
     p.email AS inviter_email, p.locale AS inviter_locale, i.note, i.status, i.created_at, i.expires_at, \
     i.ended_at, i.rules FROM invitation i JOIN account a ON a.key = i.account_key \
     LEFT JOIN person p ON p.key = i.inviter_key";

#[derive(FromRow)]
struct Row {
    key: InvitationKey,
    id: String,
    account_key: AccountKey,
    account_id: String,
    account_name: String,
    domain_display: String,
    account_is_active: bool,
    email: String,
    email_folded: String,
    acceptance: String,
    inviter_key: Option<PersonKey>,
    inviter_email: Option<String>,
    inviter_locale: Option<String>,
    note: Option<String>,
    status: String,
    created_at: i64,
    expires_at: i64,
    ended_at: Option<i64>,
    rules: String,
}

impl TryFrom<Row> for Invitation {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Invitation> {
        let inviter = match (row.inviter_key, row.inviter_email, row.inviter_locale) {
            (Some(key), Some(email), Some(locale)) => {
                Some(Inviter { key, email, locale: decode_enum("inviter_locale", &locale, Locale::parse)? })
            }
            _ => None,
        };
        Ok(Invitation {
            acceptance: decode_enum("acceptance", &row.acceptance, Acceptance::parse)?,
            status: decode_enum("status", &row.status, InvitationStatus::parse)?,
            inviter,
            key: row.key,
            id: row.id,
            account_key: row.account_key,
            account_id: row.account_id,
            account_name: row.account_name,
            domain_display: row.domain_display,
            account_is_active: row.account_is_active,
            email: row.email,
            email_folded: row.email_folded,
            note: row.note,
            created_at: from_millis(row.created_at),
            expires_at: from_millis(row.expires_at),
            ended_at: row.ended_at.map(from_millis),
            rules: row.rules,
        })
    }
}

/// The invitation with this public id.
pub async fn by_id(conn: impl Into<Conn<'_>>, id: &str) -> sqlx::Result<Option<Invitation>> {
    let sql = format!("{SELECTED} WHERE i.id = $1");
    let row: Option<Row> = conn.into().optional(AssertSqlSafe(sql), args![id]).await?;
    row.map(Invitation::try_from).transpose()
}

/// What is this person's if they have proved the address: pending ones that wait for nothing else. At most 100.
pub async fn waiting_for_proof(db: &Db, person_key: PersonKey, now: DateTime<Utc>) -> sqlx::Result<Vec<Invitation>> {
    let sql = format!(
        "{SELECTED} WHERE i.email_folded = (SELECT q.email_folded FROM person q WHERE q.key = $1 AND q.email_verified) \
         AND i.status = 'pending' AND i.acceptance = 'on_proof' AND i.expires_at > $2 ORDER BY i.key LIMIT 100"
    );
    read(db.all(AssertSqlSafe(sql), args![person_key, now.timestamp_millis()]).await?)
}

/// Those whose time is up and that no job has tidied, at most 100 after this key.
pub async fn expired(
    db: &Db,
    now: DateTime<Utc>,
    after: InvitationKey,
) -> sqlx::Result<Batch<Invitation, InvitationKey>> {
    let sql =
        format!("{SELECTED} WHERE i.status = 'pending' AND i.expires_at <= $1 AND i.key > $2 ORDER BY i.key LIMIT 100");
    Ok(batch_of(db.all(AssertSqlSafe(sql), args![now.timestamp_millis(), after]).await?))
}

/// Those that end soon and of whose end nobody was reminded, at most 100 after this key.
pub async fn ending(
    db: &Db,
    now: DateTime<Utc>,
    after: InvitationKey,
) -> sqlx::Result<Batch<Invitation, InvitationKey>> {
    let sql = format!(
        "{SELECTED} WHERE i.status = 'pending' AND NOT i.warned AND i.warns_at <= $1 AND i.expires_at > $1 \
         AND i.key > $2 ORDER BY i.key LIMIT 100"
    );
    Ok(batch_of(db.all(AssertSqlSafe(sql), args![now.timestamp_millis(), after]).await?))
}

fn batch_of(rows: Vec<Row>) -> Batch<Invitation, InvitationKey> {
    Batch { last: rows.last().map(|row| row.key), rows: rows.into_iter().map(Invitation::try_from).collect() }
}

fn read(rows: Vec<Row>) -> sqlx::Result<Vec<Invitation>> {
    rows.into_iter().map(Invitation::try_from).collect()
}

/// The roles that these invitations give, by invitation; the entire account first, then by path.
pub async fn roles(
    conn: impl Into<Conn<'_>>,
    keys: &[InvitationKey],
) -> sqlx::Result<HashMap<InvitationKey, Vec<InvitedRole>>> {
    let mut found: HashMap<InvitationKey, Vec<InvitedRole>> = HashMap::new();
    if keys.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT i.invitation_key, i.virtual_account_key, v.path, i.role FROM invitation_place i \
         LEFT JOIN virtual_account v ON v.key = i.virtual_account_key \
         WHERE i.invitation_key IN ({}) ORDER BY coalesce(v.path, ''), i.role",
        placeholders(1, keys.len())
    );
    let arguments = keys.iter().map(|key| Argument::from(*key)).collect();
    let rows: Vec<(InvitationKey, Option<VirtualAccountKey>, Option<String>, String)> =
        conn.into().all(AssertSqlSafe(sql), arguments).await?;
    for (key, virtual_account_key, path, role) in rows {
        let role = decode_enum("role", &role, Role::parse)?;
        found.entry(key).or_default().push(InvitedRole { virtual_account_key, path, role });
    }
    Ok(found)
}

/// The same for one.
pub async fn roles_of(conn: impl Into<Conn<'_>>, key: InvitationKey) -> sqlx::Result<Vec<InvitedRole>> {
    Ok(roles(conn, &[key]).await?.remove(&key).unwrap_or_default())
}

/// An invitation to be stored.
pub struct New<'a> {
    /// Random: see `base::secret::random_id`.
    pub id: String,
    pub email: &'a str,
    pub email_folded: String,
    pub acceptance: Acceptance,
    /// As JSON.
    pub rules: &'a str,
}

/// What several invitations have in common.
pub struct Common<'a> {
    pub account_key: AccountKey,
    pub inviter_key: PersonKey,
    pub note: Option<&'a str>,
    pub roles: &'a [InvitedRole],
    pub created_at: DateTime<Utc>,
    pub warns_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub policy_version: &'a str,
}

const INSERT: Statement = Statement {
    head: "INSERT INTO invitation (id, account_key, email, email_folded, acceptance, inviter_key, note, status, \
           created_at, warns_at, expires_at, policy_version, rules)",
    columns: 13,
    tail: "ON CONFLICT (account_key, email_folded) WHERE status = 'pending' DO NOTHING RETURNING key, id",
};

const INSERT_ROLE: Statement = Statement {
    head: "INSERT INTO invitation_place (invitation_key, account_key, virtual_account_key, role)",
    columns: 4,
    tail: "",
};

/// Stores invitations, and gives the ids of those that were stored: an address with a pending one for the account gets
/// no other. Two queries.
pub async fn insert(tx: &mut Tx, common: &Common<'_>, new: &[New<'_>]) -> sqlx::Result<Vec<String>> {
    let row = |new: &New<'_>| {
        args![
            &new.id,
            common.account_key,
            new.email,
            &new.email_folded,
            new.acceptance.as_str(),
            common.inviter_key,
            common.note.map(str::to_owned),
            InvitationStatus::Pending.as_str(),
            common.created_at.timestamp_millis(),
            common.warns_at.timestamp_millis(),
            common.expires_at.timestamp_millis(),
            common.policy_version,
            new.rules
        ]
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    let stored: Vec<(InvitationKey, String)> = batch::insert(tx, &INSERT, &rows).await?;
    let role = |key: InvitationKey| {
        common.roles.iter().map(move |one| args![key, common.account_key, one.virtual_account_key, one.role.as_str()])
    };
    let roles: Vec<_> = stored.iter().flat_map(|(key, _)| role(*key)).collect();
    batch::run(tx, &INSERT_ROLE, &roles).await?;
    Ok(stored.into_iter().map(|(_, id)| id).collect())
}

/// Ends a pending one; whether it was this call that did. What is accepted or declined is not over yet.
pub async fn end(tx: &mut Tx, key: InvitationKey, status: InvitationStatus, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let in_time = if status == InvitationStatus::Expired { "expires_at <= $2" } else { "expires_at > $2" };
    let sql =
        format!("UPDATE invitation SET status = $1, ended_at = $2 WHERE key = $3 AND status = 'pending' AND {in_time}");
    Ok(tx.run(AssertSqlSafe(sql), args![status.as_str(), now.timestamp_millis(), key]).await? == 1)
}

/// Withdraws those of an account that somebody could still accept; gives how many there were. One whose time is up has
/// expired, whether or not a job noticed.
pub async fn withdraw_all(tx: &mut Tx, account_key: AccountKey, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let sql = "UPDATE invitation SET status = 'withdrawn', ended_at = $1 \
         WHERE account_key = $2 AND status = 'pending' AND expires_at > $1";
    tx.run(sql, args![now.timestamp_millis(), account_key]).await
}

/// Notes that they were reminded; whether it was this call that did.
pub async fn mark_warned(tx: &mut Tx, key: InvitationKey) -> sqlx::Result<bool> {
    let sql = "UPDATE invitation SET warned = $1 WHERE key = $2 AND status = 'pending' AND NOT warned";
    Ok(tx.run(sql, args![true, key]).await? == 1)
}
