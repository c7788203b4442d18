//! Exchanging a code for tokens (RFC 6749, 4.1.3; RFC 7636).

use reqwest::Client;
use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

use super::discovery::Metadata;
use super::fetching::fetch;
use super::refusal::Refusal;
use super::refused::Refused;
use crate::settings::sign_in::ProviderSettings;

/// How this client proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// Not at all: a public client.
    None,
    Basic,
    Post,
}

/// What a code is exchanged for.
#[derive(Debug)]
pub struct Tokens {
    /// For the userinfo endpoint. Some providers give none to whoever asks for nothing else.
    pub access_token: Option<String>,
    pub id_token: String,
}

#[derive(Deserialize)]
struct Body {
    access_token: Option<String>,
    token_type: Option<String>,
    id_token: Option<String>,
}

/// An error's name (RFC 6749, 5.2).
#[derive(Deserialize)]
struct Failure {
    error: String,
}

impl ClientAuthentication {
    /// The one for a client with or without a secret, among those that the provider takes; `client_secret_basic` where it
    /// says nothing (Discovery 3).
    ///
    /// # Errors
    /// None of them is known here.
    pub fn choose(has_secret: bool, taken: Option<&[String]>) -> Result<ClientAuthentication, Refusal> {
        let takes = |method: &str| taken.is_none_or(|taken| taken.iter().any(|name| name == method));
        if !has_secret {
            Ok(ClientAuthentication::None)
        } else if takes("client_secret_basic") {
            Ok(ClientAuthentication::Basic)
        } else if takes("client_secret_post") {
            Ok(ClientAuthentication::Post)
        } else {
            let found = taken.unwrap_or_default().join(", ");
            Err(Refused::DiscoveryClientAuthentication.because("client_secret_basic or client_secret_post", found))
        }
    }
}

/// Exchanges a code.
///
/// # Errors
/// The provider does not, or its answer is not of that form.
pub async fn exchange(
    http: &Client,
    metadata: &Metadata,
    settings: &ProviderSettings,
    redirect_uri: &str,
    code: &str,
    pkce_verifier: &str,
) -> Result<Tokens, Refusal> {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", pkce_verifier),
    ];
    let mut request = http.post(metadata.token_endpoint.clone());
    let secret = settings.client_secret.as_ref().map(|secret| secret.0.as_str()).unwrap_or_default();
    match metadata.client_authentication {
        ClientAuthentication::None => form.push(("client_id", &settings.client_id)),
        ClientAuthentication::Post => {
            form.extend([("client_id", settings.client_id.as_str()), ("client_secret", secret)])
        }
        ClientAuthentication::Basic => {
            request = request.basic_auth(encoded(&settings.client_id), Some(encoded(secret)));
        }
    }
    let answer = fetch(request.form(&form)).await?;
    if answer.status != 200 {
        // Its own words may repeat what was sent.
        let named =
            serde_json::from_slice(&answer.body).map_or_else(|_| String::new(), |failure: Failure| failure.error);
        return Err(Refused::TokenStatus.because("200", format_args!("{} {}", answer.status, error_name(&named))));
    }
    // Without the reader's words, which would have the token.
    let body: Body = serde_json::from_slice(&answer.body).map_err(|_| Refused::TokenMalformed)?;
    match (&body.access_token, &body.token_type) {
        (None, _) => {}
        (Some(_), Some(kind)) if kind.eq_ignore_ascii_case("bearer") => {}
        (Some(_), Some(kind)) => return Err(Refused::TokenType.because("Bearer", kind)),
        (Some(_), None) => return Err(Refused::TokenMalformed.because("`token_type`", "an access token without one")),
    }
    let id_token = body.id_token.ok_or(Refused::IdTokenMissing)?;
    Ok(Tokens { access_token: body.access_token, id_token })
}

/// The name of an error of the protocol; nothing where it is none of these.
pub fn error_name(named: &str) -> &str {
    let is_name = (1..=60).contains(&named.len()) && named.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_name { named } else { "" }
}

/// As in a form, which RFC 6749, 2.3.1, asks for before base64.
fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_sent_in_a_way_that_the_provider_takes() {
        let choose = |has_secret, taken: Option<&[&str]>| {
            let taken = taken.map(|taken| taken.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
            ClientAuthentication::choose(has_secret, taken.as_deref()).map_err(|refusal| refusal.reason)
        };
        assert_eq!(choose(true, None), Ok(ClientAuthentication::Basic));
        assert_eq!(choose(true, Some(&["client_secret_post", "client_secret_basic"])), Ok(ClientAuthentication::Basic));
        assert_eq!(choose(true, Some(&["client_secret_post"])), Ok(ClientAuthentication::Post));
        assert_eq!(choose(true, Some(&["private_key_jwt"])), Err(Refused::DiscoveryClientAuthentication));
        assert_eq!(choose(false, Some(&["private_key_jwt"])), Ok(ClientAuthentication::None));
    }
}
