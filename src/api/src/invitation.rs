//! Invitations to an account: access that somebody was given without asking, and that they accept or decline.

use rules::string_enum;
use rules::vocabulary::{InvitationStatus, Role};
use serde::{Deserialize, Serialize};

use crate::account::{AccountName, Grant};
use crate::moment::Moment;

/// The answer to `GET /invitations/{id}`. What others wrote is in it only once it is accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    pub id: String,
    pub status: InvitationStatus,
    /// The account's domain identifier, in Unicode form.
    pub domain_identifier: String,
    /// The address of who sent it; absent where nobody is known any more.
    pub inviter: Option<String>,
    /// What the person would hold, without saying where.
    pub roles: Vec<Role>,
    pub created_at: Moment,
    pub expires_at: Moment,
    /// Whole days until it ends, rounded up; 0 once it has.
    pub days_left: i64,
    /// When it was accepted or declined, or ended by itself.
    pub ended_at: Option<Moment>,
    /// Once it is accepted.
    pub account: Option<AccountName>,
    /// Once it is accepted: what the person was given.
    pub granted: Vec<Grant>,
    /// Once it is accepted: what whoever sent it wrote.
    pub note: Option<String>,
}

/// The body of `POST /invitations/{id}/answer`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitationAnswer {
    pub answer: InvitationAnswer,
}

string_enum! {
    /// What somebody answers to an invitation.
    InvitationAnswer {
        Accept = "accept",
        Decline = "decline",
    }
}
