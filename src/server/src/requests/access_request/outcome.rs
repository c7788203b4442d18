//! How a request that ended is spoken of.

use chrono::{DateTime, Utc};
use rules::vocabulary::RequestStatus;

use crate::error::RequestOutcome;
use crate::store::access_request::AccessRequest;

/// How a request ended, or was changed, for somebody who wanted to decide it.
pub fn outcome(request: &AccessRequest, now: DateTime<Utc>) -> RequestOutcome {
    let status = request.status_at(now);
    match &request.decided {
        Some(decided) => RequestOutcome { status, at: decided.at, by: decided.name.clone() },
        None if status == RequestStatus::Expired => RequestOutcome { status, at: request.expires_at, by: None },
        None => RequestOutcome { status, at: now, by: None },
    }
}
