//! Problem details (RFC 9457): every answer that is not a success.

use rules::string_enum;
use serde::{Deserialize, Serialize};

/// The body of an `application/problem+json` answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI reference that names the kind: `/problems/` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in a few words, in the reader's language.
    pub title: String,
    pub status: u16,
    /// Stable: programs decide on this.
    pub code: Code,
    /// What is wrong and how to go on, for a person, in the reader's language.
    pub detail: String,
    /// What is wrong with single fields of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// The way on, where there is one: a support case, the request that is open already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name in the body or the query: `reason`, `virtual_accounts`.
    pub field: String,
    /// A sentence for a person, in the reader's language.
    pub detail: String,
}

string_enum! {
    /// The kinds of problem, each with one status.
    Code {
        /// 401
        SignInNeeded = "sign_in_needed",
        /// 403: internal staff open a support case instead; `link` leads there.
        SupportCase = "support_case",
        /// 403: the anti-forgery token is missing or not this session's.
        AntiForgery = "anti_forgery",
        /// 403: the profile lacks what policy requires; `fields` names it.
        ProfileIncomplete = "profile_incomplete",
        /// 403: the directory opens for people who hold a role somewhere; others go by the account's identifier.
        RoleNeeded = "role_needed",
        /// 404: no such account, or none that this person may know of.
        AccountNotFound = "account_not_found",
        /// 409: an account in which the person has standing, and which is not active.
        AccountNotActive = "account_not_active",
        /// 409: the person holds all that can be asked for in the account.
        NothingMore = "nothing_more",
        /// 404
        RequestNotFound = "request_not_found",
        /// 409: somebody decided the request before, or it ended otherwise; `detail` says who and when.
        AlreadyDecided = "already_decided",
        /// 403: nobody decides their own request.
        OwnRequest = "own_request",
        /// 403: the decision would grant more than the person holds.
        BeyondAuthority = "beyond_authority",
        /// 409: the next reminder is not due yet, or there were as many as there may be.
        ReminderNotDue = "reminder_not_due",
        /// 409: an account has the domain identifier already; `link` leads to requesting access to it.
        IdentifierTaken = "identifier_taken",
        /// 404: no such invitation, or one for another address than the person has proved.
        InvitationNotFound = "invitation_not_found",
        /// 409: the invitation was answered before, or has ended; `detail` says how and when.
        InvitationEnded = "invitation_ended",
        /// 409: somebody else decides before this person, or after them.
        NotYourTurn = "not_your_turn",
        /// 404: no such customer contact in this request, or none whose address may be corrected.
        ContactNotFound = "contact_not_found",
        /// 409: the account would be left without an administrator.
        LastAdministrator = "last_administrator",
        /// 404: no such grant, or none that this person may know of.
        GrantNotFound = "grant_not_found",
        /// 404: no such session of one's own, or none that lasts.
        SessionNotFound = "session_not_found",
        /// 404: no such endpoint.
        NotFound = "not_found",
        /// 405
        MethodNotAllowed = "method_not_allowed",
        /// 409: one open request per person and account, and one per person and new account; `link` leads to it.
        RequestOpen = "request_open",
        /// 409: the policy is another one than the person saw.
        PolicyChanged = "policy_changed",
        /// 409: another body came with this idempotency key before.
        IdempotencyKeyReused = "idempotency_key_reused",
        /// 409: the row changed in between.
        Conflict = "conflict",
        /// 429: more requests than there may be, of a person, a peer or within a day; `Retry-After` says when to try again.
        TooManyRequests = "too_many_requests",
        /// 408: the request took too long to arrive.
        TooSlow = "too_slow",
        /// 429: the person has looked up as many entire names and identifiers within a day as they may.
        TooManyLookUps = "too_many_look_ups",
        /// 413
        TooLarge = "too_large",
        /// 422: `fields` says which.
        Invalid = "invalid",
        /// 400: not JSON, or not of the endpoint's shape.
        Malformed = "malformed",
        /// 500
        Internal = "internal",
        /// 503: the server is busy or its database cannot be reached.
        Unavailable = "unavailable",
    }
}
