//! One error for every handler, and its one envelope: problem details (RFC 9457) in the reader's language.
//!
//! A handler returns [`Error`]; `http::problem` knows the language and writes the body. The cause of an internal error
//! is logged there, once, and never sent.
//!
//! A new error is a row of the table below, its sentences in `text` and, unless it shares one, its
//! `api::problem::Code`.

mod table;
mod words;

use api::page::{IdentifierStep, Route};
use api::problem::{Code, FieldProblem, Problem};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use rules::FiredRule;
use rules::vocabulary::{AccountRequestStatus, InvitationStatus, ProfileField, RequestStatus};
use text::Texts;

use crate::base::date_time::LocalTexts;
use crate::db::contention::{Contention, Retriable};
use crate::db::fault::is_out_of_service;
use table::errors;
pub use words::sentences;
use words::{account_already_decided, already_decided, incomplete, invitation_ended, reminder_not_due, to_the_minute};

/// When to ask again what the server or its database was too busy for, in seconds: an import of a small directory is over.
const BUSY_SECONDS: i64 = 5;

errors! {
    /// Why a request is not answered with what it asked for.
    pub enum Error {
        SignInNeeded => UNAUTHORIZED, problem_sign_in_needed_title, problem_sign_in_needed;

        /// Internal staff; with the link to a licensing support case.
        SupportCase(link: Option<String>) => FORBIDDEN, problem_support_case_title, problem_support_case,
            link: link.clone();

        AntiForgery => FORBIDDEN, problem_anti_forgery_title, problem_anti_forgery;

        ProfileIncomplete(missing: Vec<ProfileField>) =>
            FORBIDDEN, problem_profile_incomplete_title, problem_profile_incomplete,
            fields: |texts| missing.iter().map(|field| incomplete(*field, texts)).collect();

        RoleNeeded => FORBIDDEN, problem_role_needed_title, problem_role_needed,
            link: Some(request_by_identifier(None));

        /// A new account is not for them to ask for (decision `creation_route`); with the rule that says so.
        AccountRoleNeeded(reason: Vec<FiredRule>) as RoleNeeded =>
            FORBIDDEN, problem_account_role_needed_title, |texts| sentences(reason, texts),
            link: Some(request_by_identifier(None));

        /// Nothing is looked up for them (decision `look_up`); with the rule that says so.
        LookUpRefused(reason: Vec<FiredRule>) as RoleNeeded =>
            FORBIDDEN, problem_look_up_refused_title, |texts| sentences(reason, texts);

        AccountNotFound => NOT_FOUND, problem_account_not_found_title, problem_account_not_found;

        AccountNotActive => CONFLICT, problem_account_not_active_title, problem_account_not_active;

        /// The person holds all that can be asked for (decision `request_path`).
        NothingMore => CONFLICT, problem_nothing_more_title, problem_nothing_more;

        RequestNotFound => NOT_FOUND, problem_request_not_found_title, problem_request_not_found;

        AlreadyDecided(ended: RequestOutcome) =>
            CONFLICT, problem_already_decided_title, |texts| already_decided(ended, texts);

        AccountAlreadyDecided(ended: AccountRequestOutcome) as AlreadyDecided =>
            CONFLICT, problem_already_decided_title, |texts| account_already_decided(ended, texts);

        OwnRequest => FORBIDDEN, problem_own_request_title, problem_own_request;

        BeyondAuthority => FORBIDDEN, problem_beyond_authority_title, problem_beyond_authority;

        /// With the time from which on the next may be sent, if there is one.
        ReminderNotDue(next: Option<DateTime<Utc>>) =>
            CONFLICT, problem_reminder_not_due_title, |texts| reminder_not_due(*next, texts);

        /// With the domain identifier, in Unicode form.
        IdentifierTaken(identifier: String) =>
            CONFLICT, problem_identifier_taken_title, |texts| texts.problem_identifier_taken(identifier),
            link: Some(request_by_identifier(Some(identifier)));

        InvitationNotFound => NOT_FOUND, problem_invitation_not_found_title, problem_invitation_not_found;

        /// With how it ended, and when.
        InvitationEnded(status: InvitationStatus, at: DateTime<Utc>) =>
            CONFLICT, problem_invitation_ended_title, |texts| invitation_ended(*status, *at, texts);

        NotYourTurn => CONFLICT, problem_not_your_turn_title, problem_not_your_turn;

        ContactNotFound => NOT_FOUND, problem_contact_not_found_title, problem_contact_not_found;

        LastAdministrator => CONFLICT, problem_last_administrator_title, problem_last_administrator;

        GrantNotFound => NOT_FOUND, problem_grant_not_found_title, problem_grant_not_found;

        SessionNotFound => NOT_FOUND, problem_session_not_found_title, problem_session_not_found;

        NotFound => NOT_FOUND, problem_not_found_title, problem_not_found;

        MethodNotAllowed => METHOD_NOT_ALLOWED, problem_method_not_allowed_title, problem_method_not_allowed;

        /// With the open request's reference.
        RequestOpen(reference: String) => CONFLICT, problem_request_open_title, problem_request_open,
            link: Some(Route::Request { reference: reference.clone(), sent: false }.to_string());

        /// With the reference of the pending request for the same new account.
        AccountRequestOpen(reference: String) as RequestOpen =>
            CONFLICT, problem_request_open_title, problem_account_request_open,
            link: Some(Route::AccountRequest { reference: reference.clone() }.to_string());

        PolicyChanged => CONFLICT, problem_policy_changed_title, problem_policy_changed;

        IdempotencyKeyReused => CONFLICT, problem_idempotency_key_reused_title, problem_idempotency_key_reused;

        Conflict => CONFLICT, problem_conflict_title, problem_conflict;

        /// With the seconds after which to ask again.
        TooManyRequests(seconds: i64) =>
            TOO_MANY_REQUESTS, problem_too_many_requests_title, |texts| texts.problem_too_many_requests(*seconds),
            retry_after: Some(HeaderValue::from(*seconds));

        /// With the seconds after which to ask again.
        ExportUnderWay(seconds: i64) as TooManyRequests =>
            TOO_MANY_REQUESTS, problem_export_under_way_title, problem_export_under_way,
            retry_after: Some(HeaderValue::from(*seconds));

        /// With how many accounts a person may request within a day, and from when on they may request the next.
        AccountRequestsUsedUp(limit: u32, next: DateTime<Utc>) as TooManyRequests =>
            TOO_MANY_REQUESTS, problem_account_requests_used_up_title,
            |texts| texts.problem_account_requests_used_up((*limit).into(), &to_the_minute(*next, texts)),
            retry_after: retry_at(*next);

        /// The same of requests for access.
        AccessRequestsUsedUp(limit: u32, next: DateTime<Utc>) as TooManyRequests =>
            TOO_MANY_REQUESTS, problem_access_requests_used_up_title,
            |texts| texts.problem_access_requests_used_up((*limit).into(), &to_the_minute(*next, texts)),
            retry_after: retry_at(*next);

        /// The same of messages about one request.
        MessagesUsedUp(limit: u32, next: DateTime<Utc>) as TooManyRequests =>
            TOO_MANY_REQUESTS, problem_messages_used_up_title,
            |texts| texts.problem_messages_used_up((*limit).into(), &to_the_minute(*next, texts)),
            retry_after: retry_at(*next);

        /// With the time from which on the person may name addresses again.
        NamedMailUsedUp(next: DateTime<Utc>) as TooManyRequests =>
            TOO_MANY_REQUESTS, problem_named_mail_used_up_title,
            |texts| texts.problem_named_mail_used_up(&to_the_minute(*next, texts)),
            retry_after: retry_at(*next);

        /// With the time from which on the person may look something up again.
        TooManyLookUps(next: DateTime<Utc>) =>
            TOO_MANY_REQUESTS, problem_too_many_look_ups_title,
            |texts| texts.problem_too_many_look_ups(&to_the_minute(*next, texts)),
            retry_after: retry_at(*next);

        TooSlow => REQUEST_TIMEOUT, problem_too_slow_title, problem_too_slow;

        TooLarge => PAYLOAD_TOO_LARGE, problem_too_large_title, problem_too_large;

        Invalid(invalid: Vec<Invalid>) => UNPROCESSABLE_ENTITY, problem_invalid_title, problem_invalid,
            fields: |texts| invalid.iter().map(|invalid| invalid.problem(texts)).collect();

        /// What could not be read, in the words of the library that reads it.
        Malformed(reason: String) =>
            BAD_REQUEST, problem_malformed_title, |texts| texts.problem_malformed(reason);

        Unavailable => SERVICE_UNAVAILABLE, problem_unavailable_title, problem_unavailable,
            retry_after: Some(HeaderValue::from(BUSY_SECONDS));

        /// The database ended a transaction because another one was in its way, and to try again did not help.
        Contended(contention: Contention) as Unavailable =>
            SERVICE_UNAVAILABLE, problem_unavailable_title, problem_unavailable,
            retry_after: Some(HeaderValue::from(BUSY_SECONDS));

        Internal(cause: anyhow::Error) => INTERNAL_SERVER_ERROR, problem_internal_title, problem_internal;
    }
}

/// How a request ended before this decision, as the decider may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestOutcome {
    pub status: RequestStatus,
    pub at: DateTime<Utc>,
    /// Who decided; nobody where it expired.
    pub by: Option<String>,
    /// Whether the reader wanted to decide it, and so has to know that they did not.
    pub wanted_to_decide: bool,
}

/// How a request for a new account ended before this, as the reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRequestOutcome {
    pub status: AccountRequestStatus,
    pub at: DateTime<Utc>,
    /// Who decided, where the reader may know it.
    pub by: Option<String>,
    /// Whether the reader wanted to decide it, and so has to know that they did not.
    pub wanted_to_decide: bool,
}

impl RequestOutcome {
    /// For the requester, who may not know the names of those who decide.
    pub fn for_requester(self, names_shown: bool) -> RequestOutcome {
        RequestOutcome { by: self.by.filter(|_| names_shown), wanted_to_decide: false, ..self }
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

    fn problem(&self, texts: &Texts) -> FieldProblem {
        FieldProblem { field: self.field.to_owned(), detail: (self.say)(texts) }
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
            Error::Contended(contention) => contention.fmt(formatter),
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
            error if is_out_of_service(&error) => {
                tracing::error!(%error, "the database takes nothing for the time being");
                Error::Unavailable
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
        let error = match error.downcast::<Error>() {
            Ok(error) => return error,
            Err(error) => error,
        };
        match error.downcast::<sqlx::Error>() {
            Ok(error) => error.into(),
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

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Internal(error.into())
    }
}

impl From<rules::Undecided> for Error {
    fn from(undecided: rules::Undecided) -> Self {
        Error::Internal(anyhow::anyhow!("{undecided}"))
    }
}

impl Error {
    /// The problem details in this language, with the hours of this time zone.
    pub fn problem(&self, texts: &LocalTexts<'_>) -> Problem {
        let code = self.code();
        let (title, detail) = self.sentences(texts);
        Problem {
            kind: format!("/problems/{}", code.as_str()),
            title: title.to_owned(),
            status: status(code).as_u16(),
            code,
            detail,
            fields: self.fields(texts),
            link: self.link(),
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

#[cfg(test)]
mod tests {
    use text::Locale;

    use super::*;

    #[test]
    fn an_error_stays_what_it_is_on_its_way_through_a_function_that_gives_any() {
        let through = |error: Error| Error::from(anyhow::Error::from(error));
        assert!(matches!(through(Error::Unavailable), Error::Unavailable));
        assert!(matches!(Error::from(anyhow::anyhow!("else")), Error::Internal(_)));
    }

    #[test]
    fn nobody_is_asked_to_load_what_the_app_loads_by_itself() {
        for texts in [Locale::En, Locale::Fr].map(Texts::embedded) {
            for said in [
                texts.problem_grant_not_found(),
                texts.problem_session_not_found(),
                texts.problem_not_your_turn(),
                texts.problem_contact_not_found(),
            ] {
                assert!(!said.contains("Load ") && !said.contains("Recharge"), "{said}");
            }
        }
    }

    #[test]
    fn errors_of_one_code_have_one_status() {
        for (code, row) in ROWS {
            assert_eq!(status(*code), *row, "{}", code.as_str());
        }
    }
}
