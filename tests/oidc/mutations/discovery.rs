//! Descriptions that are wrong.

use serde_json::{Value, json};
use server::sign_in::open_id::Refused;

use super::WrongDescription;
use crate::hostile::Reply;

macro_rules! wrong {
    ($($what:literal => $refused:ident: $change:expr,)+) => {
        &[$(WrongDescription { what: $what, change: $change, refused: Refused::$refused },)+]
    };
}

pub const WRONG: &[WrongDescription] = wrong! {
    "not there" => DiscoveryStatus: |_| Some(Reply::text(404, "{}")),
    "elsewhere" => DiscoveryStatus: |value| Some(Reply { status: 302, ..Reply::json(value) }),
    "an error of the provider's own" => ServerError: |_| Some(Reply::text(500, "")),
    "a page" => DiscoveryMalformed: |_| Some(Reply::text(200, "<!doctype html>")),
    "a list" => DiscoveryMalformed: |_| Some(Reply::text(200, "[]")),
    "nothing" => DiscoveryMalformed: |_| Some(Reply::text(200, "")),
    "too long" => TooLarge: |value| Some(Reply::of_length(value, 1024 * 1024 + 1)),
    "no issuer" => DiscoveryMalformed: |value| without(value, "issuer"),
    "two issuers" => DiscoveryMalformed: |value| {
        let once = value.to_string();
        Some(Reply::text(200, &once.replacen('{', "{\"issuer\":\"https://evil.example\",", 1)))
    },
    "another issuer" => DiscoveryIssuer: |value| with(value, "issuer", json!("https://evil.example")),
    "the issuer with a slash" => DiscoveryIssuer: |value| {
        let issuer = format!("{}/", value["issuer"].as_str().unwrap());
        with(value, "issuer", json!(issuer))
    },
    "the issuer in capitals" => DiscoveryIssuer: |value| {
        let issuer = value["issuer"].as_str().unwrap().to_uppercase();
        with(value, "issuer", json!(issuer))
    },
    "nowhere to go" => DiscoveryEndpoint: |value| without(value, "authorization_endpoint"),
    "to go unencrypted" => DiscoveryEndpoint: |value| with(value, "authorization_endpoint", json!("http://evil.example/")),
    "to run a script" => DiscoveryEndpoint: |value| with(value, "authorization_endpoint", json!("javascript:alert(1)")),
    "to go by a relative path" => DiscoveryEndpoint: |value| with(value, "authorization_endpoint", json!("/authorize")),
    "to go with a fragment" => DiscoveryEndpoint: |value| {
        with(value, "authorization_endpoint", json!("https://id.example/a#b"))
    },
    "to go as somebody" => DiscoveryEndpoint: |value| {
        with(value, "authorization_endpoint", json!("https://id.example@evil.example/"))
    },
    "to go with another client" => DiscoveryEndpoint: |value| {
        with(value, "authorization_endpoint", json!("https://id.example/?client_id=evil"))
    },
    "to go with another way back" => DiscoveryEndpoint: |value| {
        with(value, "authorization_endpoint", json!("https://id.example/?redirect%5Furi=https://evil.example"))
    },
    "no token endpoint" => DiscoveryEndpoint: |value| without(value, "token_endpoint"),
    "tokens unencrypted" => DiscoveryEndpoint: |value| with(value, "token_endpoint", json!("http://evil.example/token")),
    "no keys" => DiscoveryEndpoint: |value| without(value, "jwks_uri"),
    "keys of this machine's files" => DiscoveryEndpoint: |value| with(value, "jwks_uri", json!("file:///etc/passwd")),
    "userinfo unencrypted" => DiscoveryEndpoint: |value| with(value, "userinfo_endpoint", json!("ftp://evil.example/")),
    "an endpoint that is a number" => DiscoveryMalformed: |value| with(value, "token_endpoint", json!(1)),
    "the implicit flow only" => DiscoveryResponseType: |value| {
        with(value, "response_types_supported", json!(["id_token"]))
    },
    "answers by fragment only" => DiscoveryResponseMode: |value| {
        with(value, "response_modes_supported", json!(["fragment", "form_post"]))
    },
    "PKCE in the clear only" => DiscoveryPkce: |value| {
        with(value, "code_challenge_methods_supported", json!(["plain"]))
    },
    "no algorithms" => DiscoveryAlgorithms: |value| without(value, "id_token_signing_alg_values_supported"),
    "unsigned" => DiscoveryAlgorithms: |value| {
        with(value, "id_token_signing_alg_values_supported", json!(["none", "None"]))
    },
    "signed by the client's secret" => DiscoveryAlgorithms: |value| {
        with(value, "id_token_signing_alg_values_supported", json!(["HS256", "HS512"]))
    },
    "no way to say the secret" => DiscoveryClientAuthentication: |value| {
        with(value, "token_endpoint_auth_methods_supported", json!(["private_key_jwt"]))
    },
};

fn with(value: &mut Value, field: &str, other: Value) -> Option<Reply> {
    value[field] = other;
    None
}

fn without(value: &mut Value, field: &str) -> Option<Reply> {
    value.as_object_mut().unwrap().remove(field).unwrap();
    None
}
