//! One error for every handler, and its one envelope: problem details (RFC 9457) in the reader's language.
//!
//! A handler returns [`Error`]; `http::problem` knows the language and writes the body. The cause of an internal error is
//! logged there, once, and never sent.

mod words;

use api::page::{IdentifierStep, Route};
use api::problem::{Code, FieldProblem, Problem};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use rules::vocabulary::{AccountRequestStatus, ProfileField, RequestStatus};
use text::Texts;

use crate::base::date_time::date_time;
use words::{account_already_decided, already_decided, incomplete};

/// Why a request is not answered with what it asked for.
#[derive(Debug)]
pub enum Error {
    SignInNeeded,
    /// Internal staff; with the link to a licensing support case.
    SupportCase(Option<String>),
    AntiForgery,
    ProfileIncomplete(Vec<ProfileField>),
    RoleNeeded,
    AccountNotFound,
    AccountNotActive,
    RequestNotFound,
    AlreadyDecided(Ended),
    AccountAlreadyDecided(AccountEnded),
    OwnRequest,
    BeyondAuthority,
    /// With the time from which on the next may be sent, if there is one.
    ReminderNotDue(Option<DateTime<Utc>>),
    /// With the domain identifier, in Unicode form.
    IdentifierTaken(String),
    NotYourTurn,
    ContactNotFound,
    LastAdministrator,
    GrantNotFound,
    SessionNotFound,
    NotFound,
    MethodNotAllowed,
    /// With the open request's reference.
    RequestOpen(String),
    /// With the reference of the pending request for the same new account.
    AccountRequestOpen(String),
    PolicyChanged,
    IdempotencyKeyReused,
    Conflict,
    /// With the seconds after which to ask again.
    TooManyRequests(i64),
    /// With the time from which on the person may request another account.
    AccountRequestsUsedUp(DateTime<Utc>),
    /// With the time from which on the person may look something up again.
    TooManyLookUps(DateTime<Utc>),
    TooSlow,
    TooLarge,
    Invalid(Vec<Invalid>),
    /// What could not be read, in the reader's library's words.
    Malformed(String),
    Unavailable,
    Internal(anyhow::Error),
}

/// How a request ended before this decision, as whoever decides may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub status: RequestStatus,
    pub at: DateTime<Utc>,
    /// Who decided; nobody where it expired.
    pub by: Option<String>,
}

/// How a request for a new account ended before this, as the reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountEnded {
    pub status: AccountRequestStatus,
    pub at: DateTime<Utc>,
    /// Who decided, where the reader may know it.
    pub by: Option<String>,
}

impl Ended {
    /// For the requester, who may not know the names of those who decide.
    pub fn for_requester(self, names_shown: bool) -> Ended {
        Ended { by: self.by.filter(|_| names_shown), ..self }
    }
}

/// A field that is not valid, and the sentence that says why in either language.
pub struct Invalid {
    field: &'static str,
    say: Box<dyn Fn(&Texts) -> String + Send + Sync>,
}

impl Invalid {
    /// A sentence without arguments.
    pub fn new(field: &'static str, say: fn(&Texts) -> &str) -> Invalid {
        Invalid { field, say: Box::new(move |texts| say(texts).to_owned()) }
    }

    /// A sentence that names the value.
    pub fn with(field: &'static str, say: impl Fn(&Texts) -> String + Send + Sync + 'static) -> Invalid {
        Invalid { field, say: Box::new(say) }
    }
}

impl std::fmt::Debug for Invalid {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.field)
    }
}

/// For a command, which answers nobody: the cause alone.
impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Internal(cause) => cause.fmt(formatter),
            other => write!(formatter, "{other:?}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Internal(cause) => cause.source(),
            _ => None,
        }
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Error::Invalid(vec![invalid])
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                tracing::error!(%error, "the database cannot be reached");
                Error::Unavailable
            }
            // PostgreSQL takes no NUL in a text, and only a request can bring one.
            sqlx::Error::Database(refused) if refused.code().as_deref() == Some("22021") => {
                Error::Malformed("a text holds a NUL character".to_owned())
            }
            error => Error::Internal(error.into()),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Error::Internal(error)
    }
}

impl From<rules::Undecided> for Error {
    fn from(undecided: rules::Undecided) -> Self {
        Error::Internal(anyhow::anyhow!("{undecided}"))
    }
}

impl Error {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Error::SignInNeeded => Code::SignInNeeded,
            Error::SupportCase(_) => Code::SupportCase,
            Error::AntiForgery => Code::AntiForgery,
            Error::ProfileIncomplete(_) => Code::ProfileIncomplete,
            Error::RoleNeeded => Code::RoleNeeded,
            Error::AccountNotFound => Code::AccountNotFound,
            Error::AccountNotActive => Code::AccountNotActive,
            Error::RequestNotFound => Code::RequestNotFound,
            Error::AlreadyDecided(_) | Error::AccountAlreadyDecided(_) => Code::AlreadyDecided,
            Error::IdentifierTaken(_) => Code::IdentifierTaken,
            Error::NotYourTurn => Code::NotYourTurn,
            Error::ContactNotFound => Code::ContactNotFound,
            Error::OwnRequest => Code::OwnRequest,
            Error::BeyondAuthority => Code::BeyondAuthority,
            Error::ReminderNotDue(_) => Code::ReminderNotDue,
            Error::LastAdministrator => Code::LastAdministrator,
            Error::GrantNotFound => Code::GrantNotFound,
            Error::SessionNotFound => Code::SessionNotFound,
            Error::NotFound => Code::NotFound,
            Error::MethodNotAllowed => Code::MethodNotAllowed,
            Error::RequestOpen(_) | Error::AccountRequestOpen(_) => Code::RequestOpen,
            Error::PolicyChanged => Code::PolicyChanged,
            Error::IdempotencyKeyReused => Code::IdempotencyKeyReused,
            Error::Conflict => Code::Conflict,
            Error::TooManyRequests(_) | Error::AccountRequestsUsedUp(_) => Code::TooManyRequests,
            Error::TooManyLookUps(_) => Code::TooManyLookUps,
            Error::TooSlow => Code::TooSlow,
            Error::TooLarge => Code::TooLarge,
            Error::Invalid(_) => Code::Invalid,
            Error::Malformed(_) => Code::Malformed,
            Error::Unavailable => Code::Unavailable,
            Error::Internal(_) => Code::Internal,
        }
    }

    /// The problem details in this language.
    pub fn problem(&self, texts: &Texts) -> Problem {
        let code = self.code();
        let (title, detail) = sentences(self, texts);
        Problem {
            kind: format!("/problems/{}", code.as_str()),
            title: title.to_owned(),
            status: status(code).as_u16(),
            code,
            detail,
            fields: self.fields(texts),
            link: match self {
                Error::SupportCase(link) => link.clone(),
                Error::RoleNeeded => Some(request_by_identifier(None)),
                Error::RequestOpen(reference) => {
                    Some(Route::Request { reference: reference.clone(), sent: false }.to_string())
                }
                Error::AccountRequestOpen(reference) => {
                    Some(Route::AccountRequest { reference: reference.clone() }.to_string())
                }
                Error::IdentifierTaken(identifier) => Some(request_by_identifier(Some(identifier))),
                _ => None,
            },
        }
    }

    /// When the same may be asked again, where that is known.
    pub fn retry_after(&self) -> Option<HeaderValue> {
        match self {
            Error::TooManyRequests(seconds) => Some(HeaderValue::from(*seconds)),
            Error::AccountRequestsUsedUp(next) | Error::TooManyLookUps(next) => retry_at(*next),
            _ => None,
        }
    }

    fn fields(&self, texts: &Texts) -> Vec<FieldProblem> {
        match self {
            Error::Invalid(invalid) => invalid
                .iter()
                .map(|invalid| FieldProblem { field: invalid.field.to_owned(), detail: (invalid.say)(texts) })
                .collect(),
            Error::ProfileIncomplete(missing) => missing
                .iter()
                .map(|field| FieldProblem {
                    field: field.as_str().to_owned(),
                    detail: incomplete(*field, texts).to_owned(),
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl IntoResponse for Error {
    /// The bare status; `http::problem` writes the body from the error that travels with it.
    fn into_response(self) -> Response {
        let mut response = status(self.code()).into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}

/// A time is shown to the minute, and what is said must hold.
pub const MINUTE: TimeDelta = TimeDelta::milliseconds(59_999);

/// The page that asks for access to an account by its identifier.
fn request_by_identifier(identifier: Option<&str>) -> String {
    let identifier = identifier.map(ToOwned::to_owned);
    Route::RequestByIdentifier { identifier, account: None, step: IdentifierStep::Identify }.to_string()
}

/// The time of a `Retry-After` (RFC 9110, section 5.6.7): to the second, and not before.
pub fn retry_at(at: DateTime<Utc>) -> Option<HeaderValue> {
    let at = at + TimeDelta::milliseconds(999);
    HeaderValue::from_str(&at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::Malformed => StatusCode::BAD_REQUEST,
        Code::SignInNeeded => StatusCode::UNAUTHORIZED,
        Code::SupportCase
        | Code::AntiForgery
        | Code::ProfileIncomplete
        | Code::RoleNeeded
        | Code::OwnRequest
        | Code::BeyondAuthority => StatusCode::FORBIDDEN,
        Code::AccountNotFound
        | Code::RequestNotFound
        | Code::ContactNotFound
        | Code::GrantNotFound
        | Code::SessionNotFound
        | Code::NotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::RequestOpen
        | Code::AccountNotActive
        | Code::AlreadyDecided
        | Code::ReminderNotDue
        | Code::IdentifierTaken
        | Code::NotYourTurn
        | Code::LastAdministrator
        | Code::PolicyChanged
        | Code::IdempotencyKeyReused
        | Code::Conflict => StatusCode::CONFLICT,
        Code::TooManyRequests | Code::TooManyLookUps => StatusCode::TOO_MANY_REQUESTS,
        Code::TooSlow => StatusCode::REQUEST_TIMEOUT,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn sentences<'t>(error: &Error, t: &'t Texts) -> (&'t str, String) {
    let (title, detail) = match error {
        Error::SignInNeeded => (t.problem_sign_in_needed_title(), t.problem_sign_in_needed()),
        Error::SupportCase(_) => (t.problem_support_case_title(), t.problem_support_case()),
        Error::AntiForgery => (t.problem_anti_forgery_title(), t.problem_anti_forgery()),
        Error::ProfileIncomplete(_) => (t.problem_profile_incomplete_title(), t.problem_profile_incomplete()),
        Error::RoleNeeded => (t.problem_role_needed_title(), t.problem_role_needed()),
        Error::AccountNotFound => (t.problem_account_not_found_title(), t.problem_account_not_found()),
        Error::AccountNotActive => (t.problem_account_not_active_title(), t.problem_account_not_active()),
        Error::RequestNotFound => (t.problem_request_not_found_title(), t.problem_request_not_found()),
        Error::AlreadyDecided(ended) => return (t.problem_already_decided_title(), already_decided(ended, t)),
        Error::OwnRequest => (t.problem_own_request_title(), t.problem_own_request()),
        Error::BeyondAuthority => (t.problem_beyond_authority_title(), t.problem_beyond_authority()),
        Error::ReminderNotDue(Some(next)) => {
            return (t.problem_reminder_not_due_title(), t.problem_reminder_not_due(&date_time(*next, t.locale())));
        }
        Error::ReminderNotDue(None) => (t.problem_reminder_not_due_title(), t.problem_reminders_used_up()),
        Error::AccountAlreadyDecided(ended) => {
            return (t.problem_already_decided_title(), account_already_decided(ended, t));
        }
        Error::IdentifierTaken(identifier) => {
            return (t.problem_identifier_taken_title(), t.problem_identifier_taken(identifier));
        }
        Error::NotYourTurn => (t.problem_not_your_turn_title(), t.problem_not_your_turn()),
        Error::ContactNotFound => (t.problem_contact_not_found_title(), t.problem_contact_not_found()),
        Error::AccountRequestOpen(_) => (t.problem_request_open_title(), t.problem_account_request_open()),
        Error::LastAdministrator => (t.problem_last_administrator_title(), t.problem_last_administrator()),
        Error::GrantNotFound => (t.problem_grant_not_found_title(), t.problem_grant_not_found()),
        Error::SessionNotFound => (t.problem_session_not_found_title(), t.problem_session_not_found()),
        Error::NotFound => (t.problem_not_found_title(), t.problem_not_found()),
        Error::MethodNotAllowed => (t.problem_method_not_allowed_title(), t.problem_method_not_allowed()),
        Error::RequestOpen(_) => (t.problem_request_open_title(), t.problem_request_open()),
        Error::PolicyChanged => (t.problem_policy_changed_title(), t.problem_policy_changed()),
        Error::IdempotencyKeyReused => (t.problem_idempotency_key_reused_title(), t.problem_idempotency_key_reused()),
        Error::Conflict => (t.problem_conflict_title(), t.problem_conflict()),
        Error::TooManyRequests(seconds) => {
            return (t.problem_too_many_requests_title(), t.problem_too_many_requests(*seconds));
        }
        Error::AccountRequestsUsedUp(next) => {
            let next = date_time(*next + MINUTE, t.locale());
            return (t.problem_account_requests_used_up_title(), t.problem_account_requests_used_up(&next));
        }
        Error::TooManyLookUps(next) => {
            let next = date_time(*next + MINUTE, t.locale());
            return (t.problem_too_many_look_ups_title(), t.problem_too_many_look_ups(&next));
        }
        Error::TooSlow => (t.problem_too_slow_title(), t.problem_too_slow()),
        Error::TooLarge => (t.problem_too_large_title(), t.problem_too_large()),
        Error::Invalid(_) => (t.problem_invalid_title(), t.problem_invalid()),
        Error::Malformed(reason) => return (t.problem_malformed_title(), t.problem_malformed(reason)),
        Error::Unavailable => (t.problem_unavailable_title(), t.problem_unavailable()),
        Error::Internal(_) => (t.problem_internal_title(), t.problem_internal()),
    };
    (title, detail.to_owned())
}
