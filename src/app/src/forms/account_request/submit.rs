//! Sends a request for a new account once, however often the button is pressed or the page reloaded: the same answers
//! under the same policy go under the same key until the server has answered with the request that it made of them.

use api::{
    account_request::{AccountRequest, NewAccountRequest},
    path,
    problem::Problem,
};
use gloo_net::http::Method;

use crate::{
    forms::access_request::submit::{idempotency_key, stored_key},
    net::client,
    storage::draft,
};

/// The name of the idempotency key, which is stored as a draft.
const ATTEMPT: &str = "account-request-sent";

/// Sends the request. The same one sent again is one request; another one goes under a key of its own.
pub async fn send(request: &NewAccountRequest) -> Result<AccountRequest, Problem> {
    let key = idempotency_key(ATTEMPT, body(request));
    client::send(Method::POST, path::ACCOUNT_REQUESTS, request, Some(&key)).await
}

/// Whether this very request was sent before without the server having answered with it.
pub fn was_sent(request: &NewAccountRequest) -> bool {
    stored_key(ATTEMPT, &body(request)).is_some()
}

/// Whether the request may have been stored: the answer was lost, or is an error of the server.
pub fn may_have_arrived(problem: &Problem) -> bool {
    problem.status == 0 || problem.status >= 500
}

/// Erases the answers, and the idempotency key beside them.
pub fn erase(draft: &str) {
    draft::erase(draft);
    draft::erase(ATTEMPT);
}

fn body(request: &NewAccountRequest) -> String {
    serde_json::to_string(request).unwrap_or_default()
}
