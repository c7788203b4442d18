//! What became of a request, step by step, as one reader may see it.

use rules::string_enum;
use serde::{Deserialize, Serialize};

use crate::moment::Moment;

string_enum! {
    /// What happened to an access request. The words are those of the trail.
    AccessRequestEvent {
        Requested = "access_requested",
        ReminderSent = "reminder_sent",
        /// Somebody else decides than before, since the account's administrators changed.
        DecidersChanged = "deciders_changed",
        /// Undecided for so long that the operator decides as well.
        Escalated = "access_request_escalated",
        /// The requester was told that it is about to expire.
        ExpiryWarned = "access_request_expiry_warned",
        /// The requester, or whoever decides, wrote to the other.
        MessageWritten = "access_request_message_written",
        /// Whoever decides asked the requester for information.
        InformationRequested = "access_request_information_requested",
        Approved = "access_approved",
        Declined = "access_declined",
        Cancelled = "access_request_cancelled",
        Expired = "access_request_expired",
    }
}

string_enum! {
    /// Who did it, without a name.
    Actor {
        Requester = "requester",
        Administrator = "administrator",
        Operator = "operator",
        /// The passing of time.
        Service = "service",
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    pub event: AccessRequestEvent,
    pub at: Moment,
    pub actor: Actor,
    /// The actor's name, where the reader may know it.
    pub name: Option<String>,
}
