//! `/api/v1/access-requests`: sending a request for access, its preview, and what a person does about their own.

use api::access_request::{AccessRequest as AccessRequestBody, AccessRequestPreview, AccessRequests, NewAccessRequest};
use api::path;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse;
use rules::FiredRule;
use rules::vocabulary::{AccessRequestAction, Action, RequestStatus};

use crate::app::{App, Shared};
use crate::base::secret::digest;
use crate::error::{Error, Invalid};
use crate::http::guard::{Endpoint, Guard, SignedIn};
use crate::requests::access_request::check;
use crate::requests::access_request::end::{cancel as cancel_request, outcome};
use crate::requests::access_request::remind::remind as send_reminder;
use crate::requests::access_request::submit::store;
use crate::requests::access_request::view::{OwnRequest, own_request, with_details};
use crate::requests::explanation::explain;
use crate::requests::idempotency::same_body;
use crate::routes::{Json, Path};
use crate::store::access_request::of_person;
use crate::store::idempotency::used_idempotency_key;

pub fn endpoints() -> Vec<Endpoint> {
    let request_access = Guard::Admission(Action::RequestAccess);
    let follow = Guard::Admission(Action::FollowOwnRequest);
    vec![
        Endpoint::new(Method::POST, path::ACCESS_REQUESTS, request_access, send),
        Endpoint::new(Method::POST, path::ACCESS_REQUEST_PREVIEWS, request_access, preview),
        Endpoint::new(Method::GET, path::ACCESS_REQUESTS, Guard::Admission(Action::Read), list),
        Endpoint::new(Method::GET, path::ACCESS_REQUEST, Guard::Admission(Action::Read), show),
        Endpoint::new(Method::POST, path::ACCESS_REQUEST_REMINDERS, follow, remind),
        Endpoint::new(Method::POST, path::ACCESS_REQUEST_CANCELLATION, follow, cancel),
    ]
}

/// What will happen if this is sent. Nothing is stored. At most eight queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_PREVIEWS, request_body = NewAccessRequest, responses(
    (status = 200, body = AccessRequestPreview),
    (status = 400, body = api::problem::Problem),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
    (status = 409, body = api::problem::Problem),
    (status = 422, body = api::problem::Problem),
))]
pub async fn preview(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(new): Json<NewAccessRequest>,
) -> Result<Answer<AccessRequestPreview>, Error> {
    let checked = check(&app, &person, &new).await?;
    Ok(Answer(AccessRequestPreview {
        path: checked.path,
        deciders: checked.deciders,
        expires_at: checked.expires_at,
        rules: explain(&checked.fired, &person.locale),
    }))
}

/// Sends a request for access. The header `idempotency-key` makes a retry the same request.
#[utoipa::path(post, path = path::ACCESS_REQUESTS, request_body = NewAccessRequest,
    params(("idempotency-key" = String, Header, description = "1 to 100 characters, random")), responses(
    (status = 201, body = AccessRequestBody),
    (status = 400, body = api::problem::Problem),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
    (status = 409, body = api::problem::Problem),
    (status = 422, body = api::problem::Problem),
))]
pub async fn send(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    Json(new): Json<NewAccessRequest>,
) -> Result<impl IntoResponse, Error> {
    let key = idempotency_key(&headers)?;
    let body_digest = digest(&serde_json::to_vec(&new).map_err(anyhow::Error::from)?);
    let sent_before = used_idempotency_key(&app.db, person.key, &key).await?;
    let reference = match sent_before {
        Some(before) => same_body(before, &body_digest)?,
        None => match check(&app, &person, &new).await {
            Ok(checked) => store(&app, &person, &checked, &key, &body_digest).await?,
            // The open request may be this very one, sent twice at once: stored since the key was looked for.
            Err(error @ Error::RequestOpen(_)) => {
                let before = used_idempotency_key(&app.db, person.key, &key).await?;
                same_body(before.ok_or(error)?, &body_digest)?
            }
            Err(error) => return Err(error),
        },
    };
    let request = own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?;
    let location = [(header::LOCATION, path::access_request(&reference))];
    Ok((StatusCode::CREATED, location, Answer(request)))
}

/// A person's own requests, newest first, without their history. Five queries.
#[utoipa::path(get, path = path::ACCESS_REQUESTS, responses(
    (status = 200, body = AccessRequests),
    (status = 401, body = api::problem::Problem),
))]
pub async fn list(State(app): State<Shared>, SignedIn(person): SignedIn) -> Result<Answer<AccessRequests>, Error> {
    let requests = of_person(&app.db, person.key).await?;
    let own = with_details(&app, &person, requests).await?;
    let requests = own.into_iter().map(|own| own.body(&app, &person)).collect::<Result<_, _>>()?;
    Ok(Answer(AccessRequests { requests }))
}

/// One of the person's own requests, by its reference. Seven queries.
#[utoipa::path(get, path = path::ACCESS_REQUEST, params(("reference" = String, Path)), responses(
    (status = 200, body = AccessRequestBody),
    (status = 401, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccessRequestBody>, Error> {
    Ok(Answer(own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?))
}

/// Reminds whoever decides. At most 26 queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_REMINDERS, params(("reference" = String, Path)), responses(
    (status = 201, body = AccessRequestBody),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
    (status = 409, body = api::problem::Problem),
))]
pub async fn remind(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<(StatusCode, Answer<AccessRequestBody>), Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = allowed(&app, &found, AccessRequestAction::SendReminder)?;
    send_reminder(&app, &person, &found.request, &found.asked, &found.reminders, &fired).await?;
    let request = own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?;
    Ok((StatusCode::CREATED, Answer(request)))
}

/// Cancels an open request. At most 24 queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_CANCELLATION, params(("reference" = String, Path)), responses(
    (status = 200, body = AccessRequestBody),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
    (status = 409, body = api::problem::Problem),
))]
pub async fn cancel(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccessRequestBody>, Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = allowed(&app, &found, AccessRequestAction::Cancel)?;
    cancel_request(&app, &person, &found.request, &fired).await?;
    Ok(Answer(own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?))
}

/// The rules that offer this action now, or why it is not offered.
fn allowed(app: &App, own: &OwnRequest, action: AccessRequestAction) -> Result<Vec<FiredRule>, Error> {
    let decision = own.actions(&app.policy, app.clock.now())?;
    if decision.answer.contains(&action) {
        return Ok(app.policy.explain(&decision.fired));
    }
    let now = app.clock.now();
    Err(match own.request.status_at(now) {
        RequestStatus::Open => Error::ReminderNotDue(own.reminders.next),
        _ => Error::AlreadyDecided(outcome(&own.request, now).for_requester(own.names_shown)),
    })
}

/// The header's value.
///
/// # Errors
/// It is missing or too long.
pub fn idempotency_key(headers: &HeaderMap) -> Result<String, Error> {
    let sent = headers.get(path::IDEMPOTENCY_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if (1..=100).contains(&sent.len()) {
        return Ok(sent.to_owned());
    }
    Err(Invalid::new(path::IDEMPOTENCY_HEADER, |texts| texts.invalid_idempotency_key()).into())
}
