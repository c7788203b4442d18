//! Sends a request once, however often the button is pressed or the page reloaded.

use api::{
    access_request::{AccessRequest, NewAccessRequest},
    path,
    problem::Problem,
};
use gloo_net::http::Method;

use super::form::draft_key;
use crate::{net::client, storage::draft};

/// Sends the request. The same one sent again is one request; another one goes under a key of its own.
pub async fn send(request: NewAccessRequest) -> Result<AccessRequest, Problem> {
    let key = key_for(&request);
    client::send(Method::POST, path::ACCESS_REQUESTS, &request, Some(&key)).await
}

/// Erases the answers for an account, and the idempotency key beside them.
pub fn erase(account: &str) {
    draft::erase(&draft_key(account));
    draft::erase(&attempt_key(account));
}

/// The idempotency key of the same request if it was sent before and its answer may have been lost, else a new one.
pub fn key_for(request: &NewAccessRequest) -> String {
    idempotency_key(&attempt_key(&request.account), serde_json::to_string(request).unwrap_or_default())
}

/// The idempotency key under which this very body was sent before, or a new one. It is stored under `name`, as a draft.
pub(crate) fn idempotency_key(name: &str, body: String) -> String {
    stored_key(name, &body).unwrap_or_else(|| {
        let key = client::new_idempotency_key();
        draft::save(name, &(&key, body));
        key
    })
}

/// The idempotency key under which this very body was sent before, if it was.
pub(crate) fn stored_key(name: &str, body: &str) -> Option<String> {
    let (key, sent) = draft::load::<(String, String)>(name)?;
    (sent == body).then_some(key)
}

fn attempt_key(account: &str) -> String {
    ["access-request-sent:", account].concat()
}
