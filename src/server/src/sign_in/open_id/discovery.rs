//! A provider's description of itself (OpenID Connect Discovery 1.0), as far as the code flow needs it.

use openidconnect::core::CoreJwsSigningAlgorithm;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::fetching::read_json;
use super::refusal::Refusal;
use super::refused::Refused;
use super::token_endpoint::ClientAuthentication;
use crate::settings::sign_in::{ProviderSettings, is_safe};

/// What is asked at the authorization endpoint. One that has such a parameter of its own would be given two.
pub const REQUEST_PARAMETERS: [&str; 9] = [
    "response_type",
    "response_mode",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
];

/// What a provider's own description says, once it is believed.
#[derive(Clone, Debug)]
pub struct Metadata {
    pub authorization_endpoint: Url,
    pub token_endpoint: Url,
    pub jwks_uri: Url,
    pub userinfo_endpoint: Option<Url>,
    /// Those by which it signs, and which have a public key.
    pub algorithms: Vec<CoreJwsSigningAlgorithm>,
    pub client_authentication: ClientAuthentication,
    /// Whether it names itself in the authorization response (RFC 9207).
    pub names_itself: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    jwks_uri: Option<String>,
    userinfo_endpoint: Option<String>,
    response_types_supported: Option<Vec<String>>,
    response_modes_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    id_token_signing_alg_values_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// Of any type: what is not `true` is as good as nothing.
    authorization_response_iss_parameter_supported: Option<Value>,
}

/// Where the description lies (Discovery 4.1): a slash at the issuer's end is not doubled.
pub fn address(settings: &ProviderSettings) -> String {
    let usual = || format!("{}/.well-known/openid-configuration", settings.issuer.trim_end_matches('/'));
    settings.discovery.clone().unwrap_or_else(usual)
}

/// Reads a description and checks that it is the configured issuer's and that the flow can be gone through with it.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(body: &[u8], settings: &ProviderSettings) -> Result<Metadata, Refusal> {
    let document: Document = read_json(body, Refused::DiscoveryMalformed)?;
    if document.issuer != settings.issuer {
        return Err(Refused::DiscoveryIssuer.because(&settings.issuer, &document.issuer));
    }
    let endpoint = |name, text: Option<&str>| endpoint(name, text, settings.is_loopback());
    let authorization_endpoint = endpoint("authorization_endpoint", document.authorization_endpoint.as_deref())?;
    if let Some((own, _)) =
        authorization_endpoint.query_pairs().find(|(name, _)| REQUEST_PARAMETERS.contains(&name.as_ref()))
    {
        return Err(Refused::DiscoveryEndpoint.because(
            "`authorization_endpoint` without a parameter of a request",
            format_args!("`{own}` in its query"),
        ));
    }
    let userinfo_endpoint = document.userinfo_endpoint.as_deref();
    let userinfo_endpoint = userinfo_endpoint.map(|text| endpoint("userinfo_endpoint", Some(text))).transpose()?;
    // What a provider need not say, it may leave out; what it says has to have our way among it.
    for (said, wanted, refused) in [
        (&document.response_types_supported, "code", Refused::DiscoveryResponseType),
        (&document.response_modes_supported, "query", Refused::DiscoveryResponseMode),
        (&document.code_challenge_methods_supported, "S256", Refused::DiscoveryPkce),
    ] {
        if let Some(said) = said.as_ref().filter(|said| !said.iter().any(|one| one == wanted)) {
            return Err(refused.because(wanted, said.join(", ")));
        }
    }
    let announced = document.id_token_signing_alg_values_supported.unwrap_or_default();
    let algorithms: Vec<_> = announced.iter().filter_map(|name| algorithm(name)).collect();
    if algorithms.is_empty() {
        return Err(Refused::DiscoveryAlgorithms.because(KNOWN.join(", "), announced.join(", ")));
    }
    let methods = document.token_endpoint_auth_methods_supported.as_deref();
    Ok(Metadata {
        authorization_endpoint,
        token_endpoint: endpoint("token_endpoint", document.token_endpoint.as_deref())?,
        jwks_uri: endpoint("jwks_uri", document.jwks_uri.as_deref())?,
        userinfo_endpoint,
        algorithms,
        client_authentication: ClientAuthentication::choose(settings.client_secret.is_some(), methods)?,
        names_itself: document.authorization_response_iss_parameter_supported == Some(Value::Bool(true)),
    })
}

/// The algorithms that have a public key and are known here.
const KNOWN: [&str; 9] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

/// The algorithm of this name, where it has a public key and is known here. `none` and those with the client's secret are
/// not: whoever knows the secret could sign as the provider.
pub fn algorithm(name: &str) -> Option<CoreJwsSigningAlgorithm> {
    let name = KNOWN.iter().find(|known| **known == name)?;
    serde_json::from_value(Value::from(*name)).ok()
}

fn endpoint(name: &str, text: Option<&str>, on_this_machine: bool) -> Result<Url, Refusal> {
    let address = text.and_then(|text| Url::parse(text).ok());
    let is_endpoint = |address: &Url| is_safe(address, on_this_machine) && address.fragment().is_none();
    address.filter(is_endpoint).ok_or_else(|| {
        Refused::DiscoveryEndpoint
            .because(format_args!("`{name}` that begins with https://"), text.unwrap_or("nothing"))
    })
}
