//! `/api/v1/pending-account-requests`: requests for new accounts, for whoever decides them.

use api::path;
use api::pending_account_request::{
    NewAccountDecision, NewForwarding, PendingAccountRequest, PendingAccountRequests, PendingAccountsQuery,
};
use axum::Json as Answer;
use axum::extract::State;
use axum::http::HeaderMap;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::error::Error;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::requests::account_request::{decide, forward, queue};
use crate::routes::{Json, Path, Query};

pub fn endpoints() -> Vec<Endpoint> {
    let read = Guard::Admission(Action::Read);
    let decides = Guard::Admission(Action::DecideAccountRequest);
    vec![
        endpoint!(list, read),
        endpoint!(show, read; AntiForgery, RequestNotFound),
        endpoint!(decide, decides;
            OwnRequest, RequestNotFound, AlreadyDecided, NotYourTurn, PolicyChanged, IdentifierTaken, Conflict,
            Invalid),
        endpoint!(forward, decides;
            OwnRequest, RequestNotFound, AlreadyDecided, NotYourTurn, PolicyChanged, Conflict, Invalid),
    ]
}

/// The requests that wait for this person. At most three queries.
#[utoipa::path(get, path = path::PENDING_ACCOUNT_REQUESTS, params(PendingAccountsQuery),
    responses((status = 200, body = PendingAccountRequests)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Query(query): Query<PendingAccountsQuery>,
) -> Result<Answer<PendingAccountRequests>, Error> {
    Ok(Answer(queue::list(&app, &person, &query).await?))
}

/// *Pending Request*: one request, with what a decision about it needs. At most 22 queries, ten of them for
/// looking the identifier up where that is the first time on that day.
#[utoipa::path(get, path = path::PENDING_ACCOUNT_REQUEST, params(("reference" = String, Path)),
    responses((status = 200, body = PendingAccountRequest)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    Path(reference): Path<String>,
) -> Result<Answer<PendingAccountRequest>, Error> {
    // It counts as one of the person's look-ups.
    refuse_cross_site(&app, &headers)?;
    Ok(Answer(queue::show(&app, &person, &reference).await?))
}

/// *Approve and Create the Account*, or *Deny Request*. At most 56 queries, however many users
/// are added; ten more for each further role that they are given.
#[utoipa::path(post, path = path::ACCOUNT_REQUEST_DECISION, request_body = NewAccountDecision,
    params(("reference" = String, Path)),
    responses((status = 200, body = PendingAccountRequest)))]
pub async fn decide(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
    Json(new): Json<NewAccountDecision>,
) -> Result<Answer<PendingAccountRequest>, Error> {
    decide::decide(&app, &person, &reference, &new).await?;
    Ok(Answer(queue::show(&app, &person, &reference).await?))
}

/// *Forward*: another person decides from then on. At most 49 queries.
#[utoipa::path(post, path = path::ACCOUNT_REQUEST_FORWARDING, request_body = NewForwarding,
    params(("reference" = String, Path)),
    responses((status = 200, body = PendingAccountRequest)))]
pub async fn forward(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
    Json(new): Json<NewForwarding>,
) -> Result<Answer<PendingAccountRequest>, Error> {
    forward::forward(&app, &person, &reference, &new).await?;
    Ok(Answer(queue::show(&app, &person, &reference).await?))
}
