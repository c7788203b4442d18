//! How a request that ended is spoken of.

use chrono::{DateTime, Utc};
use rules::vocabulary::RequestStatus;

use crate::error::RequestOutcome;
use crate::store::access_request::AccessRequest;

/// How a request ended, or was changed, for somebody who wanted to decide it.
pub fn outcome(request: &AccessRequest, now: DateTime<Utc>) -> RequestOutcome {
    let status = request.status_at(now);
    let (at, by) = match &request.decided {
        Some(decided) => (decided.at, decided.name.clone()),
        None if status == RequestStatus::Expired => (request.expires_at, None),
        None => (now, None),
    };
    RequestOutcome { status, at, by, wanted_to_decide: true }
}
