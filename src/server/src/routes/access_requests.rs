//! `/api/v1/access-requests`: sending a request for access, its preview, and what a person does about their own.

use api::access_request::{
    AccessRequest as AccessRequestBody, AccessRequestPreview, AccessRequests, NewAccessRequest, OwnRequestsQuery,
};
use api::message::NewMessage;
use api::path;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use rules::FiredRule;
use rules::vocabulary::{AccessRequestAction, AccountStatus, Action, RequestStatus};

use crate::app::{App, Shared};
use crate::directory::listing::check_query;
use crate::error::Error;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::requests::access_request::check;
use crate::requests::access_request::end::cancel as cancel_request;
use crate::requests::access_request::message;
use crate::requests::access_request::outcome::outcome;
use crate::requests::access_request::remind::remind as send_reminder;
use crate::requests::access_request::submit::store;
use crate::requests::access_request::view::{OwnAccessRequest, own_request, with_details};
use crate::requests::explanation::explain;
use crate::routes::submission::Submission;
use crate::routes::{Json, Path, Query};
use crate::store::access_request::{OwnPage, of_person};
use crate::store::paged::{Page, Paged};

/// How many of a person's own requests a page has.
pub const OWN_PAGE: i64 = 25;

pub fn endpoints() -> Vec<Endpoint> {
    let request_access = Guard::Admission(Action::RequestAccess);
    let follow = Guard::Admission(Action::FollowOwnRequest);
    vec![
        endpoint!(send, request_access;
            RoleNeeded, ProfileIncomplete, AccountNotFound, AccountNotActive, NothingMore, RequestOpen, PolicyChanged, Conflict,
            IdempotencyKeyReused, Invalid),
        endpoint!(preview, request_access;
            RoleNeeded, ProfileIncomplete, AccountNotFound, AccountNotActive, NothingMore, RequestOpen, PolicyChanged, Conflict, Invalid),
        endpoint!(list, Guard::Admission(Action::Read); Invalid),
        endpoint!(show, Guard::Admission(Action::Read); RequestNotFound),
        endpoint!(remind, follow; RequestNotFound, AccountNotActive, AlreadyDecided, ReminderNotDue),
        endpoint!(write_message, follow;
            RequestNotFound, AccountNotActive, AlreadyDecided, TooManyRequests, IdempotencyKeyReused, Conflict, Invalid),
        endpoint!(cancel, follow; RequestNotFound, AlreadyDecided),
    ]
}

/// What will happen if this is sent. Nothing is stored. At most eight queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_PREVIEWS, request_body = NewAccessRequest,
    responses((status = 200, body = AccessRequestPreview)))]
pub async fn preview(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(new): Json<NewAccessRequest>,
) -> Result<Answer<AccessRequestPreview>, Error> {
    let checked = check(&app, &person, &new).await?;
    Ok(Answer(AccessRequestPreview {
        path: checked.request_path,
        deciders: checked.deciders,
        deciders_named: checked.deciders_named,
        expires_at: checked.expires_at.into(),
        rules: explain(&checked.fired, person.locale),
    }))
}

/// Sends a request for access. The header `idempotency-key` makes a retry the same request. At most 26 queries.
#[utoipa::path(post, path = path::ACCESS_REQUESTS, request_body = NewAccessRequest,
    params(("idempotency-key" = String, Header, description = "1 to 100 characters, random")),
    responses((status = 201, body = AccessRequestBody)))]
pub async fn send(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    Json(new): Json<NewAccessRequest>,
) -> Result<impl IntoResponse, Error> {
    let submission = Submission::read(&headers, &new)?;
    let Submission { idempotency_key, body_digest } = &submission;
    let store = async |checked| store(&app, &person, &checked, idempotency_key, body_digest).await;
    let reference = submission.store_once(&app, &person, check(&app, &person, &new), store).await?;
    let request = own_request(&app, &person, &reference).await?.body_in_full(&app, &person).await?;
    let location = [(header::LOCATION, path::access_request(&reference))];
    Ok((StatusCode::CREATED, location, Answer(request)))
}

/// A person's own requests, newest first, without their history. Six queries.
#[utoipa::path(get, path = path::ACCESS_REQUESTS, params(OwnRequestsQuery),
    responses((status = 200, body = AccessRequests)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Query(query): Query<OwnRequestsQuery>,
) -> Result<Answer<AccessRequests>, Error> {
    check_query(&query.q)?;
    let page = Page::new(query.page, OWN_PAGE);
    let OwnPage { page: Paged { rows, total }, any } =
        of_person(&app.db, person.key, &query, app.clock.now(), page).await?;
    let own = with_details(&app, &person, rows).await?;
    let requests = own.into_iter().map(|own| own.body(&app, &person)).collect::<Result<_, _>>()?;
    Ok(Answer(AccessRequests { requests, any, next: page.next(total) }))
}

/// One of the person's own requests, by its reference. Nine queries.
#[utoipa::path(get, path = path::ACCESS_REQUEST, params(("reference" = String, Path)),
    responses((status = 200, body = AccessRequestBody)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccessRequestBody>, Error> {
    Ok(Answer(own_request(&app, &person, &reference).await?.body_in_full(&app, &person).await?))
}

/// Reminds whoever decides. At most 28 queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_REMINDERS, params(("reference" = String, Path)),
    responses((status = 201, body = AccessRequestBody)))]
pub async fn remind(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<(StatusCode, Answer<AccessRequestBody>), Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = allowed(&app, &found, AccessRequestAction::SendReminder)?;
    send_reminder(&app, &person, &found.request, &found.asked, &found.reminders, &fired).await?;
    let request = own_request(&app, &person, &reference).await?.body_in_full(&app, &person).await?;
    Ok((StatusCode::CREATED, Answer(request)))
}

/// Writes to whoever decides (domain: 3, Messages). The header `idempotency-key` makes a retry the same message. At most
/// 37 queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_MESSAGES, request_body = NewMessage,
    params(("reference" = String, Path), ("idempotency-key" = String, Header, description = "1 to 100 characters, random")),
    responses((status = 201, body = AccessRequestBody)))]
pub async fn write_message(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
    headers: HeaderMap,
    Json(new): Json<NewMessage>,
) -> Result<(StatusCode, Answer<AccessRequestBody>), Error> {
    let submission = Submission::read(&headers, &(&reference, &new))?;
    let Submission { idempotency_key, body_digest } = &submission;
    let check = async {
        let found = own_request(&app, &person, &reference).await?;
        let fired = allowed(&app, &found, AccessRequestAction::WriteMessage)?;
        message::check_own(found, &new, fired)
    };
    let store = async |checked| message::store(&app, &person, &checked, idempotency_key, body_digest).await;
    submission.store_once(&app, &person, check, store).await?;
    let request = own_request(&app, &person, &reference).await?.body_in_full(&app, &person).await?;
    Ok((StatusCode::CREATED, Answer(request)))
}

/// Cancels an open request. At most 26 queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_CANCELLATION, params(("reference" = String, Path)),
    responses((status = 200, body = AccessRequestBody)))]
pub async fn cancel(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccessRequestBody>, Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = allowed(&app, &found, AccessRequestAction::Cancel)?;
    cancel_request(&app, &person, &found.request, &fired).await?;
    Ok(Answer(own_request(&app, &person, &reference).await?.body_in_full(&app, &person).await?))
}

/// The rules that offer this action now, or why it is not offered.
fn allowed(app: &App, own: &OwnAccessRequest, action: AccessRequestAction) -> Result<Vec<FiredRule>, Error> {
    let decision = own.actions(&app.policy, app.clock.now())?;
    if decision.answer.contains(&action) {
        return Ok(app.policy.explain(&decision.fired));
    }
    let now = app.clock.now();
    Err(match own.request.status_at(now) {
        RequestStatus::Open if own.request.account_status != AccountStatus::Active => Error::AccountNotActive,
        RequestStatus::Open => Error::ReminderNotDue(own.reminders.next.as_deref().copied()),
        _ => Error::AlreadyDecided(outcome(&own.request, now).for_requester(own.names_shown)),
    })
}
