//! The trail: who did what, when, under which policy and rules. Rows are only ever added.

use chrono::{DateTime, Utc};

use crate::args;
use crate::db::Tx;

/// One entry.
pub struct Entry<'a> {
    pub account_key: Option<i64>,
    pub person_key: Option<i64>,
    /// What happened: `access_requested`.
    pub event: &'a str,
    /// What it happened to, by its public name: a request's reference.
    pub subject: &'a str,
    pub at: DateTime<Utc>,
    pub policy_version: &'a str,
    /// The rules that fired, as JSON.
    pub rules: &'a str,
    /// Before and after, as JSON. Never a person's free text.
    pub details: &'a str,
}

/// Adds an entry.
pub async fn add(tx: &mut Tx, entry: Entry<'_>) -> sqlx::Result<()> {
    tx.run(
        "INSERT INTO trail (account_key, person_key, event, subject, at, policy_version, rules, details) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            entry.account_key,
            entry.person_key,
            entry.event,
            entry.subject,
            entry.at.timestamp_millis(),
            entry.policy_version,
            entry.rules,
            entry.details
        ],
    )
    .await?;
    Ok(())
}
