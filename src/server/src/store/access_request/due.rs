//! Open requests for which a moment has come, and the marks that keep it from being dealt with twice.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::AccessRequest;
use super::row::{AccessRequestRow, FROM, SELECTED};
use crate::args;
use crate::db::{Db, Tx};
use crate::store::Batch;
use crate::store::key::AccessRequestKey;

/// Which moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Expiry,
    /// The operator decides as well.
    Escalation,
    /// The requester is warned.
    Warning,
}

/// The requests for which the moment has come by now and that were not dealt with yet, at most 100 after this key. What has expired
/// is neither warned of nor brought to the operator any more.
pub async fn due(
    db: &Db,
    what: Due,
    now: DateTime<Utc>,
    after: AccessRequestKey,
) -> sqlx::Result<Batch<AccessRequest, AccessRequestKey>> {
    let condition = match what {
        Due::Expiry => "r.expires_at <= $1",
        // In an account that is not active nobody decides; once it is active again, the operator does.
        Due::Escalation => {
            "r.escalates_at <= $1 AND r.escalation_told = $3 AND r.expires_at > $1 \
             AND EXISTS (SELECT 1 FROM account o WHERE o.key = r.account_key AND o.status = 'active')"
        }
        Due::Warning => "r.warns_at <= $1 AND r.warning_told = $3 AND r.expires_at > $1",
    };
    let sql =
        format!("{SELECTED} {FROM} WHERE r.status = 'open' AND {condition} AND r.key > $2 ORDER BY r.key LIMIT 100");
    let mut arguments = args![now.timestamp_millis(), after];
    if what != Due::Expiry {
        arguments.push(false.into());
    }
    let rows: Vec<AccessRequestRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    Ok(Batch { last: rows.last().map(|row| row.key), rows: rows.into_iter().map(AccessRequest::try_from).collect() })
}

impl Due {
    /// Marks an open request as dealt with; whether it was this call that did.
    ///
    /// # Errors
    /// The database's.
    pub async fn mark(self, tx: &mut Tx, request_key: AccessRequestKey) -> sqlx::Result<bool> {
        let column = match self {
            // Expiring is a change of the status: see `writing::mark_expired`.
            Due::Expiry => return Ok(false),
            Due::Escalation => "escalation_told",
            Due::Warning => "warning_told",
        };
        let sql =
            format!("UPDATE access_request SET {column} = $1 WHERE key = $2 AND status = 'open' AND {column} = $3");
        Ok(tx.run(AssertSqlSafe(sql), args![true, request_key, false]).await? == 1)
    }
}
