//! Sending a request for a new account once, however often the button is pressed or the page reloaded.

use api::{
    account_request::{AccountRequest, NewAccountRequest},
    path,
    problem::Problem,
};
use gloo_net::http::Method;

use crate::{access_request::sending::key_of, client, draft};

/// What is known of sending it, beside the draft.
const ATTEMPT: &str = "account-request-sent";

/// Sends the request. The same one sent again is one request; another one goes under a key of its own.
pub async fn send(request: &NewAccountRequest) -> Result<AccountRequest, Problem> {
    let key = key_of(ATTEMPT, serde_json::to_string(request).unwrap_or_default());
    client::send(Method::POST, path::ACCOUNT_REQUESTS, request, Some(&key)).await
}

/// Erases the answers, and what is known of sending them.
pub fn erase(draft: &str) {
    draft::erase(draft);
    draft::erase(ATTEMPT);
}
