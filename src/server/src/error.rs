//! One error for every handler, and its one envelope: problem details (RFC 9457) in the reader's language.
//!
//! A handler returns [`Error`]; the middleware [`render`] knows the language and writes the body. The cause of an
//! internal error is logged there, once, and never sent.

mod words;

use api::problem::{Code, FieldProblem, Problem};
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use rules::vocabulary::{AccountRequestStatus, ProfileField, RequestStatus};
use text::{Locale, Texts};

use crate::db::contention::{Contention, Retriable};
use crate::moment::date_time;
use crate::router::endpoint_named;
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
    /// The database ended a transaction because another one was in its way, however often it was tried.
    Contended(Contention),
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
            error => match Contention::of_error(error) {
                Ok(contention) => Error::Contended(contention),
                Err(error) => Error::Internal(error.into()),
            },
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        let contention = error.downcast::<sqlx::Error>().map(Contention::of_error);
        match contention {
            Ok(Ok(contention)) => Error::Contended(contention),
            Ok(Err(error)) => Error::Internal(error.into()),
            Err(error) => Error::Internal(error),
        }
    }
}

impl Retriable for Error {
    fn code_to_try_again(&self) -> Option<String> {
        match self {
            Error::Contended(contention) if contention.is_worth_another_try => Some(contention.code.clone()),
            _ => None,
        }
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
            Error::Unavailable | Error::Contended(_) => Code::Unavailable,
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
                Error::RoleNeeded => Some("/request-access".to_owned()),
                Error::RequestOpen(reference) => Some(format!("/requests/{reference}")),
                Error::AccountRequestOpen(reference) => Some(format!("/account-requests/{reference}")),
                Error::IdentifierTaken(identifier) => {
                    Some(format!("/request-access?identifier={}", api::path::segment(identifier)))
                }
                _ => None,
            },
        }
    }

    /// When the same may be asked again, where that is known.
    fn retry_after(&self) -> Option<HeaderValue> {
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
    /// The bare status; [`render`] writes the body from the error that travels with it.
    fn into_response(self) -> Response {
        let mut response = status(self.code()).into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}

/// The reader's language: a signed-in person's own, which the guard puts on the answer, else what the browser asks for.
#[derive(Clone, Copy)]
pub struct ReaderLocale(pub Locale);

/// Writes the body of every answer that is an [`Error`].
pub async fn render(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let accepted = Locale::from_accept_language(accepted.unwrap_or_default());
    let endpoint = endpoint_named(&request);
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<std::sync::Arc<Error>>() else {
        return response;
    };
    match error.as_ref() {
        Error::Internal(cause) => tracing::error!(endpoint, "{cause:#}"),
        Error::Contended(contention) => tracing::error!(endpoint, sqlstate = contention.code, "{contention}"),
        _ => {}
    }
    let locale = response.extensions().get::<ReaderLocale>().map_or(accepted, |locale| locale.0);
    let problem = error.problem(Texts::embedded(locale));
    let mut answer = (response.status(), Json(problem)).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.as_str()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(retry_after) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, retry_after);
    }
    answer
}

/// A time is shown to the minute, and what is said must hold.
pub const MINUTE: TimeDelta = TimeDelta::milliseconds(59_999);

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
        Error::Unavailable | Error::Contended(_) => (t.problem_unavailable_title(), t.problem_unavailable()),
        Error::Internal(_) => (t.problem_internal_title(), t.problem_internal()),
    };
    (title, detail.to_owned())
}
