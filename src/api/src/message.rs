//! What the requester of access and whoever decides write to one another about a request: `POST
//! /access-requests/{reference}/messages` and `POST /pending-access-requests/{reference}/messages`.

use rules::string_enum;
use serde::{Deserialize, Serialize};

use crate::history::Actor;
use crate::moment::Moment;

/// The body of both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// 1 to 2,000 characters.
    pub text: String,
    /// Only of whoever decides: the request then stands in both lists as one that waits for the requester.
    #[serde(default)]
    pub asks_for_information: bool,
}

/// A message as one reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// The requester, an administrator or the operator.
    pub written_as: Actor,
    /// The writer's name, where the reader may know it.
    pub name: Option<String>,
    /// Whether the reader wrote it.
    pub own: bool,
    pub at: Moment,
    pub asks_for_information: bool,
    /// Absent where it was erased.
    pub text: Option<String>,
}

/// The messages about a request, oldest first, at most the 200 newest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Messages {
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub truncated: bool,
}

/// How many messages about a request are shown.
pub const MOST_MESSAGES: i64 = 200;

string_enum! {
    /// What whoever decides has asked the requester for.
    Information {
        /// They wait for it.
        Requested = "requested",
        /// The requester has written since.
        Provided = "provided",
    }
}
