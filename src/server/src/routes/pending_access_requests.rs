//! `/api/v1/pending-access-requests` and `/api/v1/access-request-decisions`: for whoever decides.

use api::message::NewMessage;
use api::path;
use api::pending_access_request::{
    DecisionAnswer, DecisionAnswers, NewDecision, NewDecisions, PendingAccessRequest, PendingPage, PendingQuery,
};
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use rules::vocabulary::Action;
use text::Texts;

use crate::app::{App, Shared};
use crate::base::date_time::LocalTexts;
use crate::base::time_zone::Zone;
use crate::db::contention::retried;
use crate::directory::listing::check_query;
use crate::error::{Error, Invalid};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::requests::access_request::decide::decide;
use crate::requests::access_request::message;
use crate::requests::access_request::queue;
use crate::routes::submission::Submission;
use crate::routes::{Json, Path, Query};
use crate::store::person::Person;

/// How many decisions come together at most.
const MOST: usize = 50;

pub fn endpoints() -> Vec<Endpoint> {
    let read = Guard::Admission(Action::Read);
    let decide = Guard::Admission(Action::DecideAccessRequest);
    vec![
        endpoint!(list, read; NotFound, Invalid),
        endpoint!(show, read; RequestNotFound, Invalid),
        endpoint!(write_message, decide;
            RequestNotFound, OwnRequest, BeyondAuthority, AlreadyDecided, TooManyRequests, IdempotencyKeyReused, Conflict,
            Invalid),
        endpoint!(decide_all, decide; PolicyChanged, Invalid),
    ]
}

/// The requests that wait for this person's decision. At most five queries.
#[utoipa::path(get, path = path::PENDING_ACCESS_REQUESTS, params(PendingQuery),
    responses((status = 200, body = PendingPage)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Query(query): Query<PendingQuery>,
) -> Result<Answer<PendingPage>, Error> {
    check_query(&query.q)?;
    Ok(Answer(queue::page(&app, &person, &query).await?))
}

/// One request, with what a decision about it needs, and its neighbours in the list that the query describes; the query's
/// queue and page say nothing here. At most ten queries.
#[utoipa::path(get, path = path::PENDING_ACCESS_REQUEST, params(("reference" = String, Path), PendingQuery),
    responses((status = 200, body = PendingAccessRequest)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
    Query(list): Query<PendingQuery>,
) -> Result<Answer<PendingAccessRequest>, Error> {
    check_query(&list.q)?;
    Ok(Answer(queue::show(&app, &person, &reference, &list).await?))
}

/// Writes to the requester, or asks them for information (domain: 3, Messages). The header `idempotency-key` makes a retry
/// the same message. At most 36 queries.
#[utoipa::path(post, path = path::PENDING_ACCESS_REQUEST_MESSAGES, request_body = NewMessage,
    params(("reference" = String, Path), ("idempotency-key" = String, Header, description = "1 to 100 characters, random")),
    responses((status = 201, body = PendingAccessRequest)))]
pub async fn write_message(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
    headers: HeaderMap,
    Json(new): Json<NewMessage>,
) -> Result<(StatusCode, Answer<PendingAccessRequest>), Error> {
    let submission = Submission::read(&headers, &(&reference, &new))?;
    let Submission { idempotency_key, body_digest } = &submission;
    let check = message::check_deciding(&app, &person, &reference, &new);
    let store = async |checked| message::store(&app, &person, &checked, idempotency_key, body_digest).await;
    submission.store_once(&app, &person, check, store).await?;
    Ok((StatusCode::CREATED, Answer(queue::show(&app, &person, &reference, &PendingQuery::default()).await?)))
}

/// Decides several requests, each for itself: one that may not be decided like this leaves the others as they are decided.
/// Where the server fails, the answer as a whole is an error; what was decided before stays decided.
/// At most 22 queries for each, more where it makes an administrator and other requests go elsewhere.
#[utoipa::path(post, path = path::ACCESS_REQUEST_DECISIONS, request_body = NewDecisions,
    responses((status = 200, body = DecisionAnswers)))]
pub async fn decide_all(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(new): Json<NewDecisions>,
) -> Result<Answer<DecisionAnswers>, Error> {
    if new.decisions.is_empty() || new.decisions.len() > MOST {
        return Err(Invalid::new("decisions", |texts| texts.invalid_decisions()).into());
    }
    if new.policy_version != app.policy.version() {
        return Err(Error::PolicyChanged);
    }
    let mut answers = Vec::new();
    for decision in &new.decisions {
        answers.push(one(&app, &person, decision).await?);
    }
    Ok(Answer(DecisionAnswers { answers }))
}

/// One decision, which is tried again by itself: those before it are made.
///
/// # Errors
/// The server failed, which is not the decision's fault.
async fn one(app: &App, person: &Person, new: &NewDecision) -> Result<DecisionAnswer, Error> {
    let reference = new.reference.clone();
    match retried(|| decide(app, person, new)).await {
        Ok(status) => Ok(DecisionAnswer { reference, status: Some(status), problem: None }),
        Err(Error::Contended(contention)) => {
            tracing::error!(reference, sqlstate = contention.code, "{contention}");
            // Not the same error: the whole answer is not tried again.
            Err(Error::Unavailable)
        }
        Err(Error::Unavailable) => Err(Error::Unavailable),
        Err(Error::Internal(cause)) => Err(Error::Internal(cause.context(format!("deciding {reference}")))),
        Err(error) => {
            let zone = Zone::from_profile(person.time_zone.as_deref());
            let texts = LocalTexts { texts: Texts::embedded(person.locale), zone: &zone };
            Ok(DecisionAnswer { reference, status: None, problem: Some(error.problem(&texts)) })
        }
    }
}
