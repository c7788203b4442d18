//! `/sessions`: where a person is signed in.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// The answer to `GET /sessions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    /// The one that was seen last first; 20 at most.
    pub sessions: Vec<OwnSession>,
}

/// One of a person's own sessions. Neither its token nor the browser's address is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSession {
    pub id: String,
    /// How the person signed in: `code`, `link`, `sample`, or the issuer that vouched for them.
    pub way: String,
    /// `Firefox, Windows`: a browser and what it runs on. Empty where it did not say.
    pub browser: String,
    pub created_at: Moment,
    /// To within a minute. Open pages that ask by themselves do not count.
    pub seen_at: Moment,
    /// When it ends however much it is used.
    pub expires_at: Moment,
    /// Whether it is the session that asks.
    pub current: bool,
}
