//! The userinfo endpoint (Core 5.3), where a provider's ID token tells no address.

use reqwest::Client;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::claims::Profile;
use super::fetching;
use super::refused::Refused;

#[derive(Deserialize)]
struct Body {
    sub: Option<Value>,
}

/// What the provider says there of the person with this subject.
///
/// # Errors
/// It says nothing, or of somebody else.
pub async fn fetch(http: &Client, endpoint: &Url, access_token: &str, subject: &str) -> Result<Profile, Refused> {
    let answer = fetching::fetch(http.get(endpoint.clone()).bearer_auth(access_token)).await?;
    if answer.status != 200 {
        return Err(Refused::UserInfoStatus);
    }
    let body: Body = serde_json::from_slice(&answer.body).map_err(|_| Refused::UserInfoMalformed)?;
    // Whoever has another's access token could otherwise take their address (Core 5.3.2).
    if body.sub.as_ref().and_then(Value::as_str) != Some(subject) {
        return Err(Refused::UserInfoSubject);
    }
    serde_json::from_slice(&answer.body).map_err(|_| Refused::UserInfoMalformed)
}
