//! `GET /api/v1/changes`: whether something changed for the person since they looked, cheap enough to ask often.

use rules::string_enum;
use serde::{Deserialize, Serialize};

/// As many waiting requests are counted; where there are more, their number is not known.
pub const MOST_COUNTED: i64 = 100;

string_enum! {
    /// What a new service still needs, in the order in which one does it.
    NextStep {
        /// Somebody who acts for the operator.
        Operator = "operator",
        Accounts = "accounts",
        /// A relay that takes mail.
        Mail = "mail",
        /// A provider to sign in with, where codes are switched off.
        Provider = "provider",
        /// The address that people type.
        PublicUrl = "public_url",
    }
}

/// What an open page asks again and again while it is visible.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// Grows with every change of the person's grants and requests by somebody else or by the passing of time.
    pub stamp: i64,
    /// How many requests wait for the person's decision as an administrator, at most [`MOST_COUNTED`], as the others are.
    pub pending: i64,
    /// How many wait for the operator; absent for everybody else.
    pub operator_pending: Option<i64>,
    /// How many requests for new accounts wait for the person.
    pub pending_accounts: i64,
    /// What is still to be done, for the operator; empty for everybody else.
    pub next_steps: Vec<NextStep>,
}
