//! A request whose transaction the database ended because another one was in its way is handled again, before anybody
//! hears of it: nothing of it was written, since an endpoint of the API writes in one transaction.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::db::contention::{Retriable, TRIES};
use crate::error::Error;
use crate::http::problem::endpoint_name;
use crate::http::request_body::BODY_LIMIT;

/// Stands between an endpoint's guard and its handler, so that one request is counted and let in once.
pub async fn handle_again(request: Request, next: Next) -> Response {
    let endpoint = endpoint_name(&request);
    let (parts, body) = request.into_parts();
    // The guard has read it: it is there at once.
    let body = match to_bytes(body, BODY_LIMIT).await {
        Ok(body) => body,
        Err(error) => return Error::Malformed(error.to_string()).into_response(),
    };
    let mut tries = 1;
    loop {
        let response = next.clone().run(Request::from_parts(parts.clone(), Body::from(body.clone()))).await;
        let error = response.extensions().get::<Arc<Error>>().filter(|_| tries < TRIES);
        let Some(sqlstate) = error.and_then(|error| error.code_to_try_again()) else { return response };
        tracing::warn!(endpoint, sqlstate, tries, "the database ended a transaction; the request is handled again");
        tries += 1;
    }
}
