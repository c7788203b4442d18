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

/// Erases the answers for an account, and what is known of sending them.
pub fn erase(account: &str) {
    draft::erase(&draft_key(account));
    draft::erase(&attempt_key(account));
}

/// The key of the same request sent before, whose answer may have been lost, or a new one.
pub fn key_for(request: &NewAccessRequest) -> String {
    idempotency_key(&attempt_key(&request.account), serde_json::to_string(request).unwrap_or_default())
}

/// The key under which this very body was sent before, or a new one. It is kept beside the drafts, under `name`.
pub(crate) fn idempotency_key(name: &str, body: String) -> String {
    stored_key(name, &body).unwrap_or_else(|| {
        let key = client::new_idempotency_key();
        draft::save(name, &(&key, body));
        key
    })
}

/// The key under which this very body was sent before, if it was.
pub(crate) fn stored_key(name: &str, body: &str) -> Option<String> {
    let (key, sent) = draft::load::<(String, String)>(name)?;
    (sent == body).then_some(key)
}

fn attempt_key(account: &str) -> String {
    ["access-request-sent:", account].concat()
}
