//! The userinfo endpoint (Core 5.3), where a provider's ID token tells no address, or not whether it is verified.

use reqwest::Client;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use super::claims::Profile;
use super::fetching::{self, read_json};
use super::refusal::Refusal;
use super::refused::Refused;

#[derive(Deserialize)]
struct Body {
    sub: Option<Value>,
}

/// What the provider says there of the person with this subject; all of it, and what of it is looked at.
///
/// # Errors
/// It says nothing, or of somebody else.
pub async fn fetch(
    http: &Client,
    endpoint: &Url,
    access_token: &str,
    subject: &str,
) -> Result<(Map<String, Value>, Profile), Refusal> {
    let answer = fetching::fetch(http.get(endpoint.clone()).bearer_auth(access_token)).await?;
    if answer.status >= 500 {
        return Err(Refused::ServerError.because("200", answer.status));
    }
    if answer.status != 200 {
        return Err(Refused::UserInfoStatus.because("200", answer.status));
    }
    let body: Body = serde_json::from_slice(&answer.body).map_err(|_| Refused::UserInfoMalformed)?;
    // Whoever has another's access token could otherwise take their address (Core 5.3.2).
    if body.sub.as_ref().and_then(Value::as_str) != Some(subject) {
        return Err(Refused::UserInfoSubject.into());
    }
    // Not with the place of the fault: the words of the reader have the value, which is about somebody.
    let profile = serde_json::from_slice(&answer.body).map_err(|_| Refused::UserInfoMalformed)?;
    Ok((read_json(&answer.body, Refused::UserInfoMalformed)?, profile))
}
