//! Requests for new accounts: `POST /account-requests`, its preview, and a person's own (domain: 4).

use rules::string_enum;
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, Role};
use serde::{Deserialize, Serialize};

use crate::access_request::{Reminders, RuleFired};
use crate::moment::Moment;

/// The body of `POST /account-requests` and of `POST /account-request-previews`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccountRequest {
    /// `customer`, a word of [`rules::vocabulary::AccountKind`]; any other is answered with 422.
    pub kind: String,
    /// The Smart Account's name: 1 to 200 characters.
    pub name: String,
    /// The customer's domain, in any form that people type.
    pub domain_identifier: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    /// Who accepts the account: 1 to 100 e-mail addresses.
    pub customer_emails: Vec<String>,
    /// Who gets access once it is active: at most 100 e-mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added_users: Vec<String>,
    /// At most 2,000 characters, as are the other notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_to_approver: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_to_customer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_to_added_users: Option<String>,
    /// The version of the policy that the person saw; another one is answered with 409 `policy_changed`.
    pub policy_version: String,
}

/// What will happen if the request is sent (*Review Request*). Nothing is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRequestPreview {
    /// As it will be kept, in Unicode form.
    pub domain_identifier: String,
    /// As they will be kept: in Unicode form, each once.
    pub customer_emails: Vec<String>,
    pub added_users: Vec<AddedUser>,
    /// Those of `customer_emails` whose domain has nothing to do with the identifier: worth a second look.
    pub unrelated_emails: Vec<String>,
    /// Who decides first.
    pub decider: AccountDecider,
    pub lapses_at: Moment,
    pub rules: Vec<RuleFired>,
}

/// A person's own request for a new account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRequest {
    /// Random, stays valid: `AR-7K3M-9QXT`.
    pub reference: String,
    /// The account's public id.
    pub account: String,
    pub name: String,
    pub domain_identifier: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    pub status: AccountRequestStatus,
    /// Whose turn it is, or was when it ended.
    pub decider: AccountDecider,
    pub contacts: Vec<CustomerContact>,
    pub added_users: Vec<AddedUser>,
    pub note_to_approver: Option<String>,
    pub note_to_customer: Option<String>,
    pub note_to_added_users: Option<String>,
    pub created_at: Moment,
    pub lapses_at: Moment,
    /// Whole days until it lapses, rounded up; 0 once it has.
    pub days_left: i64,
    pub rules: Vec<RuleFired>,
    /// What the person may do about it (decision `account_request_actions`).
    pub actions: Vec<AccountRequestAction>,
    pub reminders: Reminders,
    pub decision: Option<AccountDecided>,
    /// Oldest first; empty in the list.
    pub history: Vec<AccountHistoryEntry>,
}

/// Somebody who is to have access once the account is active, without having asked for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddedUser {
    pub email: String,
    /// The role in the entire account that they get, or got; absent where whoever accepted the account took them out.
    pub role: Option<Role>,
    /// Whether they are invited first, and hold nothing before they accept (decision `acceptance`). Whether somebody has
    /// proved the address is not told.
    pub invited: bool,
}

/// Somebody of the customer's who accepts the account, as the requester sees them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerContact {
    /// For correcting the address.
    pub id: String,
    /// As the requester wrote it. Absent where the customer forwarded the request and the mail arrived.
    pub email: Option<String>,
    pub state: ContactState,
}

string_enum! {
    /// What became of the mail to a customer contact.
    ContactState {
        /// Not written to yet: somebody else decides before.
        Waiting = "waiting",
        Asked = "asked",
        /// The mail server refused the address for good.
        Refused = "refused",
        /// Forwarded the request to another person.
        Forwarded = "forwarded",
        /// Whom a customer contact forwarded the request to.
        ForwardedTo = "forwarded_to",
    }
}

/// The body of `PUT /account-requests/{reference}/contacts/{contact}`: the address as it should have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectedContact {
    pub email: String,
}

/// How a request for a new account ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountDecided {
    pub at: Moment,
    pub by: AccountActor,
    /// Who decided, where the reader may know it.
    pub name: Option<String>,
    /// Why it was denied.
    pub reason: Option<String>,
    pub rules: Vec<RuleFired>,
}

string_enum! {
    /// What happened to a request for a new account. The words are those of the trail.
    AccountRequestEvent {
        Requested = "account_requested",
        /// Who decides before the customer let it pass.
        PassedOn = "account_request_passed_on",
        Forwarded = "account_request_forwarded",
        AddressCorrected = "account_request_address_corrected",
        ReminderSent = "account_request_reminder_sent",
        Activated = "account_activated",
        Denied = "account_denied",
        Lapsed = "account_lapsed",
        Withdrawn = "account_request_withdrawn",
    }
}

string_enum! {
    /// Who did it, without a name.
    AccountActor {
        Requester = "requester",
        AccountCreator = "account_creator",
        ExistingAdministrator = "existing_administrator",
        OperatorApprover = "operator_approver",
        /// The passing of time.
        Service = "service",
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountHistoryEntry {
    pub event: AccountRequestEvent,
    pub at: Moment,
    pub actor: AccountActor,
    /// The actor's name, where the reader may know it.
    pub name: Option<String>,
    /// The address it was forwarded to or that was corrected, where the reader may know it.
    pub to: Option<String>,
    /// What was written beside a forwarding, where the reader may know it.
    pub note: Option<String>,
}

/// The answer to `GET /account-requests`: a page of at most 25 of a person's own, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRequests {
    pub requests: Vec<AccountRequest>,
    /// Whether the person has any, whatever the query.
    pub any: bool,
    /// The number of the next page, if there is one.
    pub next: Option<u32>,
}
